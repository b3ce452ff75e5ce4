"""The mutation by which a recipient has its shares brought up to date before it reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strawberry
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

from exchange import sharing
from exchange.api import types
from exchange.api.making import union
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
