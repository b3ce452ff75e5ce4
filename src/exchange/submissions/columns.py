"""The columns of one file or request, and what they bring into a row.

Older standards spread one field over several columns (CF_CFLB1, CF_CFLB2), and files in transition carry the old column beside the new
one. Equal values are one, kinds of penalty add up, and values that differ are a question only the department can answer.

A column that is not known is noted once for the whole file. Its name is shown only where it looks like a name: a file without its
heading line has values there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchange.codes import spelling
from exchange.forbidden import Forbidden, forbidden_column, forbidden_rules
from exchange.model.kinds import Codes
from exchange.submissions.clean import is_code, is_empty
from exchange.submissions.findings import Finding, finding
from exchange.submissions.mapping import IDENTITY, Mapping
from exchange.submissions.names import ADDED, Target, given, known_names, left_out

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Names

    from exchange.model import Item

_NAME = re.compile(r"[A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff /()（）.:-]{0,39}")
_HEADING = 3
"""Names of columns in one row that make it a heading, where they are most of what it holds."""
_MANY_DIGITS = re.compile(r"\d{5}")


def missing_columns(item: type[Item], mapping: Mapping | None, names: Iterable[str]) -> tuple[str, ...]:
    """Standard codes of the fields that identify a decision and that no column of a file gives: it lacks its heading, or a mapping."""
    columns = Columns(item, mapping)
    given_by = {target.name for target in map(columns.target, names) if target} | set(
        columns.mapping.constants
    )
    return tuple(columns.fields[name].source for name in sorted(IDENTITY - given_by))


class Columns:
    """Resolves names to targets, once each, and remembers what was not known."""

    def __init__(self, item: type[Item], mapping: Mapping | None = None) -> None:
        self.item = item
        self.mapping = mapping or Mapping(item.key)
        self.fields = given(item)
        self._targets: dict[str, Target | None] = {}
        self._notes: dict[str, Finding] = {}
        self._forbidden: dict[tuple[str, str], Forbidden | None] = {}

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What to say about the file: columns that were not read."""
        return tuple(self._notes.values())

    def target(self, name: str, position: int = 0) -> Target | None:
        """Where a column goes; None when nowhere. `position` from 1 names a column whose name cannot be shown."""
        if name not in self._targets:
            self._targets[name] = self._resolve(name, position)
        return self._targets[name]

    def heading(self, row: Names[str, object]) -> bool:
        """Whether a row holds names of columns instead of values: a second heading line."""
        known = known_names(self.item)
        texts = [value for value in row.values() if not is_empty(value)]
        named = [text for text in texts if isinstance(text, str) and spelling(text) in known]
        return len(named) >= _HEADING and 2 * len(named) > len(texts)

    def forbidden(self, name: str, party: str) -> Forbidden | None:
        """The first rule that a column breaks by its name, for a row about such a party; worked out once for a file."""
        key = (name, party)
        if key not in self._forbidden:
            self._forbidden[key] = forbidden_column(name, forbidden_rules(), party=party)
        return self._forbidden[key]

    def _resolve(self, name: str, position: int) -> Target | None:
        written = spelling(name)
        if written in self.mapping.ignored or written in ADDED:
            return None
        mapped = self.mapping.columns.get(written)
        known = Target(mapped) if mapped else known_names(self.item).get(written)
        if known is None:
            self._note(name, written, position)
            return None
        return Target(known.name, known.unit or self.mapping.units.get(known.name, ""))

    def _note(self, name: str, written: str, position: int) -> None:
        reason = left_out(self.item).get(written)
        if reason is not None:
            self._notes[name] = finding("LEGACY_COLUMN", column=_shown(name, position), reason=reason)
        else:
            self._notes[name] = finding("UNKNOWN_COLUMN", column=_shown(name, position))

    def gather(self, row: Names[str, object]) -> tuple[dict[str, tuple[object, str]], list[Finding]]:
        """Raw value and unit by field or control, and a finding where columns contradict one another."""
        gathered: dict[str, tuple[object, str]] = {
            name: (value, self.mapping.units.get(name, ""))
            for name, value in self.mapping.constants.items()
            if not is_empty(value)
        }
        findings: list[Finding] = []
        for position, (name, raw) in enumerate(row.items(), 1):
            target = self.target(name, position)
            if target is None or (is_empty(raw) and not is_code(self.fields.get(target.name), raw)):
                continue
            before = gathered.get(target.name)
            field = self.fields.get(target.name)
            if before is None or target.name in self.mapping.constants:
                gathered[target.name] = (raw, target.unit)
            elif field is not None and isinstance(field.kind, Codes):
                gathered[target.name] = ([*_listed(before[0]), *_listed(raw)], "")
            elif _same(before[0]) != _same(raw):
                findings.append(finding("FIELD_TWICE", field))
        return gathered, findings


def _listed(raw: object) -> list[object]:
    return list(raw) if isinstance(raw, (list, tuple)) else [raw]


def _same(raw: object) -> str:
    return spelling(raw) if isinstance(raw, str) else repr(raw)


def _shown(name: str, position: int) -> str:
    if _NAME.fullmatch(name) and not _MANY_DIGITS.search(name):
        return f"The column {name}"
    return f"Column {position}"
