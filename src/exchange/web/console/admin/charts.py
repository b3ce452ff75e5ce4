"""Charts drawn on the server as SVG: places and sizes alone; the page writes them, and the same figures as a table beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDE, TALL = 720, 220
"""Units of a chart of columns."""
FOOT, HEAD = 24, 18
ROW, NAMES = 34, 250
"""Height of a row of bars, and what its name takes."""

Figure = tuple[str, int, int]
"""A name, how much was used, how much was refused."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One rectangle, and what stands beside it."""

    x: float
    y: float
    width: float
    height: float
    value: int
    refused: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Size, marks, and the names with the places where they stand; `figures` are what it shows."""

    width: int
    height: int
    marks: tuple[Mark, ...]
    names: tuple[tuple[str, float, float], ...]
    figures: tuple[Figure, ...]


def columns(figures: Sequence[Figure]) -> Chart:
    """Two columns for each name, used and refused, over a common scale."""
    step = WIDE / max(len(figures), 1)
    most = max((max(used, refused) for _, used, refused in figures), default=0) or 1
    room = TALL - FOOT - HEAD
    marks = []
    for number, (_, *values) in enumerate(figures):
        for place, value in enumerate(values):
            height = room * value / most
            x = step * number + step * (0.16 + 0.34 * place)
            marks.append(Mark(x, HEAD + room - height, step * 0.32, height, value, place == 1))
    names = tuple((name, step * (number + 0.5), TALL - 6.0) for number, (name, *_) in enumerate(figures))
    return Chart(WIDE, TALL, tuple(marks), names, tuple(figures))


def bars(figures: Sequence[Figure]) -> Chart:
    """Two bars for each name, under each other."""
    most = max((max(used, refused) for _, used, refused in figures), default=0) or 1
    room = WIDE - NAMES - 50
    marks = []
    for number, (_, *values) in enumerate(figures):
        for place, value in enumerate(values):
            marks.append(
                Mark(NAMES, number * ROW + 3 + 14 * place, room * value / most, 12, value, place == 1)
            )
    names = tuple((name, NAMES - 8.0, number * ROW + 20.0) for number, (name, *_) in enumerate(figures))
    return Chart(WIDE, max(len(figures), 1) * ROW, tuple(marks), names, tuple(figures))
