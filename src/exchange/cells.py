"""What a spreadsheet would take for a formula, made harmless on the way out and itself again on the way in.

Values come from submitters, and a file that somebody opens must not do anything: such a cell of a CSV file gets an apostrophe in front,
as spreadsheets write it themselves.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"[\s]*[=+\-@＝＋－＠|%]|[\t\r\n]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_SHIELD = "'"


def shielded(text: str) -> str:
    """The text as a cell that does nothing."""
    return f"{_SHIELD}{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def bare(text: str) -> str:
    """The text of a cell without the apostrophe that only keeps it from being a formula."""
    return text[1:] if text[:1] == _SHIELD and _FORMULA.match(text, 1) else text
