"""What one client may ask for in a minute, so that nobody's queries are everybody's delay.

A client is known by its token; who has none is known by address, all that are behind one proxy together unless the proxy is trusted.
Three things are counted: requests under way, different documents (parsing and compiling one costs some two milliseconds of the loop), and
cost, which is fields times rows. What a request cost is known when it is done, so a client may once go over, and then waits. A document
counts whether it has to be parsed or not: else its price would tell whether somebody else asked the same.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from exchange.errors import TooManyRequests

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

AT_ONCE = 64
"""Requests of one client under way: four times what the pool serves at once, so that one client alone cannot fill the queue."""
KNOWN = 10_000
"""Clients and addresses that are kept count of; when there are more, those of earlier minutes are forgotten."""
TIMED_OUT = 1_000_000
"""Cost of a statement that ran into its limit of two seconds."""


class Share:
    """One client's minute."""

    __slots__ = ("_asked", "_limits", "_refused", "cost", "minute", "running")

    def __init__(self, limits: tuple[int, int]) -> None:
        self._limits = limits
        self._asked: set[int] = set()
        self.minute = 0
        self._refused = self.cost = self.running = 0

    def begin(self, minute: int, left: int) -> None:
        """A request of this client comes in; raises TooManyRequests when there is no room for it."""
        if minute != self.minute:
            self.minute, self.cost, self._refused = minute, 0, 0
            self._asked.clear()
        if self.running >= AT_ONCE:
            raise TooManyRequests(what="requests at once", limit=AT_ONCE, retry_after=1)
        most = self._limits[1]
        if most and self.cost > most:
            raise TooManyRequests(what="fields times rows in a minute", limit=most, retry_after=left)
        self.running += 1

    @property
    def documents(self) -> int:
        """Different ones in this minute, and all that could not be executed: those are never kept."""
        return len(self._asked) + self._refused

    def asks(self, what: Hashable) -> None:
        """A document, or one with variables of some shape, comes; raises TooManyRequests when it is one too many in this minute."""
        most = self._limits[0]
        if not most:
            return
        self._asked.add(hash(what))
        if self.documents > most:
            self._asked.discard(hash(what))
            raise TooManyRequests(what="different documents in a minute", limit=most, retry_after=60)

    def refuse(self, what: Hashable) -> None:
        """It could not be executed."""
        if hash(what) in self._asked:
            self._asked.discard(hash(what))
            self._refused += 1


class Shares:
    """Everybody's."""

    def __init__(self, documents: int, cost: int, now: Callable[[], float] = time.monotonic) -> None:
        self._limits = (documents, cost)
        self._now = now
        self._shares: dict[str, Share] = {}

    def begin(self, client: str | None, address: str) -> Share:
        """The client's share, with one request more under way; whoever asks takes one from `running` in the end."""
        key = client or f"@{address}"
        share = self._shares.get(key)
        now = self._now()
        minute = int(now // 60)
        if share is None:
            if len(self._shares) >= KNOWN:
                self._forget(minute)
            share = self._shares[key] = Share(self._limits)
        share.begin(minute, 60 - int(now % 60))
        return share

    def _forget(self, minute: int) -> None:
        """Drop whoever did nothing in this minute; when all did, everybody who has nothing under way."""
        for all_idle in (False, True):
            gone = [
                key
                for key, one in self._shares.items()
                if not one.running and (all_idle or one.minute != minute)
            ]
            for key in gone:
                del self._shares[key]
            if gone:
                return
