"""The words of a page, in its language, taken from where they stand already: the descriptions of the schema, "English (中文).".

Every field, code and move of the API is described like that, from the one declaration of its model, so that a page needs no list of its
own to say none of the API's English names to a clerk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graphql import GraphQLEnumType, GraphQLInputObjectType, get_named_type

from exchange.api.schema import schema
from exchange.lifecycle import CYCLES
from exchange.model import ITEMS
from exchange.workflows import WORKFLOWS

if TYPE_CHECKING:
    from graphql import GraphQLSchema

    from exchange.lifecycle import Move
    from exchange.model import Item

_TERM = re.compile(r"(?P<en>.*?) \((?P<zh>[^()]*[\u4e00-\u9fff][^()]*)\)", re.DOTALL)
_RECEIVED = {"receive": ("接收", "Received")}
"""What happens to a record before its first move."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word in both languages."""

    zh: str
    en: str

    def said(self, lang: str) -> str:
        """In the language of the page."""
        return self.en if lang == "en" else self.zh


@cache
def graph() -> GraphQLSchema:
    """The schema that the pages are made from."""
    return schema()._schema  # noqa: SLF001 - Strawberry has no public way to its schema


def term(description: str | None) -> Term:
    """The name in a description; of an English sentence with several parts, its first."""
    found = _TERM.match(description or "")
    if found is None:
        plain = (description or "").strip().removesuffix(".")
        return Term(plain, plain)
    return Term(found["zh"], re.split(r"[;:.] ", found["en"])[0])


def field(kind: str, name: str) -> Term:
    """The name of a field or argument, by its type and its name in the API."""
    return term(graph().type_map[kind].fields[name].description)  # type: ignore[attr-defined] # kinds with fields


def is_mutation(name: str) -> bool:
    """Whether the API has a mutation of this name."""
    root = graph().mutation_type
    return root is not None and name in root.fields


def taken(mutation: str) -> GraphQLInputObjectType:
    """What a mutation takes."""
    root = graph().mutation_type
    assert root is not None  # noqa: S101 - there is always a mutation type
    kind = get_named_type(root.fields[mutation].args["input"].type)
    assert isinstance(kind, GraphQLInputObjectType)  # noqa: S101 - every mutation has one
    return kind


def step(mutation: str) -> Term:
    """What a mutation does, in a word or two: of "Objection: accept (异议申请：受理)", the end."""
    root = graph().mutation_type
    assert root is not None  # noqa: S101 - there is always a mutation type
    found = _TERM.match(root.fields[mutation].description or "")
    if found is None:
        return term(root.fields[mutation].description)
    en = found["en"].rpartition(": ")[2]
    return Term(found["zh"].rpartition("：")[2], f"{en[:1].upper()}{en[1:]}")


def codes(enum: str) -> dict[str, Term]:
    """Every code of an enum with its name."""
    kind = graph().type_map.get(enum)
    return (
        {name: term(one.description) for name, one in kind.values.items()}
        if isinstance(kind, GraphQLEnumType)
        else {}
    )


def code(enum: str, value: str) -> Term:
    """The name of one code."""
    return codes(enum).get(value, Term(value, value))


@cache
def item_of(key: str) -> type[Item] | None:
    """An information item by the key that stands in addresses and rows."""
    return next((one for one in ITEMS.values() if one.key == key), None)


def item(key: str) -> Term:
    """The name of an information item or of a type of case."""
    found = item_of(key)
    return Term(found.zh, found.en) if found else Term(key, key)


@cache
def _moves() -> dict[str, Move]:
    found = {f"{cycle.name}.{name}": move for cycle in CYCLES.values() for name, move in cycle.moves.items()}
    return found | {
        f"{flow.name}.{name}": move for flow in WORKFLOWS.values() for name, move in flow.moves.items()
    }


def move(key: str, name: str) -> Term:
    """The name of a move of an item, by the item's key."""
    found = item_of(key)
    table = key if key in WORKFLOWS else found.cycle if found else ""
    known = _moves().get(f"{table}.{name}")
    return Term(known.zh, known.en) if known else Term(*_RECEIVED.get(name, (name, name)))
