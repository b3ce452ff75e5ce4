"""Dates as people write them.

`2019/12/17`, `2019.12.17`, `20191217`, `2019年12月17日`, `二〇一九年十二月十七日`, a moment with or without offset. A day is a day in
China: a moment in UTC written by a careless export, 2019-12-16T16:00:00Z, is the 17th. What could be read in two ways (`12/05/2019`,
two-digit years, spreadsheet day numbers) is not guessed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

from exchange.submissions.amounts import DIGITS, number_of
from exchange.values import CHINA

_TIME = r"(?:[T ]?\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?秒?)?)?"
_SHAPES = (
    re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}"),
    re.compile(rf"(\d{{4}})(年)(\d{{1,2}})月(\d{{1,2}})[日号]?{_TIME}"),
    re.compile(r"(\d{4})()(\d{2})(\d{2})"),
)
_WORDS = re.compile(
    rf"([{''.join(DIGITS)}]{{4}})年([{''.join(DIGITS)}十廿]{{1,3}})月([{''.join(DIGITS)}十廿卅]{{1,3}})日"
)


class NoSuchDay(ValueError):
    """The text has the shape of a date, but the calendar has no such day."""


def day(text: str) -> date:
    """The day that a text means. ValueError when it has no shape of a date, NoSuchDay when there is none such."""
    bare = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()
    moment = _with_offset(bare)
    if moment is not None:
        return moment
    words = _WORDS.fullmatch(bare)
    if words is not None:
        year = int("".join(str(DIGITS[digit]) for digit in words[1]))
        return _made(year, _spelled(words[2]), _spelled(words[3]))
    for shape in _SHAPES:
        found = shape.fullmatch(bare)
        if found is not None:
            return _made(int(found[1]), int(found[3]), int(found[4]))
    raise ValueError


def _with_offset(text: str) -> date | None:
    if "T" not in text and ":" not in text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(CHINA).date() if moment.tzinfo else moment.date()
    except (ValueError, OverflowError):  # no moment, or one whose day in China lies outside the calendar
        return None


def _spelled(words: str) -> int:
    return number_of(words.replace("廿", "二十").replace("卅", "三十"))


def _made(year: int, month: int, of_month: int) -> date:
    try:
        return date(year, month, of_month)
    except ValueError:
        raise NoSuchDay from None
