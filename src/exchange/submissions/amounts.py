"""Amounts of money as people write them, in 万元.

A column of the standard is in 万元, but rows arrive as `2000元`, `0.2万元`, `¥2,000.00` and `贰仟元整`. A number without a unit is
in the unit of its column.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

WAN = Decimal(10_000)
"""Yuan in one 万元."""

DIGITS = {
    digit: value
    for value, digits in enumerate(("零〇○", "一壹", "二贰两貳弍", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"))
    for digit in digits
}  # fmt: skip
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS = {"万", "萬", "亿"}
_WORD = "".join([*DIGITS, *_TENS, "万", "萬", "亿"])
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_SCALE = {
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "十万": 10**5,
    "万": 10**4,
    "千": 1000,
    "仟": 1000,
    "百": 100,
    "佰": 100,
}
_FIGURES = rf"(?P<number>{_NUMBER}) ?(?P<scale>{'|'.join(_SCALE)})? ?(?P<unit>[元圆])?"
_SMALL = rf"(?:(?P<jiao>[\d{_WORD}]) ?角)?(?:零?(?P<fen>[\d{_WORD}]) ?分)?"
_AMOUNT = re.compile(rf"(?:{_FIGURES}|(?P<words>[{_WORD}]+) ?(?P<wunit>[元圆])?){_SMALL} ?[整正]?")
_IN_TEXT = re.compile(
    rf"(?:(?P<number>{_NUMBER}) ?(?P<scale>{'|'.join(_SCALE)})? ?(?P<unit>[元圆])|(?P<words>[{_WORD}]+) ?(?P<wunit>[元圆]))"
    rf"{_SMALL} ?[整正]?(?! ?(?:/|每|的?标准))"
)
_DRESS = re.compile(r"人民币|RMB|CNY|￥|¥|\s", re.IGNORECASE)


def wan(text: str, unit: str = "万元") -> Decimal:
    """The amount in 万元 that a text of a money column means; ValueError when it means none."""
    bare = _DRESS.sub("", unicodedata.normalize("NFKC", text)).rstrip("。;,")
    sign = -1 if bare.startswith("-") else 1
    found = _AMOUNT.fullmatch(bare.lstrip("+-"))
    if found is None:
        raise ValueError
    yuan = _yuan(found)
    has_unit = found["unit"] or found["wunit"] or found["scale"] or found["words"]
    return sign * (yuan / WAN if has_unit or unit == "元" else yuan)


def amounts(text: str) -> list[tuple[int, Decimal]]:
    """Amounts with a unit in running text (NFKC), as (position, 万元); a rate like 15元/平方米 is none."""
    return [
        (found.start(), _yuan(found) / WAN)
        for found in _IN_TEXT.finditer(text)
        if not re.search(r"每[^,。;]{0,6}$", text[: found.start()])
        and (found["words"] or "")[:1] not in _GROUPS
    ]


def _yuan(found: re.Match[str]) -> Decimal:
    if found["words"]:
        yuan = Decimal(number_of(found["words"]))
    else:
        yuan = Decimal(found["number"].replace(",", "")) * _SCALE.get(found["scale"] or "", 1)
    for name, part in (("jiao", 10), ("fen", 100)):
        if found[name]:
            yuan += Decimal(_digit(found[name])) / part
    return yuan


def _digit(character: str) -> int:
    if character.isdigit():
        return int(character)
    if character not in DIGITS:
        raise ValueError
    return DIGITS[character]


def number_of(words: str) -> int:
    """The number that Chinese numerals spell: 一千二百 and 壹仟贰佰 are 1200; ValueError for 万 alone, which is a unit."""
    if words[:1] in _GROUPS:
        raise ValueError(words)
    total = section = digit = 0
    for character in words:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        elif character == "亿":
            total, section, digit = (total + section + digit) * 10**8, 0, 0
        else:
            total, section, digit = total + (section + digit) * 10**4, 0, 0
    return total + section + digit
