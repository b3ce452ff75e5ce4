"""Versions of the disclosure rules: brought in, compared, activated by two persons where they widen, gone back to.

**Who follows what.** One version is active; it stands in the one row of `access_epoch`. Every statement compares it with the version that
it was compiled from, so a process that has not heard of an activation gives no row, learns the rules from here, and asks again. Nobody is
restarted, and nobody answers by rules that are not the active ones.

**The second line goes along.** Activation is one transaction of the owner: rights of the logins, row policies, the active version, the
journal. Either all of it holds from the commit on or nothing has changed.

**A start** brings in the rules that ship, and follows them unless an administrator's are active. Those it keeps, and is refused when they
do not fit the program any more: what a new item shows to whom is for people to say.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.access import Scope
from exchange.disclosure import follow, policy, second_line
from exchange.disclosure.matrix import changes, widens
from exchange.disclosure.policy import Policy, parse, shipped
from exchange.errors import ArgumentInvalid, NotFound, PolicyError, SandboxOnly, StartupError
from exchange.grants import proposals
from exchange.grants.journal import changed, entered
from exchange.grants.terms import text
from exchange.model import PolicyVersion, access_epoch

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sqlalchemy.ext.asyncio import AsyncConnection

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import ReadSession, WriteSession

_VERSION = PolicyVersion.table
_ACTIVE = "SELECT v.version, v.files FROM policy_version v JOIN access_epoch e ON e.policy = v.version"
LARGEST = 262_144
"""Characters of all rule files together."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A version that waits, and whether it needs a second person."""

    version: str
    proposal: uuid.UUID
    widens: bool


async def learn(session: ReadSession) -> None:
    """Follow the active version from now on, if it is another one."""
    row = await session.fetchrow(_ACTIVE)
    if row is not None and row["version"] != policy().version:
        follow(_read(row["version"], json.loads(row["files"])))


async def settle(connection: AsyncConnection, now: dt.datetime) -> None:
    """At a start, as the owner: bring in the rules that ship, and follow whichever are active. StartupError where those do not fit.

    Where nothing changes nobody who writes is held up.
    """
    await _bring_in(connection, shipped(), now, "start", "shipped with the program", shipped_with=True)
    row = await _active(connection)
    if row is None or (row.shipped and row.version != shipped().version):
        await connection.execute(sa.select(access_epoch.c.one).with_for_update())
        row = await _active(connection)
        if row is None or (row.shipped and row.version != shipped().version):
            await _switch(connection, shipped().version, now, raised=0 if row is None else 1)
            row = None
    try:
        follow(None if row is None or row.shipped else _read(row.version, row.files))
    except PolicyError as problem:
        raise StartupError(
            f"The active disclosure rules do not fit this version of the program: {problem.message} "
            "Start the earlier version, or have rules that fit proposed and activated there first."
        ) from problem


async def _active(connection: AsyncConnection) -> Any:  # noqa: ANN401 - a row, or None
    active = sa.select(_VERSION.c.version, _VERSION.c.files, _VERSION.c.shipped)
    return (
        await connection.execute(active.join(access_epoch, access_epoch.c.policy == _VERSION.c.version))
    ).first()


async def propose(
    session: WriteSession, clock: Clock, caller: Caller, files: Mapping[str, str], reason: str
) -> Proposed:
    """Bring in other rules and propose to follow them. Files that are not given stay as they are followed now.

    Raises ScopeMissing, SandboxOnly, StepNotAllowed, and ArgumentInvalid with the file and the key that are wrong.
    """
    _may(caller)
    text(reason, "reason", "proposePolicy", 2000)
    rules = read(files)
    if rules.version == policy().version:
        raise ArgumentInvalid(
            argument="files", field="proposePolicy", problem="these are the rules that are followed already."
        )
    await _bring_in(session.connection, rules, clock.now(), caller.actor, reason)
    return await _proposed(session, clock, caller, rules, reason)


async def propose_again(
    session: WriteSession, clock: Clock, caller: Caller, version: str, reason: str
) -> Proposed:
    """Propose to go back to a version that is here. Raises as `propose`, and NotFound."""
    _may(caller)
    text(reason, "reason", "proposePolicy", 2000)
    return await _proposed(session, clock, caller, await of(session, version), reason)


async def activate(
    session: WriteSession, clock: Clock, caller: Caller, proposal: uuid.UUID, answer: str
) -> Policy:
    """Follow proposed rules from the commit on; `session` is the owner's. What widens is not activated by who proposed it.

    Widening is judged against the rules that are followed at this moment, not when it was proposed.
    """
    caller.require(Scope.ACCESS_MANAGE)
    row = await proposals.decided(session, clock, caller, proposal, "activate", answer)
    if row["kind"] != "POLICY":
        raise NotFound(what="proposal id")
    active = await of(session, await session.scalar(sa.select(access_epoch.c.policy)))
    rules = await of(session, row["what"]["version"])
    if widens(active, rules):
        problem = "these rules give somebody more, so another person has to activate them."
        await proposals.another(session, caller, row["proposed_by"], problem)
    await proposals.close(session, clock, caller, proposal, "APPROVED", answer)
    await second_line.apply(session.connection, rules, clock.settings)
    await _switch(session.connection, rules.version, clock.now())
    detail = {"before": active.version, "reason": answer, "cells": len(changes(active, rules))}
    await changed(session, clock, caller.actor, "policy.activate", rules.version, detail)
    return rules


async def of(session: WriteSession, version: str) -> Policy:
    """A version that is here; NotFound otherwise."""
    here = sa.select(_VERSION.c.files).where(_VERSION.c.version == version)
    files = await session.scalar(here)
    if files is None:
        raise NotFound(what="version")
    return _read(version, files)


def read(files: Mapping[str, str]) -> Policy:
    """Rules as they would be with these files in place of those that are followed; ArgumentInvalid says which file and key are wrong."""
    if not files or sum(map(len, files.values())) > LARGEST:
        raise ArgumentInvalid(
            argument="files",
            field="proposePolicy",
            problem=f"give one file or more, of {LARGEST} characters at most.",
        )
    try:
        return parse({**policy().files, **files})
    except PolicyError as problem:
        raise ArgumentInvalid(argument="files", field="proposePolicy", problem=problem.message) from None


def _read(version: str, files: Mapping[str, str]) -> Policy:
    return shipped() if version == shipped().version else parse(files)


def _may(caller: Caller) -> None:
    caller.require(Scope.ACCESS_MANAGE)
    if caller.sandbox:
        raise SandboxOnly


async def _proposed(
    session: WriteSession, clock: Clock, caller: Caller, rules: Policy, reason: str
) -> Proposed:
    wider = widens(policy(), rules)
    what = {"version": rules.version, "widens": wider, "before": policy().version}
    made = await proposals.propose(
        session, clock, caller, proposals.What("POLICY", rules.version, what), reason
    )
    await entered(session, clock, caller.actor, "policy.propose", rules.version, {"reason": reason})
    return Proposed(rules.version, made, wider)


async def _bring_in(
    connection: AsyncConnection,
    rules: Policy,
    now: dt.datetime,
    who: str,
    reason: str,
    *,
    shipped_with: bool = False,
) -> None:
    number = sa.select(sa.func.coalesce(sa.func.max(_VERSION.c.number), 0) + 1).scalar_subquery()
    row: dict[str, Any] = {
        "id": uuid.uuid4(), "version": rules.version, "number": number, "files": dict(rules.files), "made_by": who, "made_at": now,
        "reason": reason, "shipped": shipped_with,
    }  # fmt: skip
    await connection.execute(
        insert(_VERSION).values(**row).on_conflict_do_nothing(index_elements=["version"])
    )


async def _switch(connection: AsyncConnection, version: str, now: dt.datetime, raised: int = 1) -> None:
    active, here = _VERSION.c.active_until, _VERSION.c.version == version
    ended = sa.update(_VERSION).where(_VERSION.c.active_since.is_not(None), active.is_(None))
    await connection.execute(ended.values(active_until=now))
    await connection.execute(sa.update(_VERSION).where(here).values(active_since=now, active_until=None))
    await connection.execute(
        sa.update(access_epoch).values(policy=version, epoch=access_epoch.c.epoch + raised)
    )
