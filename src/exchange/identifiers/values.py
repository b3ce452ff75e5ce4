"""Dirty values: null markers, dates in eight spellings, amounts in 元, 万元 and in words.

Amounts are kept in 万元 with six decimals, as the national standard has them; `2000元` is 0.2.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from exchange.identifiers import writing
from exchange.identifiers.fault import IdentifierError

_NULLS = frozenset(["", "无", "/", "\\", "-", "--", "—", "——", "null", "none", "nan", "n/a", "na", "#n/a", "空", "暂无", "未知", "(null)"])
_DATE = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})\s*日?(?:[T ]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?")
_SERIAL = re.compile(r"[1-9]\d{3,4}(\.\d+)?")
SIX = Decimal("0.000001")
LARGEST = Decimal(10) ** 12
"""N(18,6): twelve digits before the point."""


def is_null(text: str) -> bool:
    """True for what departments write where there is nothing."""
    return writing.visible(text).casefold() in _NULLS


def parse_date(text: str) -> dt.date:
    """A date; IdentifierError DATE_INVALID or DATE_SERIAL (a spreadsheet's day number)."""
    spelled = writing.visible(text)
    if _SERIAL.fullmatch(spelled):
        message = "This is a spreadsheet's day number, not a date. Format the column as text YYYY-MM-DD and export it again."
        raise IdentifierError("DATE_SERIAL", message)
    found = _DATE.fullmatch(spelled)
    try:
        if found is None or not _separated(spelled):
            raise ValueError
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        message = "This is not a date of the calendar. Write it as YYYY-MM-DD."
        raise IdentifierError("DATE_INVALID", message) from None


def _separated(spelled: str) -> bool:
    """Without separators the date must have all eight digits: `2019112` could be two days."""
    return not spelled.isdigit() or len(spelled) == 8  # noqa: PLR2004 - YYYYMMDD


# --- amounts ------------------------------------------------------------------------------------------------------------------

_DIGITS = {one: value for value, several in enumerate(("零〇", "壹一", "贰二两", "叁三", "肆四", "伍五", "陆六", "柒七", "捌八", "玖九")) for one in several}
_UNITS = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}
_GROUPS = {"万": 10**4, "萬": 10**4, "亿": 10**8}
_WORDS = "零〇壹一贰二两叁三肆四伍五陆六柒七捌八玖九拾十佰百仟千万萬亿"
_IN_WORDS = re.compile(rf"(?:人民币)?([{_WORDS}]+)[元圆](?:([{_WORDS}])角)?零?(?:([{_WORDS}])分)?(?:整|正)?")
_IN_DIGITS = re.compile(r"(?:人民币|[¥￥])?\s*(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(亿元|万元|千元|百元|元|圆|万)?(?:整|正)?")
_FACTORS = {"亿元": Decimal(10_000), "万元": Decimal(1), "万": Decimal(1), "千元": Decimal("0.1"), "百元": Decimal("0.01")}
_YUAN = Decimal("0.0001")


def parse_wan(text: str, unit: str = "万元") -> Decimal:
    """An amount in 万元; a bare number is in `unit`. IdentifierError AMOUNT_INVALID or AMOUNT_TOO_LARGE."""
    spelled = re.sub(r"\s+", "", writing.visible(text))
    found = _amount(spelled, unit)
    if found is None:
        message = "This is not an amount. Write a number in 万元, or a number with its unit, for example 0.2 or 2000元."
        raise IdentifierError("AMOUNT_INVALID", message)
    if found >= LARGEST:
        message = "The amount is larger than the standard's field holds (12 digits in 万元). Check the unit."
        raise IdentifierError("AMOUNT_TOO_LARGE", message)
    return found.quantize(SIX)


def _amount(spelled: str, unit: str) -> Decimal | None:
    digits = _IN_DIGITS.fullmatch(spelled)
    if digits:
        number = Decimal(digits[1].replace(",", ""))
        return number * _FACTORS.get(digits[2] or unit, _YUAN)
    words = _IN_WORDS.fullmatch(spelled)
    if words:
        return _yuan_in_words(words) * _YUAN
    try:
        number = Decimal(spelled)
    except InvalidOperation:
        return None
    return number * _FACTORS.get(unit, _YUAN) if number.is_finite() and number >= 0 else None


def _yuan_in_words(words: re.Match[str]) -> Decimal:
    jiao, fen = (Decimal(_DIGITS.get(one or "零", 0)) for one in (words[2], words[3]))
    return Decimal(_whole(words[1])) + jiao / 10 + fen / 100


def _whole(text: str) -> int:
    total = section = digit = 0
    for one in text:
        if one in _DIGITS:
            digit = _DIGITS[one]
        elif one in _UNITS:
            section += (digit or 1) * _UNITS[one]
            digit = 0
        else:
            total = (total + section + digit) * _GROUPS[one] if one == "亿" else total + (section + digit) * _GROUPS[one]
            section = digit = 0
    return total + section + digit


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a text says was fined and confiscated, in 万元; None where it says nothing."""

    fine: Decimal | None = None
    confiscated: Decimal | None = None


_SUM = rf"(?:人民币|[¥￥])?(?:\d[\d,]*(?:\.\d+)?(?:亿元|万元|千元|百元|元|圆)|[{_WORDS}]+[元圆](?:[{_WORDS}]角)?(?:[{_WORDS}]分)?整?)"
_FINE = re.compile(rf"(?:(?:罚款|罚金)(?:金额)?[^\d{_WORDS}；;。,，]{{0,6}}({_SUM})|[处计]({_SUM})的?(?:行政)?罚款|共计({_SUM}))")
_CONFISCATED = re.compile(rf"没收[^；;。，,]{{0,20}}?({_SUM})")
_TOTAL = re.compile(rf"罚没款?[^；;。]{{0,4}}{_SUM}")


def find_amounts(text: str) -> Amounts:
    """The fine and the confiscated sum that a free text names; sums of both together (罚没款共计) are left out."""
    spelled = _TOTAL.sub("", re.sub(r"\s+", "", writing.visible(text)))
    fine, taken = _FINE.search(spelled), _CONFISCATED.search(spelled)
    return Amounts(_first(fine), _first(taken))


def _first(found: re.Match[str] | None) -> Decimal | None:
    if found is None:
        return None
    return parse_wan(next(one for one in found.groups() if one), "元")


_KINDS: tuple[tuple[str, str], ...] = (
    ("WARNING", "警告"),
    ("CRITICISM", "通报批评"),
    ("FINE", "罚款"),
    ("CONFISCATE_GAINS", "没收[^；;。]{0,6}违法所得"),
    ("CONFISCATE_GOODS", "没收[^；;。]{0,10}(?:非法财物|物品|工具|设备|产品)"),
    ("SUSPEND_LICENCE", "暂扣"),
    ("DOWNGRADE", "降低资质"),
    ("REVOKE_LICENCE", "吊销"),
    ("RESTRICT_BUSINESS", "限制开展生产经营"),
    ("SUSPEND_BUSINESS", "责令停产停业|停业整顿|责令停止生产|责令停业"),
    ("CLOSE_BUSINESS", "责令关闭"),
    ("RESTRICT_OCCUPATION", "限制从业"),
    ("DETENTION", "行政拘留"),
)


def find_penalty_kinds(text: str) -> tuple[str, ...]:
    """Kinds of penalty that a text names, in the order of 行政处罚法 art. 9."""
    spelled = re.sub(r"\s+", "", writing.visible(text))
    return tuple(code for code, pattern in _KINDS if re.search(pattern, spelled))
