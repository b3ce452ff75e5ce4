"""What is bound to a statement: arguments with the conversion each needs, and the caller's own values.

A conversion runs on every request, on the value of that request: spelling of identifiers, page size, the parts of a cursor. It may
refuse, naming the argument and never the value.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from exchange.errors import ArgumentInvalid
from exchange.identifiers import credit_code, document_number, party_name
from exchange.model.kinds import Count, Day, Exact, Identity, Instant, Kind, Wan

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.query.plan import OrderKey
    from exchange.query.selection import Leaf

LARGEST_PAGE = 100
LONGEST_AMOUNT = 40
"""Characters of an amount: what is longer has more decimals than PostgreSQL takes."""
LARGEST_NUMBER = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Bind:
    """A value of the request on its way into a parameter."""

    leaf: Leaf
    convert: Callable[[Any], object]

    def read(self, variables: Mapping[str, Any]) -> object:
        """The converted value."""
        return self.convert(self.leaf.read(variables))


def plain(value: Any) -> object:  # noqa: ANN401 - a coerced GraphQL value
    """Enum members become their codes, ids become UUIDs elsewhere; everything else goes as it is."""
    if isinstance(value, Enum):
        return value.value
    return [plain(one) for one in value] if isinstance(value, list) else value


def identity(value: object) -> UUID | None:
    """An id from outside; one that is no id of ours matches nothing."""
    try:
        return UUID(str(value))
    except ValueError:
        return None


def bound_identity(value: object) -> UUID | str | None:
    """The same for the driver, which reads the usual spelling itself in a tenth of the time."""
    return str(value) if _CANONICAL(str(value)) else identity(value)


_CANONICAL = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}").fullmatch


def identities(value: Any) -> list[UUID | str]:  # noqa: ANN401 - a coerced GraphQL value
    """A list of ids from outside."""
    return [found for found in map(bound_identity, value) if found is not None]


def spelling(check: str) -> Callable[[Any], object]:
    """How a value is spelled before it is compared, by the check of its field: any way of writing it finds the same row."""
    one = _SPELLINGS.get(check, plain)
    return lambda value: [one(each) for each in value] if isinstance(value, list) else one(value)


_SPELLINGS: dict[str, Callable[[Any], object]] = {
    "document_number": lambda value: document_number.canonical(value).canonical,
    "credit_code": credit_code.normalise,
    "party_name": party_name.canonical,
}


def limit_value(kind: Kind, item: str, name: str) -> Callable[[Any], object]:
    """A limit that a column of the kind can be compared with; an amount or moment beyond what the column holds is refused."""
    if not isinstance(kind, Exact | Instant):
        return plain

    def convert(value: Any) -> object:  # noqa: ANN401 - a coerced GraphQL value
        try:
            return _moment(value) if isinstance(kind, Instant) else _amount(value, kind)
        except (ValueError, ArithmeticError):
            problem = _held(kind)
            raise ArgumentInvalid(argument=f"where.{name}", field=item, problem=problem) from None

    return convert


def _held(kind: Exact | Instant) -> str:
    """What a limit of the kind has to be."""
    if isinstance(kind, Instant):
        return "give a moment that falls in the years 1 to 9999 in UTC too."
    named = "an amount in 万元" if isinstance(kind, Wan) else "a number"
    return f"give {named} of at most {kind.whole - 1} digits before its point, in plain digits."


def page_size(place: str, extra: int) -> Callable[[Any], int]:
    """`first`, checked, plus `extra` rows to look ahead."""

    def convert(value: Any) -> int:  # noqa: ANN401 - a coerced GraphQL value
        if not 0 <= int(value) <= LARGEST_PAGE:
            raise ArgumentInvalid(
                argument="first", field=place, problem=f"give a number from 0 to {LARGEST_PAGE}."
            )
        return int(value) + extra

    return convert


def order_mark(order: tuple[OrderKey, ...]) -> str:
    """What a cursor says of the order it belongs to."""
    return ",".join(f"{'-' if key.descending else ''}{key.field.graphql}" for key in order)


def cursor_part(place: str, order: tuple[OrderKey, ...], number: int) -> Callable[[Any], object]:
    """The value of one order key out of an `after` cursor."""
    kind = order[number].field.kind

    def convert(value: Any) -> object:  # noqa: ANN401 - a coerced GraphQL value
        try:
            padded = str(value) + "=" * (-len(str(value)) % 4)
            mark, *parts = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
            if mark == order_mark(order) and len(parts) == len(order):
                return _typed(kind, parts[number])
        except (ValueError, TypeError, ArithmeticError, RecursionError):
            pass
        problem = "it is not a cursor of this list in this order. Take endCursor of the page before, with the same orderBy."
        raise ArgumentInvalid(argument="after", field=place, problem=problem)

    return convert


def _typed(kind: Kind, value: Any) -> object:  # noqa: ANN401 - JSON value, one return per kind
    if value is None:
        return None
    if not isinstance(kind, Exact | Count):
        _storable(value)
    match kind:
        case Day():
            return dt.date.fromisoformat(value)
        case Instant():
            return _moment(dt.datetime.fromisoformat(value))
        case Exact():
            return _amount(value, kind)
        case Identity():
            return UUID(value)
        case Count():
            return _number(value)
    return value


def _storable(value: object) -> None:
    """A forged cursor may hold any JSON; text that PostgreSQL cannot hold stands in no row."""
    if not isinstance(value, str) or "\0" in value:
        raise TypeError(type(value).__name__)
    value.encode()


def _amount(value: object, kind: Exact) -> Decimal:
    found = Decimal(str(value))
    if len(str(value)) > LONGEST_AMOUNT or not found.is_finite() or abs(found.adjusted()) >= kind.whole - 1:
        raise ValueError
    return found


def _moment(value: dt.datetime) -> dt.datetime:
    """In UTC, as the driver sends it; OverflowError, an ArithmeticError, where its year is none there."""
    return value.astimezone(dt.UTC)


def _number(value: Any) -> int:  # noqa: ANN401 - JSON value
    found = int(value)
    if abs(found) > LARGEST_NUMBER:
        raise ValueError
    return found
