"""One world behind HTTP: its own database, its own engine, the real endpoint; only the door believes who the test says is there."""

from __future__ import annotations

import itertools
import json
import tempfile
import uuid
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import httpx
from starlette.applications import Starlette

from exchange.access import ANONYMOUS
from exchange.api import problems
from exchange.api.edge import Edge
from exchange.api.engine import Engine
from exchange.api.extracts import Extracts
from exchange.api.feeds import Feeds
from exchange.api.http import Endpoint
from exchange.api.judging import Judge
from exchange.api.open_data import Downloads
from exchange.api.schema import schema
from exchange.api.shares import Shares
from exchange.api.submissions import Submissions
from exchange.clock import Clock
from exchange.database import Database
from exchange.errors import ExchangeError
from exchange.submissions.own_mappings import OwnMappings
from exchange.submissions.uploads import Uploads
from tests.twin import worlds

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    import pytest

    from exchange.access import Caller
    from exchange.oauth.door import Door
    from exchange.settings import Settings

BASE = "http://house"
Heard = tuple[int, bytes, tuple[tuple[str, str], ...]]
"""Status, body, headers: all that comes back."""


class Welcome:
    """A door that knows one caller."""

    def __init__(self) -> None:
        self.caller: Caller = ANONYMOUS

    async def resolve(self, *_: str | None) -> Caller:
        """Whoever the test says."""
        return self.caller

    async def refresh(self, caller: Caller) -> Caller:
        """Rights never change here."""
        return caller


@dataclass(slots=True)
class House:
    """A world and the way to ask it."""

    db: Database
    engine: Engine
    door: Welcome
    client: httpx.AsyncClient

    async def furnish(self, world: worlds.World) -> None:
        """Put a world in the place of what was there."""
        async with self.db.writing() as session:
            await worlds.clear(session)
            await worlds.store(session, world)

    async def ask(self, caller: Caller, text: str, variables: dict[str, Any]) -> Heard:
        """One request; a question of the public by GET, so that what caches are told is heard too."""
        self.door.caller = caller
        if caller.anonymous and not text.startswith("mutation"):
            asked = {"query": text, "variables": json.dumps(variables)}
            answer = await self.client.get("/graphql", params=asked)
        else:
            answer = await self.client.post("/graphql", json={"query": text, "variables": variables})
        return answer.status_code, answer.content, tuple(answer.headers.items())

    async def send(self, caller: Caller, content: bytes, **where: str) -> list[Heard]:
        """A file, and all that can be asked about it afterwards."""
        self.door.caller = caller
        kind = {"content-type": "application/x-ndjson"}
        about = {name: value for name, value in where.items() if name != "item"}
        refused = about | {"verdict": "REFUSED"}
        answers = [await self.client.post("/submissions", params=where, headers=kind, content=content)]
        answers += [await self.client.request(how, "/submissions", params=about) for how in ("HEAD", "GET")]
        for asked in (about, about | {"first": "1"}, refused, refused | {"format": "csv"}):
            answers.append(await self.client.get("/submissions/rows", params=asked))
        return [(one.status_code, one.content, tuple(one.headers.items())) for one in answers]

    async def carry(self, caller: Caller, path: str) -> Heard:
        """A file of all that a caller sees of an item."""
        self.door.caller = caller
        return await self.copy(path)

    async def copy(self, path: str) -> Heard:
        """A file or a feed, as anybody gets it."""
        answer = await self.client.get(path)
        return answer.status_code, answer.content, tuple(answer.headers.items())


@asynccontextmanager
async def house(settings: Settings, beside: House | None = None) -> AsyncIterator[House]:
    """A house over a database; `beside` lends its parsed documents and compiled statements, which hold no data."""
    standing = await worlds.on_the_day(settings)
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        db = await stack.enter_async_context(Database.open(standing))
        door = Welcome()
        engine = Engine(schema(), db, Clock(standing), door.refresh)
        if beside is not None:
            engine.documents, engine.runner.plans, engine.runner.views = (
                beside.engine.documents, beside.engine.runner.plans, beside.engine.runner.views
            )  # fmt: skip
        shares, clock = Shares(0, 0), Clock(standing)
        routes = [
            Endpoint(engine, cast("Door", door)).route(),
            *Downloads(engine, shares, BASE).routes(),
            *Feeds(engine, shares, clock, BASE).routes(),
            *Extracts(engine, cast("Door", door), shares).routes(),
            *_files(engine, door, Path(folder)).routes(),
        ]
        app = Edge(Starlette(routes=routes, exception_handlers={ExchangeError: problems.problem}))
        web = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE)
        yield House(db, engine, door, await stack.enter_async_context(web))


def _files(engine: Engine, door: Welcome, folder: Path) -> Submissions:
    uploads = Uploads(folder / "uploads")
    own = OwnMappings(folder / "mappings")
    return Submissions(engine, cast("Door", door), uploads, own, Judge(engine, uploads))


class Ids:
    """Random ids that both houses draw alike."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._numbers: Iterator[int] = itertools.count()
        patch.setattr(uuid, "uuid4", self._next)

    def start(self, number: int) -> None:
        """Begin the same sequence again."""
        self._numbers = itertools.count(number << 32)

    def _next(self) -> uuid.UUID:
        return uuid.uuid5(uuid.NAMESPACE_OID, str(next(self._numbers)))
