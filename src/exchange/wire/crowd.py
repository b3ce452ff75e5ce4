"""Everybody who is connected: how many from one address, and whose time is over."""

from __future__ import annotations

import asyncio
import ipaddress
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.wire.protocol import Guarded

LOOK = 0.5
"""Seconds between two looks at all deadlines."""


class Crowd:
    """The connections of one server. `now` is the time of the last look: exact enough for deadlines, and free.

    Proxies that the operator trusts may have any number: they speak for many.
    """

    def __init__(self, most: int, trusted: Sequence[str] = ()) -> None:
        self.most = most
        self.now = 0.0
        self._trusted = tuple(ipaddress.ip_network(one) for one in trusted)
        self._inside: dict[Guarded, str] = {}
        self._counted: Counter[str] = Counter()
        self._watching = False

    def enter(self, one: Guarded) -> bool:
        """Whether this connection may stay; it is watched in either case."""
        self.now = asyncio.get_running_loop().time()
        self._inside[one] = one.address
        self._counted[one.address] += 1
        if not self._watching:
            self._watching = True
            asyncio.get_running_loop().call_later(LOOK, self._look)
        return self._counted[one.address] <= self.most or self._trusts(one.address)

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
