"""Mutations: every move of a record, and submissions that meet what is already there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLUnionType,
    get_nullable_type,
)

from exchange import resources
from exchange.model import ITEMS, OPENED, camel
from exchange.model.kinds import Text
from tests.twin import domains
from tests.twin.answers import bare
from tests.twin.worlds import CASES, DEPARTMENTS, RECORDS

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from tests.twin.worlds import World

_ASKED = """{ __typename ... on Refused { code message }
  ... on Moved { recordId record { id state disclosure { field treatment } ... on Penalty { partyName fine } } } }"""
_CASE = """{ __typename ... on Refused { code message }
  ... on CaseMoved { case { id state waitsFor dueOn late disclosure { field treatment }
    record { id state } timeline { move reason } } } }"""
_REPORT = """{ __typename ... on Refused { code message }
  ... on SubmissionReport { accepted warned refused duplicates rows { number verdict findings { code field message } } } }"""

_REFUSED = "{ __typename ... on Refused { code message argument } }"
_CHANGED = "{ __typename ... on Refused { code message argument } ... on AccessChanged { id state agreement proposal } }"
_SHARES = "{ __typename ... on Refused { code message } ... on SharesUpdated { last found } }"
_MANY = """{ __typename ... on Refused { code message }
  ... on MovesReport { done refused rows { number move done repeated code message } } }"""
_ANSWERS = {
    "MoveResult": _ASKED,
    "CaseResult": _CASE,
    "MoveRecordsResult": _MANY,
    "SubjectResult": "{ __typename ... on Refused { code message } ... on SubjectDone { subjectId } }",
    "RemovalResult": "{ __typename ... on Refused { code message } ... on RemovalConfirmed { confirmed before } }",
    "DuplicateResult": "{ __typename ... on Refused { code message } ... on DuplicateSettled { id } }",
}
"""What is asked of each kind of result."""
_ABOUT = {
    "SubjectResult": ("Subject",),
    "DuplicateResult": ("Duplicate", "Duplicate", *RECORDS),
    "RemovalResult": ("Share",),
}
"""Whose ids an input is given; else those of what the mutation is called after, or of records, and now and then of a subject."""
_OWN = sorted((*CASES, "ShareRequest", "Consent", "Proposal", "Agreement"), key=len, reverse=True)
"""What mutations are called after."""
_NAMED_BY = {"subject": ("Subject",), "record": RECORDS}
"""Inputs that say by their name what they are the id of."""
_COLUMNS = {
    field.graphql: field.name
    for name in CASES
    for field in ITEMS[name].fields.values()
    if isinstance(field.kind, Text)
} | {f"{one}Number": "number" for one in ("handled", "programme", "rectification")}
"""The columns of cases by the inputs that set them or name another case."""


def mutation(world: World, chance: random.Random) -> tuple[str, dict[str, Any]]:
    """A document and its variables."""
    mutations: Any = bare().mutation_type
    names = [name for name in mutations.fields if name not in {"submitRecords", "updateShares"}]
    if chance.random() < 0.2:
        return f"mutation {{ updateShares {_SHARES} }}", {}
    if chance.random() < 0.2:
        return f"mutation ($input: SubmitRecordsInput!) {{ submitRecords(input: $input) {_REPORT} }}", {
            "input": _submission(world, chance)
        }
    name = chance.choice(names)
    kind: Any = get_nullable_type(mutations.fields[name].args["input"].type)
    kinds: Any = get_nullable_type(mutations.fields[name].type)
    result = kinds.name
    own = next((one for one in _OWN if name.endswith(one)), None)
    about = _ABOUT.get(result) or ((own, own, own, *RECORDS) if own else (*RECORDS, "Subject"))
    return f"mutation ($input: {kind.name}!) {{ {name}(input: $input) {_answer(kinds, result)} }}", {
        "input": _input(kind, world, chance, about)
    }


def _answer(kind: GraphQLUnionType, result: str) -> str:
    if any(one.name == "AccessChanged" for one in kind.types):
        return _CHANGED
    return _ANSWERS.get(result, _REFUSED)


def _input(
    kind: GraphQLInputObjectType, world: World, chance: random.Random, about: Sequence[str]
) -> dict[str, Any]:
    if kind.is_one_of:
        needed = dict([chance.choice(list(kind.fields.items()))])
    elif kind.name.endswith("Row"):
        needed = {name: kind.fields[name] for name in ("remark", "documentNumber") if chance.random() < 0.7}
    else:
        needed = {
            name: one
            for name, one in kind.fields.items()
            if isinstance(one.type, GraphQLNonNull) or chance.random() < 0.5
        } | _whom(kind, chance)
    return {
        name: _value(name, get_nullable_type(one.type), world, chance, about) for name, one in needed.items()
    }


def _whom(kind: GraphQLInputObjectType, chance: random.Random) -> dict[str, Any]:
    """Whom a case concerns is said one way or the other; by neither nothing is found."""
    ways = [name for name in ("subject", "creditCode") if name in kind.fields]
    return {name: kind.fields[name] for name in chance.sample(ways, min(1, len(ways)))}


def _value(name: str, kind: Any, world: World, chance: random.Random, about: Sequence[str]) -> Any:  # noqa: ANN401 - an input type and its value
    if isinstance(kind, GraphQLList):
        return [_value(name, get_nullable_type(kind.of_type), world, chance, about) for _ in range(2)]
    if isinstance(kind, GraphQLInputObjectType):
        return _input(kind, world, chance, about)
    if kind.name == "ID":
        among = _NAMED_BY.get(name, about)
        return str(chance.choice(world.rows[chance.choice(among)]).main["id"])
    if isinstance(kind, GraphQLEnumType):
        return chance.choice(list(kind.values))
    if name == "key":
        return f"key-of-a-request-{chance.randrange(5)}"
    if name == "batch":
        return f"moves-{chance.randrange(3)}"
    known: dict[str, Any] = {"Boolean": chance.random() < 0.5, "Int": chance.choice((1, 2, 2026))}
    known |= {"DivisionCode": chance.choice(domains.REGIONS), "Date": _day(chance)}
    return known[kind.name] if kind.name in known else _text(name, world, chance)


def _day(chance: random.Random) -> str:
    return (domains.TODAY + chance.choice((-1, 0, 1, 40)) * domains.A_DAY).isoformat()


def _text(name: str, world: World, chance: random.Random) -> str:
    """What is there under this name already, in a case or record or as whose it is; else a sentence."""
    if name in {"responsible", "partners", "department", "provider"}:
        return chance.choice(list(DEPARTMENTS))
    words = {"items": "penalty", "scopes": "person:read", "client": "client-agreed"}
    column = next(
        (each for each in ("number", "digest", "credit_code") if name == camel(each)), _COLUMNS.get(name, "")
    )
    found = [] if chance.random() < 0.2 else sorted(_there(world, column))
    return chance.choice(found) if found else words.get(name, "依法办理（样例）")


def _there(world: World, column: str) -> set[str]:
    """The texts that stand in a column, wherever it is."""
    rows = (row for name in (*CASES, *RECORDS, "Subject", "CaseDocument") for row in world.rows[name])
    return {one for row in rows if isinstance(one := row.columns.get(column), str)}


def file(world: World, chance: random.Random) -> bytes:
    """Rows that may meet subjects, decisions and other rows, one of them refused."""
    named = [one.main for one in world.rows["Subject"] if one.main.get("credit_code")]
    about = [chance.choice(named) for _ in range(2)] if named else []
    (row,) = _submission(world, chance)["penalties"]
    rows = [row, {**row, "decidedOn": ""}, row | {"documentNumber": "〔2026〕9号"}]
    rows += [row | {"partyCreditCode": one["credit_code"]} for one in about]
    rows += [row | {"partyName": one[f"name_{OPENED}"]} for one in about if one[f"name_{OPENED}"]]
    return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in rows)


def _submission(world: World, chance: random.Random) -> dict[str, Any]:
    """A row that may meet a subject, a decision or a batch that is there."""
    example = resources.schema() / "submissions" / "penalty" / "accepts-our-names.json"
    row = json.loads(example.read_text("utf-8"))["row"] | {
        "documentNumber": chance.choice(("〔2026〕1号", "〔2026〕9号"))
    }
    return {"batch": f"batch {chance.randrange(7)}", "penalties": [row]}
