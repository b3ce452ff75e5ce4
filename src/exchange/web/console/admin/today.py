"""What waits for administrators today: proposals of others, share requests that are late, scopes that nobody uses."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from exchange.access import Scope
from exchange.web.console.admin import wording
from exchange.web.console.admin.clients import oldest
from exchange.web.console.sections import ROOT

if TYPE_CHECKING:
    from exchange.web.console.desk import Desk

Figure = tuple[str, int, str, bool]
"""Where it leads, how many, what they are, and whether that is bad."""

_DOCUMENT = (
    "query($late: ShareRequestWhere, $waiting: ShareRequestWhere, $idle: HeldScopeWhere) { "
    "proposals(where: {state: {in: [OPEN]}}, first: 0) { totalCount } waiting: shareRequests(where: $waiting, first: 0) { totalCount } "
    "late: shareRequests(where: $late, first: 0) { totalCount } heldScopes(where: $idle, first: 0) { totalCount } }"
)


async def waiting(desk: Desk) -> list[Figure]:
    """The figures of the start page; none for who does not manage access."""
    if Scope.ACCESS_MANAGE not in desk.caller.scopes:
        return []
    words = wording.admin(desk.lang)["today"]
    yesterday = desk.engine.runner.clock.today() - dt.timedelta(days=1)
    found = await desk.ask(
        _DOCUMENT, waiting={"state": {"in": ["FILED", "REVIEW", "DISPUTED"]}}, late={"dueOn": {"to": yesterday.isoformat()}},
        idle={"idleSince": {"to": oldest(desk).isoformat()}},
    )  # fmt: skip
    number = {name: one["totalCount"] for name, one in found.items()}
    return [
        (desk.link(f"{ROOT}/proposals", state="OPEN"), number["proposals"], words["proposals"], False),
        (desk.link(f"{ROOT}/requests"), number["waiting"], words["requests"], False),
        (desk.link(f"{ROOT}/requests"), number["late"], words["late"], number["late"] > 0),
        (desk.link(f"{ROOT}/unused"), number["heldScopes"], words["unused"], number["heldScopes"] > 0),
    ]
