"""Two databases and two engines that a caller's questions go to side by side; an answer is all that leaves the server."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

import orjson

from exchange.api.engine import Engine
from exchange.api.http import Endpoint
from exchange.api.schema import schema
from exchange.clock import Clock
from tests.twin import domains, worlds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.access import Caller
    from exchange.database import Database
    from exchange.oauth.door import Door
    from exchange.settings import Settings

HEAD = [(b"content-type", b"application/json"), (b"accept", b"application/graphql-response+json")]


@dataclass(frozen=True, slots=True)
class Sent:
    """Status, every header in order, and the bytes of the body."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


@dataclass(slots=True)
class Side:
    """One of the two worlds, with an endpoint over it."""

    db: Database
    settings: Settings
    caller: Caller | None = None
    _endpoint: Endpoint = field(init=False)

    def __post_init__(self) -> None:
        self.fresh()

    def fresh(self) -> None:
        """An endpoint that has seen nothing yet."""
        engine = Engine(schema(), self.db, Clock(replace(self.settings, now=domains.NOW)), _refresh)
        self._endpoint = Endpoint(engine, cast("Door", self))

    async def resolve(self, *_: str | None) -> Caller:
        """Stands for the door: whose turn it is."""
        assert self.caller is not None
        return self.caller

    async def put(self, world: worlds.World) -> None:
        """This world and no other."""
        async with self.db.writing() as session:
            await worlds.clear(session)
            await worlds.store(session, world)

    async def ask(self, caller: Caller, text: str, variables: Mapping[str, Any]) -> Sent:
        """One request over ASGI."""
        self.caller = caller
        body, sent = orjson.dumps({"query": text, "variables": variables}), list[dict[str, Any]]()
        head = [*HEAD, (b"content-length", str(len(body)).encode())]
        scope = {
            "type": "http", "method": "POST", "path": "/graphql", "query_string": b"", "headers": head,
            "client": ("127.0.0.1", 1), "state": {},
        }  # fmt: skip

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:  # noqa: ANN401 - ASGI
            sent.append(message)

        await self._endpoint(scope, receive, send)
        return Sent(
            sent[0]["status"], tuple(sent[0]["headers"]), b"".join(one.get("body", b"") for one in sent[1:])
        )


async def _refresh(caller: Caller) -> Caller:
    return caller
