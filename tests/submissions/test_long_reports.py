"""The report of a long batch: any page of it, and its refused rows alone, go by an index, whatever the length."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from tests.api.conftest import ORIGIN

from exchange.api.engine import Engine, Request
from exchange.api.schema import schema
from exchange.api.verdicts import _ROWS
from exchange.clock import Clock
from exchange.database import Database

if TYPE_CHECKING:
    import asyncpg

    from exchange.settings import Settings

LONG = 30_000
ROWS = f"""
    INSERT INTO submission (id, submitter, batch, item, body_hash, received_at, accepted, warned, refused, duplicates, province)
    VALUES (gen_random_uuid(), 'FJ_MARKET', 'long', 'penalty', '', now(), {LONG}, 0, 0, 0, '350000');
    INSERT INTO submission_row (submitter, batch, number, verdict)
    SELECT 'FJ_MARKET', 'long', n, CASE WHEN n = {LONG} THEN 'REFUSED' ELSE 'ACCEPTED' END FROM generate_series(1, {LONG}) n;
    ANALYZE submission_row;
"""


@pytest.mark.parametrize(
    ("variables", "numbers", "index"),
    [
        ({"after": "WyJudW1iZXIiLCAyOTk5MF0"}, list(range(29_991, LONG + 1)), "submission_row_pkey"),
        (
            {"where": {"verdict": {"is": "REFUSED"}}},
            [LONG],
            "submission_row_submitter_batch_verdict_number_idx",
        ),
    ],
)
async def test_a_page_deep_in_a_long_report_goes_by_an_index(
    settings: Settings,
    owner: asyncpg.Connection[asyncpg.Record],
    variables: dict[str, Any],
    numbers: list[int],
    index: str,
) -> None:
    await owner.execute(ROWS)
    said: list[str] = []
    async with Database.open(settings, said.append) as db:

        async def same(caller: Any) -> Any:  # noqa: ANN401 - a caller
            return caller

        told = await Engine(schema(), db, Clock(settings), same).answer(
            Request(_ROWS, {"batch": "long", "first": 100, **variables}), ORIGIN
        )
    page = json.loads(told.body)["data"]["submission"]["rows"]
    await owner.execute(f"SET plan_cache_mode = force_generic_plan; PREPARE asked AS {said[-1]}")
    nothing = ", ".join(["NULL"] * len(set(re.findall(r"\$\d+", said[-1]))))
    plan = await owner.fetch(f"EXPLAIN EXECUTE asked({nothing})")

    assert [one["node"]["number"] for one in page["edges"]] == numbers
    lines = [row[0] for row in plan]
    assert any(index in line for line in lines), lines
    assert not any("Seq Scan on submission_row" in line for line in lines), lines
