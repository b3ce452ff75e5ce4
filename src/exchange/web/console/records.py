"""Records by kind and state, each with what this person can do with it, one by one and many at once."""

from __future__ import annotations

from functools import partial

from exchange.access import Scope
from exchange.model import Shape
from exchange.web.console import lists, moving
from exchange.web.console.sections import Section, Way
from exchange.web.console.vocabulary import Term

_R = Shape.RECORD
RECORDS = Section(
    "/records",
    Term("信用记录", "Records"),
    (
        Way("", partial(lists.kinds, shape=_R)),
        Way("/{kind}", partial(lists.listed, shape=_R)),
        Way("/{kind}/many", moving.many, post=True),
        Way("/{kind}/{id}", partial(moving.one, shape=_R)),
        Way("/{kind}/{id}/{move}", partial(moving.form, shape=_R)),
        Way("/{kind}/{id}/{move}", partial(moving.send, shape=_R), post=True),
    ),
    frozenset({Scope.RECORD_READ}),
    Term("按类别和状态查阅，核实、公示、更正、撤下", "By kind and state: verify, publish, correct, withdraw"),
)
