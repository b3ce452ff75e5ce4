"""Codes that are for some kinds of subjects alone: a street or township of integrity is no enterprise.

A code list says so itself, in a column `subject_kinds`; empty is for all.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from exchange.codes import code_list
from exchange.model import ITEMS
from exchange.model.kinds import Code
from exchange.reference import SEPARATOR
from exchange.submissions.clean import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exchange.submissions.clean import Value

_COLUMN = "subject_kinds"


@cache
def _restricted(item: str) -> Mapping[tuple[str, str], frozenset[str]]:
    """Field and code → the kinds of subjects that it is for."""
    fields = ((one.name, one.kind.codes) for one in ITEMS[item].fields.values() if isinstance(one.kind, Code))
    return {
        (name, entry.code): frozenset(entry.more[_COLUMN].split(SEPARATOR))
        for name, codes in fields
        for entry in code_list(codes).entries.values()
        if entry.more.get(_COLUMN)
    }


def misfits(item: str, values: Mapping[str, Value], kind: str) -> Iterator[str]:
    """The fields whose code is not for a subject of this kind."""
    for (name, code), kinds in _restricted(item).items():
        if text_of(values, name) == code and kind not in kinds:
            yield name
