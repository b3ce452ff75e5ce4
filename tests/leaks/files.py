"""Witnesses for files: a batch is its department's, what was in it nobody's but the sender's, an extract what its caller sees."""

from __future__ import annotations

import contextlib
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, cast

import httpx
from starlette.applications import Starlette

from exchange.api import problems
from exchange.api.extracts import Extracts
from exchange.api.judging import Judge
from exchange.api.shares import Shares
from exchange.api.submissions import Submissions
from exchange.errors import ExchangeError
from exchange.submissions.own_mappings import OwnMappings
from exchange.submissions.uploads import Uploads
from tests.leaks.world import learnt
from tests.submissions.test_submit import REFUSED

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from exchange.access import Caller
    from exchange.oauth.door import Door
    from tests.leaks.world import World

WHERE = {"item": "penalty", "batch": "B-1", "dryRun": "true"}
ROWS = {name: value for name, value in WHERE.items() if name != "item"}
FILE = ROWS | {"verdict": "REFUSED", "format": "ndjson"}


class _Badge:
    """A door that knows callers by their client's name."""

    def __init__(self, *callers: Caller) -> None:
        self._callers = {one.client: one for one in callers}

    async def resolve(self, authorization: str | None, *_: object) -> Caller:
        return self._callers[authorization]

    async def refresh(self, caller: Caller) -> Caller:
        return caller


@contextlib.asynccontextmanager
async def _desk(world: World, sender: Caller, other: Caller) -> AsyncIterator[httpx.AsyncClient]:
    """Where files are handed in; one with a refused row has been, and now somebody else stands there."""
    with tempfile.TemporaryDirectory() as folder:
        door = cast("Door", _Badge(sender, other))
        uploads, own = Uploads(Path(folder) / "uploads"), OwnMappings(Path(folder) / "mappings")
        routes = Submissions(world.engine, door, uploads, own, Judge(world.engine, uploads)).routes()
        app = Starlette(routes=routes, exception_handlers={ExchangeError: problems.problem})
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://desk") as web:
            headers = {"authorization": str(sender.client), "content-type": "application/x-ndjson"}
            told = await web.post("/submissions", params=WHERE, headers=headers, content=json.dumps(REFUSED))
            if told.status_code != httpx.codes.OK or told.json()["refused"] != 1:
                raise RuntimeError(told.text)
            web.headers["authorization"] = str(other.client)
            yield web


async def batch_of_another_department_is_no_batch(world: World) -> None:
    sender = world.caller("origin", client="sender", department="bureau", departments=("bureau",))
    other = world.caller("origin", client="other", department="other", departments=("other",))
    async with _desk(world, sender, other) as web:
        found = [
            (await web.get(path, params=ROWS)).json().get("code")
            for path in ("/submissions", "/submissions/rows")
        ]
    learnt(found, ["NOT_FOUND", "NOT_FOUND"], "that another department sent a batch, and its report")


async def refused_rows_are_the_senders(world: World) -> None:
    sender = world.caller("origin", client="sender", department="bureau", departments=("bureau",))
    colleague = world.caller("origin", client="colleague", department="bureau", departments=("bureau",))
    async with _desk(world, sender, colleague) as web:
        found = await web.get("/submissions/rows", params=FILE)
        none = await web.get("/submissions/rows", params=FILE | {"batch": "none"})
    learnt(
        (found.status_code, found.content),
        (none.status_code, none.content),
        "what another client's file held",
    )


async def extract_is_what_its_caller_sees(world: World) -> None:
    who = world.caller("partner")
    asked = await world.ask(who, "{ penalties { edges { cursor node { documentNumber partyName } } } }")
    door = cast("Door", _Badge(who))
    app = Starlette(routes=Extracts(world.engine, door, Shares(0, 0)).routes())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://desk") as web:
        told = await web.get("/exports/penalty.ndjson", headers={"authorization": str(who.client)})
    rows = [json.loads(line) for line in told.text.splitlines()]
    seen = [(one["cursor"], one["node"]["documentNumber"]) for one in asked["penalties"]["edges"]]
    learnt(
        [(one["cursor"], one["documentNumber"]) for one in rows], seen, "records that its caller does not see"
    )
