"""Why a field is not there: the per-row `disclosure { field treatment reason basis }` and the per-operation `extensions.disclosure`.

Both are read off the same branches as the value itself. They are reported whether or not a value is stored, and depend on role, rule
and visible attributes only, so that the explanation tells nothing which the answer does not.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.disclosure import CLEAR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.sql.elements import ColumnElement

    from exchange.disclosure import Branch, Row, View
    from exchange.model import Field, Item
    from exchange.query.plan import Explain

    Expr = ColumnElement[Any]


def explanation(view: View, row: Row, plan: Explain) -> Expr:
    """A JSON array, one entry per field that this row does not give in clear; fields under the same rule are written together."""
    groups: dict[object, list[Field]] = {}
    for field in row.item.fields.values():
        key = (tuple(view.outcomes(row.item, field)), field.openable, field.masks)
        groups.setdefault(key, []).append(field)
    pieces = [_piece(view, row, fields, plan) for fields in groups.values()]
    told = [piece for piece in pieces if piece is not None]
    if not told:  # everything is clear, and PostgreSQL joins no nothing
        return sa.literal_column("'[]'::json", sa.JSON())
    return sa.cast(_text("[").concat(sa.func.concat_ws(_text(","), *told)).concat(_text("]")), sa.JSON())


def _piece(view: View, row: Row, fields: list[Field], plan: Explain) -> Expr | None:
    branches = view.branches(row, fields[0])
    if [one.treatment for one in branches] == [CLEAR]:
        return None
    cases = [(one.clause, _entries(fields, one, plan)) for one in branches if one.clause is not None]
    last = _entries(fields, branches[-1], plan)
    told = sa.case(*cases, else_=last) if cases else last
    # What may be opened is withheld from nobody where the row is about an organisation.
    hides_all = all(one.treatment in {CLEAR, "hidden"} for one in branches)
    return told if hides_all or not fields[0].openable else sa.case((row.main.c.natural, told))


def _entries(fields: Iterable[Field], branch: Branch, plan: Explain) -> Expr:
    if branch.treatment == CLEAR:
        return sa.cast(sa.literal_column("NULL"), sa.Text())
    entries = [{key: _part(field, branch, part) for key, part in plan.parts} for field in fields]
    return _text(",".join(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in entries))


def _part(field: Field, branch: Branch, part: str) -> str:
    known = {
        "field": field.graphql,
        "treatment": branch.treatment.upper(),
        "reason": branch.reason,
        "basis": branch.basis,
        "__typename": "FieldDisclosure",
    }
    return known[part]


def _text(value: str) -> ColumnElement[str]:
    """A literal of our own rule files; quotes doubled."""
    return sa.literal_column("'" + value.replace("'", "''") + "'", sa.Text())


def operation(view: View, picked: Iterable[tuple[type[Item], Field]]) -> list[dict[str, str]]:
    """One entry per type, field and treatment that this operation can meet, other than clear."""
    told: dict[tuple[str, str, str], dict[str, str]] = {}
    for item, field in picked:
        for one in view.outcomes(item, field):
            if one.treatment != CLEAR:
                entry = {
                    "type": item.__name__,
                    "field": field.graphql,
                    "treatment": one.treatment.upper(),
                    "reason": one.reason,
                    "basis": one.basis,
                }
                told.setdefault((entry["type"], entry["field"], entry["treatment"]), entry)
    return list(told.values())
