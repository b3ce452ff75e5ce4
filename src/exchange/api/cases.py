"""Mutations of cases, made from the tables of workflows: one to open each type of case, one per move.

What a move takes is named in its table and declared by the fields of the case, so a move that is added there is in the API, with exactly
the inputs it takes.
"""

from __future__ import annotations

import hashlib
import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import strawberry

from exchange.api import made, types
from exchange.api.making import after_move, mutation, record_id, union, values_of
from exchange.api.reports import Refused
from exchange.api.words import enum_of
from exchange.cases import filing, moves, tracking
from exchange.cases.filing import Marks
from exchange.cases.turn import PAPERS, Attachment, Given
from exchange.errors import ExchangeError
from exchange.model import camel
from exchange.model.item import ANY_CASE
from exchange.model.kinds import Codes, Texts
from exchange.records.once import once
from exchange.submissions.submit import usable
from exchange.workflows import FILE, WORKFLOWS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from uuid import UUID

    from exchange.access import Caller
    from exchange.cases.moves import Done
    from exchange.grants.standing import Standing
    from exchange.lifecycle import Move
    from exchange.model import Item
    from exchange.workflows import Workflow

_KEY = types.plain(
    "key",
    str,
    "Your own number of this request; sent again under the same number it opens no second case (请求编号).",
)
LONG = 16
"""Characters of a request's number that nobody else can come upon."""
_PAPERS = {
    "reason": (str, "Why (理由)."),
    "document": (str, "Document that the move rests on, by its number (依据文书)."),
    "documents": ("list[AttachmentInput]", "Documents uploaded to /documents before (材料)."),
    "responsible": (str, "Code of the department that answers for the case from now on (承办单位)."),
}


def case_mutations() -> Iterator[types.Declared]:
    """Those of every workflow."""
    types.make(
        "CaseMoved",
        [
            types.plain("case_id", strawberry.ID, "Its id (案件标识)."),
            types.plain("number", str, "Its number (案件编号)."),
            types.plain(
                "secret",
                "str | None",
                "Told with the filing alone, where nobody can be found by who filed it: with the number it opens the case, in the header "
                "Exchange-Tracking (查询密码).",
            ),
            after_move(
                "case", ANY_CASE, "case_id", "The case after the move, as you may see it; null if you no longer do (案件)."
            ),
        ],
        "The case was opened or moved (已办理).",
    )  # fmt: skip
    types.make(
        "AttachmentInput",
        [
            types.plain("digest", str, "SHA-256 of the content, as /documents answered it (摘要)."),
            types.plain("kind", enum_of("case_material"), "What it is (材料类别)."),
            types.plain("title", str, "Its title (材料名称)."),
        ],
        "A document to hand in (材料).",
        is_input=True,
    )
    for workflow in WORKFLOWS.values():
        yield from _of(workflow)


def _of(workflow: Workflow) -> Iterator[types.Declared]:
    item = moves.item_of(workflow.name)
    for move in workflow.moves.values():
        if move.name == FILE:
            yield _filing(workflow, item, move)
        elif move.ways:
            yield _move(workflow, item, move)


def _name(workflow: Workflow, move: Move) -> str:
    return f"{move.name}_{workflow.name}"


def _input(workflow: Workflow, item: type[Item], move: Move, *first: types.Declared) -> str:
    """The input type of a move; its name."""
    title = camel(_name(workflow, move))
    kind = f"{title[:1].upper()}{title[1:]}Input"
    inputs = [_detail(item, name, needed=name in move.needed) for name in move.inputs]
    types.make(
        kind, [*first, *inputs], f"{workflow.en}: {move.en} ({workflow.zh}：{move.zh}).", is_input=True
    )
    return kind


def _detail(item: type[Item], name: str, *, needed: bool) -> types.Declared:
    kind: Any
    if name in PAPERS:
        kind, description = _PAPERS[name]
    else:
        field = item.fields[name]
        scalar = types.scalar(field.kind)
        kind = list[scalar] if isinstance(field.kind, Codes | Texts) else scalar  # type: ignore[valid-type] # made at run time
        description = field.description
    if needed:
        return types.plain(name, kind, description)
    return types.plain(name, f"{kind} | None" if isinstance(kind, str) else kind | None, description)


def _filing(workflow: Workflow, item: type[Item], move: Move) -> types.Declared:
    about: list[types.Declared] = []
    if workflow.on_record:
        about = [types.plain("record", strawberry.ID, "The record that it is about (记录标识).")]
    elif not workflow.on_case:
        about = [
            types.plain("subject", strawberry.ID | None, "Whom it concerns, by id (信用主体标识)."),
            types.plain("credit_code", "str | None", "Or by unified social credit code (统一社会信用代码)."),
        ]
    kind = _input(workflow, item, move, _KEY, *about)

    async def filed(info: strawberry.Info, given: Any) -> Any:  # noqa: ANN401 - types made at run time
        wrong = _unfit(given.key, info.context.caller)
        if wrong is not None:
            return Refused(code="ARGUMENT_INVALID", message=wrong)
        return await _done(info, lambda standing: _file(info, standing, workflow, given))

    return mutation(_name(workflow, move), _result(), kind, _told(workflow, move), filed)


def _unfit(key: str, caller: Caller) -> str | None:
    """Why a number of a request cannot be taken. Who has no account gets the secret of a case by it, so that one must not be guessed."""
    if not usable(key):
        return "key: write 1 to 64 letters, digits and . : / _ -"
    if caller.anonymous and len(key) < LONG:
        return f"key: without an account, write at least {LONG} letters and digits, drawn at random for this request."
    return None


async def _file(info: strawberry.Info, standing: Standing, workflow: Workflow, given: Any) -> Any:  # noqa: ANN401 - an input made at run time
    clock = info.context.clock
    async with standing.writing() as session:

        async def make() -> Done:
            target = "" if workflow.on_case else _target(given)
            return await filing.file(
                session, standing.caller, clock, workflow.name, target, _given(given), Marks(secret=secret)
            )

        asked = _asked(given)
        tracked = tracking.wanted(workflow, standing.caller)
        secret = await tracking.secret(session, standing.caller, asked) if tracked else None
        # Who has no account shares the name of everybody else who has none: what they sent is what tells their requests apart.
        key = asked.hex() if standing.caller.anonymous else given.key
        place = (f"{workflow.name}:{key}", 1)
        found, _ = await once(session, standing.caller, clock.now(), place, asked, make)
        return found, await filing.number_of(session, workflow.name, found), secret


def _target(given: Any) -> UUID | str:  # noqa: ANN401 - an input made at run time
    named = values_of(given)
    if "credit_code" in named and "subject" not in named:
        return str(named["credit_code"])
    return record_id(str(named.get("record", named.get("subject", ""))))


def _move(workflow: Workflow, item: type[Item], move: Move) -> types.Declared:
    kind = _input(workflow, item, move, types.plain("id", strawberry.ID, "The case (案件标识)."))

    async def moved(info: strawberry.Info, given: Any) -> Any:  # noqa: ANN401 - types made at run time
        async def work(standing: Standing) -> Any:  # noqa: ANN401 - id and number
            async with standing.writing() as session:
                done = await moves.move(
                    session, standing.caller, info.context.clock, workflow.name, move.name, record_id(given.id), _given(given)
                )  # fmt: skip
            return done.record_id, done.number, None

        return await _done(info, work)

    return mutation(_name(workflow, move), _result(), kind, _told(workflow, move), moved)


def _result() -> Any:  # noqa: ANN401 - types made at run time
    return union("CaseResult", types.NAMES["CaseMoved"])


def _told(workflow: Workflow, move: Move) -> str:
    return f"{workflow.en}: {move.en} ({workflow.zh}：{move.zh})."


def _given(asked: Any) -> Given:  # noqa: ANN401 - an input made at run time
    named = {name: _plain(value) for name, value in values_of(asked).items()}
    for name in ("id", "key", "record", "subject", "credit_code"):
        named.pop(name, None)
    papers = {name: named.pop(name) for name in PAPERS if name in named}
    if "documents" in papers:
        papers["documents"] = tuple(
            Attachment(one.digest, _plain(one.kind), one.title) for one in papers["documents"]
        )
    return Given(named, **papers)


def _plain(value: Any) -> Any:  # noqa: ANN401 - an enum's value, or anything else
    return [_plain(one) for one in value] if isinstance(value, list) else getattr(value, "value", value)


def _asked(given: Any) -> bytes:  # noqa: ANN401 - an input made at run time
    """A hash of all that a case is opened with."""
    text = json.dumps(values_of(given), sort_keys=True, default=_written)
    return hashlib.sha256(text.encode()).digest()


def _written(value: Any) -> Any:  # noqa: ANN401 - an input or an enum
    return (
        values_of(value)
        if hasattr(value, "__dict__") and not hasattr(value, "value")
        else str(getattr(value, "value", value))
    )


async def _done(info: strawberry.Info, work: Callable[[Standing], Awaitable[Any]]) -> Any:  # noqa: ANN401 - types made at run time
    try:
        case, number, secret = await info.context.write(work)
    except ExchangeError as error:
        if error.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.SERVICE_UNAVAILABLE}:
            raise
        return Refused(code=error.code, message=error.message)
    return vars(made)["CaseMoved"](case_id=str(case), number=number, secret=secret)
