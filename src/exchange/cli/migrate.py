"""`exchange migrate`: the newest schema, registries and rights; the same steps that every start takes."""

from __future__ import annotations

import asyncio
import os

from exchange import postgres
from exchange.cli import app
from exchange.prepare import prepare
from exchange.settings import Settings


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema, registries and rights."""
    with postgres.reachable(Settings.load(os.environ)) as settings:
        asyncio.run(prepare(settings))
    print("The database has the newest schema, registries and rights.")
