"""What holds for the court's notices: by a court, in time, and listed with nothing but what its feed brought."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.calendar import working_days
from exchange.identifiers import document_number
from exchange.lifecycle import State
from exchange.model import JudgmentDebtor
from exchange.rules import time_limit, time_limits

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from exchange.cases.turn import Turn
    from exchange.clock import Clock
    from exchange.database import WriteSession


def _canonical(number: str) -> str:
    return document_number.canonical(number).canonical


def _by_a_court(turn: Turn) -> str | None:
    if not set(JudgmentDebtor.fed_by).isdisjoint(turn.caller.departments):
        return None
    return "only the court tells of a listing. Departments ask it to, by its own ways."


def _days_ahead(turn: Turn) -> str | None:
    first = time_limit("court_notice", turn.today, time_limits()).due(turn.today, working_days())
    if turn.value("listing_on") >= first:
        return None
    return f"the notice comes too late: listingOn is {first.isoformat()} at the earliest, so that the duty can still be done."


def _one_notice_of_a_case(turn: Turn) -> str | None:
    mine = _canonical(turn.value("case_number"))
    if all(one["closed_on"] or _canonical(one["case_number"]) != mine for one in turn.known):
        return None
    return "a notice of this very case is open already. Go on with that one."


def _its_day(turn: Turn) -> str | None:
    if turn.today >= turn.row["listing_on"]:
        return None
    return "its day has not come: the body has until then to do its duty."


async def _as_the_feed_has_it(session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    """The record of the court's list that this case is about from now on."""
    columns = JudgmentDebtor.table.c
    found = await session.mappings(
        sa.select(columns.id, columns.listed_on).where(
            columns.subject_id == turn.row["subject_id"],
            columns.canonical_number == _canonical(turn.row["case_number"]),
            columns.state == State.PUBLISHED,
        )
    )
    if not found:
        raise turn.refuse(
            "as_the_feed_has_it",
            "the court's list does not have this case. Send it with the list (submitRecords) first.",
        )
    return {
        "record_item": JudgmentDebtor.key,
        "record_id": found[0]["id"],
        "listed_on": found[0]["listed_on"],
    }


GUARDS: Mapping[str, Callable[[Turn], str | None]] = {
    "by_a_court": _by_a_court,
    "days_ahead": _days_ahead,
    "one_notice_of_a_case": _one_notice_of_a_case,
    "its_day": _its_day,
}
EFFECTS: Mapping[str, Callable[[WriteSession, Clock, Turn], Awaitable[dict[str, Any]]]] = {
    "as_the_feed_has_it": _as_the_feed_has_it,
}
