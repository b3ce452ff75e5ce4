"""Everybody who is connected: how many in all, how many from one address, and whose time is over."""

from __future__ import annotations

import asyncio
import ipaddress
from collections import Counter
from typing import TYPE_CHECKING

from exchange.errors import TooManyRequests, Unavailable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.errors import ExchangeError
    from exchange.wire.protocol import Guarded

LOOK = 0.5
"""Seconds between two looks at all deadlines."""
IDLE = 15
"""Seconds a connection may stay without a request; longer than the pause between two clicks, shorter than proxies keep theirs."""


SOON = 5
"""Seconds after which whoever finds the house full may try again."""


class Crowd:
    """The connections of one server. `now` is the time of the last look: exact enough for deadlines, and free.

    Proxies that the operator trusts may have any number: they speak for many. `in_all` holds for everybody: each connection takes one of
    the files that the system lets a process open, and without any left nothing can be answered.
    """

    def __init__(self, most: int, in_all: int, trusted: Sequence[str] = ()) -> None:
        self._most = most
        self._in_all = in_all
        self.now = 0.0
        self._trusted = tuple(ipaddress.ip_network(one) for one in trusted)
        self._inside: dict[Guarded, str] = {}
        self._counted: Counter[str] = Counter()
        self._watching = False

    def enter(self, one: Guarded) -> ExchangeError | None:
        """Why this connection may not stay, if so; it is watched in either case."""
        self.now = asyncio.get_running_loop().time()
        self._inside[one] = one.address
        self._counted[one.address] += 1
        if not self._watching:
            self._watching = True
            asyncio.get_running_loop().call_later(LOOK, self._look)
        if len(self._inside) > self._in_all:
            return Unavailable(SOON)
        if self._counted[one.address] > self._most and not self._trusts(one.address):
            return TooManyRequests(what="connections at once", limit=self._most, retry_after=IDLE)
        return None

    def leave(self, one: Guarded) -> None:
        """It is gone."""
        address = self._inside.pop(one, None)
        if address is None:
            return
        self._counted[address] -= 1
        if not self._counted[address]:
            del self._counted[address]

    def _trusts(self, address: str) -> bool:
        try:
            found = ipaddress.ip_address(address)
        except ValueError:  # a socket of this machine's file system has no address
            return False
        return any(found in network for network in self._trusted)

    def _look(self) -> None:
        loop = asyncio.get_running_loop()
        self.now = loop.time()
        for one in list(self._inside):
            one.look(self.now)
        self._watching = bool(self._inside)
        if self._watching:
            loop.call_later(LOOK, self._look)
