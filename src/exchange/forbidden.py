"""What is never collected, found at the door.

State and work secrets must not be in the system at all; religion, genes, fingerprints, blood type, disease
and medical history are never collected; income, deposits, securities, insurance, real estate and tax paid of
a person only with written consent. The words are data (`schema/codes/forbidden.csv`), with the law beside
each.

A word alone proves nothing: 医疗器械, 转基因食品, 宗教活动场所, 商业秘密, 非法吸收公众存款 are ordinary
subjects of a decision, and a false refusal keeps a lawful record out. So a rule looks for a mark, a statement
about someone, or a column made for such data; `unless` takes back what the pattern would find in a sentence
about other people. The finding names the rule, never the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from exchange.codes import spelling
from exchange.reference import Line, table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_BLANKS = re.compile(r"[^\S\n]+")


class Applies(StrEnum):
    """What a rule reads: the text of a field, or the name of a column that is not empty."""

    VALUE = "VALUE"
    COLUMN = "COLUMN"


@dataclass(frozen=True, slots=True)
class Forbidden:
    """One rule of the door.

    Empty `parties`: whoever the record is about. `consent`: lawful with the person's written consent.
    """

    code: str
    category: str
    zh: str
    en: str
    applies: Applies
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    parties: frozenset[str]
    consent: bool
    basis: str

    def finds(self, text: str) -> bool:
        """Whether a readable text falls under this rule: the pattern finds it, and still does when `unless` has taken back its part."""
        if self.pattern.search(text) is None:
            return False
        return self.unless is None or self.pattern.search(self.unless.sub("", text)) is not None


def forbidden_value(text: str, rules: Iterable[Forbidden], *, party: str = "") -> Forbidden | None:
    """The first rule that a field's text breaks.

    `party` is the code of `party_type` or `subject_kind` of whom the record is about.
    """
    return _first(_readable(text), Applies.VALUE, rules, {party})


def suspicious(texts: Iterable[str], rules: Iterable[Forbidden]) -> bool:
    """False where no text breaks any of these rules; nearly all rows are told so by one look for each rule instead of one for each value.

    The texts are looked at as lines of one. What a pattern finds in a text of its own, it finds in a line: `^` and `$` are those of lines,
    and what must not stand beside it is never a line's end (a test puts every example between others).
    """
    together = _readable("\n".join(texts))
    return any(rule.pattern.search(together) for rule in rules)


def _readable(text: str) -> str:
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", text.replace("㊙", "秘密★")))


def forbidden_column(name: str, rules: Iterable[Forbidden], *, party: str = "") -> Forbidden | None:
    """The first rule that a column's name breaks; ask only for columns that hold something."""
    return _first(spelling(name), Applies.COLUMN, rules, {party})


def _first(
    text: str, applies: Applies, rules: Iterable[Forbidden], party: Collection[str]
) -> Forbidden | None:
    for rule in rules:
        concerned = not rule.parties or not rule.parties.isdisjoint(party)
        if rule.applies is applies and concerned and rule.finds(text):
            return rule
    return None


def load(lines: Iterable[Line]) -> tuple[Forbidden, ...]:
    """Checked rules.

    StartupError names file and line of a pattern that cannot be read or a code that stands twice.
    """
    rules: dict[str, Forbidden] = {}
    for line in lines:
        rule = _rule(line)
        if rule.code in rules:
            line.refuse(f"the code {rule.code} stands twice. Give one of them another name.")
        rules[rule.code] = rule
    return tuple(rules.values())


def _rule(line: Line) -> Forbidden:
    applies = line.text("applies")
    if applies not in Applies.__members__:
        line.refuse(f"applies {applies!r} is none of {', '.join(Applies)}.")
    return Forbidden(
        code=line.text("code"),
        category=line.text("category"),
        zh=line.text("zh"),
        en=line.text("en"),
        applies=Applies(applies),
        pattern=_pattern(line, "pattern"),
        unless=_pattern(line, "unless") if line.optional("unless") else None,
        parties=frozenset(line.many("parties")),
        consent=line.flag("consent"),
        basis=line.text("basis"),
    )


def _pattern(line: Line, column: str) -> re.Pattern[str]:
    try:
        return re.compile(line.text(column), re.IGNORECASE | re.MULTILINE)
    except re.error as error:
        problem = f"{column} is not a regular expression: {error}. Correct it."
        line.refuse(problem)


@cache
def forbidden_rules() -> tuple[Forbidden, ...]:
    """The rules of `schema/codes/forbidden.csv`, loaded once."""
    return load(table("forbidden"))
