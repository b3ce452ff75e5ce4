"""`exchange retention run`: archive what the catalogue keeps no longer."""

from __future__ import annotations

import asyncio
import os
from typing import Annotated

import typer

from exchange import postgres
from exchange.cli import app
from exchange.cli.transaction import actor
from exchange.clock import Clock
from exchange.database import Database
from exchange.prepare import prepare
from exchange.records import retention
from exchange.settings import Settings

commands = typer.Typer(no_args_is_help=True, help="How long records are kept (保存期限).")
app.add_typer(commands, name="retention")


@commands.callback()
def group() -> None:
    """Keep `run` a word of its own."""


@commands.command("run")
def run(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count what is due, archive nothing.")] = False,
) -> None:
    """Archive the records whose time of retention is over (归档); a run that was cut off is simply given again."""
    with postgres.reachable(Settings.load(os.environ)) as settings:
        counts = asyncio.run(_due(settings) if dry_run else _run(settings))
    for item, told in counts.items():
        print(f"{item}: {told}")
    if not counts:
        print("Nothing is due.")


async def _due(settings: Settings) -> dict[str, str]:
    await prepare(settings)
    async with Database.open(settings) as db, db.writing() as session:
        found = await retention.due(session, Clock(settings).today())
    return {item: f"{number} due" for item, number in found.items() if number}


async def _run(settings: Settings) -> dict[str, str]:
    await prepare(settings)
    async with Database.open(settings) as db:
        caller = retention.keeper(settings.region, actor())
        found = await retention.run(db, caller, Clock(settings))
    return {
        item: f"{one.done} archived"
        + (f", {one.refused} kept by the rule of the move" if one.refused else "")
        for item, one in found.items()
        if one.done or one.refused
    }
