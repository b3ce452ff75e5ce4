"""The rows of a file as entries of an edition, each checked for the clerk who wrote it: what is wrong, in which row, how to mend it.

Columns are those of `schema/codes/catalogue.csv`, or the Chinese labels of the catalogue; codes stand as codes or by their Chinese names.
Edition and days are said by whoever loads it, so columns of those names are passed over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exchange.catalogue import CatalogueEntry, SharingClass
from exchange.codes import code_list
from exchange.model import ITEMS, CatalogueItem, Shape
from exchange.model.kinds import Text
from exchange.reference import SEPARATOR, Validity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

COLUMNS = {
    "item": "item", "code": "code", "zh": "name", "en": "name_en", "definition": "definition", "subject_kinds": "subject_kinds",
    "sources": "sources", "basis": "legal_basis", "sharing_class": "sharing_class", "publication_mode": "publication_mode",
    "retention_months": "retention_months", "update_cycle": "update_cycle", "format": "format",
}  # fmt: skip
"""Column of the file → field of the entry."""
NEEDED = (
    "item",
    "code",
    "zh",
    "subject_kinds",
    "sources",
    "basis",
    "sharing_class",
    "publication_mode",
    "update_cycle",
)
ROWS = 5_000
LONGEST = 1_200
"""Months of retention that are no slip of the pen: a hundred years."""
_SEPARATORS = str.maketrans("；、，,\n", SEPARATOR * 5)


@dataclass(slots=True)
class Checked:
    """What a file says: entries, and what is wrong, a sentence each. `notes` are things to look at that hold nothing back."""

    entries: list[CatalogueEntry] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def items() -> dict[str, str]:
    """What a catalogue can list here: every item that is collected, by key, with its label."""
    return {one.key: one.zh for one in ITEMS.values() if one.shape in {Shape.RECORD, Shape.SUBJECT}}


def check(rows: Iterable[Mapping[str, object] | str]) -> Checked:
    """Every row of a file; a text stands for a row that cannot be read, and says why."""
    found = Checked()
    seen: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows, 1):
        if number > ROWS:
            found.problems.append(
                f"row {number}: an edition has at most {ROWS} entries. Is this the right file?"
            )
            break
        one = _Row(number, row, found.problems)
        entry = one.entry()
        if entry is not None and not one.repeats(entry, seen):
            found.entries.append(entry)
    missing = [
        f"{key} ({zh})" for key, zh in items().items() if key not in {one.item for one in found.entries}
    ]
    if missing and not found.problems:
        found.notes.append(f"Nothing about {', '.join(missing)} is accepted once this edition is in force.")
    return found


class _Row:
    """One row under check."""

    def __init__(self, number: int, row: Mapping[str, object] | str, problems: list[str]) -> None:
        self._number, self._problems = number, problems
        self._cells = {} if isinstance(row, str) else _named(row)
        if isinstance(row, str):
            self._say("", row)

    def entry(self) -> CatalogueEntry | None:
        """The entry, if nothing is wrong."""
        before = len(self._problems)
        if not self._cells:
            return None
        for column in NEEDED:
            if not self._cells.get(column):
                self._say(column, "it is empty. Fill it in, or remove the row.")
        for column, name in COLUMNS.items():
            kind = CatalogueItem.fields[name].kind
            if isinstance(kind, Text) and len(self._cells.get(column, "")) > kind.limit:
                self._say(column, f"it is longer than {kind.limit} characters. Shorten it.")
        entry = CatalogueEntry(
            edition=0,
            item=self._item(),
            code=self._cells.get("code", ""),
            name=self._cells.get("zh", ""),
            name_en=self._cells.get("en", ""),
            definition=self._cells.get("definition", ""),
            subject_kinds=frozenset(self._several("subject_kinds", "subject_kind")),
            sources=self._cells.get("sources", ""),
            legal_basis=self._cells.get("basis", ""),
            sharing_class=SharingClass(
                self._one("sharing_class", "sharing_class") or SharingClass.NOT_SHARED
            ),
            publication_mode=self._one("publication_mode", "publication_mode"),
            retention_months=self._months(),
            update_cycle=self._one("update_cycle", "update_cycle"),
            format=self._cells.get("format", ""),
            valid=Validity(),
        )
        return entry if len(self._problems) == before else None

    def repeats(self, entry: CatalogueEntry, seen: dict[tuple[str, str], int]) -> bool:
        """A code, or an item with a kind of subject, that another row has already."""
        keys = [("code", entry.code), *((entry.item, kind) for kind in sorted(entry.subject_kinds))]
        for key in keys:
            other = seen.setdefault(key, self._number)
            if other != self._number:
                what = f"the code {key[1]}" if key[0] == "code" else f"{key[0]} about {key[1]}"
                self._say(
                    "code" if key[0] == "code" else "subject_kinds",
                    f"row {other} lists {what} already. Remove it from one of them.",
                )
                return True
        return False

    def _item(self) -> str:
        text, known = self._cells.get("item", ""), items()
        found = next((key for key, zh in known.items() if text in {key, zh}), "")
        if text and not found:
            self._say("item", f"this exchange collects no such item. Write one of {', '.join(known)}.")
        return found

    def _one(self, column: str, codes: str) -> str:
        return self._code(column, codes, self._cells.get(column, ""))

    def _several(self, column: str, codes: str) -> list[str]:
        parts = self._cells.get(column, "").translate(_SEPARATORS).split(SEPARATOR)
        return [self._code(column, codes, part.strip()) for part in parts if part.strip()]

    def _code(self, column: str, codes: str, text: str) -> str:
        listed = code_list(codes)
        found = listed.find(text) if text else ""
        if found is None:
            self._say(
                column, f"{text[:40]!r} is none of {', '.join(listed.codes)}, nor one of their Chinese names."
            )
        return found or ""

    def _months(self) -> int | None:
        text = self._cells.get("retention_months", "")
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= LONGEST):
            self._say(
                "retention_months", f"write whole months, 1 to {LONGEST}, or leave it empty to keep for good."
            )
            return None
        return int(text)

    def _say(self, column: str, problem: str) -> None:
        place = f"row {self._number}, {column}" if column else f"row {self._number}"
        self._problems.append(f"{place}: {problem}")


def _named(row: Mapping[str, object]) -> dict[str, str]:
    """Cells by column of the shipped file, whichever way the file names them."""
    labels = {CatalogueItem.fields[name].zh: column for column, name in COLUMNS.items()}
    cells = {labels.get(str(name).strip(), str(name).strip()): _text(value) for name, value in row.items()}
    return {column: cells.get(column, "") for column in COLUMNS}


def _text(value: object) -> str:
    """A cell as text; a workbook gives whole numbers with a point."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return SEPARATOR.join(map(str, value))
    return "" if value is None else str(value).strip()
