"""The schema: one for all callers. The catalogue of fields is public; only values are not."""

from __future__ import annotations

from functools import cache

import strawberry
from graphql import GraphQLInputObjectType
from strawberry.schema.config import StrawberryConfig

from exchange.api import types
from exchange.api.mutations import mutation_type, submit_as_given
from exchange.api.queries import hand_over, query_type
from exchange.api.words import DIVISION_CODE, DivisionCode
from exchange.model import ITEMS
from exchange.model.item import INTERFACES


@cache
def schema() -> strawberry.Schema:
    """The Strawberry schema, built once."""
    query, mutation = query_type(), mutation_type()
    shapes = set(INTERFACES.values())
    implementing = [types.NAMES[item.__name__] for item in ITEMS.values() if item.shape in shapes]
    built = strawberry.Schema(
        query=query,
        mutation=mutation,
        types=implementing,
        config=StrawberryConfig(scalar_map={DivisionCode: DIVISION_CODE}),
    )
    _tell_one_of(built)
    plain = built._schema  # noqa: SLF001 - Strawberry has no public way to its schema
    if plain.query_type is not None and plain.mutation_type is not None:
        hand_over(plain.query_type)
        submit_as_given(plain.mutation_type)
    return built


def _tell_one_of(built: strawberry.Schema) -> None:
    """Strawberry checks @oneOf by an extension of its own executor; graphql-core, which checks here, must be told."""
    for name in types.ONE_OF:
        kind = built._schema.get_type(name)  # noqa: SLF001 - Strawberry has no public way to its schema
        if isinstance(kind, GraphQLInputObjectType):
            kind.is_one_of = True
