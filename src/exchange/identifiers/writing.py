"""How text arrives: full width, with blanks, hyphens and invisible characters in the middle of codes."""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_BLANKS = re.compile(r"\s+")
_HYPHENS = re.compile(r"[\u2010-\u2015\u2212\-]")


def visible(text: str) -> str:
    """NFKC without invisible characters, blanks folded and trimmed."""
    return _BLANKS.sub(" ", INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).strip()


def compact(text: str) -> str:
    """Visible characters without any blank; composed once more, since a blank gone may join a letter with its accent."""
    return visible(visible(text).replace(" ", "")).replace(" ", "")


def code(text: str) -> str:
    """A code: visible characters only, no blanks, no hyphens, capital letters."""
    return _HYPHENS.sub("", compact(text)).upper()
