"""What the console is made of: sections, each a module that declares its pages and who is shown them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.responses import Response

    from exchange.access import Caller, Scope
    from exchange.web.console.desk import Desk
    from exchange.web.console.vocabulary import Term

ROOT = "/console"


@dataclass(frozen=True, slots=True)
class Way:
    """One address of a section, below its path, and who answers there: by GET, or by POST where it says so."""

    path: str
    answer: Callable[[Desk], Awaitable[Response]]
    post: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the console. Whoever holds one of the scopes is shown it; without any it is for everybody who is signed in."""

    path: str
    label: Term
    ways: tuple[Way, ...]
    scopes: frozenset[Scope] = frozenset()
    lead: Term | None = None
    """What one finds there, for the start page."""

    def open_to(self, caller: Caller) -> bool:
        """Whether this caller is shown it."""
        return not self.scopes or bool(self.scopes & caller.scopes)
