"""How text arrives: full width, with blanks, hyphens and invisible characters in the middle of codes."""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
"""Control characters that are no blank, zero-width and direction marks, variation selectors."""
_HYPHENS = re.compile(r"[\u2010-\u2015\u2212\-]")


def visible(text: str) -> str:
    """NFKC without invisible characters, blanks folded and trimmed."""
    return " ".join(INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).split())


def compact(text: str) -> str:
    """Visible characters without any blank; composed once more, since a blank gone may join a letter with its accent."""
    seen = visible(text)
    if seen == text and " " not in seen:  # most are as they are to be
        return seen
    return visible(seen.replace(" ", "")).replace(" ", "")


def code(text: str) -> str:
    """A code: visible characters only, no blanks, no hyphens, capital letters."""
    return unicodedata.normalize("NFKC", _HYPHENS.sub("", compact(text)).upper())
