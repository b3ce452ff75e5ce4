"""Two databases, made once per test: worlds come and go in them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest

from exchange.database import Database
from tests.conftest import _as_owner, _named
from tests.paired.pair import Side

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from exchange.settings import Settings

Sides = tuple[Side, Side]


@pytest.fixture
async def sides(db: Database, settings: Settings, server: Settings, template: str) -> AsyncIterator[Sides]:
    """The two."""
    name = f"test_{uuid.uuid4().hex}"
    await _as_owner(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    other = server.at(_named(server, name))
    async with Database.open(other) as second:
        yield Side(db, settings), Side(second, other)
    await _as_owner(server, f"DROP DATABASE {name} WITH (FORCE)")
