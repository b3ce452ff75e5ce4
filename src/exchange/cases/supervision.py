"""What holds for programmes of supervision and their findings: of whose level, over whom, and nothing left open at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.access import Audience
from exchange.cases.reaching import reached
from exchange.divisions import divisions
from exchange.model import InspectionFinding, Rectification, SupervisionProgramme

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from exchange.cases.turn import Turn
    from exchange.clock import Clock
    from exchange.database import WriteSession
    from exchange.model import Item

_LEADING = (Audience.SUPERIOR, Audience.KEEPER)


def _of_own_level(turn: Turn) -> str | None:
    if turn.subject["region"] == turn.caller.jurisdiction:
        return None
    return "an office of your own level carries the programme out: the body is of another division. Name one of your own."


def _programme_in_order(turn: Turn) -> str | None:
    first, last = turn.value("period_from"), turn.value("period_until")
    if first > last:
        return "periodUntil is before periodFrom. Give them in order."
    return None if last > turn.today else "periodUntil is not to come any more. Give a day after today."


def _scope_below(turn: Turn) -> str | None:
    """Governments below the one that inspects, each named once."""
    named, own = turn.value("scope"), turn.row["region"]
    known = divisions()
    wrong = sum(one == own or not known.within(one, own) for one in named)
    if wrong:
        return f"scope: {wrong} of them are no division below yours. Give codes of divisions below it."
    return "scope: one stands twice. Give each code once." if len(set(named)) != len(named) else None


def _one_programme_of_a_title(turn: Turn) -> str | None:
    mine = (turn.value("title"), turn.value("year"))
    if all(one["state"] == "CANCELLED" or (one["title"], one["year"]) != mine for one in turn.known):
        return None
    return "a programme of this title and year is there already. Go on with that one, or give another title."


async def _all_found_is_settled(session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    columns = InspectionFinding.table.c
    mine = (columns.programme_subject_id == turn.row["subject_id"], columns.programme_id == turn.row["id"])
    still = await session.scalar(sa.select(sa.func.count()).where(*mine, columns.closed_on.is_(None)))
    if still:
        raise turn.refuse(
            "all_found_is_settled",
            f"{still} of its findings are open. Settle them, order rectifications or take them back first.",
        )
    return {}


async def _note_handing_on(_session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    return {"handed_on_on": turn.today}


async def _found_in_a_programme(session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    """The programme, locked so that it is not concluded meanwhile: one that the caller leads, under way, over this very government."""
    found = await _numbered(session, turn, SupervisionProgramme, "programme_number")
    if found is None or found["state"] != "UNDER_WAY":
        raise turn.refuse(
            "programme", "no programme of this number is under way. `supervisionProgrammes` lists them."
        )
    if not any(divisions().within(turn.row["region"], one) for one in found["scope"]):
        raise turn.refuse(
            "programme", "this government is not in the scope of the programme. Name one that is."
        )
    return {"programme_subject_id": found["subject_id"], "programme_id": found["id"]}


async def _rectification_is_there(session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    found = await _numbered(session, turn, Rectification, "rectification_number")
    if found is None or found["subject_id"] != turn.row["subject_id"]:
        raise turn.refuse(
            "rectification", "no rectification of this number was ordered from this body. Order it first (fileRectification)."
        )  # fmt: skip
    return {"rectification_id": found["id"]}


async def _numbered(
    session: WriteSession, turn: Turn, item: type[Item], name: str
) -> Mapping[Any, Any] | None:
    """A case by the number that was given, among those that the caller leads."""
    columns = item.table.c
    case = await session.scalar(sa.select(columns.id).where(columns.number == turn.given.values[name]))
    held = [one for one in _LEADING if one in turn.caller.audiences]
    found = await reached(session, turn.caller, turn.today, item, case, held) if case else None
    return None if found is None else found[0]


GUARDS: Mapping[str, Callable[[Turn], str | None]] = {
    "of_own_level": _of_own_level,
    "programme_in_order": _programme_in_order,
    "scope_below": _scope_below,
    "one_programme_of_a_title": _one_programme_of_a_title,
}
EFFECTS: Mapping[str, Callable[[WriteSession, Clock, Turn], Awaitable[dict[str, Any]]]] = {
    "all_found_is_settled": _all_found_is_settled,
    "note_handing_on": _note_handing_on,
    "found_in_a_programme": _found_in_a_programme,
    "rectification_is_there": _rectification_is_there,
}
