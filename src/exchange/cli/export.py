"""`exchange export`: what a registered client may see of an item, as a file. The operator carries it away in that client's name.

The same questions as `/exports/<item>`, so the same rows and treatments, each page entered before it is written, with the operator as who
asked. The file appears under its name when it is whole.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from exchange import postgres
from exchange.access import Caller
from exchange.api import lines
from exchange.api.engine import Engine
from exchange.api.extracts import FORMS, Extract, as_sheet, extract, page, uncounted
from exchange.api.schema import schema
from exchange.cli import app
from exchange.cli.transaction import actor
from exchange.clock import Clock
from exchange.database import Database
from exchange.errors import StartupError, Unauthenticated
from exchange.oauth.door import Door
from exchange.prepare import prepare
from exchange.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Order:
    """What to carry away, as whom, and where to."""

    item: str
    out: Path
    client: str
    agreement: UUID | None
    case: str | None
    narrowed: Mapping[str, str]

    @property
    def form(self) -> str:
        """By the end of the file's name."""
        return self.out.suffix.lower().removeprefix(".")


@app.command("export")
def export(  # noqa: PLR0913, PLR0917 - the options of a command
    item: Annotated[str, typer.Argument(help="Which records, such as penalty.")],
    out: Annotated[Path, typer.Argument(help="Where to: a new .csv, .ndjson or .xlsx.")],
    client: Annotated[str, typer.Option("--as", help="Client in whose name, by its id.")],
    agreement: Annotated[str | None, typer.Option(help="Agreement under which, by its id.")] = None,
    case: Annotated[str | None, typer.Option(help="Case number, for discipline inspection.")] = None,
    region: Annotated[str | None, typer.Option(help="Only within this division.")] = None,
    since: Annotated[str | None, typer.Option("--from", help="Decided on this day or later.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Decided on this day or earlier.")] = None,
) -> None:
    """Write what a client may see of an item to a file; what is personal in it is entered in the access log first."""
    narrowed = {"region": region, "from": since, "to": until}
    given = {name: text for name, text in narrowed.items() if text is not None}
    order = Order(item, out, client, _agreement(agreement), case, given)
    if order.form not in FORMS:
        raise StartupError(f"The file must end in {', '.join(f'.{form}' for form in FORMS)}.")
    if out.exists():
        raise StartupError(f"{out} exists already. Choose another name.")
    half = out.with_suffix(f"{out.suffix}.half")
    with postgres.reachable(Settings.load(os.environ)) as settings:
        try:
            with half.open("w+b") as file:
                count = asyncio.run(_write(settings, order, file))
            half.rename(out)
        except OSError as error:
            reason = (error.strerror or "unknown").lower()
            raise StartupError(f"{out} cannot be written: {reason}. Choose another path.") from error
        finally:
            half.unlink(missing_ok=True)
    print(f"{count} records: {out}")


def _agreement(text: str | None) -> UUID | None:
    try:
        return None if text is None else UUID(text)
    except ValueError:
        raise StartupError("--agreement is no agreement id. Copy the id from the agreement.") from None


async def _write(settings: Settings, order: Order, file: IO[bytes]) -> int:
    """The records, counted."""
    await prepare(settings)
    async with Database.open(settings) as db:
        clock = Clock(settings)
        door = Door(db, clock, settings.issuer)

        async def refresh(caller: Caller) -> Caller:
            return replace(await door.refresh(caller), actor=actor())

        known = Caller(client=order.client, actor=actor(), agreement=order.agreement, case=order.case)
        try:
            caller = await refresh(known)
        except Unauthenticated:
            raise StartupError(
                "--as names no client, or one that was revoked. `exchange client list` has them."
            ) from None
        engine = Engine(schema(), db, clock, refresh)
        await uncounted(engine, caller)
        wanted = extract(engine, caller, order.item, order.narrowed)
        if order.form != "xlsx":
            return await _pages(engine, caller, wanted, order.form, file)
        with tempfile.TemporaryFile() as table:
            count = await _pages(engine, caller, wanted, "csv", table)
            with as_sheet(table) as made:
                shutil.copyfileobj(made, file)
        return count


async def _pages(engine: Engine, caller: Caller, wanted: Extract, form: str, file: IO[bytes]) -> int:
    write = lines.as_ndjson if form == "ndjson" else lines.as_csv
    count, after, more = 0, None, True
    if form != "ndjson":
        file.write(lines.heading(wanted.fields))
    while more:
        made = await page(engine, caller, wanted, after)
        file.write(write(wanted.fields, made.rows))
        count, more = count + len(made.rows), made.more
        after = made.rows[-1][0] if made.rows else None
    return count
