"""Mutations: every move of a record, and submissions that meet what is already there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLList, GraphQLNonNull, get_nullable_type

from exchange import resources
from tests.twin import access, domains
from tests.twin.answers import bare
from tests.twin.worlds import RECORDS

if TYPE_CHECKING:
    import random

    from tests.twin.worlds import World

_ASKED = """{ __typename ... on Refused { code message }
  ... on Moved { recordId record { id state disclosure { field treatment } ... on Penalty { partyName fine } } } }"""
_REPORT = """{ __typename ... on Refused { code message }
  ... on SubmissionReport { accepted warned refused duplicates rows { number verdict findings { code field message } } } }"""

_REFUSED = "{ __typename ... on Refused { code message argument } }"
_SHARES = "{ __typename ... on Refused { code message } ... on SharesUpdated { last found } }"


def mutation(world: World, chance: random.Random) -> tuple[str, dict[str, Any]]:
    """A document and its variables."""
    mutations: Any = bare().mutation_type
    names = [
        name
        for name in mutations.fields
        if name
        not in {
            "submitRecords",
            "correctRecord",
            "replaceRecord",
            "moveRecords",
            "mergeSubjects",
            "separateSubjects",
            "resolveSubject",
            "updateShares",
        }
    ]
    if chance.random() < 0.2:
        return f"mutation {{ updateShares {_SHARES} }}", {}
    if chance.random() < 0.2:
        return f"mutation ($input: SubmitRecordsInput!) {{ submitRecords(input: $input) {_REPORT} }}", {
            "input": _submission(world, chance)
        }
    name = chance.choice(names)
    kind: Any = get_nullable_type(mutations.fields[name].args["input"].type)
    moves = mutations.fields[name].type.of_type.name == "MoveResult"
    asked = _ASKED if moves else _REFUSED
    return f"mutation ($input: {kind.name}!) {{ {name}(input: $input) {asked} }}", {
        "input": _input(kind, world, chance)
    }


def _input(kind: GraphQLInputObjectType, world: World, chance: random.Random) -> dict[str, Any]:
    needed = {
        name: one
        for name, one in kind.fields.items()
        if isinstance(one.type, GraphQLNonNull) or chance.random() < 0.5
    }
    return {name: _value(name, get_nullable_type(one.type), world, chance) for name, one in needed.items()}


def _value(name: str, kind: Any, world: World, chance: random.Random) -> Any:  # noqa: ANN401 - an input type and its value
    if name == "id":
        named = chance.choice((*RECORDS, "Subject", *access.NAMES))
        return str(chance.choice(world.rows[named]).main["id"])
    if isinstance(kind, GraphQLList):
        return [_value(name, get_nullable_type(kind.of_type), world, chance)]
    if isinstance(kind, GraphQLEnumType):
        return chance.choice(list(kind.values))
    known: dict[str, Any] = {"Boolean": chance.random() < 0.5, "Date": domains.TODAY.isoformat(), "Int": 1}
    known |= {"DivisionCode": "350000"}
    words = {"items": "penalty", "provider": "bureau", "scopes": "person:read", "client": "client-agreed"}
    return known[kind.name] if kind.name in known else words.get(name, "依法办理（样例）")


def _submission(world: World, chance: random.Random) -> dict[str, Any]:
    """A row that may meet a subject, a decision or a batch that is there."""
    example = resources.schema() / "submissions" / "penalty" / "accepts-our-names.json"
    row = json.loads(example.read_text("utf-8"))["row"] | {
        "documentNumber": chance.choice(("〔2026〕1号", "〔2026〕9号"))
    }
    return {"batch": f"batch {chance.randrange(7)}", "penalties": [row]}
