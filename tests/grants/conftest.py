"""A house per test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.grants.house import House, built

if TYPE_CHECKING:
    from exchange.database import Database
    from exchange.settings import Settings


@pytest.fixture
async def house(db: Database, settings: Settings) -> House:
    """The people of a sharing agreement."""
    return await built(db, settings)
