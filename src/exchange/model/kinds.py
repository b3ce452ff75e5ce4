"""What kind of value a field holds: its SQL type, its GraphQL scalar, and the filters it can offer.

A kind is the only place that knows all three, so that a filter offered in the schema always has a column type that can answer it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

if TYPE_CHECKING:
    from sqlalchemy.types import TypeEngine


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value. `scalar` is the GraphQL type name (a code list gives its own enum); `operators` are filter words."""

    scalar: ClassVar[str] = "String"
    operators: ClassVar[tuple[str, ...]] = ()

    def sql(self) -> TypeEngine[Any]:
        """The column type."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """Characters, at most `limit` of them (the standard's C200, C18, …)."""

    limit: int
    operators: ClassVar[tuple[str, ...]] = ("is", "in")

    def sql(self) -> TypeEngine[Any]:
        return sa.Text()


@dataclass(frozen=True, slots=True)
class Day(Kind):
    """A calendar date."""

    scalar: ClassVar[str] = "Date"
    operators: ClassVar[tuple[str, ...]] = ("from", "to")

    def sql(self) -> TypeEngine[Any]:
        return sa.Date()


@dataclass(frozen=True, slots=True)
class Instant(Kind):
    """A moment, RFC 3339 with offset."""

    scalar: ClassVar[str] = "DateTime"
    operators: ClassVar[tuple[str, ...]] = ("from", "to")

    def sql(self) -> TypeEngine[Any]:
        return sa.DateTime(timezone=True)


@dataclass(frozen=True, slots=True)
class Exact(Kind):
    """An exact number of so many digits before its point and after it; a decimal string in JSON, never a float."""

    scalar: ClassVar[str] = "Decimal"
    operators: ClassVar[tuple[str, ...]] = ("from", "to")
    whole: ClassVar[int]
    decimals: ClassVar[int]

    def sql(self) -> TypeEngine[Any]:
        return sa.Numeric(self.whole + self.decimals, self.decimals)


@dataclass(frozen=True, slots=True)
class Wan(Exact):
    """An amount of money in 万元 (10,000 yuan) with six decimals."""

    whole: ClassVar[int] = 12
    decimals: ClassVar[int] = 6


@dataclass(frozen=True, slots=True)
class Score(Exact):
    """Points of an evaluation, as its system counts them."""

    whole: ClassVar[int] = 6
    decimals: ClassVar[int] = 4


@dataclass(frozen=True, slots=True)
class Count(Kind):
    """A whole number."""

    scalar: ClassVar[str] = "Int"
    operators: ClassVar[tuple[str, ...]] = ("is", "from", "to")

    def sql(self) -> TypeEngine[Any]:
        return sa.Integer()


@dataclass(frozen=True, slots=True)
class Flag(Kind):
    """Yes or no."""

    scalar: ClassVar[str] = "Boolean"
    operators: ClassVar[tuple[str, ...]] = ("is",)

    def sql(self) -> TypeEngine[Any]:
        return sa.Boolean()


@dataclass(frozen=True, slots=True)
class Code(Kind):
    """One code of the list `schema/codes/<codes>.csv`; an enum in GraphQL."""

    codes: str
    operators: ClassVar[tuple[str, ...]] = ("is", "in")

    def sql(self) -> TypeEngine[Any]:
        return sa.Text()


@dataclass(frozen=True, slots=True)
class Codes(Kind):
    """Several codes of one list; `in` matches rows that have at least one of those asked for."""

    codes: str
    operators: ClassVar[tuple[str, ...]] = ("in",)

    def sql(self) -> TypeEngine[Any]:
        return ARRAY(sa.Text())


@dataclass(frozen=True, slots=True)
class Texts(Kind):
    """Several short texts, such as names of items; `in` matches rows that have at least one of those asked for."""

    limit: int
    operators: ClassVar[tuple[str, ...]] = ("in",)

    def sql(self) -> TypeEngine[Any]:
        return ARRAY(sa.Text())


@dataclass(frozen=True, slots=True)
class Json(Kind):
    """Details of many shapes; given as the text of a JSON object."""

    def sql(self) -> TypeEngine[Any]:
        return JSONB()


@dataclass(frozen=True, slots=True)
class Region(Kind):
    """A division code (GB/T 2260), with the columns of its province, city and county beside it for filtering by subtree."""

    scalar: ClassVar[str] = "DivisionCode"
    operators: ClassVar[tuple[str, ...]] = ("within",)

    def sql(self) -> TypeEngine[Any]:
        return sa.Text()


@dataclass(frozen=True, slots=True)
class Identity(Kind):
    """A random id that carries no time, no counter and nothing of the subject."""

    scalar: ClassVar[str] = "ID"
    operators: ClassVar[tuple[str, ...]] = ("in",)

    def sql(self) -> TypeEngine[Any]:
        return sa.Uuid()


@dataclass(frozen=True, slots=True)
class Identities(Kind):
    """Several random ids; `in` matches rows that have at least one of those asked for."""

    scalar: ClassVar[str] = "ID"
    operators: ClassVar[tuple[str, ...]] = ("in",)

    def sql(self) -> TypeEngine[Any]:
        return ARRAY(sa.Uuid())
