"""A new version in the place of a record that was wrong or was changed: the old row is kept as it was, a new one goes the way of all.

Both are rows of the same item and share their `lineage`, so whatever holds for a record (policy, masks, second line) holds for each of
its versions. The old one ends with the move, before the new one is checked: what its own department calls wrong is shown to nobody any
longer. The new one begins at the first level, since nobody may put unchecked content where checked content stood. A mark of dispute goes
over to it; what had been found out about the old content (severity, period, basis) does not.
"""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange import audit
from exchange.lifecycle import State
from exchange.records import route
from exchange.records.intake import fingerprint
from exchange.records.rows import prepare

if TYPE_CHECKING:
    import datetime as dt

    from exchange.database import WriteSession
    from exchange.records.step import Step

_KEPT = (
    "same_subject_id",
    "subject_id",
    "natural",
    "source_department",
    "authority_department",
    "region",
    "province",
    "city",
    "county",
    "disputed",
)
"""What stays from version to version beside the content."""


def lineage(step: Step) -> uuid.UUID:
    """What the versions of the record have in common: the id of the first."""
    found: uuid.UUID = step.row["lineage"] or step.row["id"]
    return found


def leave(step: Step) -> dict[str, Any]:
    """Columns of the old version: it gives up its place among the decisions of its department, so that the new one may take it."""
    return {"lineage": lineage(step), "fingerprint": left(bytes(step.row["fingerprint"]), step.row["id"])}


def left(fingerprint: bytes, record_id: uuid.UUID) -> bytes:
    """The fingerprint of a version that was replaced: equal to no decision's."""
    return hashlib.sha256(fingerprint + record_id.bytes).digest()


async def follow(session: WriteSession, step: Step, now: dt.datetime) -> audit.Entry:
    """Write the new version of the record that `step` replaces; the entry tells of its arrival."""
    prepared = prepare(step.item, step.details.corrections, natural=step.row["natural"])
    version = step.row["version"] + 1
    who = step.caller
    main = {
        "duty_done": step.row["duty_done"],
        **{name: value for name, value in prepared.main.items() if value is not None},
        **{name: step.row[name] for name in _KEPT},
        **route.waiting(step.origin.start, step.today),
        **route.publication(step.item.key, step.details.corrections["decided_on"]),
        "id": uuid.uuid4(), "state": State.SUBMITTED, "late": False, "version": version, "lineage": lineage(step),
        "catalogue_edition": step.listed.edition, "batch": step.row["batch"], "submitted_by": who.client or who.actor,
        "fingerprint": fingerprint(step.item, step.details.corrections, prepared.main["canonical_number"]),
    }  # fmt: skip
    await session.execute(sa.insert(step.item.table).values(**main))
    if step.item.apart is not None and prepared.apart:
        key = {"subject_id": main["subject_id"], "id": main["id"]}
        await session.execute(sa.insert(step.item.apart).values(**prepared.apart, **key))
    return audit.Entry(
        at=now, actor=who.actor, client=who.client, department=who.department, item=step.item.key, subject_id=main["subject_id"],
        record_id=main["id"], move="receive", state_before=None, state_after=State.SUBMITTED, reason=step.details.reason,
        document=step.details.document,
    )  # fmt: skip
