"""One source of chance for the whole world, so that a seed decides everything."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

T = TypeVar("T")


class Chance:
    """Seeded draws. Not for secrets."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - a reproducible world, not a secret

    def one(self, choices: Sequence[T]) -> T:
        """One of several."""
        return self._random.choice(choices)

    def some(self, choices: Sequence[T], number: int) -> list[T]:
        """Several different ones."""
        return self._random.sample(choices, min(number, len(choices)))

    def weighted(self, weights: Mapping[T, int]) -> T:
        """One by weight."""
        return self._random.choices(list(weights), list(weights.values()))[0]

    def often(self, share: float) -> bool:
        """True in this share of draws."""
        return self._random.random() < share

    def number(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self._random.randint(low, high)

    def day(self, first: dt.date, last: dt.date) -> dt.date:
        """A day between two, both included."""
        return first + dt.timedelta(days=self.number(0, max((last - first).days, 0)))

    def id(self) -> uuid.UUID:
        """A random-looking id that the seed decides."""
        return uuid.UUID(int=self._random.getrandbits(128), version=4)
