"""What somebody looks for: an agreement of the department, or a case of discipline inspection, named in the address of a page.

A program names them in headers; here they are chosen once and go along with every link, so that what one reads on is read for the same
purpose. The exchange decides what they are worth, by the same reading of rights as for anybody's call.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from exchange.access import Audience, Scope
from exchange.oauth.details import LONGEST_CASE
from exchange.web.console.desk import AGREEMENT, CASE
from exchange.web.console.rows import NONE

if TYPE_CHECKING:
    from exchange.web.console.desk import Desk
    from exchange.web.console.forms import Option

_AGREEMENTS = """{ agreements(first: 100, orderBy: [{validUntil: DESC}]) {
  edges { node { id title validUntil terminatedAt suspendedAt } } } }"""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What can be named, and what is."""

    agreements: tuple[Option, ...] = ()
    agreement: str = ""
    takes_case: bool = False
    case: str = ""
    unfit: bool = False

    @property
    def carried(self) -> dict[str, str]:
        """What goes along with every link of the page."""
        named = {AGREEMENT: self.agreement, CASE: self.case}
        return {name: value for name, value in named.items() if value}


async def purpose(desk: Desk) -> Purpose | None:
    """What this person can look for; None where nothing depends on it."""
    stands = desk.caller.audiences
    if Scope.RECORD_READ not in desk.caller.scopes or not stands & {Audience.AGREED, Audience.DISCIPLINE}:
        return None
    offered = await _agreements(desk) if Audience.AGREED in stands else ()
    typed = desk.request.query_params.get(CASE, "").strip() if Audience.DISCIPLINE in stands else ""
    fits = len(typed) <= LONGEST_CASE and typed.isprintable()
    chosen = desk.request.query_params.get(AGREEMENT, "")
    known = chosen if chosen in {value for value, _ in offered} else ""
    return Purpose(
        offered, known, Audience.DISCIPLINE in stands, typed if fits else "", not fits or chosen != known
    )


async def entered(desk: Desk) -> None:
    """Go on in the name of the person for the purpose that the address names."""
    desk.purpose = await purpose(desk)
    if desk.purpose is not None and desk.purpose.carried:
        agreement = UUID(desk.purpose.agreement) if desk.purpose.agreement else None
        named = replace(desk.caller, agreement=agreement, case=desk.purpose.case or None)
        desk.caller = await desk.engine.runner.refresh(named)


async def _agreements(desk: Desk) -> tuple[Option, ...]:
    """Those in force, by title and last day."""
    today = desk.engine.runner.clock.today().isoformat()
    found = (one["node"] for one in (await desk.ask(_AGREEMENTS))["agreements"]["edges"])
    return tuple(
        (one["id"], f"{one['title'] or NONE}（{one['validUntil']}）")
        for one in found
        if one["validUntil"] >= today and not one["terminatedAt"] and not one["suspendedAt"]
    )
