"""Search by a fragment of a name.

A name is kept as its grams in a table of its own: `subject_gram` holds names that are open to everybody and is all that the public login
can reach, `subject_person_gram` holds those of natural persons. Under row level security an ordinary text search could not use an index
(its operators are not leakproof), so the grams are compared by equality. The fragment itself is checked against the name afterwards,
on the value that the caller sees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.errors import ArgumentInvalid
from exchange.identifiers import party_name
from exchange.model import open_gram, person_gram

if TYPE_CHECKING:
    from sqlalchemy.sql.elements import ColumnElement


def grams_of(value: Any) -> list[str]:  # noqa: ANN401 - a coerced GraphQL value
    """The grams that a name must have to contain the fragment."""
    found = list(party_name.fragment_grams(fragment(value)))
    if not found:
        problem = "give at least one character of the name that is not a usual ending such as 有限公司."
        raise ArgumentInvalid(argument="search", field="subjects", problem=problem)
    return found


def fragment(value: Any) -> str:  # noqa: ANN401 - a coerced GraphQL value
    """The fragment in the spelling that names are stored in."""
    return party_name.canonical(str(value))


def gram_count(value: Any) -> int:  # noqa: ANN401 - a coerced GraphQL value
    """How many distinct grams must be found."""
    return len(set(grams_of(value)))


def candidates(grams: ColumnElement[Any], count: ColumnElement[Any], *, persons: bool) -> sa.Select[Any]:
    """Ids of subjects whose names have all the grams."""
    table = (person_gram if persons else open_gram).alias("person_grams" if persons else "open_grams")
    return (
        sa.select(table.c.subject_id)
        .where(table.c.gram == sa.any_(grams))
        .group_by(table.c.subject_id)
        .having(sa.func.count() == count)
        .correlate(None)
    )
