"""Bad input for every mutation of a case, whatever its type: what is wrong is said of the very field, and nothing is changed."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from exchange.access import Audience, Scope
from exchange.cases import given as details
from exchange.cases import load, moves
from exchange.cases.turn import PAPERS, Attachment, Given, Turn
from exchange.errors import GuardRefused, MoveNotAllowed, NotFound
from exchange.model import DishonestyRecord, camel
from exchange.model.kinds import Code, Codes, Text, Texts
from exchange.workflows import FILE, WORKFLOWS, Workflow
from tests.cases.test_machine import TOWNSHIP, whole
from tests.records.conftest import DAY, KEEPER, PUBLISHED, Office

if TYPE_CHECKING:
    from collections.abc import Iterator

    import asyncpg

    from exchange.access import Caller
    from exchange.database import Database
    from exchange.lifecycle import Move
    from exchange.settings import Settings
    from tests.records.conftest import Taken

BY_HAND = [
    (flow, move) for flow in WORKFLOWS.values() for move in flow.moves.values() if move.ways or move.anybody
]
_SILENT = {"DRAFT", "RETRACTED"}
"""States of which not everybody learns who learns of the others."""
LIMITS = {"reason": 2000, "document": 200}
SECRET = "本件密级：机密★10年"
CONTROL = "含\x07控制字符"


def limit(flow: Workflow, name: str) -> int | None:
    """The longest text that a detail may be; None where it is no text."""
    if name in PAPERS:
        return LIMITS.get(name)
    kind = moves.item_of(flow.name).fields[name].kind
    return kind.limit if isinstance(kind, Text) else None


def with_(good: Given, name: str, value: object) -> Given:
    """The same with another value of one detail."""
    if name in PAPERS:
        return replace(good, **{name: value})
    return replace(good, values={**good.values, name: value})


def wrong(flow: Workflow, move: Move, good: Given) -> Iterator[tuple[Given, str]]:
    """One thing wrong at a time, and the sentence that says so."""
    fields = moves.item_of(flow.name).fields
    for name in move.needed:
        empty = () if name == "documents" else None if limit(flow, name) is None else " 　"
        yield with_(good, name, empty), f"{camel(name)} is missing. Give it with the move."
    for name in move.inputs:
        longest = limit(flow, name)
        if longest is not None:
            yield (
                with_(good, name, "长" * (longest + 1)),
                f"{camel(name)} is longer than {longest} characters.",
            )
            yield with_(good, name, CONTROL), f"{camel(name)} holds control characters. Remove them"
            if longest >= len(SECRET):
                yield with_(good, name, SECRET), f"{camel(name)} says what must not be collected"
        elif name not in PAPERS and isinstance(fields[name].kind, Code | Codes):
            several = isinstance(fields[name].kind, Codes)
            yield with_(good, name, ["NOWHERE"] if several else "NOWHERE"), f"{camel(name)} is none of "
        elif name not in PAPERS and isinstance(fields[name].kind, Texts):
            yield with_(good, name, [CONTROL]), f"{camel(name)} holds control characters."
    if "documents" in move.inputs:
        paper = Attachment("0" * 64, "EVIDENCE", "照片")
        yield replace(good, documents=(paper,) * 21), "documents holds more than 20. Send the others"
        yield replace(good, documents=(replace(paper, kind="NOWHERE"),)), "documents[1].kind is none of "
        yield (
            replace(good, documents=(replace(paper, title=" "),)),
            "documents[1].title is missing. Say what the document is.",
        )
    stray = next(one for one in (*PAPERS[:2], *fields) if one not in move.inputs)
    yield with_(good, stray, "多余"), f"{camel(stray)} does not belong to this move. Leave it out."


@pytest.mark.parametrize(("flow", "move"), BY_HAND, ids=lambda one: one.name)
def test_every_detail_of_every_mutation_is_told_what_is_wrong_with_it(flow: Workflow, move: Move) -> None:
    good = whole(flow.name, move.name, "0" * 64)
    item = moves.item_of(flow.name)

    def told(given: Given) -> list[str]:
        return [*details.problems(Turn(item, flow, move, {}, None, KEEPER, given, DAY))]

    tried = [(sentence, told(given)) for given, sentence in wrong(flow, move, good)]

    assert told(good) == []
    assert [sentence for sentence, found in tried if not any(one.startswith(sentence) for one in found)] == []


def standing(move: Move, subject: uuid.UUID) -> Caller:
    """Somebody who holds every scope, and stands to the case in the first capacity of the move alone."""
    audience = move.ways[0][1]
    return replace(
        KEEPER, scopes=frozenset(Scope), audiences=frozenset({audience}), subject=subject if audience is Audience.SUBJECT else None
    )  # fmt: skip


async def told_case(office: Office, record: Taken, flow: Workflow) -> uuid.UUID:
    """A case of this type, as it was filed."""
    opened = load.Told(FILE, dt.datetime.combine(DAY, dt.time(4), dt.UTC), "clerk", KEEPER.department)
    past = load.PastCase(
        moves.item_of(flow.name), uuid.uuid4(), f"N{flow.name}", record.subject_id, natural=False, region="350102",
        source_department=KEEPER.department, moves=(opened,), values={}, filer_id=record.subject_id,
        record=(record.item.key, record.id) if flow.on_record else None,
    )  # fmt: skip
    async with office.db.writing() as session:
        await load.load(session, [past])
    return past.id


async def refusal(
    office: Office, who: Caller, flow: Workflow, name: str, case: uuid.UUID, given: Given
) -> Exception | None:
    """Why a move was refused."""
    try:
        async with office.db.writing() as session:
            await moves.move(session, who, office.clock, flow.name, name, case, given)
    except (GuardRefused, MoveNotAllowed, NotFound) as error:
        return error
    return None


async def test_no_move_of_any_case_is_made_with_bad_details_from_a_wrong_state_or_of_a_case_that_is_not_there(
    db: Database, settings: Settings, owner: asyncpg.Connection[Any]
) -> None:
    office = Office(db, settings, DAY)
    record = await office.go(await office.take(DishonestyRecord, TOWNSHIP), *PUBLISHED)
    made: list[str] = []

    for flow in WORKFLOWS.values():
        key, case = moves.item_of(flow.name).key, await told_case(office, record, flow)
        for move in (one for one in flow.moves.values() if one.ways and one.name != FILE):
            who, good = standing(move, record.subject_id), whole(flow.name, move.name, "0" * 64)
            elsewhere = next(state for state in flow.stages if state not in move.sources | _SILENT)
            tries = [
                (min(move.sources), case, with_(good, "summary_of_nothing", "x"), GuardRefused, "does not belong to this move"),
                (elsewhere, case, good, MoveNotAllowed, f"{elsewhere}"),
                (elsewhere, uuid.uuid4(), good, NotFound, "id"),
            ]  # fmt: skip
            for state, chosen, given, error, says in tries:
                await owner.execute(f"UPDATE {key} SET state = $1, kept_from = '{{}}'", state)
                before = await owner.fetch(
                    f"SELECT t::text FROM {key} t UNION ALL SELECT s::text FROM case_step s"
                )
                found = await refusal(office, who, flow, move.name, chosen, given)
                after = await owner.fetch(
                    f"SELECT t::text FROM {key} t UNION ALL SELECT s::text FROM case_step s"
                )
                if not (isinstance(found, error) and says in str(found) and before == after):
                    made.append(f"{flow.name}.{move.name} in {state}: {found!r}")

    assert made == []
