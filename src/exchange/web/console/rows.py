"""Rows on a page: what a value of the API is for somebody who reads."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphql import GraphQLEnumType, GraphQLList, get_named_type, get_nullable_type

from exchange.divisions import divisions
from exchange.values import CHINA
from exchange.web.console import vocabulary

if TYPE_CHECKING:
    from exchange.model import Field, Item

NONE = "—"
_WHEN = re.compile(r"\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?")
_WORD = 4
SOON = 3
"""Days before a limit from which on it is said to be near."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: its text, where it leads, and a mark beside it with its words."""

    text: str
    path: str = ""
    mark: str = ""
    told: str = ""

    @property
    def short(self) -> bool:
        """A day, a moment or a word, which stays on one line."""
        return len(self.text) <= _WORD or bool(_WHEN.fullmatch(self.text))


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table."""

    id: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A named value of a page; why it is not there, where it is withheld."""

    name: str
    text: str
    path: str = ""
    why: str = ""


def shown(item: type[Item], field: Field, value: Any, lang: str) -> str:  # noqa: ANN401 - any JSON
    """The value of a field in words."""
    declared = vocabulary.graph().type_map[item.__name__].fields[field.graphql].type  # type: ignore[attr-defined] # items have fields
    if value is not None and isinstance(get_nullable_type(declared), GraphQLList):
        return "、".join(_one(get_named_type(declared), one, lang) for one in value) or NONE
    unit = " 万元" if field.unit.startswith("万元") and value is not None else ""
    return _one(get_named_type(declared), value, lang) + unit


def _one(kind: Any, value: Any, lang: str) -> str:  # noqa: ANN401 - any type, any JSON
    if value is None:
        return NONE
    if isinstance(kind, GraphQLEnumType):
        return vocabulary.code(kind.name, value).said(lang)
    if kind.name == "Boolean":
        return ("Yes" if value else "No") if lang == "en" else ("是" if value else "否")
    if kind.name == "DateTime":
        return moment(value)
    return region(value) if kind.name == "DivisionCode" else str(value)


def moment(value: str) -> str:
    """A moment by the clock of China, to the minute."""
    return dt.datetime.fromisoformat(value).astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


def region(code: str) -> str:
    """A division by its name."""
    found = divisions().find(code)
    return found.name if found else code


def limit(day: str | None, today: dt.date, words: dict[str, str]) -> Cell:
    """A last day, with a mark when it is near or over."""
    if day is None:
        return Cell(NONE)
    left = (dt.date.fromisoformat(day) - today).days
    if left < 0:
        return Cell(day, mark="late", told=words["overdue"].format(days=-left))
    return Cell(day, mark="soon", told=words["near"].format(days=left)) if left <= SOON else Cell(day)
