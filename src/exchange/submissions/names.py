"""Every name under which a field may arrive.

A field is known by its code in the standard and its older codes, by its name here and in the API, and by its labels in both languages:
all from its declaration. What older editions of a standard, and official headings that differ from our labels, call it stands in
`schema/submissions/names/<item>.toml`, with the old columns that nobody reads any more. Names are compared by `spelling`: any width,
case and punctuation. The heading of a money column may say its unit: 罚款金额（元）.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from exchange.codes import spelling
from exchange.errors import StartupError
from exchange.model import ITEMS
from exchange.model.item import Shape
from exchange.model.kinds import Wan
from exchange.resources import schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exchange.model import Field, Item

OVERRIDE = "credit_code_override"
"""By this column the supplying department confirms a credit code whose check digit fails."""
STATE = "legacy_state"
"""State of the decision in the standard of 2015/16 (CF_ZT, XK_ZT): 0 normal, 1 revoked, 2 disputed, 3 other."""
CONTROLS: Mapping[str, tuple[str, ...]] = {
    OVERRIDE: (OVERRIDE, "代码校验例外", "check digit overridden"),
    STATE: ("CF_ZT", "XK_ZT", "当前状态"),
}
"""Columns that are no field of an item but tell how to take the row."""

RETURNED_ROW, RETURNED_WHY = "退回行号", "退回原因"
"""Columns that a file of refused rows has beside its own: the row's number in the file that was sent, and what to mend."""
ADDED = frozenset(map(spelling, (RETURNED_ROW, RETURNED_WHY)))
"""They are passed over when the mended file comes in."""

_BRACKET = re.compile(r"[（(]([^（）()]*)[)）]\s*$")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a column goes: the name of a field or control. `unit` is set where the heading says one."""

    name: str
    unit: str = ""


def item_of(key: str) -> type[Item] | None:
    """The item that is submitted under a key like `penalty`; None when there is none."""
    return next((item for item in submitted() if item.key == key), None)


def _submitted(key: str) -> type[Item]:
    return next(item for item in submitted() if item.key == key)


def submitted() -> tuple[type[Item], ...]:
    """The items that departments submit."""
    return tuple(item for item in ITEMS.values() if item.shape is Shape.RECORD)


def given(item: type[Item]) -> dict[str, Field]:
    """The fields of an item that a submitter supplies."""
    return {field.name: field for field in item.fields.values() if field.given}


def known_names(item: type[Item]) -> Mapping[str, Target]:
    """Target by spelled name. A label that fits two fields means neither."""
    return _known(item.key)


def left_out(item: type[Item]) -> Mapping[str, str]:
    """Old columns that are not read any more: spelled name → why."""
    return {spelling(name): str(reason) for name, reason in _names_file(item.key)["left_out"].items()}


@cache
def _known(key: str) -> Mapping[str, Target]:
    item = _submitted(key)
    meaning: dict[str, Target | None] = {}
    for name, target in _labels(item):
        written = spelling(name)
        meaning[written] = target if meaning.get(written, target) == target else None
    found = {written: target for written, target in meaning.items() if target is not None}
    further = {spelling(name): Target(target) for name, target in _names_file(key)["names"].items()}
    sure = {spelling(name): Target(target) for name, target in _codes(item)}
    return {**found, **further, **sure}


def heading(field: Field) -> str:
    """How a template calls a column: for people and for programs."""
    unit = "（万元）" if isinstance(field.kind, Wan) else ""
    return f"{field.zh}{unit} {field.source or field.graphql}"


def _codes(item: type[Item]) -> Iterator[tuple[str, str]]:
    for field in given(item).values():
        for name in filter(None, (field.source, *field.aliases, field.name)):
            yield name, field.name
        yield heading(field), field.name
    for control, names in CONTROLS.items():
        for name in names:
            yield name, control


def _labels(item: type[Item]) -> Iterator[tuple[str, Target]]:
    for field in given(item).values():
        inside = _BRACKET.search(field.zh)
        names = [field.zh, field.en, *((inside[1], _BRACKET.sub("", field.zh)) if inside else ())]
        for name in names:
            yield name, Target(field.name)
        if isinstance(field.kind, Wan):
            for name in (*names, field.source, field.name):
                yield f"{name}万元", Target(field.name, "万元")
                yield f"{name}元", Target(field.name, "元")


@cache
def _names_file(key: str) -> dict[str, dict[str, Any]]:
    path = schema() / "submissions" / "names" / f"{key}.toml"
    if not path.is_file():
        return {"names": {}, "left_out": {}}
    content = {"names": {}, "left_out": {}, **tomllib.loads(path.read_text("utf-8"))}
    allowed = {*given(_submitted(key)), *CONTROLS}
    for name, target in content["names"].items():
        if target not in allowed:
            problem = f"schema/submissions/names/{path.name}: {name} leads to {target}, which is no field that a submitter gives."
            raise StartupError(problem)
    return content
