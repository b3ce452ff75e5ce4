"""The small worlds of `auth/cases`: who asks, what they see, what they must not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exchange import policy_check, resources
from exchange.clock import Clock

if TYPE_CHECKING:
    from exchange.database import Database
    from exchange.settings import Settings

CASES = policy_check.read(resources.auth() / "cases")


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
async def test_each_caller_gets_what_the_case_says(
    db: Database, settings: Settings, case: policy_check.Case
) -> None:
    outcome = await policy_check.check(db, Clock(settings), case)

    assert outcome.failures == []
    assert outcome.met == len(case.world["expect"])


async def test_a_wrong_expectation_is_told_without_the_value(db: Database, settings: Settings) -> None:
    world = dict(CASES[-1].world)
    world["expect"] = [{"caller": "anonymous", "record": "published", "sees": {"state": "DRAFT"}}]

    outcome = await policy_check.check(db, Clock(settings), policy_check.Case("wrong", world))

    assert outcome.failures == [
        "wrong, expectation 1 (anonymous, published): state is given differently than the case says"
    ]


async def test_a_record_that_must_not_be_seen_and_is_fails_the_case(db: Database, settings: Settings) -> None:
    world = dict(CASES[-1].world)
    world["expect"] = [{"caller": "anonymous", "record": "published", "absent": True}]

    outcome = await policy_check.check(db, Clock(settings), policy_check.Case("wrong", world))

    assert outcome.failures == [
        "wrong, expectation 1 (anonymous, published): the caller sees the record, and must not"
    ]
