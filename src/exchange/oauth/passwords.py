"""Checking secrets: Argon2 takes tens of milliseconds and 19 MiB, so it runs in threads, few at a time, with a short queue.

A secret that fitted is remembered as a keyed digest together with the very hash it fitted. The hash is read from the database on every
request, so a changed or removed secret is not remembered; what a client gains is that its second log-in costs microseconds, and that
its log-ins do not wait behind the guesses of others.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import secrets
from collections import OrderedDict

from exchange.errors import Unavailable
from exchange.grants.clients import secret_fits

KEPT = 10_000
PARALLEL = max(1, min(4, (os.cpu_count() or 1) // 2))
WAITING = 64


class Passwords:
    """Secrets checked by one process."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._fitted: OrderedDict[bytes, None] = OrderedDict()
        self._free = asyncio.Semaphore(PARALLEL)
        self._inside = 0

    def remembers(self, stored: str | None, given: str) -> bool:
        """Whether this secret fitted this hash before."""
        return stored is not None and self._mark(stored, given) in self._fitted

    async def fit(self, stored: str | None, given: str) -> bool:
        """Compare, at the same cost whatever comes of it. Unavailable when too many are waiting already."""
        if self._inside >= WAITING:
            raise Unavailable(retry_after=1)
        self._inside += 1
        try:
            async with self._free:
                fits = self.remembers(stored, given) or await asyncio.to_thread(secret_fits, stored, given)
        finally:
            self._inside -= 1
        if fits and stored is not None:
            self._remember(self._mark(stored, given))
        return fits

    def _mark(self, stored: str, given: str) -> bytes:
        text = f"{stored}\0{given}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(text, key=self._key, digest_size=32).digest()

    def _remember(self, mark: bytes) -> None:
        self._fitted[mark] = None
        if len(self._fitted) > KEPT:
            self._fitted.popitem(last=False)
