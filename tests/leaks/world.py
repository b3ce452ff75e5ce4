"""The world that witnesses look at, and the one way in which a witness may object: by saying what was learnt."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from exchange import feed, policy_check
from exchange.api.engine import Engine, Request
from exchange.api.schema import schema
from exchange.clock import Clock
from tests.query.test_corpus import WORLD

if TYPE_CHECKING:
    from uuid import UUID

    import asyncpg

    from exchange.access import Caller
    from exchange.database import Database
    from exchange.settings import Settings

BROKEN = {"INTERNAL_ERROR", "UNAVAILABLE", "TIMED_OUT", "VALIDATION_FAILED", "SYNTAX_ERROR"}


class Learnt(AssertionError):
    """A caller learnt what it may not."""


def learnt(found: object, allowed: object, what: str) -> None:
    """Object unless a caller found just what it may."""
    if found != allowed:
        raise Learnt(f"{what}: {found!r} instead of {allowed!r}")


async def unchanged(caller: Caller) -> Caller:
    """The world's callers are no rows of the database; their rights stand."""
    return caller


@dataclass
class World:
    """The corpus' world with an engine that has seen nothing yet."""

    db: Database
    clock: Clock
    owner: asyncpg.Connection[asyncpg.Record]
    engine: Engine

    @classmethod
    def of(cls, db: Database, settings: Settings, owner: asyncpg.Connection[asyncpg.Record]) -> World:
        """A fresh engine over the database."""
        clock = Clock(settings)
        return cls(db, clock, owner, Engine(schema(), db, clock, unchanged))

    def caller(self, name: str, **facts: Any) -> Caller:  # noqa: ANN401 - any part of a caller
        """A caller of the world, with parts of it changed."""
        return replace(policy_check._caller(WORLD, name, 1), **facts)

    async def settled(self) -> None:
        """Until no transaction anywhere in the cluster holds the change log back."""
        while True:
            async with self.db.writing() as session:
                if (await session.all(feed.held()))[0][0] == 0:
                    return

    def identity(self, kind: str, name: str) -> UUID:
        """The id of a named thing of the world."""
        return policy_check.identity(WORLD, kind, name)

    async def body(self, who: Caller, document: str, **variables: object) -> dict[str, Any]:
        """The whole answer. A crash is no witness: it says nothing about what was learnt."""
        body: dict[str, Any] = json.loads((await self.engine.answer(Request(document, variables), who)).body)
        codes = {one["extensions"]["code"] for one in body.get("errors", ())}
        if codes & BROKEN:
            raise RuntimeError(body["errors"])
        return body

    async def ask(self, who: Caller, document: str, **variables: object) -> Any:  # noqa: ANN401 - any JSON
        """The data of the answer."""
        return (await self.body(who, document, **variables))["data"]
