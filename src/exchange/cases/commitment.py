"""What holds for commitments of public bodies: in whose name, until when, on what ground they change, and who answered for them."""

from __future__ import annotations

import re
import unicodedata
import uuid
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.cases import draft
from exchange.codes import code_list
from exchange.disclosure.predicates import subtree_column
from exchange.model import PUBLIC_BODIES, ResponsiblePerson, Subject
from exchange.records.rows import prepare

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Awaitable, Callable, Mapping

    from exchange.cases.turn import Turn
    from exchange.clock import Clock
    from exchange.database import WriteSession

_SAID = ("change_authority", "change_procedure", "compensation")


def _promised_by_a_public_body(turn: Turn) -> str | None:
    if turn.subject["kind"] in PUBLIC_BODIES:
        return None
    return "this is for commitments of public bodies. Submit one of an enterprise as a record (commitment)."


def _in_own_place(turn: Turn) -> str | None:
    """A body, or the office above it that keeps its register."""
    place = turn.caller.jurisdiction
    if turn.caller.department and place and turn.subject[subtree_column(place)] == place:
        return None
    return "the body is not of your division. Let a department of its own division register it."


def _promised_ahead(turn: Turn) -> str | None:
    if turn.value("promised_until") > turn.today:
        return None
    return "promisedUntil is not after today. What is due already is reported or found broken, not promised."


def _domain_of_a_service(turn: Turn) -> str | None:
    service, domain = turn.value("kind") == "SERVICE", turn.value("domain")
    if service and not domain:
        return "domain is missing: a service commitment is in one of the 14 domains (plan 5.6)."
    return None if service or not domain else "domain belongs to service commitments alone. Leave it out."


def _time_is_over(turn: Turn) -> str | None:
    return not_over(turn.row["promised_until"], turn.today)


def not_over(until: dt.date, today: dt.date) -> str | None:
    """Why a promise cannot be found broken yet; None where it can."""
    return None if until < today else f"it is promised until {until.isoformat()}, so it is not broken yet."


def _lawful_ground(turn: Turn) -> str | None:
    """Neither by its code nor in words: the obligation is the body's, whoever governs it."""
    grounds = code_list("change_reason").entries
    if grounds[turn.value("change_reason")].more["allowed"] != "true":
        return _REFUSED
    said = [turn.given.reason, *(turn.given.values.get(name) for name in _SAID)]
    text = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", "".join(filter(None, said))))
    excuses = filter(None, (one.more["pattern"] for one in grounds.values()))
    return _REFUSED if any(re.search(one, text) for one in excuses) else None


_REFUSED = (
    "that the government or a person in charge changed is no ground (plan 5.4: 不得以政府换届、责任人更替等理由毁约). Keep it, or name a "
    "ground of national or public interest or another statutory one, without such a reason."
)


async def _promised_to(session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    """Whom it was promised to counts as the subject of the case."""
    code = turn.given.values.get("beneficiary_code")
    if not code:
        return {}
    columns = Subject.table.c
    found = await session.scalar(
        sa.select(columns.id).where(columns.credit_code == code.strip().upper(), columns.same_as_id.is_(None))
    )
    if found is None or found == turn.subject["id"]:
        raise turn.refuse(
            "beneficiary",
            "beneficiaryCode is of nobody that is known, or of the body itself. Check it, or leave it out.",
        )
    return {"filer_id": found}


async def _begin_responsibility(session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    if turn.given.values.get("responsible_person"):
        await _enter(session, turn)
    return {}


async def _pass_responsibility_on(session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    """Who answered before stays linked, until today."""
    columns = ResponsiblePerson.table.c
    here = (
        columns.subject_id == turn.row["subject_id"],
        columns.case_id == turn.row["id"],
        columns.until.is_(None),
    )
    await session.execute(sa.update(ResponsiblePerson.table).where(*here).values(until=turn.today))
    await _enter(session, turn)
    return {}


async def _enter(session: WriteSession, turn: Turn) -> None:
    given = turn.given.values
    values = {"name": given["responsible_person"], "post": given.get("responsible_post"), "since": turn.today}
    made, keys = (
        prepare(ResponsiblePerson, values, natural=True),
        {"subject_id": turn.row["subject_id"], "id": uuid.uuid4()},
    )
    await session.execute(
        sa.insert(ResponsiblePerson.table), [made.main | keys | {"case_id": turn.row["id"]}]
    )
    if ResponsiblePerson.apart is not None:
        await session.execute(sa.insert(ResponsiblePerson.apart), [made.apart | keys])


async def _note_fulfilment(_session: WriteSession, _clock: Clock, turn: Turn) -> dict[str, Any]:
    return {"fulfilled_on": turn.today}


async def _draft_broken_promise(session: WriteSession, clock: Clock, turn: Turn) -> dict[str, Any]:
    """A promise that was broken becomes a record, whose repair makes it good."""
    return await draft.breach(
        session,
        clock,
        turn,
        title=f"{turn.subject['name_opened']}未履行承诺：{turn.row['title']}"[:200],
        area=turn.value("area"),
        misconduct="BREACH",
        facts=f"承诺于{turn.row['promised_until'].isoformat()}前履行，到期未履行。承诺内容：{turn.row['content']}",
        legal_basis="福建省加强政务诚信建设实施方案 5.4、4.2；发改财金〔2023〕1103号",
    )


GUARDS: Mapping[str, Callable[[Turn], str | None]] = {
    "promised_by_a_public_body": _promised_by_a_public_body,
    "in_own_place": _in_own_place,
    "promised_ahead": _promised_ahead,
    "domain_of_a_service": _domain_of_a_service,
    "time_is_over": _time_is_over,
    "lawful_ground": _lawful_ground,
}
EFFECTS: Mapping[str, Callable[[WriteSession, Clock, Turn], Awaitable[dict[str, Any]]]] = {
    "promised_to": _promised_to,
    "begin_responsibility": _begin_responsibility,
    "pass_responsibility_on": _pass_responsibility_on,
    "note_fulfilment": _note_fulfilment,
    "draft_broken_promise": _draft_broken_promise,
}
