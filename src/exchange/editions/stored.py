"""The catalogue as the database has it: the one place that says what may be collected, read anew by whoever asks.

Three days count, and each is the reason for another edition. *Taken in* is what the edition in force on the day of submission lists; the
record keeps its number (`catalogue_edition`), and a correction or a new version takes the number of its own day. *Kept* is a record as long
as that edition says, since a later one cannot lengthen what its subject was told. *Shared* it is as the edition in force today says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.catalogue import CatalogueEntry, InForce, SharingClass
from exchange.catalogue import in_force as newest
from exchange.model import CatalogueItem
from exchange.reference import Validity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from exchange.database import WriteSession

TABLE = CatalogueItem.table
_C = TABLE.c


@dataclass(frozen=True, slots=True)
class Listed:
    """What the catalogue says of one record's item and kind of subject: today, and in the edition it was accepted under."""

    edition: int | None
    today: CatalogueEntry | None
    accepted: CatalogueEntry | None


def covers(day: dt.date) -> sa.ColumnElement[bool]:
    """Entries whose edition is in force on the day."""
    return sa.and_(_C.valid_from <= day, sa.or_(_C.valid_until.is_(None), _C.valid_until > day))


async def entries(session: WriteSession, *where: sa.ColumnElement[bool]) -> tuple[CatalogueEntry, ...]:
    """Entries by edition and code; all of them where no condition is given."""
    chosen = sa.select(TABLE).where(*where).order_by(_C.edition, _C.code)
    return tuple(entry(row) for row in await session.mappings(chosen))


async def in_force(session: WriteSession, day: dt.date) -> InForce:
    """The catalogue as it stands on the day."""
    return newest(day, await entries(session, covers(day)))


async def listed(
    session: WriteSession, item: str, subject_kind: str, day: dt.date, accepted_under: int
) -> Listed:
    """The two entries that a record stands under. Of an edition that does not list it, the one of today is taken."""
    either = sa.or_(covers(day), _C.edition == accepted_under)
    found = await entries(session, either, _C["item"] == item)
    now = newest(day, found)
    then = InForce(day, accepted_under, tuple(one for one in found if one.edition == accepted_under))
    today = now.entry(item, subject_kind)
    return Listed(now.edition, today, then.entry(item, subject_kind) or today)


def entry(row: Mapping[Any, Any]) -> CatalogueEntry:
    """A row of the table as an entry."""
    plain = {
        name: row[name] or ""
        for name in ("item", "code", "name", "name_en", "definition", "sources", "legal_basis", "format")
    }
    return CatalogueEntry(
        edition=row["edition"],
        subject_kinds=frozenset(row["subject_kinds"] or ()),
        sharing_class=SharingClass(row["sharing_class"]),
        publication_mode=row["publication_mode"],
        retention_months=row["retention_months"],
        update_cycle=row["update_cycle"] or "",
        valid=Validity(row["valid_from"], row["valid_until"]),
        **plain,
    )


def columns(one: CatalogueEntry) -> dict[str, Any]:
    """An entry as a row of the table, without who loaded it."""
    return {
        **{name: getattr(one, name) for name in one.__slots__ if name != "valid"},
        "subject_kinds": sorted(one.subject_kinds),
        "valid_from": one.valid.start,
        "valid_until": one.valid.end,
    }
