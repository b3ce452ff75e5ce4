"""`exchange schema`: SDL, field reference, error catalogue; `exchange remask`: masks written again after one of them changed."""

from __future__ import annotations

import asyncio
import os

import typer

from exchange import field_reference, plan_clauses, postgres, reference_pages
from exchange.api import trusted
from exchange.api.schema import schema
from exchange.cli import app
from exchange.clock import Clock
from exchange.database import Database
from exchange.records.remask import remask
from exchange.settings import Settings

commands = typer.Typer(no_args_is_help=True, help="The GraphQL schema (接口定义).")
app.add_typer(commands, name="schema")


@commands.command("print")
def show() -> None:
    """Print the schema in SDL."""
    print(schema().as_str())


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
