"""Search: what was typed into one box, by the shape that it has.

A document number (文号) finds whom the records with that number are about, as far as the caller sees the records. Everything else is
looked for among the keys of subjects (`search_key`): the search is a few ranges of keys that lie one after the other in the order of the
answer, so a page is read and no more, however many share what was typed.

There are two tables of keys. `subject_search` holds what everybody may know of a subject and is all that the public login can reach. The
names of natural persons stand in `subject_person_search`: a key there counts only on the rows where the caller gets the name in clear, for
the finding as for the place in the order. A subject stands once, at the first of its keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.disclosure.predicates import exists
from exchange.errors import ArgumentInvalid
from exchange.identifiers import search_key
from exchange.identifiers.search_key import BEGINS, CODE, INSIDE, LAST, LONGEST
from exchange.model import Field, open_search, person_search
from exchange.model.kinds import Text

if TYPE_CHECKING:
    from sqlalchemy.sql.elements import ColumnElement
    from sqlalchemy.sql.selectable import FromClause

    Expr = ColumnElement[Any]
    Clause = ColumnElement[bool]

RANK = Field(Text(LONGEST + 1), "匹配次序", "place among what was found", name="search")
"""What the answer of a search is ordered by, unless it is asked for in another order."""
_LAST = sa.func.chr(sa.literal_column(str(ord(LAST))))


def is_number(value: object) -> bool:
    """Whether the statement is one that looks for a document number; the only thing about a text that changes a statement."""
    return len(str(value)) <= LONGEST and search_key.number(str(value)) is not None


def typed(value: Any) -> str:  # noqa: ANN401 - a coerced GraphQL value
    """What was typed, in the spelling of the keys."""
    if len(str(value)) > LONGEST:
        raise _invalid(f"give at most {LONGEST} characters.")
    found = search_key.folded(str(value))
    if not found:
        raise _invalid("give at least one character of a name, code or document number.")
    return found


def code(value: Any) -> str | None:  # noqa: ANN401 - a coerced GraphQL value
    """The same where it may be a code; nothing where it cannot."""
    return search_key.code(str(value)) if len(str(value)) <= LONGEST else None


def _invalid(problem: str) -> ArgumentInvalid:
    return ArgumentInvalid(argument="search", field="subjects", problem=problem)


@dataclass(frozen=True, slots=True)
class Typed:
    """The parameters of a search by keys; `code` is None for a caller to whom the codes are not all open."""

    text: Expr
    code: Expr | None

    def keys(self, name: str, *, persons: bool) -> FromClause:
        """The keys that match, in order: (key, subject_id, personal). Sorted one by one, so that PostgreSQL merges them as it reads."""
        arms = [self._arm(open_search, rank, typed) for rank, typed in self._open()]
        if persons:
            arms += [self._arm(person_search, rank, typed) for rank, typed in self._ranks()]
        return sa.union_all(*arms).subquery(name)

    def first(self, keys: FromClause, *, persons: bool) -> list[Clause]:
        """That it is the subject's first: an open one counts before a personal one."""
        one = open_search.alias("earlier")
        earlier = sa.or_(one.c.key < keys.c.key, keys.c.personal) if persons else one.c.key < keys.c.key
        same = one.c.subject_id == keys.c.subject_id
        found = [~exists(one, same, earlier, self._within(one, self._open()), each=True)]
        if persons:
            own = person_search.alias("earlier_own")
            before = (own.c.subject_id == keys.c.subject_id, own.c.key < keys.c.key)
            other = exists(own, *before, self._within(own, self._ranks()), each=True)
            found.append(sa.or_(~keys.c.personal, ~other))
        return found

    def _ranks(self) -> list[tuple[str, Expr]]:
        return [(BEGINS, self.text), (INSIDE, self.text)]

    def _open(self) -> list[tuple[str, Expr]]:
        return self._ranks() if self.code is None else [(CODE, self.code), *self._ranks()]

    def _arm(self, table: sa.Table, rank: str, typed: Expr) -> sa.Select[Any]:
        one = table.alias(f"{'own' if table is person_search else 'open'}{rank}")
        personal = sa.true() if table is person_search else sa.false()
        chosen = sa.select(one.c.key, one.c.subject_id, personal.label("personal"))
        return chosen.where(_goes_on(one, rank, typed)).order_by(one.c.key, one.c.subject_id).correlate(None)

    def _within(self, one: FromClause, ranks: list[tuple[str, Expr]]) -> Clause:
        return sa.or_(*(_goes_on(one, rank, typed) for rank, typed in ranks))


def _goes_on(one: FromClause, rank: str, typed: Expr) -> Clause:
    """The key goes on from what was typed."""
    start = sa.literal_column(f"'{rank}'", sa.Text()) + typed
    return sa.and_(one.c.key >= start, one.c.key < start + _LAST)
