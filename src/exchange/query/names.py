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
    from collections.abc import Callable, Sequence

    from sqlalchemy.sql.elements import ColumnElement
    from sqlalchemy.sql.selectable import FromClause

PROBES = 4
"""Grams of a fragment that are looked up; the fragment as a whole is compared afterwards."""


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


def gram_at(place: int) -> Callable[[Any], str]:
    """One of the `PROBES` grams that are looked up: spread over the fragment, pairs rather than single characters."""

    def convert(value: Any) -> str:  # noqa: ANN401 - a coerced GraphQL value
        found = grams_of(value)
        pairs = [one for one in found if len(one) > 1] or found
        return pairs[place * (len(pairs) - 1) // (PROBES - 1)]

    return convert


def candidates(grams: Sequence[ColumnElement[Any]], *, persons: bool) -> sa.Select[Any]:
    """Ids of subjects whose names have all the grams.

    One alias a gram, so that the planner, which knows how common each is, begins with the rarest and only looks the others up.
    """
    table, name = (person_gram, "person_gram") if persons else (open_gram, "open_gram")
    aliases = [table.alias(f"{name}{number}") for number in range(len(grams))]
    first, *others = aliases
    source: FromClause = first
    for one in others:
        source = source.join(one, one.c.subject_id == first.c.subject_id)
    has = (one.c.gram == gram for one, gram in zip(aliases, grams, strict=True))
    return sa.select(first.c.subject_id).select_from(source).where(*has).correlate(None)
