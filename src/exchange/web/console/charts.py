"""Bars, drawn here as SVG: a picture for those who look, beside a table for those who listen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH, HEIGHT, LABEL = 560, 30, 150


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its number, and where and how long it is drawn."""

    name: str
    number: int
    mark: str
    top: int
    length: int


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of bars that lie one below the other."""

    bars: tuple[Bar, ...]

    @property
    def height(self) -> int:
        """Of the whole drawing."""
        return len(self.bars) * HEIGHT

    @property
    def empty(self) -> bool:
        """Nothing to draw."""
        return not any(one.number for one in self.bars)


def bars(numbers: Iterable[tuple[str, int, str]]) -> Bars:
    """Of names, numbers and marks; the largest is as long as there is room for it."""
    listed = list(numbers)
    most = max((number for _, number, _ in listed), default=0) or 1
    room = WIDTH - LABEL - 60
    return Bars(
        tuple(
            Bar(name, number, mark, place * HEIGHT, max(number * room // most, 2 if number else 0))
            for place, (name, number, mark) in enumerate(listed)
        )
    )
