"""What holds for orders to put right within a time limit, and how they end in a measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.cases import draft
from exchange.model import Sanction

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from exchange.cases.turn import Turn
    from exchange.clock import Clock
    from exchange.database import WriteSession

GOVERNMENT_BODIES = ("GOVERNMENT", "DEPARTMENT", "TOWNSHIP", "VILLAGE_COMMITTEE", "PUBLIC_INSTITUTION")
"""Kinds of subjects that a superior government may order; a village committee where it does the work of government (plan 5.6)."""


def _government_body(turn: Turn) -> str | None:
    if turn.subject["kind"] in GOVERNMENT_BODIES:
        return None
    return "only a body of government is ordered by its superior. Against others take a measure from the list (fileSanction)."


def _time_to_come(turn: Turn) -> str | None:
    if turn.value("rectify_by") > turn.today:
        return None
    return "rectifyBy is not to come any more. Give a day after today."


def _longer(turn: Turn) -> str | None:
    if turn.given.values["rectify_by"] > turn.row["rectify_by"]:
        return None
    return "rectifyBy is no later than before. Give a later day, or leave it as it is."


def _explained(turn: Turn) -> str | None:
    if turn.value("explanation"):
        return None
    return "explanation is missing: nothing was explained in writing yet. Give it with the report."


def _not_announced(turn: Turn) -> str | None:
    return "the public was told already." if turn.row["announced_on"] else None


async def _announce(_session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    return {"announced_on": turn.today}


async def _sanctioned(session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    """What is decided is done when it is decided: the measure is in force when the order ends with it."""
    columns = Sanction.table.c
    here = (columns.subject_id == turn.row["subject_id"], columns.record_id == turn.row["record_id"])
    since = (columns.state == "IN_FORCE", columns.filed_on >= turn.row["filed_on"])
    if await session.scalar(sa.select(columns.id).where(*here, *since).limit(1)) is None:
        raise turn.refuse(
            "sanctioned",
            "no measure was decided on this record since the order. Decide one from the list first (fileSanction).",
        )
    return {}


async def _draft_refusal(session: WriteSession, clock: Clock, turn: Turn) -> dict[str, Any]:
    """A record beside the one that the order rests on; of the same area, and of the same conduct."""
    rests_on = turn.about.row if turn.about else {}
    made = await draft.breach(
        session,
        clock,
        turn,
        title=f"{turn.subject['name_opened']}拒不整改失信行为",
        area=rests_on.get("area") or "GENERAL",
        misconduct=rests_on.get("misconduct") or "OTHER",
        facts=f"责令整改：{turn.row['requirement']}\n整改期限至{turn.row['rectify_by'].isoformat()}，逾期拒不整改。",
        legal_basis="福建省加强政务诚信建设实施方案 4.3；发改财金〔2023〕1103号",
    )
    return {"led_to_item": made["record_item"], "led_to_id": made["record_id"]}


GUARDS: Mapping[str, Callable[[Turn], str | None]] = {
    "government_body": _government_body,
    "time_to_come": _time_to_come,
    "longer": _longer,
    "explained": _explained,
    "not_announced": _not_announced,
}
EFFECTS: Mapping[str, Callable[[WriteSession, Clock, Turn], Awaitable[dict[str, Any]]]] = {
    "announce": _announce,
    "sanctioned": _sanctioned,
    "draft_refusal": _draft_refusal,
}
