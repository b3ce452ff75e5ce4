"""Typed grants (RFC 9396): a token may say what its calls are for, instead of two headers at every call.

One detail of one type: `{"type": "exchange_call", "agreement": "<id>", "case": "<number>", "purpose": "<text>"}`, each part but the type
left out where it does not apply. What it names is checked where the token is given and again, live, where the data are read.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from exchange.access import Call
from exchange.oauth.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "authorization_details"
TYPE = "exchange_call"
INVALID = "invalid_authorization_details"
LONGEST_CASE, LONGEST_PURPOSE = 100, 500
_PARTS = {"type", "agreement", "case", "purpose"}
_FORM = f'a JSON array of one object: {{"type": "{TYPE}", "agreement": …, "case": …, "purpose": …}}'


def asked(text: str | None) -> Call | None:
    """What a token is asked for; None where nothing is said. Raises Refused with what is wrong."""
    if text is None:
        return None
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, list) or len(given) != 1 or not isinstance(given[0], dict):
        raise Refused(f"Write {NAME} as {_FORM}.", INVALID)
    return read(given[0])


def read(given: Mapping[str, Any]) -> Call:
    """One detail. Raises Refused with the part that is wrong."""
    if given.get("type") != TYPE:
        raise Refused(f"The only type of {NAME} here is {TYPE}.", INVALID)
    if set(given) - _PARTS:
        raise Refused(f"{NAME} holds a part that is not known. Write {_FORM}.", INVALID)
    case = _text(given.get("case"), "case", LONGEST_CASE)
    purpose = _text(given.get("purpose"), "purpose", LONGEST_PURPOSE)
    return Call(_agreement(given.get("agreement")), case, purpose)


def told(call: Call) -> list[dict[str, str]]:
    """The detail as the token and the answer hold it."""
    parts = {"agreement": call.agreement, "case": call.case, "purpose": call.purpose}
    return [{"type": TYPE, **{name: str(value) for name, value in parts.items() if value is not None}}]


def _agreement(value: object) -> UUID | None:
    try:
        return None if value is None else UUID(str(value))
    except ValueError:
        raise Refused(f"{NAME}: agreement is no id. Copy it from the agreement.", INVALID) from None


def _text(value: object, name: str, most: int) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not 1 <= len(value) <= most or not value.isprintable():
        raise Refused(f"{NAME}: {name} must have 1 to {most} printable characters.", INVALID)
    return value
