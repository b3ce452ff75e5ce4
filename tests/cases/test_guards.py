"""What guards of cases say where nothing else is wrong: the sentence, and that it is not said where all is right."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from exchange.cases import moves
from exchange.cases.rules import GUARDS
from exchange.cases.turn import About, Given, Turn
from exchange.model import DishonestyRecord, Item, JudgmentDebtor
from exchange.workflows import WORKFLOWS
from tests.records.conftest import DAY, KEEPER

if TYPE_CHECKING:
    from collections.abc import Mapping

SHOWN = {"state": "PUBLISHED", "disputed": False, "duty_done": False, "repairable_from": None}
LATER = DAY + dt.timedelta(days=60)


def turn(
    guard: str,
    *,
    given: Mapping[str, Any] | None = None,
    row: Mapping[str, Any] | None = None,
    about: Mapping[str, Any] | None = None,
    item: type[Item] = DishonestyRecord,
    materials: frozenset[str] = frozenset(),
    subject: Mapping[str, Any] | None = None,
) -> Turn:
    """A turn of the first move that names the guard."""
    flow, move = next(
        (flow, move) for flow in WORKFLOWS.values() for move in flow.moves.values() if guard in move.guards
    )
    before = dict.fromkeys(moves.item_of(flow.name).fields) | dict(row or {})
    record = About(item, SHOWN | dict(about or {}))
    return Turn(
        moves.item_of(flow.name), flow, move, before, record, KEEPER, Given(dict(given or {})), DAY,
        materials=materials, subject=subject or {"kind": "GOVERNMENT"},
    )  # fmt: skip


COURSE = {"kind": "COURSE", "held_from": DAY, "hours": 8}
WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("duty_shown", {}, "nothing shows that the duty is done: no PROOF_OF_DUTY among the documents."),
    ("in_bankruptcy", {"row": {"bankruptcy": True}}, "screening is for a plan that a court approved"),
    ("in_bankruptcy", {"materials": frozenset({"COURT_DOCUMENT"})}, "screening is for a plan that a court approved"),
    ("record_can_be_repaired", {"item": JudgmentDebtor}, "this kind of record is not repaired."),
    ("record_can_be_repaired", {"about": {"state": "SUBMITTED"}}, "a record in state SUBMITTED is not repaired"),
    ("record_can_be_repaired", {"about": {"repairable_from": LATER}}, f"the shortest period runs until {LATER.isoformat()}."),
    ("record_can_be_disputed", {"about": {"disputed": True}}, "another objection to this record is open already."),
    ("record_can_be_disputed", {"about": {"state": "SUBMITTED"}}, "the record is neither shared nor published"),
    ("for_this_kind", {"given": {"measure": "CANCEL_HONOURS"}, "subject": {"kind": "CIVIL_SERVANT"}}, "the list has this measure for "),
    ("hours_of_a_course", {"given": {"kind": "HANDBOOK", "hours": 8}}, "hours and heldFrom belong to a course. Leave them out."),
    ("hours_of_a_course", {"given": COURSE | {"held_from": None}}, "a course says when it begins and how long it takes."),
    ("hours_of_a_course", {"given": COURSE | {"hours": 0}}, "hours is not between 1 and 1000."),
    ("hours_of_a_course", {"given": COURSE | {"hours": 1001}}, "hours is not between 1 and 1000."),
    ("days_ahead", {"given": {"listing_on": DAY}}, "the notice comes too late: listingOn is "),
    ("not_announced", {"row": {"announced_on": DAY}}, "the public was told already."),
]  # fmt: skip
RIGHT: list[tuple[str, dict[str, Any]]] = [
    ("duty_shown", {"materials": frozenset({"PROOF_OF_DUTY"})}),
    ("duty_shown", {"about": {"duty_done": True}}),
    ("in_bankruptcy", {"row": {"bankruptcy": True}, "materials": frozenset({"COURT_DOCUMENT"})}),
    ("record_can_be_repaired", {"about": {"repairable_from": DAY}}),
    ("record_can_be_repaired", {"about": {"repairable_from": LATER}, "given": {"bankruptcy": True}}),
    ("record_can_be_disputed", {}),
    ("for_this_kind", {"given": {"measure": "CANCEL_HONOURS"}}),
    ("hours_of_a_course", {"given": {"kind": "HANDBOOK"}}),
    ("hours_of_a_course", {"given": COURSE}),
    ("hours_of_a_course", {"given": COURSE | {"hours": 1000}}),
    ("days_ahead", {"given": {"listing_on": LATER}}),
    ("not_announced", {}),
]  # fmt: skip


@pytest.mark.parametrize(("guard", "parts", "sentence"), WRONG)
def test_a_guard_says_what_is_missing(guard: str, parts: dict[str, Any], sentence: str) -> None:
    said = GUARDS[guard](turn(guard, **parts))

    assert said is not None
    assert said.startswith(sentence)


@pytest.mark.parametrize(("guard", "parts"), RIGHT)
def test_a_guard_is_silent_where_nothing_is_missing(guard: str, parts: dict[str, Any]) -> None:
    assert GUARDS[guard](turn(guard, **parts)) is None
