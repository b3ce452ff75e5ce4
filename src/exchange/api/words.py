"""GraphQL scalars and enums of the exchange: the division code, and one enum per code list."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import Any, NewType

import strawberry

from exchange.codes import code_list
from exchange.model import camel


def _division(value: object) -> str:
    text = str(value).strip()
    if len(text) != 6 or not text.isascii() or not text.isdigit():  # noqa: PLR2004 - GB/T 2260: six digits
        message = "A division code has six digits (GB/T 2260), for example 350500."
        raise ValueError(message)
    return text


DivisionCode = NewType("DivisionCode", str)

DIVISION_CODE = strawberry.scalar(
    name="DivisionCode",
    description="Six-digit code of an administrative division (行政区划代码, GB/T 2260). `350500` is Quanzhou.",
    serialize=str,
    parse_value=_division,
)


class Direction(Enum):
    """Direction of an order (排序方向)."""

    ASC = "ASC"
    DESC = "DESC"


DIRECTION: Any = strawberry.enum(Direction, name="Direction", description="Direction of an order (排序方向).")


@cache
def enum_of(name: str) -> Any:  # noqa: ANN401 - an enum made at run time
    """The enum of a code list; its values are described by their labels."""
    codes = code_list(name)
    title = camel(name)
    members = {
        code: strawberry.enum_value(
            code, description=f"{codes.label(code, 'en')} ({codes.label(code, 'zh')})."
        )
        for code in codes.codes
    }
    make: Any = Enum  # the functional form wants a literal name, which a code list has not
    named = make(title[:1].upper() + title[1:], members)
    return strawberry.enum(
        named, name=named.__name__, description=f"Code list {name} (schema/codes/{name}.csv)."
    )
