"""Mapping files: how a source that knows no standard names its columns.

TOML, made by whoever knows the source: `[columns]` their name → ours, `[units]` for money that is not in 万元, `[constants]` for what is
the same in every row, `ignored` for columns that are not wanted, and `absent` for fields of which the source has no value, or not
always. A field that is `absent` is accepted missing, with a warning: the source cannot give what it never had, and a clerk must still
see what is lacking. The identity of a decision (party, document number, date, authority) can never be absent.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from exchange.codes import spelling
from exchange.errors import FileUnreadable
from exchange.model.kinds import Wan
from exchange.resources import schema
from exchange.submissions.names import CONTROLS, item_of, known_names

if TYPE_CHECKING:
    from collections.abc import Mapping as Names

    from exchange.model import Item

UNITS = ("元", "万元")
IDENTITY = frozenset({"party_name", "document_number", "decided_on", "authority_name"})
_KEYS = {"item", "about", "columns", "units", "constants", "absent", "ignored"}


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping file, checked. Columns are kept by their `spelling`, fields by their names."""

    item: str
    columns: Names[str, str] = field(default_factory=dict)
    units: Names[str, str] = field(default_factory=dict)
    constants: Names[str, str] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()
    digest: str = ""


def shipped() -> tuple[str, ...]:
    """Names of the mapping files that come with the program."""
    return tuple(sorted(path.stem for path in (schema() / "submissions" / "mappings").glob("*.toml")))


def shipped_text(name: str) -> str:
    """The text of a mapping file that comes with the program."""
    return _shipped(name).read_text("utf-8")


def _shipped(name: str) -> Path:
    return schema() / "submissions" / "mappings" / f"{name}.toml"


def open_mapping(name: str) -> Mapping:
    """A mapping by the path of its file, or by the name of a shipped one. Raises FileUnreadable with the key at fault."""
    path = _shipped(name) if name in shipped() else Path(name)
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        known = ", ".join(shipped())
        _refuse(
            path.name,
            f"there is no such UTF-8 file. Give a path, or one of the mappings that come along: {known}.",
        )
    return parse_mapping(path.name, text)


def parse_mapping(name: str, text: str) -> Mapping:
    """A mapping from the text of its file. Raises FileUnreadable with the key at fault."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        _refuse(name, f"it is not TOML: {error}")
    for key in content.keys() - _KEYS:
        _refuse(name, f"the key {key} is not known. Use {', '.join(sorted(_KEYS))}.")
    item = item_of(str(content.get("item", "")))
    if item is None:
        _refuse(name, "`item` names no item that can be submitted, like penalty.")
    return _Reader(name, item).mapping(content)


class _Reader:
    """Checks the parts of one file against the fields of its item."""

    def __init__(self, name: str, item: type[Item]) -> None:
        self._name = name
        self._item = item
        self._known = known_names(item)

    def mapping(self, content: Names[str, object]) -> Mapping:
        units = {self._field("units", key): str(unit) for key, unit in self._table(content, "units").items()}
        for target, unit in units.items():
            if unit not in UNITS or not isinstance(self._item.fields[target].kind, Wan):
                _refuse(self._name, f"units.{target} must be 元 or 万元, and {target} an amount of money.")
        absent = frozenset(self._field("absent", key) for key in self._list(content, "absent"))
        if absent & IDENTITY:
            _refuse(
                self._name,
                f"absent may not name {', '.join(sorted(absent & IDENTITY))}: they identify the decision.",
            )
        return Mapping(
            item=self._item.key,
            columns={
                spelling(key): self._field("columns", str(to))
                for key, to in self._table(content, "columns").items()
            },
            units=units,
            constants={
                self._field("constants", key): str(to)
                for key, to in self._table(content, "constants").items()
            },
            absent=absent,
            ignored=frozenset(map(spelling, self._list(content, "ignored"))),
            digest=hashlib.sha256(repr(sorted(content.items(), key=str)).encode()).hexdigest(),
        )

    def _field(self, key: str, name: str) -> str:
        target = self._known.get(spelling(name))
        if target is None or (target.name in CONTROLS and key != "columns"):
            _refuse(
                self._name,
                f"{key} names {name}, which is no field of {self._item.key} that a submitter gives.",
            )
        return target.name

    def _table(self, content: Names[str, object], key: str) -> dict[str, object]:
        value = content.get(key, {})
        if not isinstance(value, dict):
            _refuse(self._name, f"{key} must be a table, like [{key}].")
        return value

    def _list(self, content: Names[str, object], key: str) -> list[str]:
        value = content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            _refuse(self._name, f"{key} must be a list of names.")
        return value


def _refuse(name: str, problem: str) -> NoReturn:
    raise FileUnreadable(file=name, problem=problem)
