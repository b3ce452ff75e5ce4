"""What holds for complaints, and what they lead to: kept from the accused, handed over with a receipt alone, a record in draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.access import Scope
from exchange.calendar import working_days
from exchange.cases import draft, papers, standing
from exchange.cases.commitment import not_over
from exchange.divisions import Level, divisions
from exchange.model import PUBLIC_BODIES, Case, Department, GovernmentCommitment
from exchange.rules import time_limit, time_limits
from exchange.values import CHINA
from exchange.workflows import FOUND_BROKEN

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from exchange.cases.turn import Turn
    from exchange.clock import Clock
    from exchange.database import WriteSession

NO_RESULT: Mapping[str, None] = dict.fromkeys(("publicised_on", "summary", "summary_redacted"))
"""Columns of a complaint whose result is not public."""
_PROMISED = ("PUBLISHED", "DUE_SOON", "PARTIAL", "REPORTED", "BREACHED")
"""States of a commitment that can be found broken, or was."""
_REVIEWS = 2
"""信访工作条例: one review (复查) and one re-review (复核)."""


def _about_a_public_body(turn: Turn) -> str | None:
    if turn.subject["kind"] in PUBLIC_BODIES:
        return None
    return (
        "this way is for public bodies. What an enterprise or a person did, report to the department that is responsible for it "
        "(12315 for the market)."
    )


def _has_a_superior(turn: Turn) -> str | None:
    at_the_top = divisions().successor(turn.subject["region"]).level is Level.PROVINCE
    if not (at_the_top and turn.subject["kind"] == "GOVERNMENT"):
        return None
    return "nobody in the province is above its government. Complain to the State Council (国务院“互联网+督查”平台)."


def _not_about_oneself(turn: Turn) -> str | None:
    if turn.caller.subject == turn.subject["id"]:
        return "this is a complaint of yourself. Name the body that you complain of."
    return None


def _own_channel(turn: Turn) -> str | None:
    if Scope.COMPLAINT_HANDLE in turn.caller.scopes or turn.value("channel") == "WEBSITE":
        return None
    return "who complains itself does it by the website. Give channel: WEBSITE."


def _media_named(turn: Turn) -> str | None:
    """媒体舆情线索: what the media told is taken with where and when they did."""
    named, told_on = turn.value("medium"), turn.value("reported_on")
    if turn.value("channel") != "MEDIA":
        return (
            "medium and reportedOn belong to channel MEDIA alone. Leave them out."
            if named or told_on
            else None
        )
    if not named or told_on is None:
        return "medium or reportedOn is missing: say which newspaper, programme or address told of it, and on which day."
    return "reportedOn is after today. Check the date." if told_on > turn.today else None


def _is_enquiry(turn: Turn) -> str | None:
    return None if turn.row["track"] == "ENQUIRY" else "it is no enquiry: verify it, and say what was found."


def _is_no_enquiry(turn: Turn) -> str | None:
    return "it is an enquiry: answer it." if turn.row["track"] == "ENQUIRY" else None


def _time_to_rectify(turn: Turn) -> str | None:
    if turn.value("rectify_until") > turn.today:
        return None
    return "rectifyUntil is not after today. Give a day that leaves time to put it right."


def _has_a_department(turn: Turn) -> str | None:
    if turn.caller.department:
        return None
    return "the record comes from the department that determines, and you belong to none. Let the department do it."


def _area_known(turn: Turn) -> str | None:
    return None if turn.row["area"] else "its area is not known. Uphold says it; have it named first."


def _is_petition(turn: Turn) -> str | None:
    if turn.row["track"] == "PETITION":
        return None
    return "review is for petitions (信访工作条例). Complain again if there is something new."


def _in_time_for_petition_review(turn: Turn) -> str | None:
    answered = next(
        one["at"].astimezone(CHINA).date()
        for one in reversed(turn.before)
        if one["move"] in {"answer", "feedback", "review"}
    )
    last = time_limit("petition_review_request", answered, time_limits()).due(answered, working_days())
    if turn.today <= last:
        return None
    return f"review could be asked for until {last.isoformat()}. Complain again if there is something new."


def _reviewed_once_at_most(turn: Turn) -> str | None:
    if sum(one["move"] == "request_review" for one in turn.before) < _REVIEWS:
        return None
    return "it was reviewed and re-reviewed. That answer is final."


def _not_public_yet(turn: Turn) -> str | None:
    return (
        "its result is public already. Conceal it first to change it." if turn.row["publicised_on"] else None
    )


def _is_public(turn: Turn) -> str | None:
    return None if turn.row["publicised_on"] else "its result is not public."


async def _keep_from_accused(session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    """The body complained of, its departments and all below them; of a government everybody who works for its division."""
    subject = turn.subject
    place = [subject["region"]] if subject["kind"] == "GOVERNMENT" else []
    return {
        "kept_from": [str(subject["id"]), *place, *await _departments_of(session, subject["credit_code"])]
    }


async def _departments_of(session: WriteSession, credit_code: str | None) -> list[str]:
    """Codes of the departments that are the body, were it before, or stand under one of these."""
    one, above = Department.table.c, Department.table.alias("above")
    own = sa.select(one.code).where(one.credit_code == credit_code).cte("own", recursive=True)
    below = sa.select(above.c.code).join(
        own, sa.or_(above.c.superior_code == own.c.code, above.c.successor_code == own.c.code)
    )
    tree = own.union(below)
    return sorted(row.code for row in await session.all(sa.select(tree.c.code)))


async def _keep_the_receipt_only(session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    """A matter of discipline inspection: number, dates and receipt stay, everything that was said goes, now."""
    await papers.take_out(session, turn)
    said = turn.item.fields.keys() - Case.fields.keys() - {"receipt"}
    return {
        column: None
        for name in said
        for treatment in turn.item.fields[name].treatments
        for apart, column in [turn.item.column(turn.item.fields[name], treatment)]
        if treatment != "hidden" and not apart
    }


async def _show_result(_session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    return {"publicised_on": turn.today}


async def _hide_result(_session: WriteSession, _clock: Clock, _turn: Turn) -> dict[str, Any]:
    return dict(NO_RESULT)


async def _draft_record(session: WriteSession, clock: Clock, turn: Turn) -> dict[str, Any]:
    """A breach that was found and not put right becomes a record; of a commitment that was found broken already, it is that record."""
    promise = await _promise(session, turn)
    if promise is not None and promise["record_id"] is not None:
        return {name: promise[name] for name in ("record_item", "record_id")}
    made = await _drafted(session, clock, turn)
    if promise is not None:
        await standing.carry_over(
            session, clock, turn, FOUND_BROKEN, GovernmentCommitment, promise, area=turn.row["area"], **made
        )
    return made


async def _promise(session: WriteSession, turn: Turn) -> Mapping[Any, Any] | None:
    """The commitment of the accused body that the complaint is about, locked, if one is named. Raises GuardRefused where there is none."""
    number = (turn.value("promise_number") or "").strip().upper()
    if not number:
        return None
    columns = GovernmentCommitment.table.c
    here = (columns.subject_id == turn.row["subject_id"], columns.number == number)
    open_to_it = columns.state.in_(_PROMISED)
    chosen = sa.select(GovernmentCommitment.table).where(*here, open_to_it).with_for_update()
    found = await session.mappings(chosen)
    if not found:
        raise turn.refuse(
            "promise",
            "promiseNumber is of no commitment of this body that is open or broken. Take it from the commitment, or leave it out.",
        )
    early = None if found[0]["record_id"] else not_over(found[0]["promised_until"], turn.today)
    if early:
        raise turn.refuse("promise", early)
    return found[0]


async def _drafted(session: WriteSession, clock: Clock, turn: Turn) -> dict[str, Any]:
    apart = await papers.apart_of(session, turn)
    return await draft.breach(
        session,
        clock,
        turn,
        title=f"{turn.subject['name_opened']}拒不整改失信行为",
        area=turn.row["area"],
        misconduct=turn.row["misconduct"],
        facts=apart["findings"],
        legal_basis="发改财金〔2023〕1103号；福建省加强政务诚信建设实施方案 3.3",
    )


GUARDS: Mapping[str, Callable[[Turn], str | None]] = {
    "about_a_public_body": _about_a_public_body,
    "has_a_superior": _has_a_superior,
    "not_about_oneself": _not_about_oneself,
    "own_channel": _own_channel,
    "media_named": _media_named,
    "is_enquiry": _is_enquiry,
    "is_no_enquiry": _is_no_enquiry,
    "time_to_rectify": _time_to_rectify,
    "has_a_department": _has_a_department,
    "area_known": _area_known,
    "is_petition": _is_petition,
    "in_time_for_petition_review": _in_time_for_petition_review,
    "reviewed_once_at_most": _reviewed_once_at_most,
    "not_public_yet": _not_public_yet,
    "is_public": _is_public,
}
EFFECTS: Mapping[str, Callable[[WriteSession, Clock, Turn], Awaitable[dict[str, Any]]]] = {
    "keep_from_accused": _keep_from_accused,
    "keep_the_receipt_only": _keep_the_receipt_only,
    "draft_record": _draft_record,
    "show_result": _show_result,
    "hide_result": _hide_result,
}
