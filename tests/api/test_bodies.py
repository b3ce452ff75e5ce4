"""The fast way to read a body gives what the strict way gives, or leaves it to the strict way."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exchange.api import body
from exchange.errors import BadRequest

SURE = b'{"query":"{ divisions(first: 1) { edges { node { name } } } }\\n","variables":{"a":1,"b":[null,true,"x"]}}'


class Pairs(list[tuple[str, object]]):
    """An object whose keys may repeat."""


STRINGS = st.text(max_size=4) | st.sampled_from(
    ["query", "variables", '"', '\\"', "\\", "\ud800", "\0", "{", "福"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | STRINGS,
    lambda inner: st.lists(inner, max_size=3) | st.lists(st.tuples(STRINGS, inner), max_size=3).map(Pairs),
    max_leaves=6,
)


def written(value: object, *, ascii_only: bool) -> str:
    """JSON, duplicate keys included."""
    if isinstance(value, Pairs):
        pairs = (f"{written(k, ascii_only=ascii_only)}:{written(v, ascii_only=ascii_only)}" for k, v in value)
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ",".join(written(one, ascii_only=ascii_only) for one in value) + "]"
    return json.dumps(value, ensure_ascii=ascii_only)


@given(query=VALUES, variables=VALUES, ascii_only=st.booleans())
@example(query=Pairs([("a", 1), ("a", 2)]), variables='a"b', ascii_only=False)
@example(query=Pairs([("a", "x"), ("a", "y")]), variables=None, ascii_only=False)
@example(query=10**70, variables=1.5, ascii_only=False)
def test_what_is_read_fast_is_what_the_strict_reader_reads(
    query: object, variables: object, ascii_only: bool
) -> None:
    text = written(Pairs([("query", query), ("variables", variables)]), ascii_only=ascii_only)
    raw = text.encode("utf-8", "surrogatepass")
    fast = body._certain(raw)
    if fast is not None:
        assert repr(fast) == repr(body._object(raw))


def test_a_usual_request_is_read_fast() -> None:
    assert body._certain(SURE) == json.loads(SURE)


@pytest.mark.parametrize(
    "raw", [b'{"query":"{a}","query":"{b}"}', b'{"query":"\\"","a":1.0}', b"[]", b'{"query":NaN}']
)
def test_what_the_strict_reader_refuses_is_not_read_fast(raw: bytes) -> None:
    assert body._certain(raw) is None
    with pytest.raises(BadRequest):
        body._object(raw)
