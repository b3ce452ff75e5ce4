"""Running compiled operations: the plan cache, the right login, one statement, and the answer as bytes.

A plan is found by document, operation, shape of variables and shape of caller; what is not found is compiled. The anonymous caller reads
under the public login, which has no right to any clear personal or confidential column; everybody else under the reader.

A known caller's statement returns no row when the rights it was resolved with are not the current ones. Then the door reads them afresh,
once, and the statement runs again: a cache can refuse, never permit. It is the same where other rules are followed by now.

A statement that has to enter what it gives and may not is a statement that gives nothing: the caller is told to come back, the operator
that entries are refused.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from exchange.access import used
from exchange.database import REFUSED, Login
from exchange.disclosure import Views, policy
from exchange.errors import Unauthenticated, Unavailable
from exchange.query.compile import compile_operation

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable, Mapping

    import asyncpg

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import Database, Reader
    from exchange.disclosure import View
    from exchange.laps import Laps
    from exchange.query.compile import Statement
    from exchange.query.selection import Node

_log = logging.getLogger("exchange.query")
PLANS = 2_000
"""Compiled statements that are kept."""


@dataclass(slots=True)
class Answered:
    """What the statement returned: a column of JSON per response key that is not known without it."""

    statement: Statement
    row: tuple[bytes, ...]
    cost: int

    @property
    def body(self) -> bytes:
        """The whole response body: `data`, and what was withheld by rule."""
        pieces = list(self.statement.frame)
        for number, value in enumerate(self.row):
            pieces[number] += value
        return b"".join(pieces)

    @property
    def values(self) -> Mapping[str, bytes]:
        """JSON per response key, in order."""
        columns, fixed = iter(self.row), self.statement.fixed
        return {
            key: orjson.dumps(fixed[key]) if key in fixed else next(columns) for key in self.statement.keys
        }

    @property
    def disclosure(self) -> list[dict[str, str]]:
        """What was withheld by rule."""
        return self.statement.disclosure


class Runner:
    """Compiles and runs operations. `refresh` reads a caller's rights afresh."""

    def __init__(self, db: Database, clock: Clock, refresh: Callable[[Caller], Awaitable[Caller]]) -> None:
        self.db = db
        self.clock = clock
        self.refresh = refresh
        self.views = Views(policy())
        self.plans: OrderedDict[Hashable, Statement] = OrderedDict()
        self.compiled = 0
        self._turn = asyncio.Lock()

    async def run(
        self,
        caller: Caller,
        key: Hashable | None,
        roots: Callable[[], tuple[Node, ...]],
        variables: Mapping[str, Any],
        laps: Laps | None = None,
    ) -> Answered:
        """Answer an operation; `key` names document and shape of variables (None: not worth keeping), `roots` gives its tree."""
        for attempt in range(2):
            statement = self._kept(caller, key) or await self._made(caller, key, roots)
            cost = statement.cost(variables)
            if laps is not None:
                laps.lap("plan")
            try:
                row = await self._fetch(caller, statement, variables)
            except REFUSED:
                if not await self._moved(caller):
                    raise
                row = None
            if laps is not None:
                laps.lap("statement")
            if row is not None:
                used(caller, *statement.uses)
                return Answered(statement, row, cost)
            if attempt == 0:
                caller = await self.refresh(caller)
        raise Unavailable if caller.anonymous else Unauthenticated

    async def _moved(self, caller: Caller) -> bool:
        """Whether other rules are followed by now: the login's own rights have followed them already."""
        before = policy()
        await self.refresh(caller)
        return policy() is not before

    async def confirm(self, caller: Caller) -> None:
        """Raise Unauthenticated when the caller is known, and its client, token or key is revoked."""
        if not caller.anonymous:
            await self.run(caller, "nothing", tuple, {})

    def _kept(self, caller: Caller, key: Hashable | None) -> Statement | None:
        """The statement for this caller's shape, where it is compiled already."""
        full = self._place(caller, key)
        found = None if key is None else self.plans.get(full)
        if found is not None:
            self.plans.move_to_end(full)
        return found

    async def _made(
        self, caller: Caller, key: Hashable | None, roots: Callable[[], tuple[Node, ...]]
    ) -> Statement:
        """Compiled in a thread, one at a time: a deep document takes a tenth of a second, in which the loop would answer nobody."""
        async with self._turn:
            found = self._kept(caller, key)  # who waited may find it made
            if found is not None:
                return found
            full, seen = self._place(caller, key), self._seen(caller)
            found = await asyncio.to_thread(
                lambda: compile_operation(seen, roots(), known=not caller.anonymous)
            )
            if key is not None:
                self.compiled += 1
                self.plans[full] = found
                if len(self.plans) > PLANS:
                    self.plans.popitem(last=False)
            return found

    def _place(self, caller: Caller, key: Hashable | None) -> Hashable:
        return key, self._seen(caller).fingerprint, caller.anonymous

    def _seen(self, caller: Caller) -> View:
        """The caller's view under the rules of this moment."""
        rules = policy()
        if rules is not self.views.rules:
            self.views = Views(rules)
        return self.views.of(caller)

    async def _fetch(
        self, caller: Caller, statement: Statement, variables: Mapping[str, Any]
    ) -> tuple[Any, ...] | None:
        now = self.clock.now()
        arguments = statement.arguments(variables, caller, now, self.clock.day(now))
        if caller.anonymous and len(statement.keys) == len(statement.fixed):
            return ()
        login: Reader = Login.PUBLIC if caller.anybody else Login.READER
        try:
            row = await self._row(login, statement, arguments)
        except REFUSED as error:
            if not statement.logs:
                raise
            _log.error("access entry refused: %s", type(error).__name__)
            raise Unavailable from error
        return None if row is None else tuple(row)

    async def _row(
        self, login: Reader, statement: Statement, arguments: list[object]
    ) -> asyncpg.Record | None:
        """The one row there is. Asked for all rows, the server may read a large table with several processes, else never."""
        if not statement.custom:
            return await self.db.one_row(login, statement.sql, arguments)
        async with self.db.reading(login, custom=True) as session:
            rows = await session.fetch(statement.sql, *arguments)
        return rows[0] if rows else None
