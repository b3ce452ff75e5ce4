"""Reading a GraphQL request off HTTP, strictly: what a JSON parser or a framework would forgive is refused with a sentence.

A duplicate key, NaN, a lone surrogate or a number of five thousand digits has no one meaning; each was seen to end in a 500 or
worse somewhere downstream. So they end here.
"""

from __future__ import annotations

import asyncio
import json
import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import orjson
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
QUICK = 32 * 1024
"""Bytes that are read on the loop: at most some 4 ms."""
DEEPEST = 64
OBJECTS = 1_000
"""Rows of one submission, about: each costs a quarter of a millisecond before it is looked at. Files may have any number."""
VALUES = 20_000
"""Values in one body; a row has some fifteen."""
LONGEST_NUMBER = 64
_KEYS = frozenset({"query", "variables", "operationName", "extensions", "documentId"})
_KIND = re.compile(rb'\s*application/json\s*(;\s*charset="?utf-?8"?\s*)?', re.IGNORECASE)
_ODD = re.compile("[\0\ud800-\udfff]")
_NO_BRACKETS = re.compile(r"[^\[\]{}]+")
_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"?', re.DOTALL)


class Bodies:
    """Reads the bodies of one server. A large one is read in a thread, one at a time: on the loop it would hold up everybody."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def posted(self, headers: Mapping[bytes, bytes], receive: Receive, caller: Caller) -> Request:
        """The request in a POST body. Raises BadRequest, PayloadTooLarge or UnsupportedMediaType."""
        _media_type(headers)
        raw = await read(receive, LARGE if Scope.RECORD_SUBMIT in caller.scopes else SMALL)
        if len(raw) <= QUICK:
            return _request(_certain(raw) or _object(raw), read_only=False)
        async with self._turn:
            found = await asyncio.to_thread(_object, raw)
        return _request(found, read_only=False, large=True)


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
            problem="the address has parameters other than query, variables, operationName, extensions and documentId."
        )
    for name in given.keys() & {"variables", "extensions"}:
        given[name] = _json(given[name], f"`{name}`")
    return _request(given, read_only=True)


def _media_type(headers: Mapping[bytes, bytes]) -> None:
    compressed = headers.get(b"content-encoding", b"identity").lower() != b"identity"
    if compressed or not _is_json(headers.get(b"content-type", b"")):
        raise UnsupportedMediaType(expected="application/json, not compressed")


@lru_cache(maxsize=64)
def _is_json(kind: bytes) -> bool:
    return _KIND.fullmatch(kind) is not None


async def read(receive: Receive, limit: int) -> bytes:
    """The whole body. Raises PayloadTooLarge above so many bytes."""
    pieces, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        pieces.append(message.get("body", b""))
        size += len(pieces[-1])
        more = message.get("more_body", False)
        if size > limit:
            raise PayloadTooLarge(limit=limit)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def _certain(raw: bytes) -> dict[str, Any] | None:
    """The object in the body, where a fast parser certainly gives what the strict one would: most requests, for a tenth of the time.

    The fast one takes the last of two equal keys and makes floats of long numbers. But each string it returns has two quotation marks
    in the body. Where there are no others, no key was dropped and none stands inside a string.
    """
    if b"\\u" in raw or raw.count(b"{") + raw.count(b"[") > DEEPEST or raw.count(b",") > VALUES:
        return None
    try:
        found = orjson.loads(raw)
    except ValueError:
        return None
    whole = isinstance(found, dict) and 2 * _strings(found) == raw.count(b'"') and found.keys() <= _KEYS
    return found if whole else None


def _strings(value: object) -> int:
    """The strings in a JSON value, keys among them; far below zero when it holds a float."""
    if isinstance(value, dict):
        return len(value) + sum([1 if type(one) is str else _strings(one) for one in value.values()])
    if isinstance(value, list):
        return sum(map(_strings, value))
    return 1 if isinstance(value, str) else -LARGE if isinstance(value, float) else 0


def _object(raw: bytes) -> dict[str, Any]:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest(problem="the body is not UTF-8.") from None
    found = _json(text, "the body")
    if isinstance(found, list):
        raise BadRequest(
            problem="the body is a list. Batching is not offered; send each operation in a request of its own."
        )
    if not isinstance(found, dict):
        raise BadRequest(problem='the body is not an object. Send {"query": "…", "variables": {…}}.')
    if found.keys() - _KEYS:
        raise BadRequest(
            problem="the body has keys other than query, variables, operationName, extensions and documentId."
        )
    return found


def _json(text: str, what: str) -> Any:  # noqa: ANN401 - any JSON value
    """JSON without duplicate keys, NaN, endless numbers, NUL and lone surrogates, nested at most 64 deep."""
    if text.count("{") + text.count("[") > DEEPEST or text.count(",") > VALUES:
        _measured(text, what)
    try:
        found = _STRICT.decode(text)
    except ValueError:
        raise BadRequest(problem=f"{what} is not JSON.") from None
    if "\\u" in text:  # in JSON, NUL and half characters can only be written as escapes
        _no_odd_characters(found, what)
    return found


def _measured(text: str, what: str) -> None:
    """Refuse too many objects or values and too deep a nesting, outside strings and without building anything."""
    bare = _STRINGS.sub("", text)
    if bare.count("{") > OBJECTS:
        raise BadRequest(
            problem=f"{what} has more than {OBJECTS} objects. Send it in parts, or import it as a file."
        )
    if bare.count(",") > VALUES:
        raise BadRequest(
            problem=f"{what} has more than {VALUES} values. Send it in parts, or import it as a file."
        )
    depth = 0
    for one in _NO_BRACKETS.sub("", bare):
        depth += 1 if one in "[{" else -1
        if depth > DEEPEST:
            raise BadRequest(problem=f"{what} is nested deeper than {DEEPEST} levels.")


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


def _request(given: dict[str, Any], *, read_only: bool, large: bool = False) -> Request:
    query, variables, name = given.get("query"), given.get("variables"), given.get("operationName")
    identity = given.get("documentId")
    if identity is not None and not isinstance(identity, str):
        raise BadRequest(problem="`documentId` must be a string.")
    if identity is not None and query is None:
        query = ""
    elif not isinstance(query, str) or not query or query.isspace():
        raise BadRequest(problem="there is no query. Send the GraphQL document as the string `query`.")
    if variables is not None and not isinstance(variables, dict):
        raise BadRequest(problem="`variables` must be an object.")
    if name is not None and not isinstance(name, str):
        raise BadRequest(problem="`operationName` must be a string.")
    if given.get("extensions") is not None and not isinstance(given["extensions"], dict):
        raise BadRequest(problem="`extensions` must be an object.")
    return Request(query, variables or {}, name or None, read_only, large, document_id=identity)
