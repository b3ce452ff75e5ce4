"""An exchange with the people of a sharing agreement: who asks, who provides, the platform, two administrators, a person."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.access import ANONYMOUS, Caller, roles
from exchange.api.engine import Engine, Request
from exchange.api.schema import schema
from exchange.clock import Clock
from exchange.database import Login
from exchange.database.owner import Owner
from exchange.grants import agreed, clients, versions
from exchange.model import access_epoch

if TYPE_CHECKING:
    from uuid import UUID

    from exchange.database import Database
    from exchange.settings import Settings

CHANGED = "... on AccessChanged { id state agreement proposal } ... on Refused { code message argument }"
APPROVED = "... on AccessChanged { id state agreement proposal recoveryCode } ... on Refused { code message argument }"
CREATED = "... on ClientCreated { id secret proposal } ... on Refused { code message argument }"
PERSON = "... on PersonDone { login initialPassword proposal } ... on Refused { code message argument }"
SHAPES = {
    "createClient": CREATED,
    "renewClientSecret": CREATED,
    "createPerson": PERSON,
    "changePerson": PERSON,
    "lockPerson": PERSON,
    "unlockPerson": PERSON,
    "linkPerson": PERSON,
    "resetPersonPassword": PERSON,
    "approveProposal": APPROVED,
}
MEMBERS = {
    "requester": ("agreed", "FJ_FINANCE"),
    "provider": ("origin", "FJ_MARKET"),
    "second": ("origin", "FJ_MARKET"),
    "platform": ("keeper", "FJ_INFORMATION_CENTRE"),
    "stranger": ("origin", "FJ_DRC"),
    "zhang": ("administrator", "FJ_DRC"),
    "li": ("administrator", "FJ_DRC"),
}
"""Name, role and department of each client."""


@dataclass
class House:
    """Asks and acts as its members, with rights as they are at the moment."""

    engine: Engine
    db: Database
    clock: Clock

    def member(self, name: str, **facts: Any) -> Caller:  # noqa: ANN401 - any part of a caller
        """A caller; `subject` is one in the role of a data subject."""
        if name == "anonymous":
            return ANONYMOUS
        role, department = MEMBERS.get(name, ("subject", None))
        held = roles()[role]
        known = Caller(
            client=name, actor=name, department=department, departments=(department,) if department else (),
            jurisdiction="350000" if department else None, scopes=held.scopes, audiences=held.audiences,
        )  # fmt: skip
        return replace(known, **facts)

    async def ask(self, who: Caller, document: str, **variables: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
        """The decoded body."""
        answer = await self.engine.answer(Request(document, variables), await self.now(who))
        body: dict[str, Any] = json.loads(answer.body)
        return body

    async def now(self, who: Caller) -> Caller:
        """With the epoch and the agreement of this moment, as the door resolves them."""
        if who.anonymous:
            return who
        async with self.db.reading(Login.READER) as session:
            epoch = await session.fetchval("SELECT epoch FROM access_epoch")
            found = None if who.agreement is None else await agreed.narrowed(session, who.agreement)
        return replace(who, epoch=epoch, narrowed=found or who.narrowed)

    async def act(self, name: str | Caller, mutation: str, /, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
        """What a mutation answers."""
        who = self.member(name) if isinstance(name, str) else name
        title = f"{mutation[:1].upper()}{mutation[1:]}Input"
        shape = SHAPES.get(mutation, CHANGED)
        document = f"mutation ($input: {title}!) {{ {mutation}(input: $input) {{ {shape} }} }}"
        body = await self.ask(who, document, input=given)
        assert "errors" not in body, body
        told: dict[str, Any] = body["data"][mutation]
        return told

    async def under(self, agreement: str | UUID, name: str = "requester", **facts: Any) -> Caller:  # noqa: ANN401 - any part
        """A member whose call names an agreement."""
        return await self.now(self.member(name, agreement=agreement, **facts))


async def built(db: Database, settings: Settings) -> House:
    """A house over a prepared database, its clients made."""
    clock = Clock(settings)
    async with db.writing() as session:
        for name, (role, department) in MEMBERS.items():
            wanted = clients.Wanted(name, role, department, "350000", client_id=name, secret="s")
            await clients.create_client(session, clock, "test", wanted)

    async def refresh(one: Caller) -> Caller:
        async with db.reading(Login.READER) as reading:
            await versions.learn(reading)
        async with db.writing() as session:
            return replace(one, epoch=await session.scalar(sa.select(access_epoch.c.epoch)))

    engine = Engine(schema(), db, clock, refresh)
    engine.owner = Owner(settings)
    return House(engine, db, clock)
