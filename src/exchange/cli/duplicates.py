"""`exchange duplicates find`: look for records that may be one decision in two spellings."""

from __future__ import annotations

import asyncio
import os

import typer

from exchange import postgres
from exchange.cli import app
from exchange.clock import Clock
from exchange.database import Database
from exchange.prepare import prepare
from exchange.records import duplicates
from exchange.settings import Settings

commands = typer.Typer(no_args_is_help=True, help="Records that may be one decision (疑似重复记录).")
app.add_typer(commands, name="duplicates")


@commands.callback()
def group() -> None:
    """Keep `find` a word of its own."""


@commands.command("find")
def find() -> None:
    """Look through what changed since the last time; keepers decide by `duplicates` and `settleDuplicate`."""
    with postgres.reachable(Settings.load(os.environ)) as settings:
        number = asyncio.run(_find(settings))
    print(f"{number} pairs found.")


async def _find(settings: Settings) -> int:
    await prepare(settings)
    async with Database.open(settings) as db:
        return await duplicates.find(db, Clock(settings))
