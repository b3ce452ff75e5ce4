"""What a subject is searched by: the beginnings and insides of its names, the initials of their pinyin (拼音首字母), its codes.

Each key is a text with a rank before it, and a search is a range of keys: everything that goes on from what was typed. So a fragment that a
million names share is read no further than its page, in the order of the answer: codes first, then names that begin with what was typed
(a name that is exactly that before the longer ones), then names that hold it somewhere.

The initials of natural persons are nobody's to search by: their names are opened as they stand, or not at all.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pypinyin import Style, lazy_pinyin, pinyin

from exchange.identifiers import document_number, party_name, writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RANKS = CODE, BEGINS, INSIDE = ("0", "1", "2")
LONGEST = 200
"""Characters of a name, and so of what can be found in one."""
_PARTS = 4_096
"""Parts of names whose reading is kept."""
LAST = "\U0010ffff"
"""Stands after every character of a key: `typed` to `typed` + LAST are the keys that go on from what was typed."""
_TO_UPPER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_CODE = re.compile(r"(?=.*[0-9])[0-9A-Z]{4,18}")
_NUMBER = re.compile(r".*〔[0-9]{4}〕.*[0-9].*", re.DOTALL)
_PLACES = re.compile("(?<=[省市州县区旗乡镇村])")
_ENDS_IN_ITS_ORDINAL = re.compile(r"〔[0-9]{4}〕第?[0-9][0-9\-]*$")


def folded(text: str) -> str:
    """The spelling in which names are compared: that of storing, without blanks, Latin letters in capitals."""
    return party_name.canonical(text).replace(" ", "").translate(_TO_UPPER)


def code(text: str) -> str | None:
    """A code or its beginning, as people type them: blanks, hyphens, small letters, full width. None for what is no code."""
    found = writing.code(text)
    return found if _CODE.fullmatch(found) else None


def number(text: str) -> str | None:
    """The document number (文号) in its one spelling, whatever brackets were typed. None for what is none."""
    found = document_number.canonical(text).canonical
    if not _NUMBER.fullmatch(found):
        return None
    return document_number.canonical(f"{found}号").canonical if _ENDS_IN_ITS_ORDINAL.search(found) else found


def of_names(names: Iterable[str], *, natural: bool) -> set[str]:
    """The keys of all names of one subject."""
    return {key for name in names for key in _of_name(name, natural=natural)}


def of_codes(codes: Iterable[str | None]) -> set[str]:
    """The keys of its codes."""
    return {CODE + writing.code(one) for one in codes if one}


def _of_name(name: str, *, natural: bool) -> Iterator[str]:
    yield from _parts(folded(name))
    if not natural:
        yield from _parts(initials(name))


def _parts(text: str) -> Iterator[str]:
    """The text from each of its characters on."""
    if text:
        yield BEGINS + text
        yield from (INSIDE + text[place:] for place in range(1, len(text)))


def initials(name: str) -> str:
    """A letter for each Chinese character of the name as it is read there (长乐 CL, 成长 CZ), other letters and digits as they are."""
    spelled = folded(name)
    letters = [_letter(one) for one in spelled]
    if None in letters:
        letters = list(_read(spelled))
    return "".join(one for one in letters if one)


@cache
def _letter(character: str) -> str | None:
    """The initial of a character, nothing of a mark, None where it depends on the word."""
    if character.isascii():
        return character if character.isalnum() else ""
    readings = _readings(character)
    return readings.pop() if len(readings) == 1 else None if readings else ""


def _readings(character: str) -> set[str]:
    """The initials of all its readings; empty for what is no Chinese character."""
    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return {one[0].upper() for readings in found for one in readings if one[:1].isascii() and one}


def _read(spelled: str) -> Iterator[str]:
    """Letter by letter as the words are read; a place's name ends with its kind, so that 福州市长乐区 is no 市长 (mayor)."""
    for part in _PLACES.split(spelled):
        yield from _read_part(part)


@lru_cache(_PARTS)
def _read_part(part: str) -> str:
    """One of the parts; the names of places come again and again."""
    words = lazy_pinyin(part, style=Style.NORMAL, errors=list)  # type: ignore[arg-type]  # a list of texts is taken, too
    letters = (word[:1].upper() for word in words)
    return "".join(one for one in letters if one.isascii() and one.isalnum())
