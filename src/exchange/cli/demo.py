"""`exchange demo`: everything in one command, from an empty folder to an exchange that answers.

The order matters. The port is taken first, so that nothing is made for a start that cannot succeed. The credentials are written down
before the world is committed: a start that is cut off in between leaves secrets without clients, which the next start uses, and never
clients without secrets.
"""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from exchange import postgres
from exchange.cli import app
from exchange.cli.serve import address, answer, listener
from exchange.clock import Clock
from exchange.database import Database
from exchange.demo import callers, printing
from exchange.demo.load import load, loaded
from exchange.demo.world import plan
from exchange.errors import StartupError
from exchange.postgres.home import MARKER
from exchange.prepare import prepare
from exchange.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from exchange.demo.callers import Callers


@app.command()
def demo() -> None:
    """Start the exchange with a sample world, and print what to try."""
    settings = Settings.load(os.environ)
    with listener(settings) as listening, postgres.reachable(settings) as reachable:
        path = reachable.data_dir / printing.FILE
        known = asyncio.run(_ready(reachable, path))
        answer(reachable, listening, lambda: _announce(settings, known, path))


async def _ready(settings: Settings, path: Path) -> Callers:
    """Schema, registries, rights, and the sample world unless it is there; the callers' credentials."""
    await prepare(settings)
    clock = Clock(settings)
    async with Database.open(settings) as db, db.writing() as session:
        known = printing.read(path)
        if await loaded(session):
            if known is None or not await callers.fits(session, known):
                raise StartupError(
                    f"The sample world is loaded, but {path} does not hold the secrets of its callers. Put that file back, "
                    "or start afresh with an empty data folder or database."
                )
        else:
            print("Loading the sample world …", flush=True)
            made = plan(clock.today())
            known = known or callers.drawn(made.agreement)
            _write(settings, path, known)
            await load(session, clock, made, known)
    _write(settings, path, known)
    return known


def _write(settings: Settings, path: Path, known: Callers) -> None:
    try:
        if not path.parent.exists():  # an embedded database may come to live here later
            path.parent.mkdir(parents=True)
            (path.parent / MARKER).write_text("Data folder of a Credit Exchange.\n")
        printing.write(path, address(settings), known)
    except OSError as error:
        problem = (
            f"{path} cannot be written ({error.strerror}). Set EXCHANGE_DATA_DIR to a folder of your own."
        )
        raise StartupError(problem) from None


def _announce(settings: Settings, known: Callers, path: Path) -> None:
    print("\n".join(printing.greeting(address(settings), known, path)), flush=True)
