"""Where the time of one request went: lap after lap, in nanoseconds of the wall clock. Kept only when somebody wants to know."""

from __future__ import annotations

import time


class Laps:
    """The laps of one request; each ends where the next begins."""

    __slots__ = ("_last", "done")

    def __init__(self) -> None:
        self._last = time.time_ns()
        self.done: list[tuple[str, int, int]] = []

    def lap(self, name: str) -> None:
        """What was done since the last lap is called this."""
        now = time.time_ns()
        self.done.append((name, self._last, now))
        self._last = now
