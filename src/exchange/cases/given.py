"""What a clerk or citizen gives with a move: is it all there, does it belong, can it be stored.

The fields of a case say what they hold, so the same declaration that makes column and API also judges what comes in. What must never be
collected is refused here as at the door of submissions.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from exchange.cases.turn import PAPERS
from exchange.codes import code_list
from exchange.forbidden import forbidden_rules, forbidden_value
from exchange.model import camel
from exchange.model.kinds import Code, Codes, Text, Texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchange.cases.turn import Turn
    from exchange.model import Field

_LONGEST = {"reason": 2000, "document": 200}
DOCUMENTS = 20
"""Documents that one move may hand in."""


def problems(turn: Turn) -> Iterator[str]:
    """What is wrong with what was given, a sentence each; nothing where it can be stored."""
    for name in (*PAPERS, *turn.given.values):
        value = turn.given.named(name)
        if not _missing(value) and name not in turn.move.inputs:
            yield f"{camel(name)} does not belong to this move. Leave it out."
    for name in turn.move.needed:
        if _missing(turn.given.named(name)):
            yield f"{camel(name)} is missing. Give it with the move."
    for name, limit in _LONGEST.items():
        yield from _text(name, turn.given.named(name), limit)
    for name, value in turn.given.values.items():
        yield from _field(turn.item.fields[name], value)
    yield from _documents(turn)


def _missing(value: object) -> bool:
    return value is None or value in ((), []) or (isinstance(value, str) and not value.strip())


def _field(field: Field, value: object) -> Iterator[str]:
    if isinstance(field.kind, Text):
        yield from _text(field.name, value, field.kind.limit)
    if isinstance(field.kind, Texts):
        for one in value if isinstance(value, list | tuple) else ():
            yield from _text(field.name, one, field.kind.limit)
    if isinstance(field.kind, Code | Codes):
        known = code_list(field.kind.codes)
        for one in value if isinstance(value, list | tuple) else [value]:
            if one is not None and one not in known:
                yield f"{camel(field.name)} is none of {', '.join(known.codes)}. Give one of them."


def _text(name: str, value: object, limit: int) -> Iterator[str]:
    if not isinstance(value, str):
        return
    if any(one not in "\t\r\n" and unicodedata.category(one) in {"Cc", "Cs"} for one in value):
        yield f"{camel(name)} holds control characters. Remove them; often they come from copying."
    if len(value) > limit:
        yield f"{camel(name)} is longer than {limit} characters. Shorten it, or hand in a document."
    rule = forbidden_value(value, forbidden_rules())
    if rule is not None:
        yield f"{camel(name)} says what must not be collected ({rule.zh}; {rule.basis}). Take it out."


def _documents(turn: Turn) -> Iterator[str]:
    if len(turn.given.documents) > DOCUMENTS:
        yield f"documents holds more than {DOCUMENTS}. Send the others with a further move."
    for number, one in enumerate(turn.given.documents, 1):
        where = f"documents[{number}]"
        if one.kind not in code_list("case_material"):
            yield f"{where}.kind is none of {', '.join(code_list('case_material').codes)}. Give one of them."
        if not one.title.strip():
            yield f"{where}.title is missing. Say what the document is."
        yield from _text(f"{where}.title", one.title, 200)
