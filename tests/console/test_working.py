"""A clerk's day: what waits, the moves that can be made of it one by one and many at once, and cases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.conftest import KEEPER, NOBODY, ORIGIN
from tests.api.conftest import PARTNER as READER
from tests.api.test_life_of_a_penalty import ROW, SUBMIT, TODAY, published
from tests.console.conftest import posted, proof

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import asyncpg

    from tests.people.browser import Browser

    Ask = Callable[..., Awaitable[dict[str, Any]]]

MOVES = "query ($id: ID!) { penalty(id: $id) { moves } }"
PDF = b"%PDF-1.7 a paper"


async def moves(ask: Ask, who: Any, record: str) -> list[str] | None:  # noqa: ANN401 - a caller
    found = (await ask(who, MOVES, id=record))["data"]["penalty"]
    return None if found is None else list(found["moves"])


async def test_the_api_says_which_moves_a_caller_can_make_of_a_record_and_only_those(
    ask: Ask, record: str
) -> None:
    waiting = [await moves(ask, who, record) for who in (KEEPER, ORIGIN, READER, NOBODY)]

    assert waiting == [
        ["returnRecord", "passLevelRecord", "verifyRecord", "withdrawRecord"],
        ["withdrawRecord"],
        None,
        None,
    ]


async def test_of_a_public_record_whoever_has_no_part_in_it_is_told_no_move(ask: Ask) -> None:
    record = await published(ask)

    assert await moves(ask, KEEPER, record) == [
        "repairRecord",
        "withdrawRecord",
        "expireRecord",
        "holdRecord",
        "restrictRecord",
        "disputeRecord",
    ]
    assert [await moves(ask, who, record) for who in (READER, NOBODY)] == [[], []]


async def test_a_clerk_takes_a_record_from_the_worklist_to_the_public_by_forms_alone(
    clerk: Browser, record: str
) -> None:
    here = f"/console/records/penalty/{record}"
    home = (await clerk.open("/console")).page
    steps: list[tuple[str, dict[str, str]]] = [
        ("passLevelRecord", {"level": "PROVINCE", "findings": "属实"}),
        ("verifyRecord", {}),
        ("classifyRecord", {"secrecyReviewer": "王审查", "secrecyReviewedOn": str(TODAY)}),
        ("shareRecord", {}),
        ("publishRecord", {"necessary": ""}),
    ]
    offered = []
    for name, typed in steps:
        await clerk.open(here)
        offered.append(f"{here}/{name}" in clerk.page)
        await clerk.open(f"{here}/{name}")
        await clerk.send(typed)
        assert (clerk.path, clerk.status) == (here, 200), (name, clerk.wrong)

    assert f'href="{here}"' in home
    assert offered == [True] * len(steps)
    assert "已公示" in clerk.page
    assert re.findall(r"<strong>(\S+)</strong> <span class=\"mark\">", clerk.page) == [
        "公示",
        "共享",
        "分类定级",
        "核实",
        "逐级审核通过",
        "接收",
    ]


async def test_a_form_that_is_refused_keeps_what_was_typed_and_says_at_the_field_what_is_wrong(
    clerk: Browser, record: str
) -> None:
    here = f"/console/records/penalty/{record}"

    empty = dict((await (await clerk.open(f"{here}/returnRecord")).send(reason=" ")).wrong), clerk.status
    await clerk.open(f"{here}/verifyRecord")
    await clerk.send(reason="材料齐全")

    assert empty == ({"reason": "请填写此项。"}, 400)
    assert (clerk.status, clerk.wrong[""]) == (400, "不能办理“核实”：“省级”尚未审核，请先完成该级审核。")
    assert "材料齐全</textarea>" in clerk.page


async def test_whoever_cannot_make_a_move_finds_neither_its_button_nor_its_form(
    partner: Browser, sender: Browser, ask: Ask
) -> None:
    record = await published(ask)
    here = f"/console/records/penalty/{record}"

    seen = (await partner.open(here)).page
    form = (await partner.open(f"{here}/withdrawRecord")).status
    sent = (
        await posted(
            partner,
            f"{here}/withdrawRecord",
            {"proof": proof(partner), "reason": "撤", "document": "闽〔1〕"},
        )
    ).status

    assert "当前没有您可以办理的事项。" in seen
    assert (form, sent) == (404, 404)
    assert f"{here}/withdrawRecord" in (await sender.open(here)).page
    assert (await moves(ask, KEEPER, record) or [])[0] == "repairRecord"


@pytest.mark.parametrize("field", ["proof", "site"])
async def test_a_form_from_anywhere_else_changes_nothing(
    clerk: Browser, ask: Ask, record: str, field: str
) -> None:
    here = f"/console/records/penalty/{record}/returnRecord"
    given = {"reason": "退回", "proof": proof(await clerk.open(here)) if field == "site" else "0" * 64}
    clerk.headers = {"sec-fetch-site": "cross-site"} if field == "site" else {}

    await posted(clerk, here, given)

    assert clerk.status == 403
    assert "returnRecord" in (await moves(ask, KEEPER, record) or [])


async def test_many_records_are_moved_at_once_and_each_has_its_own_outcome(
    clerk: Browser, ask: Ask, record: str
) -> None:
    other = (
        await ask(ORIGIN, SUBMIT, batch="B-2", rows=[{**ROW, "documentNumber": "闽市监罚〔2026〕14号"}])
    )["data"]
    second = other["submitRecords"]["rows"][0]["recordId"]
    page = (await clerk.open("/console/records/penalty?state=SUBMITTED")).page
    ticked: dict[str, Any] = {"proof": proof(clerk), "id": [record, second], "move": "passLevelRecord"}
    form = (await posted(clerk, "/console/records/penalty/many", ticked)).page
    batch = re.findall(r'name="batch" value="([^"]+)"', form)[0]
    await posted(
        clerk,
        f"/console/records/penalty/{second}/passLevelRecord",
        {"proof": proof(clerk), "level": "PROVINCE"},
    )

    wrong = (
        await posted(clerk, "/console/records/penalty/many", {**ticked, "go": "1", "batch": batch})
    ).wrong
    made = await posted(
        clerk, "/console/records/penalty/many", {**ticked, "go": "1", "batch": batch, "level": "PROVINCE"}
    )

    assert (record in page, second in page) == (True, True)
    assert "对选中的 2 条行政处罚办理" in form
    assert wrong == {"level": "请填写此项。"}
    assert "已办理 1 条，未办理 1 条。" in made.page
    assert "各级均已审核通过，请办理核实。" in made.page


async def test_a_correction_shows_what_stands_and_sends_what_was_changed_alone(
    sender: Browser, clerk: Browser, ask: Ask, record: str
) -> None:
    here = f"/console/records/penalty/{record}"
    await clerk.open(f"{here}/returnRecord")
    await clerk.send(reason="事实不清")
    await sender.open(f"{here}/correctRecord")
    shown, typed = sender.page, {"corrections.penalty.violationFact": "经查，当事人于三月虚假宣传。"}

    same = {"corrections.penalty.violationFact": ROW["violationFact"]}
    nothing = (await posted(sender, f"{here}/correctRecord", {"proof": proof(sender), **same})).wrong
    await posted(sender, f"{here}/correctRecord", {"proof": proof(sender), **typed})

    found = await ask(KEEPER, "query ($id: ID!) { penalty(id: $id) { state violationFact fine } }", id=record)
    assert 'value="闽市监罚〔2026〕12号"' in shown
    assert nothing[""] == "没有任何更改。请改正需要更正的内容。"
    assert (sender.path, sender.status) == (here, 200), sender.wrong
    assert found["data"]["penalty"] == {
        "state": "SUBMITTED",
        "violationFact": "经查，当事人于三月虚假宣传。",
        "fine": "20",
    }


async def test_a_complaint_is_opened_with_a_document_and_moved_and_the_document_is_got_back(
    clerk: Browser, body: str
) -> None:
    await clerk.open("/console/cases")
    opening = "/console/cases/complaint/file" in clerk.page
    await clerk.open("/console/cases/complaint/file")
    given = {"proof": proof(clerk), **_complaint(clerk.page, body)}
    bad = await posted(
        clerk,
        "/console/cases/complaint/file",
        given,
        {"documents.file": ("a.pdf", b"no paper", "application/pdf")},
    )
    refused = bad.status, bad.wrong.get("documents"), "拖欠工程款" in bad.page
    await posted(
        clerk,
        "/console/cases/complaint/file",
        given,
        {"documents.file": ("合同.pdf", PDF, "application/pdf")},
    )
    page, here = clerk.page, clerk.path
    assert clerk.status == 200, (clerk.wrong, re.findall(r"<p class=.hint. lang=.en.>([^<]+)", page))
    paper = re.findall(r'href="([^"]+/document/[^"]+)"', page)

    got = await clerk.web.get(paper[0])

    assert opening
    assert refused == (400, "不接受此类文件。", True)
    assert (here.startswith("/console/cases/complaint/"), clerk.status) == (True, 200), clerk.wrong
    assert "合同.pdf" in page
    assert (got.status_code, got.content) == (200, PDF)
    assert "已受理" in page or "已收到" in page or "已登记" in page


def _complaint(page: str, body: str) -> dict[str, str]:
    """Fills in what the form asks for."""
    (key,) = re.findall(r'<input type="hidden" name="key" value="([^"]+)"', page)
    return {
        "key": str(key),
        "creditCode": body,
        "channel": "HOTLINE_12345",
        "content": "某镇政府拖欠工程款",
        "documents.file_kind": "EVIDENCE",
    }


async def test_a_kind_or_record_that_is_none_is_not_found_and_an_english_page_is_english(
    clerk: Browser, record: str
) -> None:
    gone = [
        (await clerk.open(f"/console/{path}")).status
        for path in ("records/nothing", "cases/penalty", "records/penalty/1", "x")
    ]

    english = (await clerk.open(f"/console/records/penalty/{record}?lang=en")).page

    assert gone == [404, 404, 404, 404]
    assert "What you can do" in english
    assert "Pass the check of a level" in english
    assert f'href="/console/records/penalty/{record}/returnRecord?lang=en"' in english


async def test_a_limit_that_was_met_is_not_overdue_and_days_and_words_stay_on_one_line(
    clerk: Browser, ask: Ask, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    record = await published(ask)
    await owner.execute("UPDATE penalty SET publish_due_on = '2020-01-01' WHERE id = $1", record)

    page = (await clerk.open("/console/records/penalty")).page

    assert f'href="/console/records/penalty/{record}"' in page
    assert "已逾期" not in page
    assert re.search(r'<td data-name="决定日期" class="short">\d{4}-\d\d-\d\d</td>', page)
    assert re.search(r'<td data-name="状态" class="short">已公示</td>', page)
