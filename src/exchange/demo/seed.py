"""The source of chance: every draw hangs on the seed and on the name of what is drawn, never on the order of drawing.

So a new kind of row in the sample world does not shuffle the others, and the same seed gives the same world on every machine.
"""

from __future__ import annotations

import hashlib
from random import Random
from uuid import UUID


class Seed:
    """Draws and ids that follow from one number."""

    def __init__(self, number: int) -> None:
        self.number = number

    def draws(self, *path: object) -> Random:
        """A generator of its own for whatever the path names."""
        return Random(self._digest(path))  # noqa: S311 - a sample world, not a secret

    def id(self, *path: object) -> UUID:
        """An id for whatever the path names; it looks as random as any other."""
        return UUID(bytes=self._digest(path)[:16], version=4)

    def _digest(self, path: tuple[object, ...]) -> bytes:
        return hashlib.sha256("\0".join(map(str, (self.number, *path))).encode()).digest()


def often(draw: Random, share: float) -> bool:
    """True in this share of draws."""
    return draw.random() < share
