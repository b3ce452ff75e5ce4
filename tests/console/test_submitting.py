"""A department's file: tried, read through, mended and sent in, by its own clerks alone."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

from exchange.web.console import posted as posted_forms
from tests.api.test_life_of_a_penalty import ROW
from tests.console.conftest import BAD, a_file, posted, proof, upload

if TYPE_CHECKING:
    import asyncpg
    import pytest

    from exchange.app import Exchange
    from tests.people.browser import Browser

    Owner = asyncpg.Connection[asyncpg.Record]

STORED = "SELECT count(*) FROM penalty"


def batch_of(browser: Browser) -> str:
    return str(re.findall(r'name="batch" value="([^"]+)"', browser.page)[0])


async def test_a_file_is_tried_before_anything_is_stored_and_then_sent_in_as_it_was_judged(
    sender: Browser, owner: Owner
) -> None:
    await upload(sender, a_file(ROW, BAD))
    tried, before = html.unescape(sender.page), await owner.fetchval(STORED)
    given = {"proof": proof(sender), "batch": batch_of(sender)}

    await posted(sender, "/console/submissions/confirm", given)

    assert (before, await owner.fetchval(STORED)) == (0, 1)
    assert "以下是预审结果，尚未存入任何数据。" in tried
    assert "<strong>决定日期</strong> 没有这一天" in tried
    assert "确认报送 1 条" in tried
    assert (sender.path, sender.status) == ("/console/submissions/report", 200)
    assert "查看记录" in sender.page
    assert given["batch"] in (await sender.open("/console/submissions")).page


async def test_refused_rows_are_mended_on_the_screen_and_sent_in_under_a_number_of_their_own(
    sender: Browser, owner: Owner
) -> None:
    await upload(sender, a_file(ROW, BAD))
    batch = batch_of(sender)
    await posted(sender, "/console/submissions/confirm", {"proof": proof(sender), "batch": batch})
    form = html.unescape((await sender.open(f"/console/submissions/mend?batch={batch}")).page)
    cells = dict(re.findall(r'name="(2\.\d+)" value="([^"]*)"', form))
    wrong = [re.escape(name) for name, value in cells.items() if value == "2026-02-30"]
    fresh = re.findall(r'name="fresh" value="([^"]+)"', form)[0]
    mended = {name: "2026-02-20" if value == "2026-02-30" else value for name, value in cells.items()}

    await posted(
        sender,
        "/console/submissions/mend",
        {"proof": proof(sender), "batch": batch, "dry": "", "fresh": fresh, **mended},
    )
    tried = sender.page
    await posted(sender, "/console/submissions/confirm", {"proof": proof(sender), "batch": fresh})

    assert re.search(rf'name="{wrong[0]}"[^>]*aria-invalid="true"', form)
    assert "确认报送 1 条" in tried
    assert await owner.fetchval(STORED) == 2


async def test_a_field_that_the_file_does_not_have_is_added_and_a_row_can_be_left_out(
    sender: Browser, owner: Owner
) -> None:
    lacking = [{**BAD, "documentNumber": f"闽市监罚〔2026〕{number}号"} for number in (21, 22)]
    for one in lacking:
        del one["decidedOn"]
    await upload(sender, b"\n".join(json.dumps(one).encode() for one in (ROW, *lacking)), "penalties.ndjson")
    batch = batch_of(sender)
    form = html.unescape((await sender.open(f"/console/submissions/mend?batch={batch}&dry=1")).page)
    cells = dict(re.findall(r'name="([23]\.\+?\w+)" value="([^"]*)"', form))
    given = {
        "batch": batch,
        "dry": "1",
        "fresh": "mended-1",
        **cells,
        "2.+decidedOn": "2026-02-20",
        "leave.3": "1",
    }

    await posted(sender, "/console/submissions/mend", {"proof": proof(sender), **given})
    tried = sender.page
    await posted(sender, "/console/submissions/confirm", {"proof": proof(sender), "batch": "mended-1"})

    assert (cells["2.+decidedOn"], "确认报送 1 条" in tried) == ("", True)
    assert await owner.fetchval("SELECT array_agg(document_number) FROM penalty") == ["闽市监罚〔2026〕21号"]


async def test_what_a_person_sent_in_is_judged_after_a_stop_whether_or_not_they_ask(
    sender: Browser, app: Exchange, owner: Owner
) -> None:
    await upload(sender, a_file(ROW))
    assert app.submissions is not None
    upload_of = app.submissions.uploads.find("FJ_MARKET", batch_of(sender), dry_run=False)
    upload_of.finish()

    await app.submissions.judge._resume(upload_of)

    assert (upload_of.outcome or {})["state"] == "DONE"
    assert await owner.fetchval(STORED) == 1


async def test_refused_rows_are_given_back_as_a_file_to_whom_sent_them_alone(
    sender: Browser, clerk: Browser
) -> None:
    await upload(sender, a_file(BAD))
    address = f"/console/submissions/refused?batch={batch_of(sender)}&dry=1&format=csv"

    file = await sender.web.get(address)

    assert (file.status_code, "2026-02-30" in file.text, "退回原因" in file.text) == (200, True, True)
    assert (await clerk.open(address)).status == 403


async def test_what_cannot_be_tried_is_said_at_its_field_and_nothing_is_kept(
    sender: Browser, owner: Owner
) -> None:
    none = (await upload(sender, b"", "")).wrong
    item = (await upload(sender, a_file(ROW), item="")).wrong
    kind = (await upload(sender, b"MZ", "penalties.exe")).wrong
    batch = (await upload(sender, a_file(ROW), batch="a b")).status
    unreadable = (await upload(sender, b"PK\x03\x04 broken", "penalties.xlsx")).status

    assert none == {"file": "请选择文件。"}
    assert item == {"item": "请选择信息类别。"}
    assert "file" in kind
    assert (batch, unreadable) == (400, 400)
    assert await owner.fetchval(STORED) == 0


async def test_a_trial_that_is_given_up_is_gone_and_somebody_elses_is_as_good_as_none(
    sender: Browser,
) -> None:
    await upload(sender, a_file(ROW))
    batch = batch_of(sender)

    await posted(sender, "/console/submissions/drop", {"proof": proof(sender), "batch": batch})

    assert sender.path == "/console/submissions"
    assert (await sender.open(f"/console/submissions/trial?batch={batch}")).status == 404
    assert (await sender.open("/console/submissions/report?batch=nobodys")).status == 404


async def test_whoever_may_not_submit_is_shown_no_way_to_it(clerk: Browser, owner: Owner) -> None:
    shown = "/console/submissions" in (await clerk.open("/console")).page
    page = (await clerk.open("/console/submissions")).status
    given: dict[str, Any] = {"proof": proof(clerk), "item": "penalty", "batch": "B-9"}

    sent = (await posted(clerk, "/console/submissions/try", given, {"file": ("a.csv", a_file(ROW))})).status

    assert (shown, page, sent) == (False, 403, 403)
    assert await owner.fetchval(STORED) == 0


async def test_a_file_from_another_site_is_not_taken(sender: Browser, owner: Owner) -> None:
    sender.headers = {"sec-fetch-site": "cross-site"}

    sent = await upload(sender, a_file(ROW))

    assert sent.status == 403
    assert await owner.fetchval(STORED) == 0


async def test_a_file_that_is_too_large_is_answered_with_the_limit_and_the_way_out_and_nothing_typed_is_lost(
    sender: Browser, owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posted_forms, "LARGEST", 1000)

    await upload(sender, b"x" * 1001, batch="our-own-7")
    told = sender.status, sender.wrong["file"]
    kept = 'value="our-own-7"' in sender.page, '<option value="penalty" selected' in sender.page
    await upload(sender, a_file(ROW)[:1000])

    assert told == (
        400,
        "文件超过 32 MB，没有接收。请拆分成几个文件，或者通过数据接口 POST /submissions 报送：不限大小，中断后可以续传。",
    )
    assert kept == (True, True)
    assert "文件超过" not in sender.page
    assert await owner.fetchval(STORED) == 0
