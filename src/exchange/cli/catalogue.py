"""`exchange catalogue`: the editions of the public-credit catalogue — list, load, compare.

Exit code of `load`: 0 when the edition stands (or stood already), 1 when rows of the file are wrong, 2 when nothing could be done.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exchange.cli import app
from exchange.cli.transaction import actor, transact
from exchange.codes import code_list
from exchange.editions import compare as comparing
from exchange.editions import load as loading
from exchange.editions import stored
from exchange.editions.check import Checked, check
from exchange.errors import EditionRefused
from exchange.submissions.formats import File, Unreadable

if TYPE_CHECKING:
    from exchange.catalogue import CatalogueEntry
    from exchange.clock import Clock
    from exchange.database import WriteSession

commands = typer.Typer(
    no_args_is_help=True, help="Editions of the public-credit catalogue (公共信用信息目录)."
)
app.add_typer(commands, name="catalogue")

Year = Annotated[int, typer.Argument(help="Number of an edition, its year.")]


@commands.command("list")
def show() -> None:
    """Print number, first day, first day no longer in force, and entries of every edition, tab-separated."""
    for row in transact(lambda session, _: _editions(session)):
        print("\t".join(row))


async def _editions(session: WriteSession) -> list[tuple[str, ...]]:
    found: dict[int, list[CatalogueEntry]] = {}
    for one in await stored.entries(session):
        found.setdefault(one.edition, []).append(one)
    return [
        (str(number), str(listed[0].valid.start), str(listed[0].valid.end or "-"), f"{len(listed)} entries")
        for number, listed in found.items()
    ]


@commands.command("load")
def load(
    file: Annotated[
        Path,
        typer.Argument(
            help="CSV or XLSX with the columns of schema/codes/catalogue.csv, or with their Chinese labels."
        ),
    ],
    edition: Annotated[int, typer.Option(min=2000, max=2999, help="Number of the edition, its year.")],
    start: Annotated[
        str, typer.Option("--from", help="First day on which it is in force, YYYY-MM-DD; tomorrow or later.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check the file, store nothing.")] = False,
) -> None:
    """Load an edition: every row is checked, then all of them stand or none; every process goes by it from its first day on."""
    day = _day(edition, start)
    found = check(row.problem if isinstance(row, Unreadable) else row for row in File(file))
    for problem in found.problems:
        print(problem)
    if found.problems:
        print(f"{len(found.problems)} problems; nothing is loaded. Mend the rows and load the file again.")
        raise typer.Exit(1)
    for note in found.notes:
        print(f"note: {note}")
    if dry_run:
        print(f"{len(found.entries)} entries are in order; nothing is loaded.")
        return
    fresh = transact(lambda session, clock: _load(session, clock, edition, day, found))
    print(
        f"Edition {edition} {'is loaded' if fresh else 'stands already'}: {len(found.entries)} entries, in force from {day}."
    )


async def _load(session: WriteSession, clock: Clock, edition: int, day: dt.date, found: Checked) -> bool:
    return await loading.load(session, clock, actor(), edition, day, found.entries)


def _day(edition: int, text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise EditionRefused(edition=edition, problem="--from is no day. Write it as YYYY-MM-DD.") from None


@commands.command("compare")
def compare(earlier: Year, later: Year) -> None:
    """Print what came, went and changed from one edition to another, and how many stored records each change is about."""
    if earlier >= later:
        raise typer.BadParameter("Give the earlier edition first.")
    lines = transact(lambda session, _: _compare(session, earlier, later))
    for line in lines:
        print("\t".join(line))
    print(f"{len(lines)} entries differ between the editions {earlier} and {later}.")


async def _compare(session: WriteSession, earlier: int, later: int) -> list[tuple[str, ...]]:
    entries = await stored.entries(session)
    for number in (earlier, later):
        if all(one.edition != number for one in entries):
            known = ", ".join(sorted({str(one.edition) for one in entries}))
            raise EditionRefused(
                edition=number, problem=f"there is no such edition to compare. Known are {known}."
            )
    lines: list[tuple[str, ...]] = []
    for row in comparing.differences(one for one in entries if one.edition in {earlier, later}):
        number = await comparing.touched(session, row["item"], row["subject_kinds"])
        what = ", ".join(code_list("entry_field").label(one) for one in row["fields_changed"])
        change = code_list("entry_change").label(row["change"])
        lines.append((row["code"], change, what or "-", f"{number} records"))
    return lines
