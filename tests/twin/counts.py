"""Counts by group the slow way: every row that the caller sees put into its groups, one after the other."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from exchange.model import ITEMS, NATURAL_KINDS, Shape
from tests.twin import answers, domains
from tests.twin.rules import Above

if TYPE_CHECKING:
    from exchange.model import Field, Item
    from tests.twin.rules import Sight

_DATES = ("YEAR", "MONTH")
_DIVISIONS = ("REGION", "PROVINCE", "CITY", "COUNTY")


def grouped_by(item: type[Item], word: str) -> Field:
    """The field that a key stands on."""
    case = item.shape is Shape.CASE
    if word in _DATES:
        return item.fields["filed_on" if case else "decided_on"]
    if case and word in {"OVERDUE", "DEPARTMENT"}:
        return item.fields["due_on" if word == "OVERDUE" else "id"]
    if word == "CHECK_OVERDUE":
        return item.fields["check_due_on"]
    if word in _DIVISIONS:
        return item.fields["region"]
    return item.fields["source_name" if word == "DEPARTMENT" else word.lower()]


def counted(sight: Sight, item: type[Item], args: dict[str, Any]) -> list[dict[str, Any]]:
    """The groups that are told, in the order of their keys."""
    by = list(dict.fromkeys(args["by"]))
    where = {name: asked for name, asked in (args.get("where") or {}).items() if asked}
    conditions = {
        name: {op: value for op, value in asked.items() if value is not None} for name, asked in where.items()
    }
    persons_too = item.shape is Shape.RECORD and by == ["YEAR"] and not any(conditions.values())
    groups: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for row in sight.world.of(item.__name__):
        one = Above(item, row)
        if sight.visible(item, row) and all(
            answers._matches(sight, one, *pair) for pair in conditions.items()
        ):
            for key in _groups(sight, one, by):
                groups[key].append(row.main)
    ordered = sorted(
        groups, key=lambda key: [(value is None, value or "") for value in map(_comparable, key)]
    )
    told = (_told(sight, item, by, key, groups[key], persons_too=persons_too) for key in ordered)
    return [one for one in told if one is not None]


def touched(sight: Sight, change: dict[str, Any]) -> int | None:
    """Records about organisations that a change of the catalogue is about."""
    kinds = set(change["subject_kinds"])
    item = next(
        (one for one in ITEMS.values() if one.shape is Shape.RECORD and one.key == change["item"]), None
    )
    if item is None or kinds <= set(NATURAL_KINDS):
        return None
    about = {one.main["id"] for one in sight.world.of("Subject") if one.main["kind"] in kinds}
    return sum(
        not row.main["natural"] and row.main["subject_id"] in about and sight.visible(item, row)
        for row in sight.world.of(item.__name__)
    )


def _comparable(value: Any) -> Any:  # noqa: ANN401 - a year or a word
    return f"{value:08d}" if isinstance(value, int) else value


def _groups(sight: Sight, one: Above, by: list[str]) -> list[tuple[Any, ...]]:
    """A row with several codes is in as many groups."""
    found: list[tuple[Any, ...]] = [()]
    for word in by:
        found = [(*key, value) for key in found for value in _values(sight, one, word)]
    return found


def _values(sight: Sight, one: Above, word: str) -> list[Any]:
    field, main = grouped_by(one.item, word), one.row.main
    if sight.given(one.item, one.row, field).treatment != "clear":
        return [None]
    if word == "DEPARTMENT":
        return [main["source_department"]]
    if word in _DIVISIONS:
        return [main.get(word.lower())]
    value = main.get(field.name)
    if word in {"CHECK_OVERDUE", "OVERDUE"}:
        return [None if value is None else value < domains.TODAY]
    if word in _DATES and value is not None:
        return [value.year if word == "YEAR" else f"{value:%Y-%m}"]
    return (list(value) or [None]) if isinstance(value, list | tuple) else [value]


def _told(
    sight: Sight, item: type[Item], by: list[str], key: tuple[Any, ...], rows: list[Any], *, persons_too: bool
) -> dict[str, Any] | None:
    bodies = sum(not one["natural"] for one in rows)
    people = len({one["subject_id"] for one in rows if one["natural"]})
    if not bodies and not (persons_too and people >= 3):
        return None
    shown = {word.lower(): value for word, value in zip(by, key, strict=True)}
    told: dict[str, Any] = defaultdict(lambda: None)
    told |= {_camel(word): _seen(sight, word, value) for word, value in shown.items()}
    told["count"], told["more"] = bodies, False
    told["personsAsOf"] = domains.TODAY.isoformat() if persons_too else None
    told["persons"] = people // 3 * 3 if persons_too and people >= 3 else None
    told["personsWithheld"] = (
        None if told["persons"] else "SMALL_GROUP" if persons_too else "FIXED_GROUPS_ONLY"
    )
    return told


def _camel(word: str) -> str:
    first, *rest = word.split("_")
    return first + "".join(one.title() for one in rest)


def _seen(sight: Sight, word: str, value: Any) -> Any:  # noqa: ANN401 - a row, or a plain value
    target = "Department" if word == "department" else "Division" if word.upper() in _DIVISIONS else None
    if target is None:
        return value
    found = (one for one in sight.world.of(target) if one.main["code"] == value)
    return next((Above(ITEMS[target], one) for one in found if sight.visible(ITEMS[target], one)), None)
