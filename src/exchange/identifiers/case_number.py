"""Court case numbers (案号), 法〔2015〕137号: `(year)court code + kind + number号`.

Numbers before 2016 follow older habits (厦执行字第44号), and a court keeps the code of a division that is gone (art. 13), so an unusual
number is told, not refused. Leading zeros are dropped from 2016 on only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from exchange.identifiers import writing

NEW_RULE = 2016
_PARTS = re.compile(r"\((\d{4})\)(最高法|[\u4e00-\u9fff]\d{0,4})([\u4e00-\u9fff]{1,3})(\d{1,12})号")
_YEAR = re.compile(r"[\[【(〔]\s*(\d{4})\s*[\]】)〕]")
_TAIL = re.compile(r"(?<=号)[\u4e00-\u9fff]*$")


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """As printed and canonical; the parts where the number follows the rule of 2016."""

    raw: str
    canonical: str
    year: int | None = None
    court: str | None = None
    kind: str | None = None
    number: int | None = None
    warnings: tuple[str, ...] = ()


def canonical(text: str) -> CaseNumber:
    """`（2017）闽0203执02377号民事判决书` → `(2017)闽0203执2377号`."""
    spelled = _TAIL.sub("", _YEAR.sub(r"(\1)", writing.compact(text)))
    found = _PARTS.fullmatch(spelled)
    if found is None or int(found[1]) < NEW_RULE:
        return CaseNumber(text.strip(), spelled, warnings=("CASE_NUMBER_OLD_FORM",))
    year, court, kind, number = int(found[1]), found[2], found[3], int(found[4])
    return CaseNumber(text.strip(), f"({year}){court}{kind}{number}号", year, court, kind, number)
