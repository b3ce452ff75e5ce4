"""The sections of the console, in the order in which they stand on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.web.console.admin.registry import SECTIONS
from exchange.web.console.home import HOME

if TYPE_CHECKING:
    from exchange.web.console.sections import Section


def sections() -> tuple[Section, ...]:
    """All of them; a page shows those that are open to its person."""
    return (HOME, *SECTIONS)
