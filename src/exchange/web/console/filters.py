"""The filters of a list, made from its `where`: what the API can be asked for, one field of the page each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphql import GraphQLEnumType, GraphQLInputObjectType, get_named_type

from exchange.web.console import vocabulary
from exchange.web.console.forms import Maker

if TYPE_CHECKING:
    from exchange.web.console.desk import Desk
    from exchange.web.console.forms import Option

FIRST = ("documentNumber", "number", "partyName", "region", "decidedOn", "filedOn", "dueOn")
"""What is asked for most; the others stand behind a fold."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition: what it is called, how it is typed, by which operator the API takes it."""

    name: str
    field: str
    operator: str
    label: str
    kind: str
    options: tuple[Option, ...] = ()

    @property
    def first(self) -> bool:
        """Whether it stands before the fold."""
        return self.field in FIRST


def filters(where: str, lang: str) -> tuple[Filter, ...]:
    """All conditions of a `where`, apart from the state, which has tabs of its own."""
    declared = vocabulary.graph().type_map[where]
    assert isinstance(declared, GraphQLInputObjectType)  # noqa: S101 - callers name input types
    found: list[Filter] = []
    for name, one in declared.fields.items():
        kind = get_named_type(one.type)
        if name != "state" and isinstance(kind, GraphQLInputObjectType):
            found += _of(name, vocabulary.term(one.description).said(lang), kind, Maker(lang, {}))
    return tuple(sorted(found, key=lambda one: FIRST.index(one.field) if one.first else len(FIRST)))


def _of(name: str, label: str, kind: GraphQLInputObjectType, maker: Maker) -> list[Filter]:
    operators = kind.fields
    scalar = get_named_type(next(iter(operators.values())).type)
    if "within" in operators:
        return [Filter(name, name, "within", label, "choice", maker.regions())]
    if scalar.name == "Boolean":
        return [Filter(name, name, "is", label, "choice", maker.yes_or_no())]
    if isinstance(scalar, GraphQLEnumType):
        return [Filter(name, name, "in", label, "choice", maker.codes(scalar.name))]
    if "from" in operators:
        how = "date" if scalar.name in {"Date", "DateTime"} else "number"
        ends = (("from", "≥"), ("to", "≤"))
        return [Filter(f"{name}.{end}", name, end, f"{label} {sign}", how) for end, sign in ends]
    return [Filter(name, name, "is", label, "text")] if scalar.name == "String" else []


def chosen(desk: Desk, known: tuple[Filter, ...]) -> dict[str, Any]:
    """What the address asks for, as the API takes it; what cannot be read is left out."""
    where: dict[str, Any] = {}
    for one in known:
        text = desk.value(one.name)
        fits = not one.options or text in {value for value, _ in one.options}
        if text and fits:
            where.setdefault(one.field, {})[one.operator] = _value(one, text)
    return where


def _value(one: Filter, text: str) -> Any:  # noqa: ANN401 - any JSON
    if one.operator == "in":
        return [text]
    if one.options and {value for value, _ in one.options} == {"true", "false"}:
        return text == "true"
    return int(text) if one.kind == "number" and text.isdecimal() else text
