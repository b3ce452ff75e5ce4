"""What an attacker may try with a login or none: forged cursors, awkward aliases, values that no column holds. Never a crash."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.api.conftest import NOBODY, ORIGIN, ask, engine
from tests.api.test_life_of_a_penalty import published

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Ask = Callable[..., Awaitable[dict[str, Any]]]

__all__ = ["ask", "engine"]

NOWHERE = "00000000-0000-4000-8000-000000000000"


def code(body: dict[str, Any]) -> str:
    """The code of the first error."""
    return str(body["errors"][0]["extensions"]["code"])


FORGED = [
    ("decidedOn", ["2026-01-01", 5]),
    ("decidedOn", ["2026-01-01", True]),
    ("decidedOn", ["2026-01-01", {}]),
    ("decidedOn", [5, NOWHERE]),
    ("decidedOn", [10**400, NOWHERE]),
    ("documentNumber", ["\ud800", NOWHERE]),
    ("documentNumber", ["\0", NOWHERE]),
    ("fine", ["NaN", NOWHERE]),
    ("fine", ["Infinity", NOWHERE]),
    ("fine", ["1E+999999", NOWHERE]),
    ("fine", ["1E-999999", NOWHERE]),
    ("fine", ["1000000000000", NOWHERE]),
    ("fine", [{}, NOWHERE]),
]


@pytest.mark.parametrize(("order", "parts"), FORGED)
async def test_a_forged_cursor_is_refused_whatever_it_holds(ask: Ask, order: str, parts: list[Any]) -> None:
    text = json.dumps([f"{order},id", *parts])
    cursor = base64.urlsafe_b64encode(text.encode()).decode()
    document = (
        f"query ($a: String) {{ penalties(orderBy: [{{{order}: ASC}}], after: $a) {{ edges {{ cursor }} }} }}"
    )

    body = await ask(NOBODY, document, a=cursor)

    assert code(body) == "ARGUMENT_INVALID"


async def test_no_alias_is_taken_for_a_name_of_the_statements_own(ask: Ask) -> None:
    record = await published(ask)
    keys = [f"{letter}{number}" for letter in "aelnopst" for number in range(1, 10)]

    for key in keys:
        body = await ask(NOBODY, f"{{ {key}: penalties {{ edges {{ {key}: node {{ {key}: id }} }} }} }}")
        assert body["data"][key]["edges"] == [{key: {key: record}}]


@pytest.mark.parametrize(
    "amount", ["1000000000000", "1E+999999", "1E-999999", "Infinity", "-Infinity", "NaN"]
)
@pytest.mark.parametrize("side", ["from", "to"])
async def test_an_amount_that_no_column_holds_is_refused_by_name(ask: Ask, side: str, amount: str) -> None:
    document = f"query ($x: Decimal) {{ penalties(where: {{fine: {{{side}: $x}}}}) {{ totalCount }} }}"

    body = await ask(NOBODY, document, x=amount)

    assert code(body) == "ARGUMENT_INVALID"
    assert amount not in body["errors"][0]["message"]


@pytest.mark.parametrize("amount", ["0", "-1", "99999999999.999999", "0.000001", "1E+3"])
async def test_an_amount_that_a_column_holds_is_compared(ask: Ask, amount: str) -> None:
    document = "query ($x: Decimal) { penalties(where: {fine: {from: $x}}) { totalCount } }"

    body = await ask(NOBODY, document, x=amount)

    assert "errors" not in body


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
async def test_a_moment_that_no_calendar_holds_is_refused_by_name_and_in_a_cursor_too(
    ask: Ask, moment: str
) -> None:
    mark = base64.urlsafe_b64encode(json.dumps(["-receivedAt,id", moment, NOWHERE]).encode()).decode()
    listed = "mySubmissions(where: {receivedAt: {from: $x}}) { totalCount }"
    further = "mySubmissions(orderBy: [{receivedAt: DESC}, {id: ASC}], after: $x) { edges { cursor } }"

    filtered = await ask(ORIGIN, f"query ($x: DateTime) {{ {listed} }}", x=moment)
    after = await ask(ORIGIN, f"query ($x: String) {{ {further} }}", x=mark)

    assert (code(filtered), code(after)) == ("ARGUMENT_INVALID", "ARGUMENT_INVALID")
    assert "where.receivedAt" in filtered["errors"][0]["message"]


@pytest.mark.parametrize("escape", ["\\u0000", "\\u{0}"])
async def test_an_escape_brings_no_nul_into_a_statement(ask: Ask, escape: str) -> None:
    body = await ask(ORIGIN, f'{{ submission(batch: "a{escape}") {{ id }} }}')

    assert code(body) == "BAD_REQUEST"
