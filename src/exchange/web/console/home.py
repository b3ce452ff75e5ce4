"""The start page of the console: what waits, and where to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.web.console.sections import Section, Way
from exchange.web.console.vocabulary import Term

if TYPE_CHECKING:
    from starlette.responses import Response

    from exchange.web.console.desk import Desk


async def home(desk: Desk) -> Response:
    """What the person can go to."""
    return desk.page("console_home.html")


HOME = Section("", Term("首页", "Home"), (Way("", home),))
