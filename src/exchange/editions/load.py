"""Loading an edition: all of it or nothing, in force from a day to come, beside the editions that are there.

What an edition says while it is in force is not changed any more, since records were accepted under it; until its first day it may be
loaded again. The edition before it ends where it begins, so that on every day exactly one is in force. It begins tomorrow at the earliest:
on one day there is one edition, whenever a row comes in.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.catalogue import shipped
from exchange.editions import compare, stored
from exchange.errors import EditionRefused
from exchange.grants.journal import entered
from exchange.reference import Validity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from exchange.catalogue import CatalogueEntry
    from exchange.clock import Clock
    from exchange.database import WriteSession

_C = stored.TABLE.c
_ONE_AT_A_TIME = 0x65646974  # "edit"


async def load(
    session: WriteSession,
    clock: Clock,
    actor: str,
    edition: int,
    start: dt.date,
    entries: Sequence[CatalogueEntry],
) -> bool:
    """Put an edition in force from `start` on; false where it stands there already. Raises EditionRefused; then nothing has changed."""
    await session.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
    known = _periods(await stored.entries(session))
    later = min((one.start for number, one in known.items() if number > edition and one.start), default=None)
    wanted = tuple(replace(one, edition=edition, valid=Validity(start, later)) for one in entries)
    own = await stored.entries(session, _C.edition == edition)
    if _alike(own, wanted):
        return False
    _fits(known, edition, start, clock.today())
    await _store(session, clock, actor, edition, wanted)
    earlier = max((number for number in known if number < edition), default=None)
    ends = sa.update(stored.TABLE).where(_C.edition == earlier).values(valid_until=start)
    await session.execute(ends)
    await compare.renew(session)
    await entered(
        session,
        clock,
        actor,
        "catalogue.load",
        str(edition),
        {"entries": len(wanted), "from": start.isoformat()},
    )
    return True


async def seed(session: WriteSession) -> None:
    """The editions that are shipped, as they are shipped; one that somebody loaded stays as it was loaded, and ends the one before."""
    loaded = {row.edition: row.valid_from for row in await session.all(
        sa.select(_C.edition, _C.valid_from).where(_C.loaded_at.is_not(None)).distinct()
    )}  # fmt: skip
    known = set(await stored.entries(session))
    wanted = (_before(one, loaded) for one in shipped() if one.edition not in loaded)
    rows = [stored.columns(one) for one in wanted if one not in known]
    if rows:  # the others are left alone: each request would read past their dead copies
        made = insert(stored.TABLE)
        others = {name: made.excluded[name] for name in rows[0] if name not in {"edition", "code"}}
        await session.execute(
            made.on_conflict_do_update(index_elements=["edition", "code"], set_=others), rows
        )
    await compare.renew(session)


def _before(one: CatalogueEntry, loaded: dict[int, dt.date]) -> CatalogueEntry:
    """Ends where the next edition that was loaded begins."""
    ends = [start for number, start in loaded.items() if number > one.edition]
    ends += [one.valid.end] if one.valid.end is not None else []
    return replace(one, valid=Validity(one.valid.start, min(ends, default=None)))


async def _store(
    session: WriteSession, clock: Clock, actor: str, edition: int, wanted: Sequence[CatalogueEntry]
) -> None:
    """The entries in the place of those that an earlier load of this edition left."""
    await session.execute(sa.delete(stored.TABLE).where(_C.edition == edition))
    by = {"loaded_at": clock.now(), "loaded_by": actor}
    await session.execute(sa.insert(stored.TABLE), [{**stored.columns(one), **by} for one in wanted])


def _periods(entries: Sequence[CatalogueEntry]) -> dict[int, Validity]:
    return {one.edition: one.valid for one in entries}


def _alike(own: Sequence[CatalogueEntry], wanted: Sequence[CatalogueEntry]) -> bool:
    return {one.code: one for one in own} == {one.code: one for one in wanted}


def _fits(known: dict[int, Validity], edition: int, start: dt.date, today: dt.date) -> None:
    """Later editions begin later, and none that is in force is touched."""
    own = known.get(edition)
    if own is not None and own.start is not None and own.start <= today:
        raise EditionRefused(
            edition=edition,
            problem=f"it is in force since {own.start}, and records were accepted under it. Give what changed a new number.",
        )
    if start <= today:
        raise EditionRefused(
            edition=edition,
            problem=f"{start} is not a day to come. What is submitted today is judged by the edition of today.",
        )
    for number, period in known.items():
        begins = period.start
        if begins is not None and number != edition and (number < edition) != (begins < start):
            raise EditionRefused(
                edition=edition,
                problem=f"edition {number} begins on {begins}. A higher number has to begin later, a lower one earlier.",
            )
