"""The mutation by which a keeper decides whether two records are one decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import strawberry

from exchange.api import types
from exchange.api.making import mutation, record_id, union
from exchange.api.sameness import paper_of, written
from exchange.records import duplicates

if TYPE_CHECKING:
    from exchange.access import Caller
    from exchange.clock import Clock
    from exchange.database import WriteSession


@strawberry.type(description="It was decided (已认定).")
class DuplicateSettled:
    """Which pair."""

    id: strawberry.ID = strawberry.field(description="The pair (疑似重复标识).")


def settle_duplicate() -> types.Declared:
    """`settleDuplicate`."""
    name = "SettleDuplicateInput"
    fields = [
        types.plain("id", strawberry.ID, "The pair (疑似重复标识)."),
        types.plain(
            "keep",
            strawberry.ID | None,
            "Record that stays, where it is one decision; left out, they are two (保留的记录).",
        ),
        types.plain("reason", str, "Why (理由)."),
        types.plain("document", "str | None", "Document that it rests on, by its number (依据文书)."),
    ]
    types.make(name, fields, "Whether two records are one decision (重复认定).", is_input=True)

    async def resolve(info: strawberry.Info, given: Any) -> Any:  # noqa: ANN401 - types made at run time
        found = await written(info, given, _settle)
        return DuplicateSettled(id=strawberry.ID(str(found))) if isinstance(found, UUID) else found

    description = (
        "Decide whether two records are one decision in two spellings; then one is withdrawn (重复认定)."
    )
    return mutation(
        "settle_duplicate", union("DuplicateResult", DuplicateSettled), name, description, resolve
    )


async def _settle(session: WriteSession, caller: Caller, clock: Clock, given: Any) -> UUID:  # noqa: ANN401 - types made at run time
    keep = record_id(given.keep) if given.keep else None
    return await duplicates.settle(
        session, caller, clock, record_id(given.id), keep, paper_of("settle_duplicate", given)
    )
