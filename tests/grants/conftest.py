"""A house per test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exchange.disclosure import follow
from tests.grants.house import House, built

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from exchange.database import Database
    from exchange.settings import Settings


@pytest.fixture
async def house(db: Database, settings: Settings) -> AsyncIterator[House]:
    """The people of a sharing agreement. The process goes by the shipped rules again afterwards."""
    yield await built(db, settings)
    follow(None)
