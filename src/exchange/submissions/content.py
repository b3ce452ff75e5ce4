"""What the text of a decision says about kinds and amounts.

Old sources have one free text, 处罚内容, and no column for kinds and amounts: `1、没收违法所得300元；2、罚款5000元。` The text is
read only to fill what is missing and to doubt what contradicts it, always with a warning; two different amounts for one kind fill
nothing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange.submissions.amounts import amounts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

_SENTENCES = re.compile(r"[。;\n]|(?<!\d)\d{1,2}[、.)](?!\d)")
_CLAUSES = re.compile(r",(?!\d{3}(?!\d))")
_KINDS: tuple[tuple[str, str], ...] = (
    ("WARNING", r"(?<!预)警告"),
    ("CRITICISM", r"通报批评"),
    ("FINE", r"罚款(?!收据|缴纳|通知)|处[以]?[^,。;]{0,12}元(?:的)?罚款"),
    ("CONFISCATE_GAINS", r"没收[^,。;]{0,6}(?:违法|非法)(?:所得|收入)"),
    ("CONFISCATE_GOODS", r"没收[^,。;]{0,12}(?:非法|违法)(?:财物|财产|物品)"),
    ("SUSPEND_LICENCE", r"暂扣[^,。;]{0,12}(?:许可|执照|证)"),
    ("DOWNGRADE", r"降低[^,。;]{0,6}资质"),
    ("REVOKE_LICENCE", r"吊销[^,。;]{0,12}(?:许可|执照|证)"),
    ("RESTRICT_BUSINESS", r"限制[^,。;]{0,6}(?:生产|经营)"),
    ("SUSPEND_BUSINESS", r"责令[^,。;]{0,4}(?:停产|停业)"),
    ("CLOSE_BUSINESS", r"责令关闭"),
    ("RESTRICT_OCCUPATION", r"限制从业|禁止从业|从业禁止|不得从事"),
    ("DETENTION", r"行政拘留"),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_DENIED = re.compile(r"(?:不予|免予|免于|免除|不再?处以?|不)[^,。;]{0,4}$")
_TOTAL = re.compile(r"罚没")
_FINE = re.compile(r"罚款")
_TAKEN = re.compile(r"没收")


@dataclass(frozen=True, slots=True)
class Told:
    """Kinds in the order of the code list; every different amount (万元) that is told for a fine and for what was confiscated."""

    kinds: tuple[str, ...]
    fine: frozenset[Decimal]
    confiscated: frozenset[Decimal]


def told(text: str) -> Told:
    """What a content says."""
    plain = unicodedata.normalize("NFKC", text)
    found: dict[str, set[Decimal]] = {"fine": set(), "confiscated": set()}
    for what, amount in _amounts(plain):
        found[what].add(amount)
    kinds = tuple(kind for kind, pattern in _PATTERNS if _stated(pattern, plain))
    return Told(kinds, frozenset(found["fine"]), frozenset(found["confiscated"]))


def _stated(pattern: re.Pattern[str], text: str) -> bool:
    return any(not _DENIED.search(text[: found.start()]) for found in pattern.finditer(text))


def _amounts(text: str) -> Iterator[tuple[str, Decimal]]:
    for sentence in _SENTENCES.split(text):
        what = ""
        for clause in _CLAUSES.split(sentence):
            what = _subject(clause) or what
            if what in {"fine", "confiscated"}:
                for _, amount in amounts(clause):
                    yield what, amount


def _subject(clause: str) -> str:
    """What the amounts of a clause are: a total counts as nothing, a clause about both is not taken apart."""
    if _TOTAL.search(clause):
        return "total"
    fine, taken = _FINE.search(clause), _TAKEN.search(clause)
    if fine and taken:
        return "both"
    if fine:
        return "fine"
    return "confiscated" if taken else ""
