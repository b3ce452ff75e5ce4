"""JSON Schemas of the rows that departments submit, made from the declarations of the fields.

Published in `schema/submissions/<item>.json` so that a department can check a file before it sends it. A schema describes the clean form:
our names, one type per field. The exchange itself takes much more (other names, other spellings of dates and amounts) and checks much
that no JSON Schema can say.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from exchange.codes import code_list
from exchange.model import Need
from exchange.model.kinds import Code, Codes, Count, Day, Exact, Flag, Text
from exchange.submissions.mapping import IDENTITY
from exchange.submissions.names import given, submitted

if TYPE_CHECKING:
    from exchange.model import Field, Item

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_INFERRED = frozenset({"party_type", "kind"})
"""Needed, but taken from the rest of the row with a warning when missing."""
_OVERRIDE = {
    "type": "boolean",
    "title": "代码校验例外",
    "description": "True where the credit code of the party is right although its check digit fails.",
}


def schemas() -> dict[str, str]:
    """Text of every file `schema/submissions/<item>.json`, by its name."""
    return {
        f"{item.key}.json": json.dumps(schema(item), ensure_ascii=False, indent=2) + "\n"
        for item in submitted()
    }


def schema(item: type[Item]) -> dict[str, Any]:
    """The JSON Schema of one row of an item."""
    fields = given(item)
    properties = {field.graphql: _property(field) for field in fields.values()}
    return {
        "$schema": DIALECT,
        "title": f"{item.en} ({item.zh})",
        "description": "One row of a submission. Columns of the standard, like CF_WSH, are taken as well.",
        "type": "object",
        "properties": {**properties, "creditCodeOverride": _OVERRIDE},
        "required": [field.graphql for field in fields.values() if _required(field)],
        "additionalProperties": False,
    }


def _required(field: Field) -> bool:
    return field.name in IDENTITY or (field.need is Need.ALWAYS and field.name not in _INFERRED)


def _property(field: Field) -> dict[str, Any]:
    return {"title": field.zh, "description": field.description, **_type(field)}


def _type(field: Field) -> dict[str, Any]:
    found: dict[str, Any] = {}
    match field.kind:
        case Text(limit):
            found = {"type": "string", "minLength": 1, "maxLength": limit}
        case Day():
            found = {"type": "string", "format": "date"}
        case Exact(whole=whole, decimals=decimals):
            found = {"type": "string", "pattern": rf"^\d{{1,{whole}}}(\.\d{{1,{decimals}}})?$"}
        case Flag():
            found = {"type": "boolean"}
        case Count():
            found = {"type": "integer", "minimum": 0}
        case Code(codes):
            found = {"enum": list(code_list(codes).codes)}
        case Codes(codes):
            found = {
                "type": "array",
                "items": {"enum": list(code_list(codes).codes)},
                "minItems": 1,
                "uniqueItems": True,
            }
    return found
