"""GraphQL types of counts, one set per item of records or cases: its groups, and the keys that they can be made by."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import TYPE_CHECKING, Any

import strawberry

from exchange.api import types
from exchange.api.types import argument, make, plain
from exchange.model import ITEMS, Shape
from exchange.query.grouping import MOST, keys
from exchange.query.selection import KEYS

if TYPE_CHECKING:
    from exchange.model import Item
    from exchange.query.grouping import Key

RULES = {
    Shape.RECORD: "`count` is of records about organisations. Natural persons are counted apart, by YEAR alone and without `where`, "
    "from three persons on and rounded down to a multiple of three",
    Shape.CASE: "`count` is of cases about organisations; those about natural persons are counted nowhere",
}


@strawberry.enum(description="Why natural persons are not counted in a group (自然人数未显示的原因).")
class Withheld(Enum):
    """Reasons of `personsWithheld`."""

    SMALL_GROUP = strawberry.enum_value(
        "SMALL_GROUP", description="Fewer than three persons, or none (不足三人)."
    )
    FIXED_GROUPS_ONLY = strawberry.enum_value(
        "FIXED_GROUPS_ONLY", description="Ask by YEAR alone, without where (仅按年度统计).",
    )  # fmt: skip


def build() -> None:
    """The types of every item of records or cases."""
    for item in ITEMS.values():
        if item.shape in RULES and f"{item.__name__}Count" not in types.NAMES:
            _count_type(item)


def _count_type(item: type[Item]) -> None:
    """`<Item>Count` and `<Item>CountKey`."""
    name, known = item.__name__, keys(item)
    members = {word: strawberry.enum_value(word, description=_about(key)) for word, key in known.items()}
    make_enum: Any = Enum  # the functional form wants a literal name, which an item has not
    named = make_enum(f"{name}{KEYS}", members)
    types.NAMES[f"{name}{KEYS}"] = strawberry.enum(
        named, name=f"{name}{KEYS}", description=f"What {item.en} can be counted by (统计维度)."
    )
    fields = [plain(_snake(word), f"{_kind(key)} | None", _about(key)) for word, key in known.items()]
    fields += _PERSONS if item.shape is Shape.RECORD else []
    fields += [
        plain("count", int, "Of those about organisations that you may see, how many (组织数)."),
        plain(
            "more",
            bool,
            "The answer ends with its 1,000th group and there are more; ask by fewer keys or with a narrower where (未完).",
        ),
    ]
    make(f"{name}Count", fields, f"A group of {item.en}, counted ({item.zh}统计).")


_PERSONS = [
    plain("persons", int | None, "Natural persons, rounded down to a multiple of three (自然人数)."),
    plain(
        "persons_as_of",
        dt.date | None,
        "Day as of which persons are counted; in between they stand still (自然人统计基准日).",
    ),
    plain("persons_withheld", Withheld | None, "Why persons are not counted here (自然人数未显示的原因)."),
]


def _snake(word: str) -> str:
    return word.lower()


def _kind(key: Key) -> Any:  # noqa: ANN401 - a type, or the name of one that is made later
    if key.edge is not None:
        return key.edge.target
    if key.part:
        return {"year": "int", "month": "str", "overdue": "bool"}[key.part]
    kind = types.scalar(key.field.kind)
    types.NAMES.setdefault(kind.__name__, kind)
    return kind.__name__


def _about(key: Key) -> str:
    if key.edge is not None:
        return f"{key.edge.en[:1].upper()}{key.edge.en[1:]} ({key.edge.zh})."
    if key.part:
        return _PARTS[key.field.name, key.part]
    return key.field.description


_PARTS = {
    ("decided_on", "year"): "Year of the decision (决定年度).",
    ("decided_on", "month"): "Month of the decision, YYYY-MM (决定月份).",
    (
        "check_due_on",
        "overdue",
    ): "The level that it waits for is late; null where it waits for none (本级审核逾期).",
    ("filed_on", "year"): "Year in which it was filed (提出年度).",
    ("filed_on", "month"): "Month in which it was filed, YYYY-MM (提出月份).",
    ("due_on", "overdue"): "Its stage is late; null where no day is set (本环节逾期).",
}


def arguments(item: type[Item]) -> tuple[Any, ...]:
    """`by` and `where`."""
    name = item.__name__
    where = "Filters, as in lists; all must hold (筛选条件)."
    return (
        argument(
            "by",
            f"list[{name}{KEYS}]",
            f"What to count by, up to {MOST} keys; none gives one group (统计维度).",
        ),
        argument("where", f"{name}Where | None", where),
    )
