"""The mutations of access: requests, agreements, consents, clients, and the second person's word.

Each is done in the caller's name inside one transaction that nobody else changes access beside. The steps of a request are made from their
table. What a mutation answers is the id of what it changed, and of the agreement it made or the proposal that waits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strawberry

from exchange.api import types
from exchange.api.access_inputs import build, smaller, terms_of, worded
from exchange.api.denials import denied
from exchange.api.making import mutation, record_id, union, values_of
from exchange.api.reports import refused
from exchange.errors import ArgumentInvalid, ExchangeError
from exchange.grants import (
    agreements,
    approvals,
    clients,
    consents,
    own_clients,
    proposals,
    requests,
    scopes,
    unused,
    versions,
)
from exchange.grants.request_steps import STEPS
from exchange.model import camel

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import WriteSession
    from exchange.grants.request_steps import Step
    from exchange.grants.standing import Standing

    Work = Callable[[WriteSession, Clock, Caller, Any], Awaitable[Any]]


@strawberry.type(description="Access was changed, or waits for a second person (授权办理结果).")
class AccessChanged:
    """What was changed; what waits has a proposal and no agreement yet."""

    id: strawberry.ID | None = strawberry.field(default=None, description="What it is about (标识).")
    state: str | None = strawberry.field(default=None, description="Its state now (状态).")
    agreement: strawberry.ID | None = strawberry.field(
        default=None, description="Agreement that it made (共享协议标识)."
    )
    proposal: strawberry.ID | None = strawberry.field(
        default=None, description="Proposal that waits for a second person (待复核事项标识)."
    )
    recovery_code: str | None = strawberry.field(
        default=None,
        description="Code that a person whose first role was approved types to set up the second factor, not told again (恢复码).",
    )


@strawberry.type(description="A client was made; its secret is told once (客户端已建立).")
class ClientCreated:
    """Its credentials."""

    id: str = strawberry.field(description="Client id (客户端标识).")
    secret: str = strawberry.field(description="Its secret, not told again (密钥).")
    proposal: strawberry.ID | None = strawberry.field(
        default=None, description="Proposal of its sensitive scopes, which waits (待复核事项标识)."
    )


def access_mutations() -> list[types.Declared]:
    """All of them."""
    build()
    fixed = [_declared(name, description, work) for name, (description, work) in _ACTS.items()]
    created = _declared(
        "create_client",
        "Make a client; the sensitive part of its role waits (建立客户端).",
        _create,
        ClientCreated,
    )
    renewed = _declared(
        "renew_client_secret",
        "Draw a new secret for a client of one's own department; the old one ends at once (更换密钥).",
        _renew_secret,
        ClientCreated,
    )
    activated = _declared(
        "activate_policy", "Follow proposed rules, from the commit on; those that widen by a second person (启用规则).",
        _activate, as_owner=True,
    )  # fmt: skip
    return [*(_stepping(one) for one in STEPS.values()), *fixed, created, renewed, activated]


def _declared(
    name: str,
    description: str,
    work: Work,
    done: Any = AccessChanged,  # noqa: ANN401 - a type
    *,
    as_owner: bool = False,
) -> types.Declared:
    async def run(info: strawberry.Info, given: Any) -> Any:  # noqa: ANN401 - types made at run time
        async def changing(standing: Standing) -> Any:  # noqa: ANN401 - whatever the act gives
            async with standing.changing() as session:
                return await work(session, info.context.clock, standing.caller, given)

        try:
            if as_owner:
                return await info.context.write_as_owner(changing)
            return await info.context.write(changing)
        except ExchangeError as error:
            told = refused(error)
            await denied(info.context, camel(name), error)
            return told

    title = camel(name)
    kind = f"{title[:1].upper()}{title[1:]}Input"
    return mutation(name, union(f"{kind.removesuffix('Input')}Result", done), kind, description, run)


def _id(value: object) -> strawberry.ID | None:
    return None if value is None else strawberry.ID(str(value))


def _stepping(one: Step) -> types.Declared:
    async def work(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> AccessChanged:  # noqa: ANN401 - an input
        values = values_of(given)
        parts = worded({name: values[name] for name, _, _ in smaller() if name in values})
        details = requests.Details(values.get("reason"), values.get("law"), parts)
        return _stepped(await requests.step(session, clock, caller, one.name, record_id(given.id), details))

    return _declared(f"{one.name}_share_request", f"{one.en} ({one.zh}).", work)


def _stepped(done: requests.Stepped) -> AccessChanged:
    return AccessChanged(
        id=_id(done.request), state=done.state, agreement=_id(done.agreement), proposal=_id(done.proposal)
    )


async def _file(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> AccessChanged:  # noqa: ANN401 - an input
    asked = terms_of(given, department=caller.department or "")
    return _stepped(await requests.file(session, clock, caller, asked))


async def _sign(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> AccessChanged:  # noqa: ANN401 - an input
    signed, proposal = await agreements.sign(session, clock, caller, terms_of(given), given.reason)
    return AccessChanged(id=_id(signed), agreement=_id(signed), proposal=_id(proposal))


def _agreement(name: str) -> Work:
    async def work(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> AccessChanged:  # noqa: ANN401 - an input
        await agreements.step(session, clock, caller, name, record_id(given.id), given.reason)
        return AccessChanged(id=given.id, agreement=given.id)

    return work


async def _approve(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> AccessChanged:  # noqa: ANN401 - an input
    made = await approvals.approve(session, clock, caller, record_id(given.id), given.reason)
    return AccessChanged(
        id=given.id, state="APPROVED", agreement=_id(made.agreement), recovery_code=made.recovery_code
    )


async def _refuse(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> AccessChanged:  # noqa: ANN401 - an input
    await proposals.refuse(session, clock, caller, record_id(given.id), given.reason)
    return AccessChanged(id=given.id, state="REFUSED")


async def _withdraw(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> AccessChanged:  # noqa: ANN401 - an input
    await proposals.withdraw(session, clock, caller, record_id(given.id), given.reason)
    return AccessChanged(id=given.id, state="WITHDRAWN")


async def _ask(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> AccessChanged:  # noqa: ANN401 - an input
    wanted = consents.Wanted(
        given.purpose, given.legal_basis, tuple(given.items), given.valid_until, given.once
    )
    return AccessChanged(id=_id(await consents.ask(session, clock, caller, wanted)), state="REQUESTED")


async def _give(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> AccessChanged:  # noqa: ANN401 - an input
    signed = await consents.give(
        session, clock, caller, record_id(given.id), given.purpose, tuple(given.items), given.document
    )
    return AccessChanged(id=given.id, state="CONSENTED", agreement=_id(signed))


async def _decline(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> AccessChanged:  # noqa: ANN401 - an input
    await consents.refuse(session, clock, caller, record_id(given.id))
    return AccessChanged(id=given.id, state="REFUSED")


async def _take_back(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> AccessChanged:  # noqa: ANN401 - an input
    await consents.withdraw(session, clock, caller, record_id(given.id))
    return AccessChanged(id=given.id, state="WITHDRAWN")


async def _grant(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> AccessChanged:  # noqa: ANN401 - an input
    proposal = await scopes.grant(session, clock, caller, given.client, given.scopes, given.reason)
    return AccessChanged(id=_id(given.client), proposal=_id(proposal))


async def _revoke(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> AccessChanged:  # noqa: ANN401 - an input
    await scopes.revoke(session, clock, caller, given.client, given.scopes, given.reason)
    return AccessChanged(id=_id(given.client))


async def _revoke_unused(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> AccessChanged:  # noqa: ANN401 - an input
    grants = [unused.Grant(one.client, one.scope) for one in given.grants]
    taken = await unused.end(session, clock, caller, grants, given.reason)
    return AccessChanged(state="REVOKED" if taken else "UNCHANGED")


async def _end(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> AccessChanged:  # noqa: ANN401 - an input
    await scopes.end(session, clock, caller, given.client, given.reason)
    return AccessChanged(id=_id(given.client), state="REVOKED")


async def _add_key(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> AccessChanged:  # noqa: ANN401 - an input
    reason = values_of(given).get("reason") or ""
    kid, proposal = await own_clients.register_key(session, clock, caller, given.client, given.jwk, reason)
    return AccessChanged(id=_id(given.client), state=kid, proposal=_id(proposal))


async def _retire_key(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> AccessChanged:  # noqa: ANN401 - an input
    await own_clients.end_key(session, clock, caller, given.client, given.kid)
    return AccessChanged(id=_id(given.client), state="RETIRED")


async def _remove_secret(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> AccessChanged:  # noqa: ANN401 - an input
    await own_clients.remove_secret(session, clock, caller, given.client)
    return AccessChanged(id=_id(given.client), state="KEYS_ALONE")


async def _renew_secret(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> ClientCreated:  # noqa: ANN401 - an input
    secret = await own_clients.renew_secret(session, clock, caller, given.client)
    return ClientCreated(id=given.client, secret=secret)


async def _create(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> ClientCreated:  # noqa: ANN401 - an input
    values = values_of(given)
    wanted = clients.Wanted(
        given.name, given.role, values.get("department"), values.get("jurisdiction"), sandbox=bool(values.get("sandbox"))
    )  # fmt: skip
    made, proposal = await scopes.onboard(session, clock, caller, wanted, given.reason)
    return ClientCreated(id=made.id, secret=made.secret, proposal=_id(proposal))


async def _propose(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> AccessChanged:  # noqa: ANN401 - an input
    values = values_of(given)
    if ("files" in values) == ("version" in values):
        raise ArgumentInvalid(
            argument="files", field="proposePolicy", problem="give either files or a version."
        )
    if "version" in values:
        done = await versions.propose_again(session, clock, caller, values["version"], given.reason)
    else:
        files = {one.name: one.text for one in values["files"]}
        done = await versions.propose(session, clock, caller, files, given.reason)
    return AccessChanged(
        id=_id(done.version), state="WIDENS" if done.widens else "NARROWS", proposal=_id(done.proposal)
    )


async def _activate(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> AccessChanged:  # noqa: ANN401 - an input
    rules = await versions.activate(session, clock, caller, record_id(given.id), given.reason)
    return AccessChanged(id=_id(rules.version), state="ACTIVE")


_ACTS: dict[str, tuple[str, Work]] = {
    "file_share_request": ("Ask another department for conditional items (提交共享申请).", _file),
    "sign_agreement": ("Sign an agreement; one over personal fields waits (签署协议).", _sign),
    "suspend_agreement": ("Stop an agreement until it is resumed (中止协议).", _agreement("suspend")),
    "resume_agreement": ("Let a suspended agreement work again (恢复协议).", _agreement("resume")),
    "terminate_agreement": ("End an agreement for good (终止协议).", _agreement("terminate")),
    "approve_proposal": ("Agree to somebody else's proposal, and do what it says (复核通过).", _approve),
    "refuse_proposal": ("Decide against a proposal (复核不通过).", _refuse),
    "withdraw_proposal": ("Take one's own proposal back (撤回复核事项).", _withdraw),
    "propose_policy": ("Propose other disclosure rules, or to go back to a version (提出规则).", _propose),
    "request_consent": ("Ask for the consent of a data subject, naming nobody (请求授权).", _ask),
    "give_consent": ("Consent, in one's own name, to just this (同意授权).", _give),
    "refuse_consent": ("Say no to a consent (不同意授权).", _decline),
    "withdraw_consent": ("Take one's own consent back (撤回授权).", _take_back),
    "grant_scopes": ("Give a client scopes; the sensitive ones wait (授予权限).", _grant),
    "revoke_scopes": ("Take scopes away from a client (收回权限).", _revoke),
    "revoke_unused_scopes": (
        "Take away what clients have not used for long, all or nothing (收回未使用的权限).",
        _revoke_unused,
    ),
    "add_client_key": (
        "Let a client prove itself by a public key; an administrator's may wait (登记公钥).",
        _add_key,
    ),
    "retire_client_key": ("End a key of a client, at once (停用公钥).", _retire_key),
    "remove_client_secret": ("Let a client come in by its keys alone (取消密钥).", _remove_secret),
    "revoke_client": ("Shut a client out from its next request on (停用客户端).", _end),
}
