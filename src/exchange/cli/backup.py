"""`exchange backup` and `exchange restore`: everything in one file, from and into the database of the settings."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exchange import postgres
from exchange.backup.restore import restore as put_back
from exchange.backup.take import take
from exchange.cli import app
from exchange.cli.transaction import actor
from exchange.clock import Clock
from exchange.settings import Settings

if TYPE_CHECKING:
    from exchange.backup.archive import Manifest


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(help="A new file, or a folder in which one is made.")],
) -> None:
    """Write everything the database holds to one file, while the exchange goes on working."""
    with postgres.reachable(Settings.load(os.environ)) as settings:
        path = target / _name(settings) if target.is_dir() else target
        manifest = asyncio.run(take(settings, path))
    print(f"{path}: {_counts(manifest)}.")
    print(
        "The file holds the signing keys and all personal data, in clear. Keep it like the database itself, and encrypt what leaves here."
    )


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="What `exchange backup` wrote.")]) -> None:
    """Put a backup back, into a new data folder or an empty database only."""
    with postgres.reachable(Settings.load(os.environ)) as settings:
        manifest = asyncio.run(put_back(settings, file, actor()))
    print(f"Restored {_counts(manifest)}, as of {manifest.made_at}. Every right is read afresh.")


def _name(settings: Settings) -> str:
    return f"exchange-{Clock(settings).now():%Y%m%dT%H%M%S}.zip"


def _counts(manifest: Manifest) -> str:
    shown = ("subject", "penalty", "dishonesty_record", "submission", "client")
    few = ", ".join(f"{part.table} {part.rows:,}" for part in manifest.parts if part.table in shown)
    return f"{manifest.rows:,} rows of {len(manifest.parts)} tables ({few})"
