"""Searches: through what the rows of a list are found when something is searched for. See `names` for what is done with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.disclosure import CLEAR
from exchange.disclosure.predicates import records
from exchange.identifiers import search_key
from exchange.model import CODES, Subject
from exchange.query import names
from exchange.query.plan import Filter
from exchange.query.rows import Rows
from exchange.query.selection import Respelled
from exchange.query.values import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.sql.elements import ColumnElement
    from sqlalchemy.sql.selectable import FromClause

    from exchange.disclosure import Row
    from exchange.query.plan import Many
    from exchange.query.selection import Leaf

    Clause = ColumnElement[bool]

NAME = Subject.fields["name"]


@dataclass(frozen=True, slots=True)
class Found:
    """How a list finds its rows: `keys` are joined to the row; `first` keeps one of them for each row; `clear` if by names in clear."""

    keys: FromClause | None = None
    where: list[Clause] = field(default_factory=list)
    first: list[Clause] = field(default_factory=list)
    clear: bool = False


class Searches(Rows):
    """Writes searches; connections are the next layer's."""

    def found(self, row: Row, plan: Many) -> Found:
        """What the search of a list asks of its rows."""
        if plan.search is None:
            return Found()
        if plan.by_number:
            return Found(where=[row.main.c.id.in_(self._numbered(plan.search))])
        return self._by_keys(row, plan.search)

    def _by_keys(self, row: Row, leaf: Leaf) -> Found:
        text = self.bind(leaf, sa.Text(), names.typed)
        code = self.bind(leaf, sa.Text(), names.code) if self._codes_are_open(row) else None
        typed = names.Typed(text, code)
        clear = row.apart is not None and CLEAR in self.view.ever(row.item, NAME)
        self._number += 1
        keys = typed.keys(f"k{self._number}", persons=clear)
        where = []
        if clear:
            self.note(row, NAME, lookup=True)
            where = [sa.or_(~keys.c.personal, self.view.where_seen(row, NAME, CLEAR))]
        return Found(keys, where, typed.first(keys, persons=clear), clear)

    def _codes_are_open(self, row: Row) -> bool:
        """Whether the caller gets each code of every subject that it sees."""
        return all(self.view.ever(row.item, row.item.fields[name]) == {CLEAR} for name in CODES)

    def _numbered(self, typed: Leaf) -> sa.CompoundSelect[Any]:
        """Whom the records are about that have the number, each kind of record as the caller sees it."""
        nobody = sa.select(sa.cast(sa.literal_column("NULL"), sa.Uuid())).where(sa.false())
        return sa.union_all(nobody, *self._subjects(Respelled(typed, search_key.number)))

    def _subjects(self, number: Respelled) -> Iterator[sa.Select[Any]]:
        for item in records():
            field = item.fields["document_number"]
            if not self.view.audiences(item) or CLEAR not in self.view.ever(item, field):
                continue
            row = self.row(item)
            level = Level(row)
            where = [self.view.visible(row), *self.conditions(row, [Filter(field, "is", number)])]
            chosen = sa.select(row.main.c.found_under).select_from(self.joined(level, *where))
            yield chosen.where(*where).correlate(None)
