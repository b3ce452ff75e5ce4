"""Which subjects are one: merging two, separating them again, and giving a body that was known by name only the code that it has.

Merging moves no record. The merged subject names the kept one (`same_as`), and its records are found under it; both rows stay, and what was
merged can be separated exactly, since a subject is merged only once and never into one that is merged itself. Two bodies with two valid
codes are two bodies, and persons are told apart by their documents, so neither is merged.

Both rows are locked before anything is decided, in the order of their ids. A record that comes in meanwhile holds its subject by key: it
is either found here, or finds the merge (`intake`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange import audit, feed
from exchange.access import Audience, Scope
from exchange.disclosure import reach
from exchange.disclosure.predicates import records
from exchange.divisions import divisions
from exchange.errors import GuardRefused, NotFound
from exchange.identifiers import credit_code
from exchange.identifiers.fault import IdentifierError
from exchange.model import Subject, open_search
from exchange.records.shown import stamped
from exchange.records.subjects import code_keys, hold

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable, Mapping

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import WriteSession

    Found = Mapping[Any, Any]

_S = Subject.table.c


@dataclass(frozen=True, slots=True)
class Paper:
    """Why, and on what document."""

    reason: str
    document: str | None = None


async def merge(
    session: WriteSession, caller: Caller, clock: Clock, merged: uuid.UUID, kept: uuid.UUID, paper: Paper
) -> uuid.UUID:
    """Find the records of `merged` under `kept` from now on."""
    found = await _locked(session, caller, clock, {merged, kept}, "merge")
    if merged == kept:
        raise _refused("merge", "two_subjects", "it is the same subject twice. Give another one as into.")
    one, other = found[merged], found[kept]
    problem = _not_one(one, other) or await _tangled(session, one, other)
    if problem:
        raise _refused("merge", *problem)
    await _link(session, clock, merged, kept)
    await _tell(session, caller, clock, "merge", (one, other), paper)
    return kept


async def separate(
    session: WriteSession, caller: Caller, clock: Clock, merged: uuid.UUID, paper: Paper
) -> uuid.UUID:
    """Undo a merge: each record is found under its own subject again."""
    one = (await _locked(session, caller, clock, {merged}, "separate"))[merged]
    if one["same_as_id"] is None:
        raise _refused(
            "separate", "merged", "it is not merged into another subject, so there is nothing to undo."
        )
    kept = (await session.mappings(sa.select(Subject.table).where(_S.id == one["same_as_id"])))[0]
    await _link(session, clock, merged, None)
    await _tell(session, caller, clock, "separate", (one, kept), paper)
    return merged


async def identify(
    session: WriteSession,
    caller: Caller,
    clock: Clock,
    subject: uuid.UUID,
    code: str,
    paper: Paper,
    *,
    override: bool = False,
) -> uuid.UUID:
    """Give an unresolved body its credit code."""
    one = (await _locked(session, caller, clock, {subject}, "resolve"))[subject]
    if not one["unresolved"]:
        raise _refused("resolve", "unresolved", "it is no unresolved subject. Nothing has to be resolved.")
    checked = _checked(code, override=override)
    await hold(session, [checked])
    known = sa.select(_S.id).where(_S.credit_code == checked)
    if await session.scalar(known.limit(1)) is not None:
        raise _refused(
            "resolve",
            "code_is_free",
            "another subject has this credit code. Merge this one into that with mergeSubjects.",
        )
    values = {"credit_code": checked, "credit_code_override": override, "unresolved": False}
    own = {"organisation_code": one["organisation_code"] or checked[8:17]}
    await session.execute(sa.update(Subject.table).where(_S.id == subject).values(**values, **own))
    keys = code_keys(subject, (checked, *own.values()))
    await session.execute(insert(open_search).on_conflict_do_nothing(), keys)
    await _tell(session, caller, clock, "resolve", (one,), paper)
    return subject


def _checked(code: str, *, override: bool) -> str:
    try:
        return credit_code.check(code, {one.code for one in divisions()}).text
    except IdentifierError as error:
        if override and error.code == credit_code.OVERRIDABLE:
            return credit_code.normalise(code)
        raise _refused("resolve", "credit_code", error.message) from None


async def _locked(
    session: WriteSession, caller: Caller, clock: Clock, ids: Iterable[uuid.UUID], move: str
) -> dict[uuid.UUID, Found]:
    """The subjects among those that the caller keeps, locked; a person or one that is not there is refused."""
    caller.require(Scope.RECORD_VERIFY)
    mine = reach(Audience.KEEPER, Subject, caller, clock.today())
    wanted = sa.select(Subject.table).where(_S.id.in_(list(ids)), mine).order_by(_S.id).with_for_update()
    found: dict[uuid.UUID, Found] = {row["id"]: row for row in await session.mappings(wanted)}
    if found.keys() != set(ids):
        raise NotFound(what="id")
    if any(row["natural"] for row in found.values()):
        raise _refused(
            move,
            "organisation",
            "a natural person is known by its document alone. Correct the record that names it.",
        )
    return found


def _not_one(one: Found, other: Found) -> tuple[str, str] | None:
    codes = {row["credit_code"] for row in (one, other) if row["credit_code"]}
    if len(codes) > 1:
        return (
            "one_code",
            "both have a credit code, and not the same: they are two bodies. Link them as predecessor and successor.",
        )
    if one["credit_code"] and not other["credit_code"]:
        return (
            "code_is_kept",
            "the one to be kept has no credit code, the other has. Merge them the other way round.",
        )
    return None


async def _tangled(session: WriteSession, one: Found, other: Found) -> tuple[str, str] | None:
    if one["same_as_id"] is not None:
        return "merged_once", "it is merged into another subject already. Separate it first."
    if other["same_as_id"] is not None:
        return (
            "kept_stands",
            "the subject to be kept is merged into another one itself. Give that one as into.",
        )
    leads = sa.select(_S.id).where(_S.same_as_id == one["id"])
    if await session.scalar(leads.limit(1)) is not None:
        return "leaf", "other subjects are merged into it. Separate them first, or merge the other way round."
    return None


async def _link(session: WriteSession, clock: Clock, merged: uuid.UUID, kept: uuid.UUID | None) -> None:
    await session.execute(sa.update(Subject.table).where(_S.id == merged).values(same_as_id=kept))
    for item in records():
        here = item.table.c.subject_id == merged
        values = stamped(item, {"same_subject_id": kept}, clock.today())
        await session.execute(sa.update(item.table).where(here).values(values))


async def _tell(
    session: WriteSession, caller: Caller, clock: Clock, move: str, subjects: Iterable[Found], paper: Paper
) -> None:
    """A line of the trail and a change for each of the subjects."""
    lines = [
        audit.Entry(
            at=clock.now(), actor=caller.actor, client=caller.client, department=caller.department, item=Subject.key,
            subject_id=one["id"], record_id=one["id"], move=move, state_before=one["status"], state_after=one["status"],
            reason=paper.reason, document=paper.document,
        )
        for one in subjects
    ]  # fmt: skip
    await audit.write(session, lines)
    await feed.write(session, lines)


def _refused(move: str, guard: str, problem: str) -> GuardRefused:
    return GuardRefused(move=move, guard=guard, problem=problem)
