"""Seals on the journals: a line that was changed, taken out or put in later does not go unnoticed.

The logins can only add to the journals (`disclosure.grants`); who owns the database can do more. So the worker seals what is new: a seal
names its lines by their numbers and holds SHA-256 over the digest of the seal before and the digests of the lines, in their order. To hide
one line every later seal would have to be made anew, and the newest digest, which an auditor notes down elsewhere (`exchange audit
verify`), would be another one.

Entries are written inside reading statements, many at once, and come to be seen out of order. So a seal takes the lines that are there and
in no seal yet, and says which; none waits for another. A line that is `SLACK` lines old and in no seal was not written by the exchange.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, INT8MULTIRANGE, aggregate_order_by

from exchange.model import journal_seal, metadata

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from sqlalchemy.sql.elements import ColumnElement

    from exchange.clock import Clock
    from exchange.database import WriteSession

SEALED: Mapping[str, tuple[str, ...]] = {
    "access_entry": (
        "id", "line", "at", "actor", "client", "department", "purpose", "agreement", "discipline_case", "subjects", "fields",
        "policy", "subject_count", "told_on", "province", "city", "county",
    ),
    "access_change": ("id", "line", "at", "actor", "what", "target", "detail", "department"),
    "audit_entry": (
        "id", "subject_id", "record_id", "item", "at", "actor", "client", "department", "move", "state_before", "state_after",
        "reason", "document", "rule",
    ),
}  # fmt: skip
"""The journals that are sealed, and what of a line: a column that comes later is left out, or old seals would not fit any more."""
LOCK = 0x7365616C  # any number, the same for all workers: "seal"
MOST = 10_000
"""Lines of one seal."""
SLACK = 1_000_000
"""Numbers within which a line that was begun earlier may still come to be seen."""
BEGINNING = b""


@dataclass(frozen=True, slots=True)
class Broken:
    """A seal that its lines do not fit, by its number; or lines without one, where `number` is None."""

    journal: str
    number: int | None
    problem: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What became of one journal: sealed lines, lines that wait for the worker, the newest seal and its digest, what is broken."""

    journal: str
    sealed: int
    waiting: int
    newest: int
    digest: str
    broken: tuple[Broken, ...]


async def seal(session: WriteSession, clock: Clock) -> int:
    """Seal at most `MOST` new lines of each journal; how many. Only one process seals at a time, another finds nothing to do."""
    if not await session.scalar(sa.select(sa.func.pg_try_advisory_xact_lock(LOCK))):
        return 0
    return sum([await _sealed(session, clock, metadata.tables[name]) for name in SEALED])


async def verify(session: WriteSession, journal: str) -> Verified:
    """Work every seal of a journal out again."""
    table = metadata.tables[journal]
    broken: list[Broken] = []
    before, lines, newest = BEGINNING, 0, 0
    async for number, kept in _seals(session, table.name):
        if number != newest + 1:
            broken.append(Broken(table.name, number, "the seal before it is missing"))
        amount, digest = await _worked_out(session, table, before, _within(table, kept["lines"]))
        if amount != kept["amount"]:
            broken.append(
                Broken(table.name, number, f"it was put on {kept['amount']} lines, {amount} are there")
            )
        elif digest != kept["digest"]:
            broken.append(Broken(table.name, number, "a line of it is not what it was"))
        before, newest, lines = bytes(kept["digest"]), number, lines + amount
    waiting, foreign = await _without(session, table)
    if foreign:
        broken.append(Broken(table.name, None, f"{foreign} old lines were put in beside the exchange"))
    return Verified(table.name, lines, waiting, newest, before.hex(), tuple(broken))


async def digest_of(session: WriteSession, journal: str, number: int) -> str | None:
    """The digest of a seal, to hold against what was noted down earlier."""
    here = journal_seal.c.journal == journal, journal_seal.c.number == number
    found = await session.scalar(sa.select(journal_seal.c.digest).where(*here))
    return None if found is None else bytes(found).hex()


async def _sealed(session: WriteSession, clock: Clock, table: sa.Table) -> int:
    fresh = sa.select(table.c.id).where(_unsealed(table)).order_by(table.c.id).limit(MOST)
    numbers = [int(one) for one in await session.scalars(fresh)]
    if not numbers:
        return 0
    these = table.c.id == sa.any_(sa.cast(numbers, ARRAY(sa.BigInteger())))
    newest = sa.select(journal_seal.c.number, journal_seal.c.digest).where(
        journal_seal.c.journal == table.name
    )
    rows = await session.all(newest.order_by(journal_seal.c.number.desc()).limit(1))
    number, before = (rows[0].number, bytes(rows[0].digest)) if rows else (0, BEGINNING)
    amount, digest = await _worked_out(session, table, before, these)
    members = sa.func.range_agg(sa.func.int8range(table.c.id, table.c.id, sa.literal_column("'[]'")))
    lines = sa.select(members).where(these).scalar_subquery()
    values = {"journal": table.name, "number": number + 1, "lines": lines, "amount": amount, "digest": digest}
    await session.execute(sa.insert(journal_seal).values(**values, sealed_at=clock.now()))
    return amount


async def _seals(session: WriteSession, journal: str) -> AsyncIterator[tuple[int, Mapping[Any, Any]]]:
    here = sa.select(journal_seal).where(journal_seal.c.journal == journal)
    for row in await session.mappings(here.order_by(journal_seal.c.number)):
        yield row["number"], row


async def _worked_out(
    session: WriteSession, table: sa.Table, before: bytes, which: ColumnElement[bool]
) -> tuple[int, bytes]:
    """How many lines there are, and the digest of them after another seal."""
    each = sa.func.sha256(sa.func.convert_to(_text(table), "UTF8"))
    joined: Any = sa.func.string_agg(each, aggregate_order_by(sa.literal(b"", sa.LargeBinary()), table.c.id))
    rows = await session.all(sa.select(sa.func.count(), joined).select_from(table).where(which))
    amount, digests = tuple(rows[0])
    return amount, hashlib.sha256(before + bytes(digests or b"")).digest()


def _text(table: sa.Table) -> ColumnElement[str]:
    """All that a line says, the same in every session: moments as microseconds."""
    columns = (
        sa.func.floor(sa.extract("epoch", one) * 1_000_000) if isinstance(one.type, sa.DateTime) else one
        for one in (table.c[name] for name in SEALED[table.name])
    )
    return sa.cast(sa.func.jsonb_build_array(*columns), sa.Text())


def _within(table: sa.Table, lines: Any) -> ColumnElement[bool]:  # noqa: ANN401 - ranges of numbers
    return sa.or_(sa.false(), *(sa.and_(table.c.id >= one.lower, table.c.id < one.upper) for one in lines))


def _unsealed(table: sa.Table) -> ColumnElement[bool]:
    """Lines in no seal, of those that are new enough to be the exchange's."""
    here = journal_seal.c.journal == table.name
    highest = sa.select(sa.func.max(sa.func.upper(journal_seal.c.lines))).where(here).scalar_subquery()
    oldest = sa.func.coalesce(highest, 0) - SLACK
    return sa.and_(table.c.id > oldest, _in_no(table, sa.func.upper(journal_seal.c.lines) > oldest))


def _in_no(table: sa.Table, *seals: ColumnElement[bool]) -> ColumnElement[bool]:
    """Lines in none of the seals, which are put together once."""
    here = journal_seal.c.journal == table.name, *seals
    held = (
        sa.select(sa.func.range_agg(journal_seal.c.lines, type_=INT8MULTIRANGE()))
        .where(*here)
        .scalar_subquery()
    )
    return ~sa.func.coalesce(held.op("@>", is_comparison=True)(table.c.id), sa.false())


async def _without(session: WriteSession, table: sa.Table) -> tuple[int, int]:
    """Lines in no seal: those that the worker will come to, and those that it should have come to long ago."""
    counted = sa.select(sa.func.count()).select_from(table)
    waiting = int(await session.scalar(counted.where(_unsealed(table))))
    return waiting, int(await session.scalar(counted.where(_in_no(table)))) - waiting
