"""A register as a section of the console: its list, the page of one where there is such a page, and the forms of its acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.web.console.admin import acts, register
from exchange.web.console.sections import Section, Way

if TYPE_CHECKING:
    from starlette.responses import Response

    from exchange.access import Scope
    from exchange.web.console.admin.register import Register
    from exchange.web.console.desk import Desk
    from exchange.web.console.vocabulary import Term


def shelf(kind: Register, label: Term, scopes: frozenset[Scope], lead: Term) -> Section:
    """The section of a register, for whoever holds one of the scopes."""

    async def listed(desk: Desk) -> Response:
        return await register.listed(desk, kind)

    async def seen(desk: Desk) -> Response:
        return await register.seen(desk, kind)

    one = (*acts.ways(kind), Way("/{key}", seen)) if kind.one else ()
    return Section(kind.path, label, (Way("", listed), *one), scopes, lead)
