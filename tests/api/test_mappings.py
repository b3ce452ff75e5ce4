"""Files with a department's own names of columns, by HTTP: its mapping is put once, checked, used by name, and nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exchange.clock import Clock
from exchange.grants import clients
from exchange.submissions import own_mappings
from tests.api.test_submissions import people, settings, token, web

if TYPE_CHECKING:
    import asyncpg
    import httpx

    from exchange.database import Database
    from exchange.settings import Settings

__all__ = ["people", "settings", "web"]
TOML = {"content-type": "application/toml"}
CSV = {"content-type": "text/csv"}
OURS = """
item = "penalty"
absent = ["legal_basis", "violation_fact", "content"]
[columns]
"单位" = "party_name"
"代码" = "party_credit_code"
"法人" = "legal_representative"
"号" = "document_number"
"事由" = "violation"
"种类" = "kind"
"罚" = "fine"
"日" = "decided_on"
[units]
fine = "元"
[constants]
authority_name = "福州市鼓楼区市场监督管理局"
"""
LEGACY = (
    "CF_WSH,CF_CFMC,CF_CFLB1,CF_SY,CF_YJ,CF_XDR_MC,CF_XDR_SHXYM,CF_FR,CF_JG,CF_JDRQ,CF_XZJG,CF_ZT,DFBM,SJC\n"
    "榕鼓〔2016〕1号,甲,罚款,标签,食品安全法,福州鼓楼榕测食品有限公司,91350102MAFJ0001XP,林试,罚款5000元,2016/02/03,鼓楼区市监局,0,350102,2016\n"
)
TABLE = "单位,代码,法人,号,事由,种类,罚,日\n福州鼓楼榕测食品有限公司,91350102MAFJ0001XP,林试,榕鼓〔2026〕1号,标签,罚款,5000,2026-02-03\n"


async def test_a_mapping_is_put_once_and_used_by_name(
    web: httpx.AsyncClient, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    put = await web.put("/submissions/mapping", params={"name": "ours"}, headers=TOML, content=OURS)
    listed = await web.get("/submissions/mapping")
    read = await web.get("/submissions/mapping", params={"name": "ours"})
    where = {"item": "penalty", "batch": "B-1", "mapping": "ours"}
    sent = await web.post("/submissions", params=where, headers=CSV, content=TABLE)
    gone = await web.delete("/submissions/mapping", params={"name": "ours"})
    after = await web.post("/submissions", params=where | {"batch": "B-2"}, headers=CSV, content=TABLE)

    assert (put.status_code, gone.status_code) == (204, 204)
    assert listed.json() == {"own": ["ours"], "shipped": ["penalties-of-2015", "published-decisions"]}
    assert read.text == OURS
    assert (sent.json()["warned"], sent.json()["refused"], sent.json()["notes"]) == (1, 0, [])
    assert str(await owner.fetchval("SELECT fine FROM penalty")) == "0.500000"
    assert (after.status_code, after.json()["code"]) == (400, "BAD_REQUEST")
    assert "mapping must be one of penalties-of-2015, published-decisions." in after.json()["detail"]


async def test_an_upload_keeps_the_mapping_that_it_began_with(web: httpx.AsyncClient) -> None:
    await web.put("/submissions/mapping", params={"name": "ours"}, headers=TOML, content=OURS)
    where = {"item": "penalty", "batch": "B-1", "mapping": "ours"}
    begun = await web.post(
        "/submissions", params=where, headers={**CSV, "upload-complete": "?0"}, content=TABLE[:20]
    )
    size = int(begun.headers["upload-offset"])
    await web.delete("/submissions/mapping", params={"name": "ours"})

    headers = {"content-type": "application/partial-upload", "upload-offset": str(size)}
    done = await web.patch(
        "/submissions", params={"batch": "B-1"}, headers=headers, content=TABLE.encode()[size:]
    )

    assert done.json()["warned"] == 1


async def test_a_mapping_is_its_clients_own(web: httpx.AsyncClient, db: Database, settings: Settings) -> None:
    await web.put("/submissions/mapping", params={"name": "ours"}, headers=TOML, content=OURS)
    async with db.writing() as session:
        wanted = clients.Wanted("c", "origin", "FJ_DRC", "350000", client_id="other", secret="of other")
        await clients.create_client(session, Clock(settings), "test", wanted)
    web.headers.update(await token(web, "other"))

    listed = await web.get("/submissions/mapping")
    answers = [
        await web.request(method, "/submissions/mapping", params={"name": "ours"})
        for method in ("GET", "DELETE")
    ]
    never = await web.get("/submissions/mapping", params={"name": "never"})

    assert listed.json()["own"] == []
    assert [(one.status_code, one.json()) for one in answers] == [(404, never.json())] * 2


@pytest.mark.parametrize(
    ("name", "headers", "content", "status", "said"),
    [
        (
            "ours",
            TOML,
            b'item = "penalty"\n[columns]\na = "nothing"',
            400,
            "columns names nothing, which is no field",
        ),
        ("ours", TOML, b"item =", 400, "it is not TOML"),
        ("ours", TOML, b'item = "\xff"', 400, "the mapping is not UTF-8"),
        ("ours", CSV, b"x", 415, "application/toml"),
        ("../ours", TOML, OURS.encode(), 400, "name must be small letters"),
        ("published-decisions", TOML, OURS.encode(), 400, "name must be small letters"),
        ("", TOML, OURS.encode(), 400, "name must be small letters"),
        ("ours", TOML, b"#" * 70_000, 413, "larger than 65536 bytes"),
        ("more", TOML, OURS.encode(), 429, "Too many mappings"),
    ],
)
async def test_a_mapping_that_cannot_be_kept_is_refused_with_the_reason(
    web: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, name: str, headers: dict[str, str], content: bytes, status: int, said: str
) -> None:  # fmt: skip
    monkeypatch.setattr(own_mappings, "MOST", 1)
    await web.put("/submissions/mapping", params={"name": "first"}, headers=TOML, content=OURS)
    if name == "ours":
        monkeypatch.setattr(own_mappings, "MOST", 2)

    told = await web.put("/submissions/mapping", params={"name": name}, headers=headers, content=content)
    listed = await web.get("/submissions/mapping")

    assert told.status_code == status, told.text
    assert said in told.json()["detail"]
    assert listed.json()["own"] == ["first"]


async def test_a_mapping_of_another_item_is_refused_before_the_file_comes(web: httpx.AsyncClient) -> None:
    where = {"item": "licence", "batch": "B-1", "mapping": "published-decisions"}

    told = await web.post("/submissions", params=where, headers=CSV, content=TABLE)

    assert (told.status_code, told.json()["code"]) == (400, "BAD_REQUEST")
    assert "the mapping is for penalty, not for licence." in told.json()["detail"]


async def test_a_file_of_2015_is_taken_with_its_mapping_and_told_what_the_old_standard_lacked(
    web: httpx.AsyncClient, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    where = {"item": "penalty", "batch": "B-1", "mapping": "penalties-of-2015"}
    content = LEGACY.encode("gb18030")

    told = await web.post("/submissions", params=where, headers=CSV, content=content)
    (row,) = (await web.get("/submissions/rows", params={"batch": "B-1"})).json()["rows"]
    bare = await web.post(
        "/submissions", params={"item": "penalty", "batch": "B-2"}, headers=CSV, content=content
    )
    stored = await owner.fetchrow("SELECT document_number, kind, content, fine FROM penalty")

    assert (told.json()["warned"], told.json()["refused"]) == (1, 0), told.text
    assert {note["code"] for note in told.json()["notes"]} == {"LEGACY_COLUMN"}
    assert {(one["code"], one["field"]) for one in row["findings"]} >= {
        ("FIELD_ABSENT", "violation"),
        ("AMOUNT_FROM_TEXT", "fine"),
    }
    assert stored is not None
    assert [str(one) for one in stored.values()] == ["榕鼓〔2016〕1号", "['FINE']", "罚款5000元", "0.500000"]
    assert bare.json()["refused"] == 1


async def test_the_code_lists_that_go_with_a_table_are_a_file_of_their_own(web: httpx.AsyncClient) -> None:
    lists = await web.get("/submissions/template", params={"item": "licence", "format": "codes"})
    heading = await web.get("/submissions/template", params={"item": "licence", "format": "csv"})
    wrong = await web.get("/submissions/template", params={"item": "licence", "format": "doc"})

    assert lists.headers["content-disposition"] == 'attachment; filename="licence-codes.csv"'
    assert "行政相对人类别" in lists.text
    assert "ORGANISATION" in lists.text
    assert heading.headers["content-type"].startswith("text/csv")
    assert wrong.json()["detail"].endswith("format must be one of xlsx, csv, codes.")
