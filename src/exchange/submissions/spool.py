"""Rows on their way, judged ones above all from the judge to the tables: a million of them take no more memory than a few thousand.

What the hash of a batch covers has to be known before the first row is stored, so every row is judged first. Few rows wait in memory;
many in a file that has no name, is closed to others and is gone with the process. A row that was stopped at the door has left nothing of
its content by then, so nothing of it is written either.
"""

from __future__ import annotations

import pickle
import tempfile
from typing import TYPE_CHECKING, Generic, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

R = TypeVar("R")
_IN_MEMORY = 8 * 1024 * 1024
"""Bytes that wait in memory."""


class Spool(Generic[R]):
    """Chunks of rows, written once and read in order as often as needed."""

    def __init__(self, chunk: int) -> None:
        self._size = chunk
        self._rows: list[R] = []
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by __exit__
        self.total = 0

    def add(self, row: R) -> None:
        """Add the next row."""
        self._rows.append(row)
        self.total += 1
        if len(self._rows) == self._size:
            self._put()

    def chunks(self) -> Iterator[Sequence[R]]:
        """All rows in chunks; one empty chunk when there are none. To be called when all are added."""
        if self._rows or not self.total:
            self._put()
        self._file.seek(0)
        done = 0
        while done < self.total or not self.total:
            chunk: Sequence[R] = pickle.load(self._file)  # noqa: S301 - written by this process, into a file without a name
            yield chunk
            done += len(chunk)
            if not self.total:
                return

    def __iter__(self) -> Iterator[R]:
        """All rows, as often as asked for; one at a time may go through them."""
        for chunk in self.chunks():
            yield from chunk

    def _put(self) -> None:
        pickle.dump(self._rows, self._file, pickle.HIGHEST_PROTOCOL)
        self._rows = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
