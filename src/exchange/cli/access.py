"""`exchange agreement`, `exchange proposal` and the scopes of clients: what administrators do, for who sits at the machine.

The rules are those of the API: what widens waits for a second person, and the account of the operating system is the person. So one account
never proposes and approves.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Annotated, Any

import sqlalchemy as sa
import typer

from exchange.access import Audience, Caller, Scope
from exchange.cli import app
from exchange.cli.client import ClientId, client
from exchange.cli.transaction import actor, transact
from exchange.errors import BadRequest
from exchange.grants import agreements, approvals, proposals, scopes
from exchange.grants.terms import Terms
from exchange.model import Proposal, agreement

if TYPE_CHECKING:
    from exchange.database import WriteSession

agreement_commands = typer.Typer(no_args_is_help=True, help="Sharing agreements (共享协议).")
proposal_commands = typer.Typer(no_args_is_help=True, help="What waits for a second person (复核事项).")
app.add_typer(agreement_commands, name="agreement")
app.add_typer(proposal_commands, name="proposal")

Reason = Annotated[str, typer.Option(help="Why; it goes into the journal.")]
Identity = Annotated[str, typer.Argument(metavar="ID", help="Its id.")]


def operator() -> Caller:
    """Who types, as an administrator."""
    held, audience = frozenset({Scope.ACCESS_MANAGE, Scope.AUDIT_READ}), frozenset({Audience.ADMINISTRATOR})
    return Caller(actor=actor(), scopes=held, audiences=audience)


@agreement_commands.command()
def sign(  # noqa: PLR0913, PLR0917 - the parts of an agreement
    title: Annotated[str, typer.Argument(help="Title.")],
    department: Annotated[str, typer.Option(help="Department that may use it, by its code.")],
    purpose: Annotated[str, typer.Option(help="What it is used for.")],
    law: Annotated[str, typer.Option(help="Law that it rests on.")],
    item: Annotated[list[str], typer.Option(help="Information item; may be given several times.")],
    region: Annotated[str, typer.Option(help="Division whose subtree it covers.")],
    until: Annotated[str, typer.Option(help="Last day, such as 2027-12-31.")],
    reason: Reason,
    begin: Annotated[str | None, typer.Option("--from", help="First day; today if not given.")] = None,
    field: Annotated[list[str] | None, typer.Option(help="Field, such as Penalty.fine; all if none.")] = None,
    provider: Annotated[str | None, typer.Option(help="Department whose records it covers.")] = None,
    uses: Annotated[int | None, typer.Option(help="Number of uses; not limited if not given.")] = None,
) -> None:
    """Sign an agreement, or propose one that opens personal fields."""
    ends, begins = _day(until), None if begin is None else _day(begin)
    parts: dict[str, Any] = {
        "field_names": tuple(field) if field else None,
        "provider": provider,
        "max_uses": uses,
    }
    signed, proposal = transact(
        lambda session, clock: agreements.sign(
            session,
            clock,
            operator(),
            Terms(
                title, department, purpose, law, tuple(item), region, begins or clock.today(), ends, **parts
            ),
            reason,
        )
    )
    print(f"agreement={signed}" if signed else f"proposal={proposal}\nA second person has to approve it.")


@agreement_commands.command("list")
def list_agreements() -> None:
    """Print id, department, period, uses, state and title of every agreement, tab-separated."""
    for row in transact(lambda session, _clock: _agreements(session)):
        print("\t".join(row))


@agreement_commands.command()
def suspend(identity: Identity, reason: Reason) -> None:
    """Stop an agreement until it is resumed, from the next request on."""
    _step("suspend", identity, reason)


@agreement_commands.command()
def resume(identity: Identity, reason: Reason) -> None:
    """Let a suspended agreement work again."""
    _step("resume", identity, reason)


@agreement_commands.command()
def terminate(identity: Identity, reason: Reason) -> None:
    """End an agreement for good."""
    _step("terminate", identity, reason)


@proposal_commands.command("list")
def list_proposals() -> None:
    """Print id, kind, state, who proposed it, what it is about and why, tab-separated, the newest first."""
    for row in transact(lambda session, _clock: _proposals(session)):
        print("\t".join(row))


@proposal_commands.command()
def approve(identity: Identity, reason: Reason) -> None:
    """Agree to somebody else's proposal, and do what it says."""
    chosen = id_of(identity)
    made = transact(lambda session, clock: approvals.approve(session, clock, operator(), chosen, reason))
    told = {"agreement": made.agreement, "recovery_code": made.recovery_code}
    print(f"{identity} is approved." + "".join(f"\n{name}={one}" for name, one in told.items() if one))


@proposal_commands.command()
def refuse(identity: Identity, reason: Reason) -> None:
    """Decide against a proposal."""
    chosen = id_of(identity)
    transact(lambda session, clock: proposals.refuse(session, clock, operator(), chosen, reason))
    print(f"{identity} is refused.")


@client.command()
def grant(
    client_id: ClientId, wanted: Annotated[list[str], typer.Argument(metavar="SCOPE...")], reason: Reason
) -> None:
    """Give a client scopes of its role; the sensitive ones wait for a second person."""
    proposal = transact(
        lambda session, clock: scopes.grant(session, clock, operator(), client_id, wanted, reason)
    )
    print(
        f"proposal={proposal}\nA second person has to approve it." if proposal else f"{client_id} holds them."
    )


@client.command()
def ungrant(
    client_id: ClientId, unwanted: Annotated[list[str], typer.Argument(metavar="SCOPE...")], reason: Reason
) -> None:
    """Take scopes away from a client, from its next request on."""
    transact(lambda session, clock: scopes.revoke(session, clock, operator(), client_id, unwanted, reason))
    print(f"{client_id} holds them no more.")


def _step(name: str, identity: str, reason: str) -> None:
    chosen = id_of(identity)
    transact(lambda session, clock: agreements.step(session, clock, operator(), name, chosen, reason))
    print(f"{identity}: {name} is done.")


async def _agreements(session: WriteSession) -> list[tuple[str, ...]]:
    rows = await session.mappings(sa.select(agreement).order_by(agreement.c.valid_from, agreement.c.id))
    return [
        (
            str(row["id"]),
            row["department"],
            f"{row['valid_from']}..{row['valid_until']}",
            "-" if row["max_uses"] is None else f"{row['uses']}/{row['max_uses']}",
            "terminated" if row["terminated_at"] else "suspended" if row["suspended_at"] else "signed",
            row["title"],
        )
        for row in rows
    ]


async def _proposals(session: WriteSession) -> list[tuple[str, ...]]:
    names = ("id", "kind", "state", "proposed_by", "target", "reason")
    table = Proposal.table
    rows = await session.all(
        sa.select(*(table.c[name] for name in names)).order_by(table.c.proposed_at.desc(), table.c.id)
    )
    return [tuple(map(str, row)) for row in rows]


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise BadRequest(problem="a day is written as 2027-12-31.") from None


def id_of(text: str) -> uuid.UUID:
    """An id as it is typed."""
    try:
        return uuid.UUID(text)
    except ValueError:
        raise BadRequest(problem="this is no id. Copy it from the list.") from None
