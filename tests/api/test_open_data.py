"""Open data and feeds: what the public sees, all of it and nothing else, as files that can be resumed, and gone with the next request."""

from __future__ import annotations

import asyncio
import copy
import csv
import datetime as dt
import io
import json
import tomllib
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import httpx
import pytest
from starlette.routing import Route

from exchange import policy_check
from exchange.access import Audience
from exchange.api import copying, feeds, lines, open_data
from exchange.api import published as published_page
from exchange.api.explorer import text_of
from exchange.api.published import published
from exchange.app import build
from exchange.clock import Clock
from exchange.disclosure import policy
from exchange.errors import TimedOut, TooManyRequests
from exchange.model import ITEMS, Shape
from tests.query.test_corpus import FOLDER

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import asyncpg

    from exchange.app import Exchange
    from exchange.database import Database
    from exchange.settings import Settings

    Owner = asyncpg.Connection[asyncpg.Record]

ATOM = "{http://www.w3.org/2005/Atom}"
SHOWN = [f"泉例〔2026〕{number}号" for number in (5, 4, 3, 2, 1)]
"""Published penalties of organisations, newest decision first."""


def world() -> policy_check.Case:
    """The corpus' world with five published penalties of the firm, and one of the person by a basis."""
    text = tomllib.loads((FOLDER / "world.toml").read_text("utf-8"))
    first, _ = text["records"].pop("first"), text["records"].pop("second")
    for number in range(1, 6):
        one = {"document_number": f"泉例〔2026〕{number}号", "decided_on": dt.date(2026, 1, number)}
        text["records"][f"p{number}"] = copy.deepcopy(first) | one
    party = {
        "subject": "person",
        "party_type": "NATURAL_PERSON",
        "party_name": "林大山",
        "publication_basis": "LAW",
    }
    text["records"]["opened"] = copy.deepcopy(first) | party | {"document_number": "泉例〔2026〕9号"}
    return policy_check.Case("corpus", text)


@pytest.fixture
async def app(db: Database, settings: Settings, owner: Owner) -> AsyncIterator[Exchange]:
    """The application over the world; each record was updated on the day of its decision, this year."""
    async with db.writing() as session:
        await policy_check._build(session, world(), Clock(settings))
    await owner.execute(
        "UPDATE penalty SET last_updated = current_date - (20 - extract(day FROM decided_on)::int)"
    )
    made = build(settings)
    async with made.router.lifespan_context(made):
        yield made


@pytest.fixture
async def web(app: Exchange) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        yield client


async def table(web: httpx.AsyncClient, query: str = "", name: str = "penalty") -> list[dict[str, str]]:
    """The rows of the CSV file."""
    answer = await web.get(f"/open-data/{name}.csv{query}")
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


async def objects(web: httpx.AsyncClient, query: str = "", name: str = "penalty") -> list[dict[str, Any]]:
    """The rows of the NDJSON file."""
    answer = await web.get(f"/open-data/{name}.ndjson{query}")
    assert answer.status_code == 200, answer.text
    return [json.loads(line) for line in answer.text.splitlines()]


def numbers(rows: list[dict[str, Any]]) -> list[str]:
    return [one["documentNumber"] for one in rows]


async def asked(web: httpx.AsyncClient, document: str) -> Any:  # noqa: ANN401 - any JSON
    return (await web.get("/graphql", params={"query": document})).json()["data"]


def test_every_record_that_the_public_may_see_is_open_data() -> None:
    shown = (one for one in ITEMS.values() if not policy().of(one).rows[Audience.PUBLIC].never)
    assert set(published()) == {one.key for one in shown if one.shape is Shape.RECORD}


async def test_a_file_has_what_the_public_sees_but_for_persons(web: httpx.AsyncClient) -> None:
    fields = " ".join(one.graphql for one in published()["penalty"].fields)
    seen = await asked(web, f"{{ penalties {{ edges {{ cursor node {{ {fields} subject {{ id name creditCode }} }} }} }} }}")  # fmt: skip

    found = await objects(web)

    assert numbers(found) == SHOWN
    assert len(seen["penalties"]["edges"]) == len(SHOWN) + 1
    bodies = [one["node"] for one in seen["penalties"]["edges"] if one["node"]["partyType"] == "ORGANISATION"]
    assert [{key: value for key, value in one.items() if key != "cursor"} for one in found] == bodies


async def test_both_forms_say_the_same(web: httpx.AsyncClient) -> None:
    rows, found = await table(web), await objects(web)

    assert numbers(rows) == numbers(found)
    assert list(rows[0])[-4:] == ["subjectId", "subjectName", "subjectCreditCode", "cursor"]
    assert rows[0]["kind"] == "FINE;WARNING"
    assert (rows[0]["disputed"], rows[0]["fine"], rows[0]["effectiveUntil"]) == ("false", "20.5", "")
    assert rows[0]["subjectName"] == found[0]["subject"]["name"] == "泉州样例贸易有限公司"
    assert not {"personIdNumber", "remark", "batch"} & {*rows[0], *found[0]}


async def test_a_file_says_where_terms_and_fields_are(web: httpx.AsyncClient) -> None:
    answer = await web.get("/open-data/penalty.csv")
    page = await web.get("/open-data?lang=en")

    assert answer.content.startswith(b"\xef\xbb\xbfid,documentNumber,")
    assert 'rel="license"' in answer.headers["link"]
    assert '/fields/Penalty>; rel="describedby"' in answer.headers["link"]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"] == 'attachment; filename="penalty.csv"'
    assert (await web.get("/fields/Penalty")).status_code == 200
    assert 'id="terms"' in page.text
    assert all(
        f"/open-data/{name}.csv" in page.text and f"/feeds/{name}.atom" in page.text for name in published()
    )


async def test_pages_make_no_difference_and_a_file_goes_on_behind_any_row(
    web: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for query, wanted in (("", SHOWN), ("?since=2000-01-01", SHOWN), ("?first=4", SHOWN[:4])):
        whole = await objects(web, query)
        for size in (1, 2, 5):
            monkeypatch.setattr(open_data, "ROWS", size)
            assert await objects(web, query) == whole
        assert numbers(whole) == wanted

    for query in ("", "&since=2000-01-01"):
        rows = await table(web, f"?{query}")
        for number, one in enumerate(rows, 1):
            assert await table(web, f"?after={one['cursor']}{query}") == rows[number:]


async def test_only_what_changed_since_a_day_and_only_a_division(web: httpx.AsyncClient) -> None:
    day = dt.date.fromisoformat((await objects(web))[1]["lastUpdated"])

    assert numbers(await objects(web, f"?since={day}")) == SHOWN[:2]
    assert numbers(await objects(web, f"?since={day + dt.timedelta(days=9)}")) == []
    assert numbers(await objects(web, "?region=350500")) == SHOWN
    assert await objects(web, "?region=350100") == await table(web, "?region=350100") == []


BAD = {
    "region=35": "`region` must be a division code of six digits.",
    "region=350500%00": "`region` must be",
    "since=yesterday": "`since` must be a day",
    "since=2026-02-30": "`since` must be a day",
    "since=20260201": "`since` must be a day",
    "first=0": "`first` must be a whole number from 1 on.",
    "first=-1": "`first` must be",
    "first=%D9%A1": "`first` must be",
    "first=1e3": "`first` must be",
    "first=1&first=2": "each once, and nothing else.",
    "frist=1": "each once, and nothing else.",
    "after=x": "The argument after of penalties cannot be used",
    "after=": "The argument after of penalties cannot be used",
    "after=%00": "cannot be used",
    "after=%F0%9F%98%80": "The argument after of penalties cannot be used",
}  # fmt: skip


async def test_what_cannot_be_used_is_refused_before_anything_is_sent(web: httpx.AsyncClient) -> None:
    for query, problem in BAD.items():
        for path in ("/open-data/penalty.csv", "/open-data/penalty.ndjson"):
            answer = await web.get(f"{path}?{query}")

            assert (answer.status_code, answer.json()["code"]) == (400, "BAD_REQUEST"), query
            assert problem in answer.json()["detail"]
    assert (await web.get("/feeds/penalty.atom?region=35")).status_code == 400
    assert (await web.get("/feeds/penalty.atom?since=2026-01-01")).status_code == 400


NOWHERE = (
    *("/open-data/person.csv", "/open-data/subject.csv", "/open-data/penalty.xls", "/open-data/Penalty.csv", "/open-data/penalty"),
    *("/feeds/submission.atom", "/feeds/penalty.rss"),
)  # fmt: skip


async def test_there_are_no_other_addresses_and_methods(web: httpx.AsyncClient) -> None:
    assert {(await web.get(path)).status_code for path in NOWHERE} == {404}
    for path in ("/open-data/penalty.csv", "/open-data", "/feeds/penalty.atom"):
        posted, head = await web.post(path), await web.head(path)

        assert (posted.status_code, posted.json()["code"]) == (405, "METHOD_NOT_ALLOWED")
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-type"] == (await web.get(path)).headers["content-type"]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"), ("+86 591", "'+86 591"), ("-1+1", "'-1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"), ("\r=1", "'\r=1"),
        ("  =1", "'  =1"), ("＝1", "'＝1"), ('=HYPERLINK("http://a")', "'=HYPERLINK(\"http://a\")"), ("-1.5", "-1.5"), ("0.5", "0.5"),
        ("甲=乙", "甲=乙"), ("", ""), (None, ""), (True, "true"), (["A", "B"], "A;B"), ([], ""), (["=1"], "'=1"), (7, "7"), (-7, "-7"),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(text: object, cell: str) -> None:
    assert lines._cell(text) == cell


async def test_one_address_has_so_many_downloads_at_once(app: Exchange, web: httpx.AsyncClient) -> None:
    found = [one.endpoint for one in app.routes if isinstance(one, Route)]
    downloads = next(one for one in found if isinstance(one, open_data.Downloads))
    room, who = downloads._copying.room, "@127.0.0.1"
    with room(who), room(who), room(who):
        assert (await web.get("/open-data/penalty.csv")).status_code == 200
        with room(who):
            refused = await web.get("/open-data/penalty.csv")

    assert (refused.status_code, refused.json()["code"]) == (429, "TOO_MANY_REQUESTS")
    assert refused.headers["retry-after"] == "5"
    assert (await web.get("/open-data/penalty.csv?first=x")).status_code == 400
    assert downloads._copying._running == {}


async def test_a_download_that_used_up_its_minute_waits_for_the_next(
    web: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_data, "ROWS", 2)
    true, tired, slept = published_page.page, iter([False, True, True, False, False]), list[float]()

    async def page(*args: Any, **more: Any) -> Any:  # noqa: ANN401 - as the true one
        if next(tired):
            raise TooManyRequests(what="fields times rows in a minute", limit=1, retry_after=17)
        return await true(*args, **more)

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(open_data, "page", page)
    monkeypatch.setattr(copying, "asyncio", SimpleNamespace(sleep=sleep))  # the worker rests as ever

    assert numbers(await objects(web)) == SHOWN
    assert slept == [17, 17]


async def test_what_cannot_be_finished_breaks_off(app: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_data, "ROWS", 2)
    true, fails, told = published_page.page, iter([False, True]), list[dict[str, Any]]()

    async def page(*args: Any, **more: Any) -> Any:  # noqa: ANN401 - as the true one
        if next(fails):
            raise TimedOut
        return await true(*args, **more)

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:  # noqa: ANN401 - ASGI
        told.append(message)

    monkeypatch.setattr(open_data, "page", page)
    scope = {
        "type": "http", "method": "GET", "path": "/open-data/penalty.ndjson", "query_string": b"", "headers": [], "client": ("a", 1),
        "raw_path": b"/open-data/penalty.ndjson", "root_path": "", "scheme": "http", "server": ("a", 80), "http_version": "1.1",
    }  # fmt: skip
    await app(scope, receive, send)

    assert told[0]["status"] == 200
    assert b"".join(one.get("body", b"") for one in told).count(b"\n") == 2
    assert all(one.get("more_body", True) for one in told)


async def feed(web: httpx.AsyncClient, query: str = "", name: str = "penalty") -> ET.Element:
    """A feed, read by a parser of its own."""
    answer = await web.get(f"/feeds/{name}.atom{query}")
    assert (answer.status_code, answer.headers["content-type"]) == (
        200,
        "application/atom+xml; charset=utf-8",
    )
    return ET.fromstring(answer.content)  # noqa: S314 - our own


def texts(one: ET.Element, *path: str) -> list[str | None]:
    return [found.text for found in one.findall("/".join(f"{ATOM}{part}" for part in path))]


async def test_a_feed_is_what_the_standard_asks_for(web: httpx.AsyncClient) -> None:
    for name in published():
        found = await feed(web, name=name)

        for one in (found, *found.findall(f"{ATOM}entry")):
            for needed in ("id", "title", "updated"):
                assert [bool(text) for text in texts(one, needed)] == [True], needed
            assert all(texts(one, "author", "name"))
            assert all(dt.datetime.fromisoformat(text or "").tzinfo for text in texts(one, "updated"))
        assert len(set(texts(found, "entry", "id"))) == len(texts(found, "entry", "id"))
        assert [one.attrib["href"] for one in found.findall(f"{ATOM}link[@rel='self']")] == texts(found, "id")


async def test_a_feed_lists_what_changed_last(web: httpx.AsyncClient) -> None:
    found, rows = await feed(web), await objects(web)

    assert [text and text.split()[0] for text in texts(found, "entry", "title")] == SHOWN
    assert texts(found, "entry", "id") == [f"urn:uuid:{one['id']}" for one in rows]
    assert texts(found, "updated") == texts(found, "entry", "updated")[:1]
    assert texts(found, "entry", "updated")[0] == f"{rows[0]['lastUpdated']}T00:00:00+08:00"
    assert texts(await feed(web, "?region=350100"), "entry", "id") == []
    assert texts(await feed(web, "?region=350503"), "entry", "id") == texts(found, "entry", "id")
    summary = texts(found, "entry", "summary")[0] or ""
    assert "处罚类别：罚款、警告\n" in summary
    assert "13900001234" not in summary
    assert "林大山" not in ET.tostring(found, "unicode")


async def test_an_entry_leads_to_its_record(web: httpx.AsyncClient) -> None:
    entry = (await feed(web)).find(f"{ATOM}entry")
    assert entry is not None
    link = entry.find(f"{ATOM}link")
    assert link is not None

    path = "/" + link.attrib["href"].split("/", 3)[3]
    answer = (await web.get(path)).json()["data"]["node"]

    assert (answer["__typename"], answer["documentNumber"]) == ("Penalty", SHOWN[0])


async def test_who_holds_the_feed_is_told_that_it_still_holds(web: httpx.AsyncClient, owner: Owner) -> None:
    first = await web.get("/feeds/penalty.atom")
    held = {"If-None-Match": first.headers["etag"]}
    await owner.execute(
        "UPDATE penalty SET remark = 'x', next_level = 'CITY', document_number = document_number"
    )

    again = await web.get("/feeds/penalty.atom", headers=held)
    await owner.execute(
        "UPDATE penalty SET disputed = true, last_updated = current_date WHERE state = 'PUBLISHED'"
    )
    await owner.execute("UPDATE penalty SET violation = '另一种' WHERE state = 'PUBLISHED'")
    changed = await web.get("/feeds/penalty.atom", headers=held)

    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", held["If-None-Match"])
    assert first.headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert changed.status_code == 200


async def test_what_is_in_a_value_is_neither_markup_nor_no_text(web: httpx.AsyncClient, owner: Owner) -> None:
    nasty = "<b>&amp;</summary>]]>\x01\x0b\ufffe'\""
    await owner.execute("UPDATE penalty SET violation = $1 WHERE document_number = $2", nasty, SHOWN[0])

    summary = texts(await feed(web), "entry", "summary")[0] or ""

    assert "违法行为类型：<b>&amp;</summary>]]>'\"\n" in summary


def test_an_empty_feed_stands_still() -> None:
    assert feeds._moment(feeds.NEVER) == "1970-01-01T00:00:00+08:00"
    assert "{{" not in text_of(
        "feed.xml", "zh", item=ITEMS["Penalty"], region=None, address="a", terms="b", updated="c", entries=[]
    )


async def test_what_is_withdrawn_is_gone_with_the_next_request_everywhere(
    web: httpx.AsyncClient, owner: Owner
) -> None:
    question = {"query": "{ penalties { edges { node { documentNumber } } } }"}
    held = await web.get("/graphql", params=question)
    told = await web.get("/feeds/penalty.atom")
    await owner.execute("UPDATE penalty SET state = 'WITHDRAWN' WHERE document_number = $1", SHOWN[2])

    answer = await web.get("/graphql", params=question, headers={"If-None-Match": held.headers["etag"]})
    news = await web.get("/feeds/penalty.atom", headers={"If-None-Match": told.headers["etag"]})
    rows = await objects(web)

    assert SHOWN[2] in held.text
    assert (answer.status_code, news.status_code) == (200, 200)
    assert not [
        one for one in (answer.text, news.text, json.dumps(rows, ensure_ascii=False)) if SHOWN[2] in one
    ]
