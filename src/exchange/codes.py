"""Code lists: the closed vocabularies of the exchange, each a file `schema/codes/<name>.csv`.

A code is a short English word and the only thing stored; labels are for people. Real submissions write the
same thing in many ways (`罚 款`, `并处罚款`, `Fine`, `fine`, `1` for `01`), so a list finds a code by any of
its labels and aliases, in any width, case and spacing. A spelling that fits two codes would silently pick
one: it is refused when the list is loaded.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

from exchange.reference import Line, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Language = Literal["zh", "en"]

_NOISE = re.compile(r"[\W_]+")
_OWN_COLUMNS = frozenset({"code", "zh", "en", "alias"})


def spelling(text: str) -> str:
    """What of a text matters for recognising it: NFKC, small letters, no blanks, no punctuation."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a code list. `more` holds the further columns of that list, as text."""

    code: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Everything that a submitter may write for it."""
        return (self.code, self.zh, self.en, *self.aliases)


@dataclass(frozen=True, slots=True)
class CodeList:
    """A closed vocabulary, in the order of its file."""

    name: str
    entries: Mapping[str, Code]
    _by_spelling: Mapping[str, str]

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes."""
        return tuple(self.entries)

    def __contains__(self, code: object) -> bool:
        """Whether this is exactly one of the codes."""
        return code in self.entries

    def __getitem__(self, code: str) -> Code:
        """The entry of a code; KeyError when the list has no such code."""
        return self.entries[code]

    def label(self, code: str, lang: Language = "zh") -> str:
        """The Chinese or English label of a code; KeyError when the list has no such code."""
        entry = self.entries[code]
        return entry.zh if lang == "zh" else entry.en

    def find(self, text: str) -> str | None:
        """The code that is meant by a text, or None."""
        return self._by_spelling.get(spelling(text))


def load(name: str, lines: Iterable[Line]) -> CodeList:
    """A checked list.

    StartupError names file and line of a duplicate code, an empty label or an ambiguous spelling.
    """
    entries: dict[str, Code] = {}
    meaning: dict[str, str] = {}
    for line in lines:
        entry = _entry(line)
        if entry.code in entries:
            line.refuse(f"the code {entry.code} stands twice in this list. Remove one of the rows.")
        entries[entry.code] = entry
        for written in filter(None, map(spelling, entry.spellings)):
            other = meaning.setdefault(written, entry.code)
            if other != entry.code:
                line.refuse(f"{written!r} would mean {other} and {entry.code}. Take it from one of them.")
    return CodeList(name, entries, meaning)


def _entry(line: Line) -> Code:
    aliases = line.many("alias") if "alias" in line.cells else ()
    more = {column: value.strip() for column, value in line.cells.items() if column not in _OWN_COLUMNS}
    return Code(line.text("code"), line.text("zh"), line.text("en"), aliases, more)


@cache
def code_list(name: str) -> CodeList:
    """The list in `schema/codes/<name>.csv`, loaded once."""
    return load(name, table(name))
