"""Two databases beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from exchange import feed
from tests.conftest import cloned
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
    async with (
        cloned(server, template) as here,
        cloned(server, template) as there,
        house(here) as first,
        house(there, first) as second,
    ):
        yield first, second


@pytest.fixture
def ids(monkeypatch: pytest.MonkeyPatch) -> Ids:
    """Random ids alike in both."""
    return Ids(monkeypatch)
