"""`exchange demo`: everything in one command, from an empty folder to an exchange that answers.

The order matters. The port is taken first, so that nothing is made for a start that cannot succeed. The credentials are written down
before the world is committed: a start that is cut off in between leaves secrets without clients, which the next start uses, and never
clients without secrets.
"""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Annotated

import typer

from exchange import postgres
from exchange.cli import app
from exchange.cli.progress import bar
from exchange.cli.serve import address, answer, listener
from exchange.clock import Clock
from exchange.database import Database
from exchange.demo import callers, printing
from exchange.demo import scale as crowded
from exchange.demo.load import load, loaded
from exchange.demo.seed import Seed
from exchange.demo.world import SEED, plan
from exchange.errors import StartupError
from exchange.postgres.home import MARKER
from exchange.prepare import UNDER_WAY, prepare
from exchange.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from exchange.demo.callers import Callers


@app.command()
def demo(
    scale: Annotated[
        int | None,
        typer.Option(min=1, help="Load so many records more, for measuring; once, into an empty database."),
    ] = None,
) -> None:
    """Start the exchange with a sample world, and print what to try."""
    settings = Settings.load(os.environ)
    with listener(settings) as listening, postgres.reachable(settings) as reachable:
        path = reachable.data_dir / printing.FILE
        if scale is not None and not asyncio.run(_is_loaded(reachable, scale)):
            _load(reachable, settings, path, scale)
        known = asyncio.run(_ready(reachable, path))
        answer(reachable, listening, lambda: _announce(settings, known, path))


async def _is_loaded(settings: Settings, records: int) -> bool:
    """Whether the world of this size is there."""
    await prepare(settings, unfinished=True)
    async with Database.open(settings) as db, db.writing() as session:
        return await loaded(session, crowded.kind(records), UNDER_WAY)


def _load(reachable: Settings, settings: Settings, path: Path, records: int) -> None:
    """Load a world of this size, the credentials of its callers first."""
    print(
        f"Loading the sample world and {records:,} further records; {_WORKERS} processes write them …",
        flush=True,
    )
    known = printing.read(path) or callers.drawn(Seed(SEED).id("agreement"))
    _write(settings, path, known)
    with bar("records", records) as progress:
        made = crowded.load(reachable, records, workers=_WORKERS, credentials=known, progress=progress)
    print(
        f"Loaded {made.records:,} records of {made.subjects:,} subjects in {made.seconds:.0f} s, {made.seconds_writing:.0f} s of it "
        "writing, the rest indexes and statistics.",
        flush=True,
    )


_WORKERS = 2


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
