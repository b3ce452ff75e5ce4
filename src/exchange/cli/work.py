"""`exchange worker`: makes what the day brings (到期办理), for as long as it runs."""

from __future__ import annotations

import asyncio
import os
from typing import Annotated

import typer

from exchange import postgres, worker
from exchange.cli import app
from exchange.clock import Clock
from exchange.database import Database
from exchange.prepare import prepare
from exchange.settings import Settings


@app.command("worker")
def work(
    once: Annotated[bool, typer.Option("--once", help="One round, then say what was done.")] = False,
) -> None:
    """Remind, escalate, expire: what falls due (到期办理). Several may run; one works at a time."""
    with postgres.reachable(Settings.load(os.environ)) as settings:
        made = asyncio.run(_work(settings, once=once))
    for name, count in made.items():
        print(f"{name}: {count}")


async def _work(settings: Settings, *, once: bool) -> dict[str, int]:
    await prepare(settings)
    clock = Clock(settings)
    async with Database.open(settings) as db:
        if once:
            return dict(await worker.round_of(db, clock, region=settings.region))
        await worker.run(db, clock, settings.region)
    return {}
