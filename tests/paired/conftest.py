<<<<<<< HEAD
"""Two databases, made once per test: worlds come and go in them."""
=======
"""Two databases beside each other."""
>>>>>>> 66302dc (Paired worlds with moves and submissions: the second world changes what is withheld in the rows a caller sees; three planted leaks are found)

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest

<<<<<<< HEAD
from exchange.database import Database
from tests.conftest import _as_owner, _named
from tests.paired.pair import Side
=======
from tests.conftest import _as_owner, _named
from tests.paired.house import Ids, house
>>>>>>> 66302dc (Paired worlds with moves and submissions: the second world changes what is withheld in the rows a caller sees; three planted leaks are found)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from exchange.settings import Settings
<<<<<<< HEAD

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
=======
    from tests.paired.house import House

Houses = tuple["House", "House"]


@pytest.fixture
async def houses(server: Settings, template: str) -> AsyncIterator[Houses]:
    """Two houses, empty, over databases of their own."""
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
>>>>>>> 66302dc (Paired worlds with moves and submissions: the second world changes what is withheld in the rows a caller sees; three planted leaks are found)
