"""`exchange audit`: the journals, for whoever looks into them: who changed access, who was given what, when, why; never a value."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import sqlalchemy as sa
import typer

from exchange.audit import events
from exchange.cli import app
from exchange.cli.transaction import transact
from exchange.errors import BadRequest
from exchange.grants import seals
from exchange.model import access_change, access_entry
from exchange.values import CHINA

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.database import WriteSession

commands = typer.Typer(no_args_is_help=True, help="Journals (审计): who changed access, who was given what.")
app.add_typer(commands, name="audit")

_JOURNALS = {"changes": access_change, "readings": access_entry}
Day = Annotated[str | None, typer.Option(help="Day, such as 2026-11-28.")]


@commands.command("events")
def list_events() -> None:
    """Print every event of the journal of access: name, meaning, what it is about and which details it has, tab-separated."""
    for name, one in events().items():
        print(f"{name}\t{one.zh}\t{one.en}\t{one.target}\t{' '.join(sorted(one.fields))}")


@commands.command("export")
def export(
    journal: Annotated[
        str, typer.Argument(metavar="changes|readings", help="Changes of access, or what was given to whom.")
    ],
    begin: Annotated[str | None, typer.Option("--from", help="First day, such as 2026-11-01.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day.")] = None,
    actor: Annotated[str | None, typer.Option(help="Only what this actor did.")] = None,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="CSV with a heading line, instead of a JSON object per line.")
    ] = False,
) -> None:
    """Print a journal in the order in which it was written."""
    if journal not in _JOURNALS:
        raise BadRequest(problem=f"the journal must be one of {', '.join(_JOURNALS)}.")
    first, last = _moment(begin, 0), _moment(until, 1)
    chosen = _chosen(_JOURNALS[journal], first, last, actor)
    _write(transact(lambda session, _clock: _rows(session, chosen)), _JOURNALS[journal], as_csv=as_csv)


@commands.command("verify")
def verify(
    against: Annotated[
        list[str] | None,
        typer.Option(
            help="A seal as it was noted down earlier: JOURNAL:NUMBER:DIGEST. May be given several times."
        ),
    ] = None,
) -> None:
    """Work out every seal of the journals again. Exit code 1 where a line was changed, taken out, or put in beside the exchange.

    Prints the newest seal of each journal. Note it down elsewhere: whoever owns the database could make all seals anew, but not your note.
    """
    noted = [_noted(one) for one in against or ()]
    problems = transact(lambda session, _clock: _verified(session, noted))
    for one in problems:
        print(one)
    if problems:
        raise typer.Exit(1)


async def _verified(session: WriteSession, noted: list[tuple[str, int, str]]) -> list[str]:
    problems = []
    for journal in seals.SEALED:
        found = await seals.verify(session, journal)
        print(
            f"{journal}\t{found.sealed} sealed\t{found.waiting} waiting\t{journal}:{found.newest}:{found.digest}"
        )
        problems += [
            f"{journal}, {'lines without a seal' if one.number is None else f'seal {one.number}'}: {one.problem}."
            for one in found.broken
        ]
    for journal, number, digest in noted:
        if await seals.digest_of(session, journal, number) != digest:
            problems.append(f"{journal}, seal {number}: it is not the one that was noted down.")
    return problems


def _noted(text: str) -> tuple[str, int, str]:
    journal, _, rest = text.partition(":")
    number, _, digest = rest.partition(":")
    if journal not in seals.SEALED or not (number.isascii() and number.isdigit()):
        raise BadRequest(
            problem="a seal is written as JOURNAL:NUMBER:DIGEST, as `exchange audit verify` prints it."
        )
    return journal, int(number), digest


def _chosen(
    table: sa.Table, first: dt.datetime | None, last: dt.datetime | None, actor: str | None
) -> sa.Select[Any]:
    asked = sa.select(table).order_by(table.c.id)
    if first is not None:
        asked = asked.where(table.c.at >= first)
    if last is not None:
        asked = asked.where(table.c.at < last)
    return asked if actor is None else asked.where(table.c.actor == actor)


async def _rows(session: WriteSession, chosen: sa.Select[Any]) -> Sequence[Any]:
    return await session.mappings(chosen)


def _write(rows: Sequence[Any], table: sa.Table, *, as_csv: bool) -> None:
    names = ["id", *(one.name for one in table.c if one.name != "id")]
    if not as_csv:
        for row in rows:
            print(json.dumps({name: _plain(row[name]) for name in names}, ensure_ascii=False, default=str))
        return
    text = io.StringIO()
    written = csv.writer(text, lineterminator="\n")
    written.writerow(names)
    written.writerows([_cell(row[name]) for name in names] for row in rows)
    sys.stdout.write(text.getvalue())


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.datetime) else value


def _cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False, default=str)
    told = "" if value is None else str(_plain(value))
    return f"'{told}" if told[:1] in {"=", "+", "-", "@"} else told


def _moment(day: str | None, later: int) -> dt.datetime | None:
    """The beginning of a day in China, or of the day after."""
    try:
        return (
            None
            if day is None
            else dt.datetime.combine(dt.date.fromisoformat(day) + dt.timedelta(days=later), dt.time(), CHINA)
        )
    except (ValueError, OverflowError):
        raise BadRequest(problem="a day is written as 2026-11-28.") from None
