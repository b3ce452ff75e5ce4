"""Callers and an engine over this test's own database."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from exchange.access import ANONYMOUS, Caller, roles
from exchange.api.engine import Engine, Request
from exchange.api.schema import schema
from exchange.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from exchange.database import Database
    from exchange.settings import Settings

Ask = "Callable[..., Awaitable[dict[str, Any]]]"


def caller(role: str, **facts: Any) -> Caller:  # noqa: ANN401 - any part of a caller
    """A caller in a role, as the door would resolve it."""
    held, name = roles()[role], f"test-{role}"
    known = Caller(client=name, actor=name, scopes=held.scopes, audiences=held.audiences, epoch=1)
    return replace(known, **{"actor": facts.get("client", name)} | facts)


ORIGIN = caller("origin", department="FJ_MARKET", departments=("FJ_MARKET",), jurisdiction="350000")
KEEPER = caller(
    "keeper",
    department="FJ_INFORMATION_CENTRE",
    departments=("FJ_INFORMATION_CENTRE",),
    jurisdiction="350000",
)
PARTNER = caller("partner", department="FJ_FINANCE", departments=("FJ_FINANCE",), jurisdiction="350000")
NOBODY = ANONYMOUS


@pytest.fixture
async def engine(db: Database, settings: Settings) -> Engine:
    """The engine; rights never go stale here."""

    async def refresh(one: Caller) -> Caller:
        return one

    return Engine(schema(), db, Clock(settings), refresh)


@pytest.fixture
def ask(engine: Engine) -> Callable[..., Awaitable[dict[str, Any]]]:
    """Ask a document as somebody; gives the decoded body."""

    async def asked(who: Caller, document: str, **variables: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
        answer = await engine.answer(Request(document, variables), who)
        body: dict[str, Any] = json.loads(answer.body)
        return body

    return asked
