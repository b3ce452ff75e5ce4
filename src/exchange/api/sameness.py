"""Mutations about subjects: merge two that are one, separate them again, give an unresolved one its code."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import strawberry

from exchange.api import types
from exchange.api.making import mutation, record_id, union
from exchange.api.reports import Refused
from exchange.errors import ExchangeError
from exchange.records import guards, sameness
from exchange.records.sameness import Paper

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from uuid import UUID

    from exchange.grants.standing import Standing

    Work = Callable[[Any, Any, Any, Any], Awaitable[UUID]]


@strawberry.type(description="It was done (已办理).")
class SubjectDone:
    """Which subject to look at now."""

    subject_id: strawberry.ID = strawberry.field(
        description="The subject that is kept, or the one that was separated or resolved (主体标识)."
    )


_ID = types.plain("id", strawberry.ID, "The subject (主体标识).")
_WHY = (
    types.plain("reason", str, "Why (理由)."),
    types.plain("document", "str | None", "Document that it rests on, by its number (依据文书)."),
)


def subject_mutations() -> Iterator[types.Declared]:
    """The three of them."""
    into = types.plain("into", strawberry.ID, "The subject that is kept (保留主体标识).")
    code = types.plain("credit_code", str, "Its unified social credit code (统一社会信用代码).")
    override = types.plain(
        "credit_code_override",
        "bool | None",
        "The code is right although its check digit fails (代码校验例外).",
    )
    yield _one(
        "merge_subjects",
        "Find the records of one subject under another; nothing is moved (合并主体).",
        (_ID, into),
        _merge,
    )
    yield _one("separate_subjects", "Undo a merge exactly (撤销合并).", (_ID,), _separate)
    yield _one(
        "resolve_subject",
        "Give an unresolved body its credit code (核实主体).",
        (_ID, code, override),
        _resolve,
    )


def _one(name: str, description: str, fields: tuple[types.Declared, ...], work: Work) -> types.Declared:
    kind = "".join(part.capitalize() for part in name.split("_")) + "Input"
    types.make(kind, [*fields, *_WHY], description, is_input=True)

    async def resolve(info: strawberry.Info, given: Any) -> Any:  # noqa: ANN401 - types made at run time
        return await _done(info, given, work)

    return mutation(name, union("SubjectResult", SubjectDone), kind, description, resolve)


async def _done(info: strawberry.Info, given: Any, work: Work) -> Any:  # noqa: ANN401 - types made at run time
    found = await written(info, given, work)
    return found if isinstance(found, Refused) else SubjectDone(subject_id=strawberry.ID(str(found)))


async def written(info: strawberry.Info, given: Any, work: Work) -> UUID | Refused:  # noqa: ANN401 - types made at run time
    """What the work led to in a transaction of its own, or why it was refused."""

    async def done(standing: Standing) -> UUID:
        async with standing.writing() as session:
            return await work(session, standing.caller, info.context.clock, given)

    try:
        found: UUID = await info.context.write(done)
    except ExchangeError as error:
        if error.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.SERVICE_UNAVAILABLE}:
            raise
        return Refused(code=error.code, message=error.message)
    return found


def paper_of(move: str, given: Any) -> Paper:  # noqa: ANN401 - types made at run time
    """Why, and on what document; each is text that can be stored."""
    paper = Paper(given.reason, given.document or None)
    for name, text in (("reason", paper.reason), ("document", paper.document or "")):
        guards.check_text(move, name, text, needed=name == "reason")
    return paper


async def _merge(session: Any, caller: Any, clock: Any, given: Any) -> UUID:  # noqa: ANN401 - types made at run time
    ids = record_id(given.id), record_id(given.into)
    return await sameness.merge(session, caller, clock, *ids, paper_of("merge", given))


async def _separate(session: Any, caller: Any, clock: Any, given: Any) -> UUID:  # noqa: ANN401 - types made at run time
    return await sameness.separate(session, caller, clock, record_id(given.id), paper_of("separate", given))


async def _resolve(session: Any, caller: Any, clock: Any, given: Any) -> UUID:  # noqa: ANN401 - types made at run time
    paper, override = paper_of("resolve", given), bool(given.credit_code_override)
    return await sameness.identify(
        session, caller, clock, record_id(given.id), given.credit_code, paper, override=override
    )
