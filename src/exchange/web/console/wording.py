"""What the exchange answers, in the language of the page."""

from __future__ import annotations

import re

from exchange import sentences
from exchange.web.rendering import words

_ENGLISH = re.compile("[a-z]{2,} [a-z]{2,} [a-z]{2,}")
"""What a sentence still says in English."""
_RULE = re.compile(r"（规则 \w+）$")
"""The name of a rule, which is for programs."""
_FIELD = re.compile(r"\w+ \([^)]*\): ")
"""How a finding begins that names its field, which the page names beside it."""


def explained(lang: str, code: str, message: str = "") -> str:
    """An error of the catalogue by its own sentence; where that is not given, or not known in Chinese as a whole, by its kind."""
    told = _RULE.sub("", sentences.said(message, lang))
    if told and not (lang == "zh" and (told.isascii() or _ENGLISH.search(told))):
        return told
    known = words()[lang]["console"]["errors"]
    return str(known.get(code, known["other"]))


def found(lang: str, message: str) -> str:
    """A finding about a row, without the name of its field."""
    return sentences.said(_FIELD.sub("", message, count=1), lang)
