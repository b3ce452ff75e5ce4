"""A JSON file read value by value: a list of a million rows takes no more memory than its longest row.

The standard decoder does the work, on a window of the text that moves on. What it cannot read for want of text it gets with more of it;
what is wrong is told by line and column of the file. Rows come as a list, as the one list inside an object, or as one object.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from exchange.submissions.parts import COLUMNS, Damaged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

LONGEST = 1024 * 1024
"""Characters of one row: a real one has some thousand."""
_BLOCK = 256 * 1024
_CUT = 16
"""Characters at the end of the window that may be the half of a word, number or escape."""
_BLANKS = re.compile(r"[ \t\n\r]*")
_OPEN = "Unterminated string"


class Twice(dict[str, object]):
    """An object that named a member more than once."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    return made if len(made) == len(pairs) else Twice(made)


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_float=Decimal, parse_constant=Decimal)


def value(text: str) -> object:
    """The value of one text. Raises ValueError or RecursionError."""
    return _DECODER.decode(text)


def values(file: TextIO) -> Iterator[object]:
    """Every row of a file, whatever it is. Raises Damaged with the place of the problem."""
    text = _Window(file)
    first = text.peek()
    if first == "[":
        yield from _listed(text)
    elif first == "{":
        yield from _inside(text)
    elif first:
        text.value()
        raise Damaged("it is no list. Send a list of objects, one per row.")
    if text.peek():
        raise text.wrong("Extra data")


def _listed(text: _Window) -> Iterator[object]:
    for _ in _each(text, "[", "]"):
        yield text.value()


def _inside(text: _Window) -> Iterator[object]:
    """The rows of the one list in an object, or the object as the one row."""
    members: list[tuple[str, object]] = []
    lists = 0
    for _ in _each(text, "{", "}"):
        name = text.name()
        text.take(":")
        if text.peek() == "[":
            lists += 1
            if lists > 1:
                raise Damaged("it has more than one list. Send one list of objects, one per row.")
            yield from _listed(text)
        else:
            members.append((name, text.value()))
        if len(members) > COLUMNS:
            raise Damaged(f"it has more than {COLUMNS} names beside the rows. Send a list of objects.")
    if not lists:
        yield _once(members)


def _each(text: _Window, begin: str, end: str) -> Iterator[None]:
    """One turn for each member between two brackets."""
    text.take(begin)
    if text.peek() != end:
        yield
        while text.peek() == ",":
            text.take(",")
            yield
    text.take(end)


class _Window:
    """The part of a text that is being read, and where in the file that is."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text = ""
        self._at = 0
        self._line = self._column = 1
        self._ended = False

    def peek(self) -> str:
        """The next character that is no blank; empty at the end."""
        while True:
            blanks = _BLANKS.match(self._text, self._at)
            self._at = blanks.end() if blanks else self._at
            if self._at < len(self._text) or self._ended:
                return self._text[self._at : self._at + 1]
            self._more()

    def take(self, sign: str) -> None:
        """Go past this character, which has to be the next."""
        if self.peek() != sign:
            raise self.wrong(f"Expecting '{sign}'")
        self._at += 1

    def name(self) -> str:
        """The name of a member."""
        if self.peek() != '"':
            raise self.wrong("Expecting property name enclosed in double quotes")
        return str(self.value())

    def value(self) -> object:
        """The next value."""
        self.peek()
        while True:
            try:
                found, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._sure(error):
                    raise self.wrong(error.msg, error.pos) from error
            except (RecursionError, ValueError) as error:
                raise Damaged(
                    "it is nested too deeply or holds a number of thousands of digits. Send a list of flat objects."
                ) from error
            else:
                if end < len(self._text) or self._ended:  # else it may go on, as a number does
                    self._at = end
                    return found
            if len(self._text) - self._at > LONGEST:
                raise self.wrong(f"a row of more than {LONGEST} characters")
            self._more()

    def wrong(self, problem: str, at: int | None = None) -> Damaged:
        """What is wrong, by its place in the file."""
        line, column = self._place(self._at if at is None else at)
        return Damaged(f"line {line}, column {column} is not JSON ({problem}). Correct it there.")

    def _sure(self, error: json.JSONDecodeError) -> bool:
        """Whether more text would not mend it."""
        if self._ended:
            return True
        if error.msg.startswith(_OPEN):
            return len(self._text) - error.pos > LONGEST
        return error.pos < len(self._text) - _CUT

    def _place(self, at: int) -> tuple[int, int]:
        before = self._text[:at]
        last = before.rfind("\n")
        column = self._column + at if last < 0 else at - last
        return self._line + before.count("\n"), column

    def _more(self) -> None:
        """Drop what was read and add more."""
        more = self._file.read(_BLOCK)
        self._line, self._column = self._place(self._at)
        self._text, self._at = self._text[self._at :] + more, 0
        self._ended = not more
