"""Reading a GraphQL request off HTTP, strictly: what a JSON parser or a framework would forgive is refused with a sentence.

A duplicate key, NaN, a lone surrogate or a number of five thousand digits has no one meaning; each was seen to end in a 500 or
worse somewhere downstream. So they end here.
"""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect

from exchange.access import Scope
from exchange.api.engine import Request
from exchange.errors import BadRequest, PayloadTooLarge, UnsupportedMediaType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive

    from exchange.access import Caller

SMALL = 64 * 1024
LARGE = 1024 * 1024
DEEPEST = 64
LONGEST_NUMBER = 64
_KEYS = frozenset({"query", "variables", "operationName", "extensions"})
_KIND = re.compile(rb'\s*application/json\s*(;\s*charset="?utf-?8"?\s*)?', re.IGNORECASE)
_ODD = re.compile("[\0\ud800-\udfff]")
_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"?', re.DOTALL)


async def posted(headers: Mapping[bytes, bytes], receive: Receive, caller: Caller) -> Request:
    """The request in a POST body. Raises BadRequest, PayloadTooLarge or UnsupportedMediaType."""
    _media_type(headers)
    limit = LARGE if Scope.RECORD_SUBMIT in caller.scopes else SMALL
    return _request(_object(await _read(receive, limit)), read_only=False)


def asked(address: bytes) -> Request:
    """The request in the query string of a GET, each parameter once and in UTF-8."""
    try:
        pairs = parse_qsl(address.decode(), keep_blank_values=True, errors="strict")
    except ValueError:
        raise BadRequest(problem="the parameters of the address are not percent-encoded UTF-8.") from None
    given: dict[str, Any] = dict(pairs)
    if len(given) != len(pairs):
        raise BadRequest(problem="the address has the same parameter twice.")
    if given.keys() - _KEYS:
        raise BadRequest(
            problem="the address has parameters other than query, variables, operationName and extensions."
        )
    for name in given.keys() & {"variables", "extensions"}:
        given[name] = _json(given[name], f"`{name}`")
    return _request(given, read_only=True)


def _media_type(headers: Mapping[bytes, bytes]) -> None:
    compressed = headers.get(b"content-encoding", b"identity").lower() != b"identity"
    if compressed or not _KIND.fullmatch(headers.get(b"content-type", b"")):
        raise UnsupportedMediaType(expected="application/json, not compressed")


async def _read(receive: Receive, limit: int) -> str:
    read, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        read += message.get("body", b"")
        more = message.get("more_body", False)
        if len(read) > limit:
            raise PayloadTooLarge(limit=limit)
    try:
        return read.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest(problem="the body is not UTF-8.") from None


def _object(text: str) -> dict[str, Any]:
    found = _json(text, "the body")
    if isinstance(found, list):
        raise BadRequest(
            problem="the body is a list. Batching is not offered; send each operation in a request of its own."
        )
    if not isinstance(found, dict):
        raise BadRequest(problem='the body is not an object. Send {"query": "…", "variables": {…}}.')
    if found.keys() - _KEYS:
        raise BadRequest(
            problem="the body has keys other than query, variables, operationName and extensions."
        )
    return found


def _json(text: str, what: str) -> Any:  # noqa: ANN401 - any JSON value
    """JSON without duplicate keys, NaN, endless numbers, NUL and lone surrogates, nested at most 64 deep."""
    if _depth(text) > DEEPEST:
        raise BadRequest(problem=f"{what} is nested deeper than {DEEPEST} levels.")
    try:
        found = _STRICT.decode(text)
    except ValueError:
        raise BadRequest(problem=f"{what} is not JSON.") from None
    if "\\u" in text:  # in JSON, NUL and half characters can only be written as escapes
        _no_odd_characters(found, what)
    return found


def _depth(text: str) -> int:
    """Deepest nesting of brackets outside strings, without building anything; brackets are counted before they are looked at."""
    depth = deepest = 0
    if text.count("{") + text.count("[") <= DEEPEST:
        return deepest
    for one in _STRINGS.sub("", text):
        if one in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif one in "]}":
            depth -= 1
    return deepest


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadRequest(problem="an object has the same key twice.")
    return found


def _no_constant(_: str) -> None:
    raise BadRequest(problem="NaN and Infinity are not JSON.")


def _number(kind: type[int | float]) -> Any:  # noqa: ANN401 - a parser for json.loads
    def parse(text: str) -> int | float:
        if len(text) > LONGEST_NUMBER:
            raise BadRequest(problem=f"a number has more than {LONGEST_NUMBER} characters.")
        number = kind(text)
        if not math.isfinite(number):
            raise BadRequest(problem="a number is too large to be kept.")
        return number

    return parse


def _no_odd_characters(value: Any, what: str) -> None:  # noqa: ANN401 - any JSON value
    if isinstance(value, str):
        if _ODD.search(value):
            raise BadRequest(problem=f"{what} holds a NUL or half a character (lone surrogate).")
    elif isinstance(value, dict):
        for key, one in value.items():
            _no_odd_characters(key, what)
            _no_odd_characters(one, what)
    elif isinstance(value, list):
        for one in value:
            _no_odd_characters(one, what)


_STRICT = json.JSONDecoder(
    object_pairs_hook=_once,
    parse_constant=_no_constant,
    parse_int=_number(int),
    parse_float=_number(float),
)


def _request(given: dict[str, Any], *, read_only: bool) -> Request:
    query, variables, name = given.get("query"), given.get("variables"), given.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise BadRequest(problem="there is no query. Send the GraphQL document as the string `query`.")
    if variables is not None and not isinstance(variables, dict):
        raise BadRequest(problem="`variables` must be an object.")
    if name is not None and not isinstance(name, str):
        raise BadRequest(problem="`operationName` must be a string.")
    if given.get("extensions") is not None and not isinstance(given["extensions"], dict):
        raise BadRequest(problem="`extensions` must be an object.")
    return Request(query, variables or {}, name or None, read_only)
