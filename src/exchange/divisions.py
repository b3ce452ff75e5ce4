"""Administrative divisions of Fujian, GB/T 2260, with their history since 1981.

A credit code keeps for ever the area of the office that issued it, a court keeps its old number after a
merger, and an old decision names a county that is a district today. So a code is looked up among all that
ever were, and questions of jurisdiction are answered for the division that took its place. A code may have
been used twice (350111 was 郊区 before it was 晋安区): a row is known by code and first year.

平潭 has a code under Fuzhou in the standard, but its experimental area answers to the province directly: here
it stands under the province, is its own city and its own county in `path`, and is no part of Fuzhou. 金门县
has a code and no administration.

The standard dates its changes by year: `valid_from` and `valid_to` are the first of January of that year.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from exchange.codes import spelling
from exchange.reference import Line, Validity, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date


class Level(StrEnum):
    """Level of a division, from the ground up."""

    COUNTY = "COUNTY"
    CITY = "CITY"
    PROVINCE = "PROVINCE"


class Path(NamedTuple):
    """The codes from the province down to a division; None below its own level."""

    province: str
    city: str | None
    county: str | None


@dataclass(frozen=True, slots=True)
class Division:
    """One use of a code. `successors` are the codes that took over its territory, the main one first."""

    code: str
    name: str
    level: Level
    parent: str
    valid: Validity
    successors: tuple[str, ...]
    gbt2260: str
    aliases: tuple[str, ...]
    administered: bool
    note: str

    @property
    def in_force(self) -> bool:
        """Whether the division exists today."""
        return self.valid.end is None


class Divisions:
    """All divisions in force and past."""

    def __init__(self, rows: Iterable[Division]) -> None:
        self._uses: defaultdict[str, list[Division]] = defaultdict(list)
        for row in rows:
            self._uses[row.code].append(row)
        self.in_force = tuple(use for uses in self._uses.values() for use in uses if use.in_force)
        self._current = {use.code: use for use in self.in_force}
        self._named = self._names()

    def __iter__(self) -> Iterator[Division]:
        """Every use of every code."""
        return (use for uses in self._uses.values() for use in uses)

    def latest(self) -> tuple[Division, ...]:
        """One division for each code that ever was: the one in force, else the last; ordered by code."""
        return tuple(self._known(code) for code in sorted(self._uses))

    def known(self, code: str) -> bool:
        """Whether the code is or ever was in use."""
        return code in self._uses

    def find(self, code: str, on: date | None = None) -> Division | None:
        """The division under a code on a day; without a day the one in force, else the last one.

        None when there is none.
        """
        uses = self._uses.get(code, [])
        if on is not None:
            return next((use for use in uses if use.valid.covers(on)), None)
        return self._current.get(code) or (uses[-1] if uses else None)

    def level(self, code: str) -> Level:
        """The level of a known code; KeyError otherwise."""
        return self._known(code).level

    def successor(self, code: str) -> Division:
        """The division in force that answers for a code today: itself, or the end of its chain of successors.

        KeyError when the code was never in use, or leads nowhere.
        """
        end = self._end(code)
        if end not in self._current:
            raise KeyError(code)
        return self._current[end]

    def lost(self) -> frozenset[str]:
        """The codes at which a chain of successors ends without one in force; none in a sound table."""
        return frozenset(map(self._end, self._uses)) - self._current.keys()

    def path(self, code: str) -> Path:
        """The path of the division that answers for a known code today; KeyError otherwise."""
        division = self.successor(code)
        if division.level is Level.PROVINCE:
            return Path(division.code, None, None)
        if division.level is Level.CITY:
            return Path(division.parent, division.code, None)
        above = self._known(division.parent)
        if above.level is Level.PROVINCE:
            return Path(above.code, division.code, division.code)
        return Path(above.parent, above.code, division.code)

    def within(self, code: str, ancestor: str) -> bool:
        """Whether a division is, or lies in, another, as both stand today; False when either is unknown."""
        if not (self.known(code) and self.known(ancestor)):
            return False
        return self.successor(ancestor).code in self.path(code)

    def of_name(self, text: str) -> Division | None:
        """The division that a name means, with or without city, province and ending.

        One in force goes before a past one. None when nothing or more than one division has the name. A past
        division is returned as it was: see `successor`.
        """
        found = self._named.get(spelling(text), [])
        current = [division for division in found if division.in_force]
        if current:
            return current[0] if len(current) == 1 else None
        taken_over = {use for use in found for other in found if use.valid.end == other.valid.start}
        last = [use for use in found if use not in taken_over]
        return last[0] if len(last) == 1 else None

    def _end(self, code: str) -> str:
        passed = set()
        while code not in self._current and code not in passed and self._known(code).successors:
            passed.add(code)
            code = self._known(code).successors[0]
        return code

    def _known(self, code: str) -> Division:
        division = self.find(code)
        if division is None:
            raise KeyError(code)
        return division

    def _names(self) -> dict[str, list[Division]]:
        named: defaultdict[str, list[Division]] = defaultdict(list)
        for division in self:
            for name in {spelling(name) for name in self._spellings(division)}:
                named[name].append(division)
        return dict(named)

    def _spellings(self, division: Division) -> Iterator[str]:
        names = [division.name, *division.aliases]
        if len(division.name) > len("沙县"):
            names.append(division.name[:-1])
        prefixes = [""]
        for above in self._above(division):
            prefixes += [above.name + prefix for prefix in prefixes]
        return (prefix + name for name in names for prefix in prefixes)

    def _above(self, division: Division) -> Iterator[Division]:
        for code in filter(None, (division.parent, division.parent and self._known(division.parent).parent)):
            yield self._known(code)


def load(lines: Iterable[Line]) -> Divisions:
    """Checked divisions.

    StartupError names file and line of a double use, an unknown parent or a lost successor.
    """
    rows = [(line, _division(line)) for line in lines]
    codes = {row.code for _, row in rows}
    seen = set()
    for line, row in rows:
        for other in filter(None, (row.parent, *row.successors)):
            if other not in codes:
                line.refuse(f"{other} is not a code of this file. Correct parent or successor.")
        if (row.code, row.valid.start) in seen:
            line.refuse(f"{row.code} with this valid_from stands twice. Remove one of the rows.")
        seen.add((row.code, row.valid.start))
    found = Divisions(row for _, row in rows)
    for line, row in rows:
        if row.code in found.lost():
            line.refuse(f"{row.code} does not lead to a division in force. Give its successor.")
    return found


def _division(line: Line) -> Division:
    level = line.text("level")
    if level not in Level.__members__:
        line.refuse(f"level {level!r} is none of {', '.join(Level)}.")
    return Division(
        code=line.text("code"),
        name=line.text("name"),
        level=Level(level),
        parent=line.optional("parent"),
        valid=line.validity(),
        successors=line.many("successor"),
        gbt2260=line.text("gbt2260"),
        aliases=line.many("alias"),
        administered=line.flag("administered"),
        note=line.optional("note"),
    )


@cache
def divisions() -> Divisions:
    """The divisions of `schema/codes/division.csv`, loaded once."""
    return load(table("division"))
