"""The schema that ships is the one that the declarations give."""

from __future__ import annotations

from graphql import GraphQLObjectType, is_introspection_type

from exchange import resources
from exchange.api.schema import schema
from exchange.codes import code_list
from exchange.model import ITEMS
from exchange.model.kinds import Code, Codes

SDL = resources.schema() / "exchange.graphql"


def test_the_sdl_in_the_repository_is_the_one_that_the_declarations_give() -> None:
    assert SDL.read_text("utf-8") == schema().as_str() + "\n", (
        "run `exchange schema print > schema/exchange.graphql` and read the diff"
    )


def test_every_type_and_field_is_described() -> None:
    types = [one for one in schema()._schema.type_map.values() if not is_introspection_type(one)]

    bare = [
        one.name
        for one in types
        if one.description is None and one.name not in {"String", "Int", "Float", "Boolean", "ID"}
    ]
    silent = [
        f"{one.name}.{name}"
        for one in types
        if isinstance(one, GraphQLObjectType)
        for name, field in one.fields.items()
        if not field.description
    ]

    assert bare == []
    assert silent == []


def test_every_field_of_every_item_is_in_the_api_under_its_name() -> None:
    types = schema()._schema.type_map

    missing = [
        f"{item.__name__}.{field.graphql}"
        for item in ITEMS.values()
        for field in item.fields.values()
        if field.graphql not in types[item.__name__].fields  # type: ignore[attr-defined]
    ]

    assert missing == []


def test_every_code_list_that_a_field_names_exists() -> None:
    named = {
        field.kind.codes
        for item in ITEMS.values()
        for field in item.fields.values()
        if isinstance(field.kind, Code | Codes)
    }

    assert all(code_list(name).codes for name in named)


def test_no_description_speaks_of_python() -> None:
    text = SDL.read_text("utf-8")

    assert "None" not in text
    assert "exchange.model" not in text
