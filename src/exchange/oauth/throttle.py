"""Failed attempts to come in, counted in leaky buckets: per address, and per client at an address.

Never per client alone, so nobody elsewhere can lock a client out by failing in its name. A bucket only ever stands in the way of a guess: a
secret that fitted before, and every good signature, pass a full one. So what a stranger behind the same address can take from a client
is its first password check, for a minute. Memory is bounded; what is forgotten first is what failed longest ago.
"""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange.errors import TooManyAttempts

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many failures at once, and one more every so many seconds."""

    room: int
    seconds: float


PER_CLIENT = Rate(10, 6)
PER_ADDRESS = Rate(100, 0.6)


class Buckets:
    """Levels that sink with time, by key; of one process."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._full: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def wait(self, key: Hashable, rate: Rate) -> int:
        """Seconds until there is room for one more; 0 where there is."""
        over = self._level(key, rate) + 1 - rate.room
        return math.ceil(over * rate.seconds) if over > 0 else 0

    def fill(self, key: Hashable, rate: Rate) -> None:
        """Count one more."""
        self._full[key] = (self._level(key, rate) + 1, self._now())
        self._full.move_to_end(key)
        if len(self._full) > KEPT:
            self._full.popitem(last=False)

    def _level(self, key: Hashable, rate: Rate) -> float:
        level, at = self._full.get(key, (0.0, 0.0))
        return max(0.0, level - (self._now() - at) / rate.seconds)


class Throttle:
    """Of failures."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._failures = Buckets(now)

    def admit(self, client: str, address: str) -> None:
        """Let an attempt through; TooManyAttempts when one of its buckets is full."""
        for key, rate in _buckets(client, address):
            wait = self._failures.wait(key, rate)
            if wait:
                raise TooManyAttempts(retry_after=wait)

    def failed(self, client: str, address: str) -> None:
        """Count a failure."""
        for key, rate in _buckets(client, address):
            self._failures.fill(key, rate)


def _buckets(client: str, address: str) -> tuple[tuple[Hashable, Rate], ...]:
    where = neighbourhood(address)
    return ((client, where), PER_CLIENT), (where, PER_ADDRESS)


def neighbourhood(address: str) -> str:
    """An IPv6 caller has 2⁶⁴ addresses to choose from; they count as one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else address  # noqa: PLR2004
