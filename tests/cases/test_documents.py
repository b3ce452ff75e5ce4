"""Documents: uploaded by whoever hands them in, got by whoever sees the case, by nobody else and under no other name."""

from __future__ import annotations

import datetime as dt
import hashlib
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, cast

import httpx
import pytest
from starlette.applications import Starlette

from exchange import worker
from exchange.api import problems
from exchange.api.case_documents import PER_ADDRESS, CaseDocuments
from exchange.api.edge import Edge
from exchange.cases import uploads
from exchange.cases.tracking import presented
from exchange.errors import ExchangeError
from tests.api.conftest import KEEPER, NOBODY, PARTNER
from tests.cases.conftest import PROVIDER, STRANGER
from tests.cases.town import CITY, HANDLER, INTAKE, tracker
from tests.paired.house import Welcome

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from exchange.access import Caller
    from exchange.oauth.door import Door
    from tests.cases.conftest import House
    from tests.cases.town import Town

PDF = b"%PDF-1.7 made up"
WORD = b"PK\x03\x04 [Content_Types].xml word/document.xml"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Desk:
    """The addresses of documents, behind a door that knows whoever the test says."""

    def __init__(self, client: httpx.AsyncClient, door: Welcome) -> None:
        self.client = client
        self.door = door

    async def send(self, who: Caller, content: bytes, kind: str = "application/pdf") -> httpx.Response:
        self.door.caller = who
        return await self.client.post("/documents", content=content, headers={"content-type": kind})

    async def get(self, who: Caller, case: str, document: str) -> httpx.Response:
        self.door.caller = who
        return await self.client.get(f"/documents/{case}/{document}")


@asynccontextmanager
async def desk(house: House) -> AsyncIterator[Desk]:
    door = Welcome()
    routes = CaseDocuments(house.engine, cast("Door", door)).routes()
    app = Edge(Starlette(routes=routes, exception_handlers={ExchangeError: problems.problem}))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://house") as client:
        yield Desk(client, door)


async def handed_in(house: House, digest: str) -> tuple[str, str]:
    """A case with the document; the ids of both."""
    given = f'ground: OTHER, statement: "见附件", documents: [{{digest: "{digest}", kind: EVIDENCE, title: "缴款凭证.pdf"}}]'
    case = (await house.file(house.subject, "Objection", given))["caseId"]
    body = await house.ask(
        KEEPER, f'{{ objection(id: "{case}") {{ documents {{ id kind size mediaType }} }} }}'
    )
    (document,) = body["data"]["objection"]["documents"]
    assert (document["kind"], document["size"]) == ("EVIDENCE", len(PDF))
    return case, document["id"]


async def test_it_is_got_by_who_sees_the_case_and_nobody_else_learns_that_it_is_there(house: House) -> None:
    async with desk(house) as at:
        sent = await at.send(house.subject, PDF)
        case, document = await handed_in(house, sent.json()["digest"])

        seen = {who.actor: await at.get(who, case, document) for who in (house.subject, KEEPER, PROVIDER)}
        hidden = [await at.get(who, case, document) for who in (PARTNER, STRANGER)]
        nothing = await at.get(PARTNER, document, case)
        unknown = await at.get(NOBODY, case, document)

    assert sent.status_code == 201
    assert sent.json()["digest"] == hashlib.sha256(PDF).hexdigest()
    assert {one.content for one in seen.values()} == {PDF}
    assert {one.headers["content-disposition"] for one in seen.values()} == {
        "attachment; filename*=UTF-8''%E7%BC%B4%E6%AC%BE%E5%87%AD%E8%AF%81.pdf"
    }
    assert {(one.status_code, one.content) for one in hidden} == {(nothing.status_code, nothing.content)}
    assert (nothing.status_code, unknown.status_code) == (404, 401)


async def test_reading_what_is_confidential_in_it_is_entered(house: House) -> None:
    async with desk(house) as at:
        sent = await at.send(house.subject, PDF)
        case, document = await handed_in(house, sent.json()["digest"])
        before = await house.owner.fetchval("SELECT count(*) FROM access_entry")
        await at.get(KEEPER, case, document)

    fields = await house.owner.fetch("SELECT fields FROM access_entry ORDER BY id DESC LIMIT 1")
    assert await house.owner.fetchval("SELECT count(*) FROM access_entry") == before + 1
    assert "CaseDocument.digest" in fields[0]["fields"]


async def test_what_another_uploaded_cannot_be_handed_in(house: House) -> None:
    async with desk(house) as at:
        sent = await at.send(KEEPER, PDF)

    refused = await house.file(
        house.subject, "Objection",
        f'ground: OTHER, statement: "x", documents: [{{digest: "{sent.json()["digest"]}", kind: EVIDENCE, title: "y"}}]',
    )  # fmt: skip

    assert "documents[1] was not uploaded by you." in refused["message"]


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [
        (b"<html><script>", "application/pdf", "UNSUPPORTED_MEDIA_TYPE"),
        (PDF, "text/html", "UNSUPPORTED_MEDIA_TYPE"),
        (PDF, "image/png", "UNSUPPORTED_MEDIA_TYPE"),
        (b"", "application/pdf", "UNSUPPORTED_MEDIA_TYPE"),
        (WORD, "application/ofd", "UNSUPPORTED_MEDIA_TYPE"),
        (b"PK\x03\x04 of something else", "application/ofd", "UNSUPPORTED_MEDIA_TYPE"),
        (b"%PDF-" + b"0" * uploads.LARGEST, "application/pdf", "PAYLOAD_TOO_LARGE"),
    ],
    ids=[
        "a page that says it is a PDF",
        "a type that is not taken",
        "another type",
        "nothing",
        "a text as a layout",
        "any zip",
        "too large",
    ],
)
async def test_what_is_not_what_it_says_or_too_large_is_refused(
    house: House, content: bytes, kind: str, code: str
) -> None:
    async with desk(house) as at:
        answer = await at.send(house.subject, content, kind)

    assert answer.json()["code"] == code
    assert await house.owner.fetchval("SELECT count(*) FROM document_content") == 0


async def test_that_somebody_had_sent_it_before_is_not_told_by_what_it_is_said_to_be(house: House) -> None:
    layout = WORD + b" OFD.xml"
    async with desk(house) as at:
        first = await at.send(KEEPER, WORD, DOCX)
        known = [await at.send(house.subject, WORD, kind) for kind in ("application/ofd", DOCX)]
        unknown = [await at.send(house.subject, WORD + b"2", kind) for kind in ("application/ofd", DOCX)]
        both = await at.send(house.subject, layout, "application/ofd")

    assert first.status_code == both.status_code == 201
    assert [one.status_code for one in known] == [one.status_code for one in unknown] == [415, 201]


async def test_who_hands_nothing_in_uploads_nothing(house: House) -> None:
    async with desk(house) as at:
        answers = [await at.send(who, PDF) for who in (NOBODY, PARTNER)]

    assert [one.status_code for one in answers] == [401, 403]


async def test_what_nobody_hands_in_is_removed_after_a_week_and_what_is_handed_in_stays(house: House) -> None:
    async with desk(house) as at:
        await at.send(house.subject, PDF)
        case, document = await handed_in(house, hashlib.sha256(PDF).hexdigest())
        await at.send(house.subject, PDF + b" never handed in")
        later = house.engine.runner.clock.now().replace(year=house.today.year + 1)
        async with house.engine.runner.db.writing() as session:
            gone = await uploads.forget(session, later)
        kept = await at.get(house.subject, case, document)

    assert gone == 1
    assert kept.content == PDF


async def test_who_complained_without_an_account_hands_in_evidence_that_the_handling_department_does_not_read(
    town: Town,
) -> None:
    filed = await town.complain(NOBODY, 'channel: WEBSITE, content: "补贴未兑现", area: INVESTMENT')
    other = tracker(await town.complain(NOBODY, 'channel: WEBSITE, content: "另一件", area: INVESTMENT'))
    case, mine = filed["caseId"], tracker(filed)
    async with desk(town.house) as at:
        invented = await at.send(presented(f"{'2' * 12} {'3' * 20}"), PDF)
        wrong = await at.send(mine, b"MZ no document")
        digest = (await at.send(mine, PDF)).json()["digest"]
        paper = f'documents: [{{digest: "{digest}", kind: EVIDENCE, title: "陈小明的合同"}}]'
        stolen = await town.move(other, "supplementComplaint", case, paper)
        not_theirs = await town.move(INTAKE, "supplementComplaint", case, paper)
        added = await town.move(mine, "supplementComplaint", case, paper)
        await town.move(INTAKE, "dispatchComplaint", case, "track: OTHER")
        await town.move(CITY, "assignComplaint", case, 'responsible: "350100_DRC"')
        ask = f'{{ complaint(id: "{case}") {{ documents {{ id kind title digest }} }} }}'
        listed = {
            who.actor: (await town.house.ask(who, ask))["data"]["complaint"]["documents"][0]
            for who in (mine, INTAKE, HANDLER)
        }
        document = listed[INTAKE.actor]["id"]
        got = [await at.get(who, case, document) for who in (mine, INTAKE, HANDLER, other)]
        await town.move(mine, "retractComplaint", case)
        closed = await at.send(mine, PDF + b"2")

    assert [one.status_code for one in (invented, wrong, closed)] == [401, 415, 401]
    assert (stolen["code"], added["__typename"]) == ("NOT_FOUND", "CaseMoved")
    assert "was not uploaded by you" in not_theirs["message"]
    assert [listed[who.actor]["title"] for who in (mine, INTAKE, HANDLER)] == [
        "陈小明的合同",
        "陈小明的合同",
        None,
    ]
    assert [one.status_code for one in got] == [200, 200, 404, 404]


async def test_of_those_without_an_account_only_so_many_uploads_are_taken_from_an_address_and_what_is_left_is_removed(
    town: Town,
) -> None:
    mine = tracker(await town.complain(NOBODY, 'channel: WEBSITE, content: "补贴未兑现", area: INVESTMENT'))
    async with desk(town.house) as at:
        sent = [await at.send(mine, PDF + bytes([number])) for number in range(PER_ADDRESS.room + 1)]
        known = await at.send(KEEPER, PDF)
    kept = await town.house.owner.fetchval("SELECT count(*) FROM document_content")
    town.house.on(town.house.today + dt.timedelta(days=8))

    await worker.round_of(town.house.engine.runner.db, town.house.engine.runner.clock)

    assert [one.status_code for one in sent] == [201] * PER_ADDRESS.room + [429]
    assert "retry-after" in sent[-1].headers
    assert known.status_code == 201
    assert kept == PER_ADDRESS.room + 1
    assert await town.house.owner.fetchval("SELECT count(*) FROM document_content") == 0
