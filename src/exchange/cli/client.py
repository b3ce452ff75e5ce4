"""`exchange client`: make, revoke and list the programs that may come in.

A secret is printed once, when it is made; the database keeps only its hash. Whoever types these commands holds the database already, so
the entry in the access journal names the account of the operating system.
"""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Annotated, TypeVar

import sqlalchemy as sa
import typer

from exchange import postgres
from exchange.cli import app
from exchange.clock import Clock
from exchange.database import Database
from exchange.grants import clients
from exchange.model import client as client_table
from exchange.prepare import prepare
from exchange.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from exchange.database import WriteSession

T = TypeVar("T")

client = typer.Typer(no_args_is_help=True, help="Programs that may come in (客户端).")
app.add_typer(client, name="client")


@client.command()
def create(
    name: Annotated[str, typer.Argument(help="Who it is, for people.")],
    role: Annotated[str, typer.Option(help="Role of auth/roles.toml, such as partner or origin.")],
    department: Annotated[str | None, typer.Option(help="Department code.")] = None,
    jurisdiction: Annotated[str | None, typer.Option(help="Division code whose subtree it works in.")] = None,
    client_id: Annotated[str | None, typer.Option("--id", help="Client id; drawn if not given.")] = None,
) -> None:
    """Make a client and print its secret, which is not told again."""
    wanted = clients.Wanted(name, role, department, jurisdiction, client_id=client_id)
    made = _do(lambda session, clock: clients.create_client(session, clock, _actor(), wanted))
    print(f"client_id={made.id}\nclient_secret={made.secret}")


@client.command()
def revoke(client_id: Annotated[str, typer.Argument(help="Client id.")]) -> None:
    """Shut a client out from its next request on."""
    _do(lambda session, clock: clients.revoke_client(session, clock, _actor(), client_id))
    print(f"{client_id} is revoked.")


@client.command("list")
def list_clients() -> None:
    """Print id, role, department, jurisdiction, state and name of every client, tab-separated."""
    for row in _do(lambda session, _clock: _all(session)):
        print("\t".join(row))


async def _all(session: WriteSession) -> list[tuple[str, ...]]:
    rows = await session.mappings(sa.select(client_table).order_by(client_table.c.id))
    return [
        (
            row["id"],
            row["role"],
            row["department"] or "-",
            row["jurisdiction"] or "-",
            "revoked" if row["revoked_at"] else "active",
            row["name"],
        )
        for row in rows
    ]


def _do(step: Callable[[WriteSession, Clock], Awaitable[T]]) -> T:
    """One transaction on the database of the settings, prepared first as at every start."""
    with postgres.reachable(Settings.load(os.environ)) as settings:
        return asyncio.run(_in_transaction(settings, step))


async def _in_transaction(settings: Settings, step: Callable[[WriteSession, Clock], Awaitable[T]]) -> T:
    await prepare(settings)
    async with Database.open(settings) as db, db.writing() as session:
        return await step(session, Clock(settings))


def _actor() -> str:
    return f"command-line:{os.getuid()}"
