"""The public-credit catalogue: what may be collected at all, and how each item is shared.

One edition a year. Nothing outside the edition in force on the day of collection is taken in, however old the
decision (Shandong art. 10, Shenzhen art. 34 give the attributes of an entry). An item may be shared differently
by whom it is about: penalties of an organisation without condition, those of a person only under an agreement;
hence one entry per item and group of subject kinds.

The editions in use stand in the database (`exchange.editions`), so that a new one reaches every process at once.
The file that is shipped fills a new database, and is what the rows of one look like.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from exchange.reference import Line, Validity, table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class SharingClass(StrEnum):
    """三类共享属性, 国发〔2016〕51号 and State Council Order 809."""

    UNCONDITIONAL = "UNCONDITIONAL"
    CONDITIONAL = "CONDITIONAL"
    NOT_SHARED = "NOT_SHARED"


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One entry of one edition.

    `retention_months` counts from the end of the bad conduct; None keeps for good.
    """

    edition: int
    item: str
    code: str
    name: str
    name_en: str
    definition: str
    subject_kinds: frozenset[str]
    sources: str
    legal_basis: str
    sharing_class: SharingClass
    publication_mode: str
    retention_months: int | None
    update_cycle: str
    format: str
    valid: Validity


@dataclass(frozen=True, slots=True)
class InForce:
    """The catalogue as it stands on a day; where no edition is in force, nothing may be collected."""

    day: date
    edition: int | None
    entries: tuple[CatalogueEntry, ...]

    def entry(self, item: str, subject_kind: str) -> CatalogueEntry | None:
        """The entry under which an item about a kind of subject may be collected on that day; None: it may not."""
        return next(
            (one for one in self.entries if one.item == item and subject_kind in one.subject_kinds), None
        )


def in_force(day: date, entries: Iterable[CatalogueEntry]) -> InForce:
    """The newest edition whose days the day is one of."""
    covering = [one for one in entries if one.valid.covers(day)]
    newest = max((one.edition for one in covering), default=None)
    return InForce(day, newest, tuple(one for one in covering if one.edition == newest))


def load(lines: Iterable[Line]) -> tuple[CatalogueEntry, ...]:
    """Checked entries.

    StartupError names file and line of a second entry for the same edition, item and subject kind.
    """
    seen: set[tuple[int, str, str]] = set()
    entries = []
    for line in lines:
        entry = _entry(line)
        keys = {(entry.edition, entry.item, kind) for kind in entry.subject_kinds}
        if keys & seen:
            line.refuse("this edition has an entry for the same item and kind above. Remove one of them.")
        seen |= keys
        entries.append(entry)
    return tuple(entries)


def _entry(line: Line) -> CatalogueEntry:
    sharing = line.text("sharing_class")
    if sharing not in SharingClass.__members__:
        line.refuse(f"sharing_class {sharing!r} is none of {', '.join(SharingClass)}.")
    return CatalogueEntry(
        edition=line.whole("edition"),
        item=line.text("item"),
        code=line.text("code"),
        name=line.text("zh"),
        name_en=line.text("en"),
        definition=line.text("definition"),
        subject_kinds=frozenset(line.many("subject_kinds")),
        sources=line.text("sources"),
        legal_basis=line.text("basis"),
        sharing_class=SharingClass(sharing),
        publication_mode=line.text("publication_mode"),
        retention_months=line.whole("retention_months") if line.optional("retention_months") else None,
        update_cycle=line.text("update_cycle"),
        format=line.text("format"),
        valid=line.validity(),
    )


@cache
def shipped() -> tuple[CatalogueEntry, ...]:
    """The entries of `schema/codes/catalogue.csv`, loaded once."""
    return load(table("catalogue"))
