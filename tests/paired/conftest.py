"""Two databases beside each other."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from exchange import feed
from tests.conftest import _as_owner, _named
from tests.paired.house import Ids, house

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from exchange.settings import Settings
    from tests.paired.house import House

Houses = tuple["House", "House"]


@pytest.fixture
async def houses(server: Settings, template: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Houses]:
    """Two houses, empty, over databases of their own. Other tests' transactions in the cluster hold no line of their logs back."""
    monkeypatch.setattr(feed, "_HORIZON", sa.literal_column(str(2**62)))
    names = [f"test_{uuid.uuid4().hex}" for _ in range(2)]
    for name in names:
        await _as_owner(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    here, there = (server.at(_named(server, name)) for name in names)
    async with house(here) as first, house(there, first) as second:
        yield first, second
    for name in names:
        await _as_owner(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def ids(monkeypatch: pytest.MonkeyPatch) -> Ids:
    """Random ids alike in both."""
    return Ids(monkeypatch)
