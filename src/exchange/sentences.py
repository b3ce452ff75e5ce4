"""What the exchange says to a clerk, in Chinese: `schema/sentences.toml`, sentence by sentence.

The program speaks English, in one place for each thing that can go wrong. A page that is Chinese says the same by looking the finished
sentence up: it is one of the known ones with its facts put in. So no place that raises an error has to know a language, and a sentence that
has no Chinese yet is said as it is.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from exchange import resources
from exchange.codes import code_list
from exchange.lifecycle import CYCLES
from exchange.workflows import WORKFLOWS

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACE = re.compile(r"\{\w*\}")
_LISTS = (
    "record_state",
    "case_state",
    "level",
    "severity",
    "party_type",
    "subject_kind",
    "objection_outcome",
    "case_material",
    "audience",
    "scope",
)
"""Code lists whose codes stand as facts in sentences."""


def numbered(template: str) -> str:
    """A template with its places numbered in their order, as the file writes it."""
    pieces = _PLACE.split(template)
    return pieces[0] + "".join(f"{{{number}}}{piece}" for number, piece in enumerate(pieces[1:], 1))


@dataclass(frozen=True, slots=True)
class _Known:
    """A sentence that is known, and what it is in Chinese."""

    shape: re.Pattern[str]
    chinese: str

    def said(self, message: str) -> str | None:
        """The sentence in Chinese with the facts of this message, if it is one of these."""
        found = self.shape.fullmatch(message)
        return found and self.chinese.format("", *map(chinese, found.groups()))


def chinese(message: str) -> str:
    """A sentence in Chinese, and so a code or a list of codes; what is not known stays as it is."""
    for known in _known():
        said = known.said(message)
        if said is not None:
            return said
    return "、".join(_words().get(one, one) for one in message.split(", "))


def said(message: str, lang: str) -> str:
    """A sentence in the language of a page."""
    return chinese(message) if lang == "zh" else message


@cache
def pairs() -> Mapping[str, str]:
    """Every sentence with its Chinese, as the file has them."""
    found: dict[str, str] = tomllib.loads((resources.schema() / "sentences.toml").read_text("utf-8"))
    return found


@cache
def _known() -> tuple[_Known, ...]:
    """Those that say most stand first: of two that fit, the narrower one is meant."""
    most = sorted(pairs(), key=lambda one: -len(_PLACE.sub("", one)))
    return tuple(_Known(_shape(one), pairs()[one]) for one in most)


def _shape(template: str) -> re.Pattern[str]:
    return re.compile("(.*?)".join(map(re.escape, _PLACE.split(template))), re.DOTALL)


@cache
def _words() -> Mapping[str, str]:
    """Codes and moves; of a move that several life cycles have, the name in the first."""
    found = {code: code_list(name).label(code) for name in _LISTS for code in code_list(name).codes}
    tables = [one.moves for one in WORKFLOWS.values()] + [
        one.moves for one in reversed(tuple(CYCLES.values()))
    ]
    for moves in tables:
        found |= {move.name: move.zh for move in moves.values()}
    return found
