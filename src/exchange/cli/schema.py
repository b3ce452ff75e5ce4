"""`exchange schema`: SDL, field reference, error catalogue; `exchange remask`: masks written again after one of them changed."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import sqlalchemy as sa
import typer

from exchange import field_reference, plan_clauses, postgres, reference_pages
from exchange.access import roles
from exchange.api import trusted
from exchange.api.schema import schema
from exchange.api.sight import callers_of_roles, shaped, visible_sdl
from exchange.cli import app
from exchange.cli.transaction import transact
from exchange.clock import Clock
from exchange.database import Database
from exchange.disclosure import policy
from exchange.disclosure.view import stance, view
from exchange.errors import NotFound
from exchange.grants.profiles import held
from exchange.model import client as client_table
from exchange.records.remask import remask
from exchange.settings import Settings

if TYPE_CHECKING:
    from exchange.access import Caller
    from exchange.database import WriteSession

commands = typer.Typer(no_args_is_help=True, help="The GraphQL schema (接口定义).")
app.add_typer(commands, name="schema")


@commands.command("print")
def show(
    client: str | None = typer.Option(
        None, "--as", help="Only what this client, or this role, can ever see."
    ),
) -> None:
    """Print the schema in SDL."""
    if client is None:
        print(schema().as_str())
        return
    who = dict(callers_of_roles()).get(client) or transact(lambda session, _clock: _client(session, client))
    print(visible_sdl(schema().as_str(), view(policy(), stance(who)), who.scopes))


async def _client(session: WriteSession, client: str) -> Caller:
    """The client as its role and scopes make it; NotFound where it could not come in."""
    here = sa.select(client_table.c.role, client_table.c.scopes).where(
        client_table.c.id == client, client_table.c.revoked_at.is_(None)
    )
    rows = await session.mappings(here)
    if not rows or rows[0]["role"] not in roles():
        raise NotFound(what="client id")
    return shaped(held(rows[0]["role"], rows[0]["scopes"]), roles()[rows[0]["role"]].audiences)


@commands.command("fields")
def show_fields(language: str = typer.Argument("zh", metavar="zh|en")) -> None:
    """Print the field reference in Markdown."""
    if language not in field_reference.LANGUAGES:
        raise typer.BadParameter("Say zh or en.")
    print(field_reference.markdown(language))


@commands.command("errors")
def show_errors() -> None:
    """Print the error catalogue in Markdown."""
    print(reference_pages.errors())


@commands.command("clauses")
def show_clauses() -> None:
    """Print what the plan's clauses became, in Markdown."""
    print(plan_clauses.markdown())


@commands.command("documents")
def show_documents() -> None:
    """Print the names of the website's queries: what a client may send as documentId."""
    for name, path in trusted.named([trusted.shipped()]).items():
        print(f"{name}  {path.stem}")


@app.command("remask")
def rewrite() -> None:
    """Write every masked column again, as today's masks have it (重新脱敏)."""
    with postgres.reachable(Settings.load(os.environ)) as settings:
        visited = asyncio.run(_rewrite(settings))
    for item, rows in visited.items():
        print(f"{item}: {rows} rows")


async def _rewrite(settings: Settings) -> dict[str, int]:
    async with Database.open(settings) as db:
        return await remask(db, Clock(settings).today())
