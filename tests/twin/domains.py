"""The small sets that values of random worlds are drawn from, and literals of random operations too: otherwise a filter never hits."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from exchange.codes import code_list
from exchange.model.kinds import (
    Code,
    Codes,
    Count,
    Day,
    Flag,
    Identities,
    Identity,
    Instant,
    Json,
    Kind,
    Region,
    Score,
    Text,
    Texts,
    Wan,
)

if TYPE_CHECKING:
    from exchange.model import Field

TODAY = dt.date(2026, 11, 23)
"""The worlds' day, whatever day it is: see `worlds.on_the_day`."""
A_DAY = dt.timedelta(days=1)
NOW = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)
REGIONS = ("350000", "350100", "350102", "350103", "350500", "350503")
DAYS = tuple(TODAY + dt.timedelta(days=days) for days in (-400, -30, 0, 1, 400))
MOMENTS = tuple(NOW + dt.timedelta(days=days) for days in (-2, -1))
SCORES = (Decimal(0), Decimal("92.5"), Decimal("0.0001"))
AMOUNTS = (Decimal(0), Decimal("1.5"), Decimal(20), Decimal("0.000001"))
NAMES = ("陈晓明", "陈大文", "林大山", "欧阳小红", "福州样例贸易有限公司", "泉州样例制造有限公司")
"""Two with one surname: what a mask hides is in the worlds only where two values look the same through it."""
SEARCHES = (
    *("样例", "晓明", "欧阳", "泉州样例", "查无此人", "公司", "福", "泉州样例制造有限公司", "陈"),
    *("fzyl", "Yl", "cxm", "91350102", "９１３５０１０２ mafj-0001xp", "91350503MAFJ0002X8"),
    *("(2026)1号", "[2026] 第02号", "【2026】2", "（2025）7号"),
)
"""What is typed into a search: fragments, whole names, initials (of a person too, whom they must not find), codes, document numbers."""
_TEXTS = {
    "document_number": ("〔2026〕1号", "〔2026〕2号", "350102199003071015"),
    "id_number": ("350102199003071015", "350102198504121015", "350503198504120027"),
    "phone": ("13912345678", "13900005678", "059187654321"),
    "credit_code": ("91350102MAFJ0001XP", "91350503MAFJ0002X8"),
    "managed_by": ("bureau", "quan"),
    "redacted": (
        "电话13912345678，身份证350102199003071015。",
        "电话13900005678，身份证350102198504121015。",
        "无",
    ),
}
_POOLS: dict[type[Kind], tuple[Any, ...]] = {
    Day: DAYS, Instant: MOMENTS, Wan: AMOUNTS, Score: SCORES, Count: (0, 1, 2), Flag: (False, True), Region: REGIONS,
    Identity: (), Identities: (), Json: (),
}  # fmt: skip
_LISTS = (["penalty"], ["subject", "licence"], ["Penalty.fine"])
CHOICES = 3
"""Codes of a list that are drawn."""


def values(field: Field) -> tuple[Any, ...]:
    """What a field is drawn from, as it is stored; null is added where it may be."""
    kind = field.kind
    if isinstance(kind, Code):
        known = code_list(kind.codes).codes
        return known if field.name in {"state", "waits_for"} else known[:CHOICES]
    if isinstance(kind, Codes):
        return tuple([one] for one in code_list(kind.codes).codes[:CHOICES])
    if isinstance(kind, Texts):
        return _LISTS
    return _texts(field) if isinstance(kind, Text) else _POOLS[type(kind)]


def _texts(field: Field) -> tuple[str, ...]:
    for word, found in _TEXTS.items():
        if word in field.name or word in field.masks:
            return found
    if "name" in field.name or "surname" in field.masks:
        return NAMES
    return (f"{field.name} 一", f"{field.name} 二")
