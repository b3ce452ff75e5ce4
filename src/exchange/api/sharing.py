"""The mutations of a recipient: have its shares brought up to date before it reads them, and say what it removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strawberry
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

from exchange import sharing
from exchange.api import types
from exchange.api.making import mutation, record_id, union
from exchange.api.reports import refused
from exchange.errors import ExchangeError

if TYPE_CHECKING:
    from exchange.grants.standing import Standing


@strawberry.type(description="The shares are up to date (共享记录已更新).")
class SharesUpdated:
    """Read them with `shares`, from the last number that you have seen."""

    last: int = strawberry.field(description="Number of the last change (最后序号).")
    found: int = strawberry.field(
        description="Changes that this call found; ask again while there are any (新发现变化数)."
    )


@strawberry.type(description="The removals are entered (删除已确认).")
class RemovalConfirmed:
    """Sent again, `confirmed` is 0 and `before` counts them."""

    confirmed: int = strawberry.field(description="Shares whose removal this call confirmed (本次确认数).")
    before: int = strawberry.field(description="Shares whose removal was confirmed before (此前已确认数).")


def update_shares() -> types.Declared:
    """`updateShares`, without an argument: agreement and client are those of the call."""
    run = StrawberryResolver(_update)
    description = (
        "Find what is new, different or gone among the records that the agreement of this call shares with you; "
        "then read `shares` (更新共享记录)."
    )
    field = StrawberryField(python_name="update_shares", description=description, base_resolver=run)
    field.arguments = []
    return types.Declared("update_shares", union("SharesResult", SharesUpdated), field)


async def _update(info: strawberry.Info) -> Any:  # noqa: ANN401 - a member of the union
    async def work(standing: Standing) -> sharing.Updated:
        return await sharing.update(standing, info.context.clock)

    try:
        done = await info.context.write(work)
    except ExchangeError as error:
        return refused(error)
    return SharesUpdated(last=done.last, found=done.found)


def confirm_removal() -> types.Declared:
    """`confirmRemoval`: the recipient says that it removed what it was given."""
    ids = types.plain(
        "ids",
        list[strawberry.ID],
        f"1 to {sharing.MOST} of your `shares` that are `stillHeld` (共享记录标识).",
    )
    types.make("ConfirmRemovalInput", [ids], "What you removed (已删除的共享记录).", is_input=True)
    description = (
        "Say that you removed what you were given of records that are gone or withdrawn, all of them or none; "
        "sent again it changes nothing (确认删除)."
    )
    return mutation(
        "confirm_removal",
        union("RemovalResult", RemovalConfirmed),
        "ConfirmRemovalInput",
        description,
        _confirm,
    )


async def _confirm(info: strawberry.Info, given: Any) -> Any:  # noqa: ANN401 - types made at run time
    async def work(standing: Standing) -> sharing.Confirmed:
        ids = [record_id(one) for one in given.ids]
        async with standing.writing() as session:
            return await sharing.confirm(session, standing.caller, info.context.clock, ids)

    try:
        done = await info.context.write(work)
    except ExchangeError as error:
        return refused(error)
    return RemovalConfirmed(confirmed=done.confirmed, before=done.before)
