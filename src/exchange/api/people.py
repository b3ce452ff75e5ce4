"""Mutations about people's accounts: made, changed, locked, given a new password, let back in after a lost second factor.

All need `access:manage`, and each is done in the caller's name inside one transaction that nobody else changes access beside. What is told
once (an initial password, a recovery code) stands in the answer and nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strawberry

from exchange.access import Scope
from exchange.api import types
from exchange.api.denials import denied
from exchange.api.making import mutation, record_id, union, values_of
from exchange.api.reports import refused
from exchange.errors import ExchangeError, SandboxOnly
from exchange.grants import accounts, factors, offices
from exchange.model import camel

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from uuid import UUID

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import WriteSession
    from exchange.grants.standing import Standing

    Work = Callable[[WriteSession, Clock, Caller, Any], Awaitable[Any]]


@strawberry.type(description="It was done (人员账号已办理).")
class PersonDone:
    """Whose account it is, and what is told once."""

    login: str = strawberry.field(description="Login (账号).")
    initial_password: str | None = strawberry.field(
        default=None, description="Initial password, not told again (初始口令)."
    )
    recovery_code: str | None = strawberry.field(
        default=None,
        description="Code that the person types to set up a new factor, not told again (恢复码).",
    )
    proposal: strawberry.ID | None = strawberry.field(
        default=None, description="What waits for a second person, by its id: the sensitive roles (复核事项)."
    )


_LOGIN = types.plain("login", str, "Login (账号).")
_ROLES = "Roles of `auth/roles.toml` (角色)."
_DEPARTMENT = types.plain("department", "str | None", "Department code (部门编码).")
_JURISDICTION = types.plain(
    "jurisdiction", "str | None", "Division code whose subtree the person works in (管辖区域)."
)


def people_mutations() -> Iterator[types.Declared]:
    """All of them."""
    name = types.plain("name", str, "Who it is, for people (姓名).")
    held = types.plain("roles", "list[str]", _ROLES)
    subject = types.plain(
        "subject", strawberry.ID | None, "The credit subject that the person is (信用主体标识)."
    )
    other = types.plain("roles", "list[str] | None", f"{_ROLES} All of them; left out, they stay.")
    why = types.plain("reason", "str | None", "Why; needed where a second person has to agree (理由).")
    value = types.plain(
        "value",
        "str | None",
        "Value of the external issuer's claim; null ends the link (统一身份认证标识).",
    )
    yield _one(
        "create_person",
        "Make an account with an initial password; sensitive roles wait for a second person (建立人员账号).",
        _create,
        name,
        held,
        _DEPARTMENT,
        _JURISDICTION,
        subject,
        why,
    )
    yield _one(
        "change_person",
        "Give a person other roles, another department or region; what is sensitive waits for a second person (变更人员账号).",
        _change,
        other,
        _DEPARTMENT,
        _JURISDICTION,
        why,
    )
    yield _one("lock_person", "Shut a person out from their next request on (锁定账号).", _lock)
    yield _one("unlock_person", "Let a locked person in again (解锁账号).", _unlock)
    yield _one("reset_person_password", "Give an account a new initial password (重置口令).", _reset)
    yield _one(
        "ask_factor_recovery",
        "Ask that a lost second factor be set up anew; another administrator approves (申请恢复动态口令).",
        _ask,
    )
    yield _one(
        "approve_factor_recovery",
        "Approve what another administrator asked for, about a third person (批准恢复动态口令).",
        _approve,
    )
    yield _one(
        "link_person",
        "Say by which value the external issuer knows a person; a second person agrees to it (关联统一身份认证).",
        _link,
        value,
        why,
    )


def _one(name: str, description: str, work: Work, *fields: types.Declared) -> types.Declared:
    kind = "".join(part.capitalize() for part in name.split("_")) + "Input"
    types.make(kind, [_LOGIN, *fields], description, is_input=True)

    async def resolve(info: strawberry.Info, given: Any) -> Any:  # noqa: ANN401 - types made at run time
        return await _done(info, given, camel(name), work)

    return mutation(name, union("PersonResult", PersonDone), kind, description, resolve)


async def _done(info: strawberry.Info, given: Any, name: str, work: Work) -> Any:  # noqa: ANN401 - types made at run time
    async def changing(standing: Standing) -> PersonDone:
        caller = standing.caller
        caller.require(Scope.ACCESS_MANAGE)
        if caller.sandbox:
            raise SandboxOnly
        async with standing.changing() as session:
            told = await work(session, info.context.clock, caller, given)
        return told if isinstance(told, PersonDone) else PersonDone(login=given.login)

    try:
        return await info.context.write(changing)
    except ExchangeError as error:
        told = refused(error)
        await denied(info.context, name, error)
        return told


async def _create(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> PersonDone:  # noqa: ANN401 - an input
    values = values_of(given)
    wanted = accounts.Person(
        given.login,
        given.name,
        tuple(given.roles),
        values.get("department"),
        values.get("jurisdiction"),
        record_id(values["subject"]) if "subject" in values else None,
    )
    reason = values.get("reason") or ""
    told, proposal = await offices.appoint(session, clock, caller, wanted, reason)
    return PersonDone(login=told.login, initial_password=told.password, proposal=_id(proposal))


async def _change(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> PersonDone:  # noqa: ANN401 - an input
    values = values_of(given)
    login, reason = values.pop("login"), values.pop("reason", "")
    proposal = await offices.change(session, clock, caller, login, reason or "", **values)
    return PersonDone(login=login, proposal=_id(proposal))


def _id(proposal: UUID | None) -> strawberry.ID | None:
    return None if proposal is None else strawberry.ID(str(proposal))


async def _lock(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> None:  # noqa: ANN401 - an input
    await accounts.lock_account(session, clock, caller.actor, given.login)


async def _unlock(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> None:  # noqa: ANN401 - an input
    await accounts.unlock_account(session, clock, caller.actor, given.login)


async def _reset(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> PersonDone:  # noqa: ANN401 - an input
    told = await offices.reset(session, clock, caller, given.login)
    return PersonDone(login=told.login, initial_password=told.password)


async def _ask(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> None:  # noqa: ANN401 - an input
    await factors.ask_recovery(session, clock, caller.actor, given.login)


async def _approve(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> PersonDone:  # noqa: ANN401 - an input
    code = await factors.approve_recovery(session, clock, caller.actor, given.login)
    return PersonDone(login=given.login, recovery_code=code)


async def _link(session: WriteSession, clock: Clock, caller: Caller, given: Any) -> PersonDone:  # noqa: ANN401 - an input
    values = values_of(given)
    reason = values.get("reason") or ""
    proposal = await offices.link(session, clock, caller, given.login, values.get("value"), reason)
    return PersonDone(login=given.login, proposal=_id(proposal))
