"""Extracts: what a caller sees of an item, all of it and nothing else, as a file, entered before it is sent."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import logging
import os
import sys
import uuid
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import openpyxl
import pytest
from starlette.applications import Starlette

from exchange import policy_check
from exchange.access import ANONYMOUS, Narrowed, Scope
from exchange.api import extracts, problems
from exchange.api.engine import Engine, Request
from exchange.api.extracts import Extracts
from exchange.api.schema import schema
from exchange.api.shares import Shares
from exchange.clock import Clock
from exchange.errors import ExchangeError, TimedOut
from exchange.grants import clients
from tests.paired.house import Welcome
from tests.query.test_corpus import WORLD

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import asyncpg

    from exchange.access import Caller
    from exchange.database import Database
    from exchange.settings import Settings

    Owner = asyncpg.Connection[asyncpg.Record]

COMMAND = str(Path(sys.executable).with_name("exchange"))
ROLES = ("partner", "agreed", "keeper", "origin")


class Desk:
    """Where extracts are asked for, by whom the test says."""

    def __init__(self, engine: Engine, web: httpx.AsyncClient, door: Welcome) -> None:
        self.engine = engine
        self._web = web
        self._door = door

    async def get(self, who: Caller, path: str) -> httpx.Response:
        self._door.caller = who
        return await self._web.get(path)

    async def rows(self, who: Caller, path: str = "/exports/penalty.ndjson") -> list[dict[str, Any]]:
        told = await self.get(who, path)
        assert told.status_code == 200, told.text
        return [json.loads(line) for line in told.text.splitlines()]


def caller(name: str) -> Caller:
    return policy_check._caller(WORLD, name, 1)


@pytest.fixture
async def desk(db: Database, settings: Settings) -> AsyncIterator[Desk]:
    async with db.writing() as session:
        await policy_check._build(session, WORLD, Clock(settings))
    door: Any = Welcome()
    engine = Engine(schema(), db, Clock(settings), door.refresh)
    routes = Extracts(engine, door, Shares(0, 0)).routes()
    app = Starlette(routes=routes, exception_handlers={ExchangeError: problems.problem})
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://desk") as web:
        yield Desk(engine, web, door)


async def seen(desk: Desk, who: Caller) -> list[dict[str, Any]]:
    """What the caller gets by asking."""
    fields = " ".join(one.graphql for one in extracts.extract(desk.engine, who, "penalty", {}).fields)
    asked = f"{{ penalties(first: 100) {{ edges {{ cursor node {{ {fields} subject {{ id name creditCode }} }} }} }} }}"
    answer = json.loads((await desk.engine.answer(Request(asked), who)).body)
    return [{**one["node"], "cursor": one["cursor"]} for one in answer["data"]["penalties"]["edges"]]


@pytest.mark.parametrize("role", ROLES)
async def test_an_extract_is_what_its_caller_sees_in_every_format(
    role: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extracts, "ROWS", 1)
    who = caller(role)

    objects = await desk.rows(who)
    table = (await desk.get(who, "/exports/penalty.csv")).content.decode("utf-8-sig")
    workbook = openpyxl.load_workbook(io.BytesIO((await desk.get(who, "/exports/penalty.xlsx")).content))
    cells = [[cell or "" for cell in row] for row in workbook.worksheets[0].iter_rows(values_only=True)]

    assert objects == await seen(desk, who)
    assert len(objects) >= 2
    assert list(csv.reader(io.StringIO(table))) == cells
    assert [row[-1] for row in cells[1:]] == [one["cursor"] for one in objects]


async def test_an_agreement_with_a_number_of_uses_gives_no_extract(desk: Desk) -> None:
    who = caller("agreed")

    told = await desk.get(replace(who, narrowed=Narrowed(counted=True)), "/exports/penalty.csv")

    assert (told.status_code, told.json()["code"]) == (400, "BAD_REQUEST")
    assert "a number of uses" in told.text
    assert await desk.rows(who)


async def test_that_anothers_agreement_has_a_number_of_uses_is_not_told(desk: Desk) -> None:
    stranger = replace(caller("agreed"), departments=("FJ_DRC",))

    counted = await desk.get(replace(stranger, narrowed=Narrowed(counted=True)), "/exports/penalty.ndjson")
    unknown = await desk.get(replace(stranger, agreement=uuid.uuid4()), "/exports/penalty.ndjson")

    assert (
        (counted.status_code, counted.content)
        == (unknown.status_code, unknown.content)
        == (200, unknown.content)
    )


async def test_an_extract_goes_on_from_a_place_and_is_narrowed(desk: Desk) -> None:
    who = caller("keeper")
    whole = await desk.rows(who)

    first = await desk.rows(who, "/exports/penalty.ndjson?first=1")
    rest = await desk.rows(who, f"/exports/penalty.ndjson?after={first[0]['cursor']}")
    days = await desk.rows(who, "/exports/penalty.ndjson?from=2026-02-01&to=2026-02-28&region=350503")
    nowhere = await desk.get(who, "/exports/penalty.csv?region=350100")

    assert first + rest == whole
    assert [one["decidedOn"] for one in days] == ["2026-02-05"]
    assert len(nowhere.content.splitlines()) == 1


async def test_what_is_personal_is_entered_before_it_is_sent_and_nothing_else_is(
    desk: Desk, owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.get(caller("partner"), "/exports/penalty.csv")
    nothing = await owner.fetchval("SELECT count(*) FROM access_entry")
    entered: list[int] = []
    true = extracts.page

    async def page(*words: Any) -> Any:  # noqa: ANN401 - as the true one
        made = await true(*words)
        entered.append(await owner.fetchval("SELECT count(*) FROM access_entry"))
        return made

    monkeypatch.setattr(extracts, "page", page)
    await desk.rows(caller("keeper"))
    lines = await owner.fetch("SELECT client, subjects, told_on FROM access_entry ORDER BY told_on")

    assert nothing == 0
    assert entered == [2]  # one of what its subjects see as well, one of what they are told of later
    assert [one["client"] for one in lines] == ["keeper", "keeper"]
    assert lines[0]["told_on"] < lines[1]["told_on"]
    assert policy_check.identity(WORLD, "subject", "person") in lines[0]["subjects"]


@pytest.mark.parametrize(
    ("who", "path", "status", "code"),
    [
        (ANONYMOUS, "/exports/penalty.csv", 401, "UNAUTHENTICATED"),
        (replace(caller("keeper"), scopes=caller("keeper").scopes - {Scope.EXPORT_READ}), "/exports/penalty.csv", 403, "SCOPE_MISSING"),
        (caller("keeper"), "/exports/nothing.csv", 404, "NOT_FOUND"),
        (caller("keeper"), "/exports/submission.csv", 404, "NOT_FOUND"),
        (caller("keeper"), "/exports/penalty.doc", 404, "NOT_FOUND"),
        (caller("keeper"), "/exports/penalty.csv?region=35", 400, "BAD_REQUEST"),
        (caller("keeper"), "/exports/penalty.csv?from=yesterday", 400, "BAD_REQUEST"),
        (caller("keeper"), "/exports/penalty.csv?first=0", 400, "BAD_REQUEST"),
        (caller("keeper"), "/exports/penalty.csv?after=x", 400, "BAD_REQUEST"),
        (caller("keeper"), "/exports/penalty.csv?where=x", 400, "BAD_REQUEST"),
    ],
)  # fmt: skip
async def test_who_may_not_or_asks_wrongly_gets_no_file(
    desk: Desk, owner: Owner, who: Caller, path: str, status: int, code: str
) -> None:
    told = await desk.get(who, path)

    assert (told.status_code, told.json()["code"]) == (status, code)
    assert await owner.fetchval("SELECT count(*) FROM access_entry") == 0


async def test_a_workbook_that_would_be_too_long_is_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extracts, "MOST", 1)

    told = await desk.get(caller("keeper"), "/exports/penalty.xlsx")

    assert (told.status_code, told.json()["code"]) == (400, "BAD_REQUEST")
    assert "at most 1 rows" in told.json()["detail"]


async def test_an_extract_that_cannot_be_finished_is_not_taken_for_a_whole(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extracts, "ROWS", 1)
    true, fails = extracts.page, iter([False, True])

    async def page(*words: Any) -> Any:  # noqa: ANN401 - as the true one
        if next(fails):
            raise TimedOut
        return await true(*words)

    monkeypatch.setattr(extracts, "page", page)

    with pytest.raises(Exception, match=r"^$|disconnect"):
        await desk.get(caller("keeper"), "/exports/penalty.ndjson")


async def test_the_command_writes_what_the_client_sees_and_enters_who_carried_it_away(
    db: Database, settings: Settings, owner: Owner, tmp_path: Path
) -> None:
    async with db.writing() as session:
        await policy_check._build(session, WORLD, Clock(settings))
        wanted = clients.Wanted("k", "keeper", "other", "350000", client_id="carrier", secret="of carrier")
        await clients.create_client(session, Clock(settings), "test", wanted)
    logging.root.handlers.clear()

    told = [
        await _run(settings, tmp_path, "penalty", f"a.{form}", "--as", "carrier") for form in extracts.FORMS
    ]
    again = await _run(settings, tmp_path, "penalty", "a.csv", "--as", "carrier")
    nobody = await _run(settings, tmp_path, "penalty", "b.csv", "--as", "nobody")
    kind = await _run(settings, tmp_path, "penalty", "b.doc", "--as", "carrier")
    rows = [json.loads(line) for line in (tmp_path / "a.ndjson").read_text("utf-8").splitlines()]
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]

    assert [code for code, _ in told] == [0, 0, 0], told
    assert len(rows) == sheet.max_row - 1 > 0
    assert told[0][1].strip().endswith(f"{len(rows)} records: a.csv")
    assert await owner.fetchval("SELECT min(actor) FROM access_entry") == f"command-line:{os.getuid()}"
    assert (again[0], "exists already" in again[1]) == (2, True)
    assert (nobody[0], "--as names no client" in nobody[1]) == (2, True)
    assert (kind[0], "must end in .csv, .ndjson, .xlsx" in kind[1]) == (2, True)
    assert _names(tmp_path) == ["a.csv", "a.ndjson", "a.xlsx"]


def _names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


async def _run(settings: Settings, folder: Path, *words: str) -> tuple[int | None, str]:
    environ = os.environ | {"EXCHANGE_DATABASE_URL": str(settings.database_url)}
    process = await asyncio.create_subprocess_exec(
        COMMAND, "export", *words, env=environ, cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )  # fmt: skip
    out, _ = await process.communicate()
    return process.returncode, out.decode()
