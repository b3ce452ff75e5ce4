"""Bringing a recipient's shares up to date, from the one change log.

The log tells which records to look at, and nothing else: whether a record is new, different or gone for this recipient is told by what it
sees of it now and what it saw before. So a line about something hidden leaves no trace, not even in the numbers. What moves sight without a
line of the log (other rules, another edition of the catalogue, other terms) makes it be looked through from its beginning.

All of one call is one transaction: the numbers stand there with their lines, or nothing has happened. Sending it again finds nothing new.
"""

from __future__ import annotations

import hashlib
import time
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange import feed
from exchange.access import Audience, Scope
from exchange.calendar import working_days
from exchange.disclosure import policy
from exchange.disclosure.predicates import records
from exchange.disclosure.view import stance, view
from exchange.editions.stored import in_force
from exchange.errors import BadRequest, NotFound, SandboxOnly
from exchange.model import Share, agreement, share_position
from exchange.rules import time_limit, time_limits
from exchange.sharing.sight import seen

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from sqlalchemy.dialects.postgresql import Insert

    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import WriteSession
    from exchange.grants.standing import Standing
    from exchange.model import Item

LINES: Final = 2_000
"""Lines of the log that are looked at together."""
SECONDS: Final = 4.0
"""After so long a call ends with what it has; the next one goes on from there."""
_SHARE = Share.table


@dataclass(frozen=True, slots=True)
class Updated:
    """The recipient's last number, and how many changes this call found."""

    last: int
    found: int


@dataclass(slots=True)
class _Recipient:
    """One client under one agreement, and how far the log has been looked through for it."""

    caller: Caller
    day: dt.date
    items: frozenset[str]
    kinds: tuple[str, ...]
    sight: str
    place: tuple[int, int]
    number: int
    found: dict[uuid.UUID, dict[str, Any]] = field(default_factory=dict)


async def update(standing: Standing, clock: Clock) -> Updated:
    """Look through what changed since the last call.

    Raises ScopeMissing, SandboxOnly, or NotFound where the call names no agreement of the caller's that lives.
    """
    caller = standing.caller
    caller.require(Scope.RECORD_READ)
    if caller.sandbox:
        raise SandboxOnly
    async with standing.writing() as session:
        one = await _recipient(session, caller, clock)
        ends = time.monotonic() + SECONDS
        while await _step(session, one) and time.monotonic() < ends:
            pass
        last = await _enter(session, one, clock)
    return Updated(last, len(one.found))


async def _recipient(session: WriteSession, caller: Caller, clock: Clock) -> _Recipient:
    """The caller as a recipient, its position held until the end of the transaction."""
    day = clock.today()
    terms = await _terms(session, caller, day)
    if Audience.AGREED not in stance(caller).audiences or terms is None:
        raise NotFound(what="agreement id")
    caller.require_uncounted()
    items, kinds = frozenset(terms.items), tuple(terms.kinds)
    edition = (await in_force(session, day)).edition
    sight = _sight(caller, edition, [sorted(items), sorted(kinds), terms.region])
    if caller.client is None:
        raise BadRequest(problem="a share is made for a client. Ask for it with the token of one.")
    key = {"agreement": caller.agreement, "client": caller.client}
    fresh = dict(zip(("xid", "line"), feed.START, strict=True)) | {"number": 0, "sight": sight}
    await session.execute(insert(share_position).values(**key, **fresh).on_conflict_do_nothing())
    held = (await session.all(sa.select(share_position).where(*_own(share_position, key)).with_for_update()))[
        0
    ]
    place = (held.xid, held.line) if held.sight == sight else feed.START
    return _Recipient(caller, day, items, kinds, sight, place, held.number)


async def _terms(session: WriteSession, caller: Caller, day: dt.date) -> Any:  # noqa: ANN401 - a row, or None
    one = agreement.c
    living = (
        one.id == caller.agreement,
        one.department.in_(caller.departments),
        one.suspended_at.is_(None),
        one.terminated_at.is_(None),
        one.valid_from <= day,
        one.valid_until >= day,
    )
    return next(
        iter(await session.all(sa.select(one["items"].label("items"), one.kinds, one.region).where(*living))),
        None,
    )


def _sight(caller: Caller, edition: int | None, terms: list[Any]) -> str:
    """Everything but the records themselves that decides what the recipient sees."""
    parts = [view(policy(), stance(caller)).fingerprint, edition, caller.jurisdiction, terms]
    return hashlib.sha256(repr(parts).encode()).hexdigest()


async def _step(session: WriteSession, one: _Recipient) -> bool:
    """Look through the next lines; false at the end of the log."""
    lines = await session.all(feed.since(one.place, LINES))
    named: dict[str, dict[uuid.UUID, uuid.UUID]] = {}
    for line in lines:
        if line.item in one.items:
            named.setdefault(line.item, {})[line.record_id] = line.subject_id
    for item in records():
        if item.key in named:
            await _compare(session, one, item, named[item.key])
    if lines:
        one.place = lines[-1].xid, lines[-1].id
    return len(lines) == LINES


async def _compare(
    session: WriteSession,
    one: _Recipient,
    item: type[Item],
    looked_at: Mapping[uuid.UUID, uuid.UUID],
) -> None:
    """Keep what differs between what the recipient sees of the records now and what its shares say."""
    sight = view(policy(), stance(one.caller))
    statement = seen(sight, one.caller, one.day, item, list(looked_at), one.kinds)
    now = {row["id"]: row for row in await session.mappings(statement)}
    before = await _before(session, one, looked_at.values(), list(looked_at))
    for record in looked_at:
        had, has = before.get(record), now.get(record)
        one.found.pop(record, None)
        if has is None:
            if had is not None and had.digest is not None:
                one.found[record] = {
                    "change": "GONE",
                    "digest": None,
                    "subject_id": had.subject_id,
                    "item": item.key,
                }
        elif had is None or bytes(had.digest or b"") != bytes(has["digest"]):
            new = had is None or had.digest is None
            kept = {name: value for name, value in has.items() if name != "id"}
            one.found[record] = {**kept, "change": "NEW" if new else "CHANGED", "item": item.key}


async def _before(
    session: WriteSession, one: _Recipient, subjects: Iterable[uuid.UUID], looked_at: list[uuid.UUID]
) -> dict[uuid.UUID, Any]:
    chosen = sa.select(_SHARE.c.record_id, _SHARE.c.subject_id, _SHARE.c.digest).where(
        *_own(_SHARE, {"agreement": one.caller.agreement, "client": one.caller.client}),
        _SHARE.c.subject_id == sa.any_(sa.literal(sorted(set(subjects)), sa.ARRAY(sa.Uuid()))),
        _SHARE.c.record_id == sa.any_(sa.literal(looked_at, sa.ARRAY(sa.Uuid()))),
    )
    return {row.record_id: row for row in await session.all(chosen)}


async def _enter(session: WriteSession, one: _Recipient, clock: Clock) -> int:
    """Store what was found. Numbered by the random ids of the records: the order of the log would tell of lines that nobody is given."""
    day = clock.today()
    due = {"GONE": time_limit("user_remove", day, time_limits()).due(day, working_days())}
    rows = [
        {
            "source_department": None, "province": None, "city": None, "county": None,
            **one.found[record],
            "id": uuid.uuid4(), "record_id": record, "number": one.number + place, "times": 1, "given_at": clock.now(),
            "agreement": one.caller.agreement, "client": one.caller.client, "department": one.caller.department,
            "remove_due_on": due.get(one.found[record]["change"]), "still_held": one.found[record]["change"] == "GONE",
        }
        for place, record in enumerate(sorted(one.found), 1)
    ]  # fmt: skip
    if rows:
        await session.execute(_renewed(), rows)
    here = _own(share_position, {"agreement": one.caller.agreement, "client": one.caller.client})
    reached = {
        "xid": one.place[0],
        "line": one.place[1],
        "number": one.number + len(rows),
        "sight": one.sight,
    }
    await session.execute(sa.update(share_position).where(*here).values(**reached))
    return one.number + len(rows)


def _renewed() -> Insert:
    """Lines, each in the place of an older one of its record. What was withdrawn at its source has its day, or is removed already."""
    made = insert(_SHARE)
    new, gone = made.excluded, made.excluded.change == "GONE"
    said = sa.and_(gone, _SHARE.c.removed_on.is_not(None))
    return made.on_conflict_do_update(
        index_elements=["subject_id", "agreement", "client", "record_id"],
        set_={
            **{name: new[name] for name in ("number", "change", "given_at", "digest")},
            "times": _SHARE.c.times + 1,
            "remove_due_on": sa.case((gone, sa.func.coalesce(_SHARE.c.remove_due_on, new.remove_due_on))),
            "still_held": sa.and_(gone, sa.not_(said)),
            "removed_on": sa.case((gone, _SHARE.c.removed_on)),
        },
    )


def _own(table: sa.Table, key: Mapping[str, Any]) -> list[sa.ColumnElement[bool]]:
    return [table.c[name] == value for name, value in key.items()]
