"""The small worlds of `auth/cases`: who asks, what they see, what they must not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exchange import policy_check, resources
from exchange.clock import Clock
from exchange.disclosure.predicates import cases

if TYPE_CHECKING:
    from exchange.database import Database
    from exchange.settings import Settings

OPEN = {"incentive", "plan_task"}
"""What rewards a body, while it runs, and the tasks of the plan are open to everybody."""
CASES = policy_check.read(resources.auth() / "cases")
STATES = next(one for one in CASES if one.name == "states_and_audiences")


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
async def test_each_caller_gets_what_the_case_says(
    db: Database, settings: Settings, case: policy_check.Case
) -> None:
    outcome = await policy_check.check(db, Clock(settings), case)

    assert outcome.failures == []
    assert outcome.met == len(case.world["expect"])


def test_every_kind_of_case_has_a_world_with_somebody_who_sees_it_and_somebody_who_does_not() -> None:
    told: dict[str, set[bool]] = {}
    for case in CASES:
        for one in case.world["expect"]:
            asked = case.world.get("cases", {}).get(one["record"])
            if asked is not None:
                told.setdefault(asked["item"], set()).add(bool(one.get("absent")))

    both = {name for name, seen in told.items() if seen == {True, False}}
    assert both >= {one.key for one in cases()} - OPEN
    assert all(told[one] == {False} for one in OPEN)


async def test_a_wrong_expectation_is_told_without_the_value(db: Database, settings: Settings) -> None:
    world = dict(STATES.world)
    world["expect"] = [{"caller": "anonymous", "record": "published", "sees": {"state": "DRAFT"}}]

    outcome = await policy_check.check(db, Clock(settings), policy_check.Case("wrong", world))

    assert outcome.failures == [
        "wrong, expectation 1 (anonymous, published): state is given differently than the case says"
    ]


async def test_a_record_that_must_not_be_seen_and_is_fails_the_case(db: Database, settings: Settings) -> None:
    world = dict(STATES.world)
    world["expect"] = [{"caller": "anonymous", "record": "published", "absent": True}]

    outcome = await policy_check.check(db, Clock(settings), policy_check.Case("wrong", world))

    assert outcome.failures == [
        "wrong, expectation 1 (anonymous, published): the caller sees the record, and must not"
    ]
