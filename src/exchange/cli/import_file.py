"""`exchange import`: a department's file goes in, a report by finding code comes out.

Exit code 0: every row has a verdict and none is refused; 1: some rows were refused, the others are stored; 2: nothing could be done.
Without `--batch` the content gives the batch number, so that importing a file twice changes nothing.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import asyncpg
import typer
from rich.console import Console

from exchange import postgres
from exchange.access import Audience, Caller, Scope
from exchange.cli import app
from exchange.cli.progress import bar
from exchange.cli.verdicts import Verdicts
from exchange.clock import Clock
from exchange.codes import code_list
from exchange.database import Database
from exchange.errors import StartupError
from exchange.prepare import prepare
from exchange.settings import Settings
from exchange.submissions import Report, departments, open_mapping, submit
from exchange.submissions.names import item_of, submitted
from exchange.submissions.opening import open_rows
from exchange.submissions.refused import WRITERS, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from exchange.submissions import Mapping as ColumnMapping
    from exchange.submissions.formats import Row


@dataclass(frozen=True, slots=True)
class Order:
    """What to import, and how."""

    file: Path
    item: str
    department: str
    batch: str | None = None
    mapping: str | None = None
    dry_run: bool = False
    report: Path | None = None
    refused: Path | None = None


@app.command("import")
def import_file(  # noqa: PLR0913, PLR0917 - the options of a command
    file: Annotated[Path, typer.Argument(help="XLSX, CSV, JSON or NDJSON; UTF-8, GB18030 or UTF-16.")],
    item: Annotated[str, typer.Option(help="What the rows are, such as penalty.")],
    department: Annotated[str, typer.Option("--as", help="Submitting department, by code or name.")],
    batch: Annotated[
        str | None, typer.Option(help="Your number of this batch; made from the content if not given.")
    ] = None,
    mapping: Annotated[
        str | None, typer.Option(help="Mapping file for other column names, or the name of a shipped one.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Same verdicts, nothing stored.")] = False,
    report: Annotated[
        Path | None, typer.Option(help="Write the verdict of every row here, .json or .csv.")
    ] = None,
    refused: Annotated[
        Path | None,
        typer.Option(help="Write the refused rows here with their reasons, to mend: .xlsx, .csv or .ndjson."),
    ] = None,
) -> None:
    """Submit the rows of a file in the name of a department."""
    order = Order(file, item, department, batch, mapping, dry_run, report, refused)
    with ExitStack() as stack:
        verdicts = Verdicts(report, stack.enter_context(Refused()) if refused else None)
        rows, total, columns = _opened(stack, order)
        settings = stack.enter_context(postgres.reachable(Settings.load(os.environ)))
        progress = stack.enter_context(bar("rows", total))
        found = asyncio.run(_submit(settings, order, rows, columns, progress, verdicts))
        if refused is not None:
            verdicts.give_back(rows, refused)
    verdicts.end(found)
    _print(found, verdicts, order)
    raise typer.Exit(1 if found.refused else 0)


def _opened(stack: ExitStack, order: Order) -> tuple[Iterable[Row], int, ColumnMapping | None]:
    """The rows of the file and the mapping; everything that can be wrong before a database is asked."""
    item = item_of(order.item)
    if item is None:
        raise StartupError(f"--item must be one of {', '.join(item.key for item in submitted())}.")
    mapping = open_mapping(order.mapping) if order.mapping else None
    if mapping is not None and mapping.item != item.key:
        raise StartupError(
            f"The mapping is for {mapping.item}, not for {item.key}. Give the mapping of this item."
        )
    if order.report is not None:
        _writable("report", order.report, (".json", ".csv"))
    if order.refused is not None:
        _writable("refused", order.refused, tuple(f".{kind}" for kind in WRITERS))
    rows, total = open_rows(stack, order.file, item, mapping)
    return rows, total, mapping


def _writable(option: str, path: Path, endings: tuple[str, ...]) -> None:
    """Say so before the import, not after it."""
    if path.suffix.lower() not in endings:
        raise StartupError(f"--{option} must end in {' or '.join(endings)}.")
    try:
        path.touch()
    except OSError as error:
        raise StartupError(
            f"{path} cannot be written: {(error.strerror or 'unknown').lower()}. Choose another path."
        ) from error


async def _submit(
    settings: Settings,
    order: Order,
    rows: Iterable[Row],
    mapping: ColumnMapping | None,
    progress: Callable[[int, int], None],
    verdicts: Verdicts,
) -> Report:
    await _prepared(settings)
    clock = Clock(settings)
    async with Database.open(settings) as db:
        caller = await _caller(db, order.department)
        return await submit(
            db,
            caller,
            clock,
            order.item,
            order.batch,
            rows,
            mapping,
            dry_run=order.dry_run,
            progress=progress,
            each=verdicts.add,
        )


async def _prepared(settings: Settings) -> None:
    """A database that was never used gets its tables; one in use is left to `exchange migrate`."""
    connection = await asyncpg.connect(settings.database_url)
    try:
        empty = await connection.fetchval("SELECT to_regclass('submission') IS NULL")
    finally:
        await connection.close()
    if empty:
        await prepare(settings)


async def _caller(db: Database, text: str) -> Caller:
    """The operator at the keyboard, in the name of a department."""
    async with db.writing() as session:
        found = await departments.find(session, text, code_list("department").find(text))
    return Caller(
        client="command-line",
        actor=f"command-line:{os.getuid()}",
        department=found.code,
        departments=found.codes,
        jurisdiction=found.region,
        scopes=frozenset({Scope.RECORD_SUBMIT}),
        audiences=frozenset({Audience.PUBLIC, Audience.ORIGIN}),
    )


def _print(report: Report, verdicts: Verdicts, order: Order) -> None:
    console = Console(soft_wrap=True, highlight=False, markup=False)
    done = "Dry run, nothing stored" if order.dry_run else "Stored"
    console.print(f"{done}: batch {report.batch}, {report.total} rows")
    console.print(
        f"accepted {report.accepted}, warned {report.warned}, refused {report.refused}, duplicates {report.duplicates}"
    )
    for note in report.notes:
        console.print(f"note {note.code}: {note.message}")
    for found, count in verdicts.tally.by_code():
        console.print(f"{count} × {found.code}: {found.message}")
    if report.refused:
        shown = verdicts.refused
        more = f" and {report.refused - len(shown)} more" if report.refused > len(shown) else ""
        console.print(
            f"refused rows: {', '.join(map(str, shown))}{more}; --report FILE tells each row's findings, "
            "--refused FILE gives them back to mend"
        )
