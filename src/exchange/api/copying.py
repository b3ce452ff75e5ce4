"""A file that is made page by page while it is sent: constant memory, and no connection of the database while a slow client takes a page.

Few pages are made at the same time, whoever asks, and each is charged to who asks like any other question: a copy that has used up its
minute waits for the next one. What cannot be finished breaks off without the end that HTTP asks for, so that half a file is never taken
for a whole; `after` with the last row's place goes on from there.
"""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.requests import ClientDisconnect

from exchange.api import edge
from exchange.errors import ExchangeError, TooManyRequests

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    from starlette.types import Scope

    from exchange.api.published import Page
    from exchange.api.shares import Shares

    Rows = list[tuple[str, dict[str, Any]]]

MAKING = 2
"""Pages that are made at the same time."""
AT_ONCE, EACH = 32, 4
"""Copies under way, in all and of one asker."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy: who asks (a client, or nobody known at an address), how a page is made and written, what it costs, and how many rows."""

    client: str | None
    address: str
    make: Callable[[str | None, dict[str, Any] | None], Awaitable[Page]]
    """The page after a place; the row at that place comes with it."""
    write: Callable[[Rows], bytes]
    heading: bytes
    cost: int
    most: int | None = None

    @property
    def asker(self) -> str:
        """Whose room it takes."""
        return self.client or f"@{self.address}"


class Copying:
    """The copies under way at one address of the exchange."""

    def __init__(self, shares: Shares) -> None:
        self._shares = shares
        self._making = asyncio.Semaphore(MAKING)
        self._running: dict[str, int] = {}

    @contextmanager
    def room(self, asker: str) -> Iterator[None]:
        """Room for one more. Raises TooManyRequests."""
        if sum(self._running.values()) >= AT_ONCE or self._running.get(asker, 0) >= EACH:
            raise TooManyRequests(what="downloads at once", limit=EACH, retry_after=5)
        self._running[asker] = self._running.get(asker, 0) + 1
        try:
            yield
        finally:
            self._running[asker] -= 1
            if not self._running[asker]:
                del self._running[asker]

    async def page(self, copy: Copy, after: str | None, row: dict[str, Any] | None = None) -> Page:
        """One page, charged to who asks. Raises what the question raises."""
        share = self._shares.begin(copy.client, copy.address)
        try:
            async with self._making:
                made = await copy.make(after, row)
            share.cost += copy.cost
            return made
        finally:
            share.running -= 1

    async def stream(self, scope: Scope, copy: Copy, first: Page) -> AsyncIterator[bytes]:
        """The file, a page at a time."""
        if copy.heading:
            yield copy.heading
        now, left = first, copy.most
        while True:
            rows = now.rows if left is None else now.rows[:left]
            if rows:
                yield copy.write(rows)
            left = None if left is None else left - len(rows)
            if not now.more or left == 0:
                return
            now = await self._next(scope, copy, *now.rows[-1])

    async def _next(self, scope: Scope, copy: Copy, place: str, row: dict[str, Any]) -> Page:
        """The following page; waits where who asks has used up its minute."""
        while True:
            try:
                return await self.page(copy, place, row)
            except TooManyRequests as error:
                await asyncio.sleep(float(str(error.facts["retry_after"])))
            except ExchangeError as error:
                edge.note(scope, code=error.code)
                raise ClientDisconnect from error  # nothing can be said any more but by breaking off
