"""`exchange import` as a clerk runs it: files, report, exit codes, and one sentence where something is wrong."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest
from tests import command

if TYPE_CHECKING:
    from pathlib import Path

    import asyncpg

TABLE = (
    "CF_XDR_MC,CF_XDR_LB,CF_XDR_SHXYM,CF_FRDB,CF_WSH,CF_WFXW,CF_SY,CF_YJ,CF_CFLB,CF_NR,CF_NR_FK,CF_JDRQ,CF_CFJG\n"
    "福州鼓楼榕测食品有限公司,法人及非法人组织,91350102MAFJ0001XP,林试,榕鼓〔2026〕1号,标签,未标明,食品安全法,罚款,罚款5000元,0.5,2026/02/03,鼓楼区市监局\n"
    "福州鼓楼榕测食品有限公司,法人及非法人组织,91350102MAFJ0001XP,林试,榕鼓〔2026〕2号,标签,未标明,食品安全法,罚款,罚款5000元,0.5,2026/02/03,鼓楼区市监局\n"
)
FOREIGN = [
    {
        "party": party,
        "doc_no": number,
        "violation_type": "标签",
        "content": "",
        "authority": "鼓楼区市监局",
        "decided": "2019-03-04",
    }
    for party, number in (
        ("福州鼓楼榕测食品有限公司", "榕鼓（2019）3号"),
        ("福州鼓楼榕测食品有限公司", "榕鼓〔2019〕3号"),
        (None, "榕鼓〔2019〕4号"),
    )
]


class Runs:
    """Runs the command on this test's database."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self._settings = {
            "EXCHANGE_DATABASE_URL": database_url,
            "EXCHANGE_NOW": "2026-11-23T12:00:00+08:00",
        }
        self._folder = folder

    async def __call__(self, *words: str) -> tuple[int, str, str]:
        done = command.run(self._settings, "import", *words, folder=self._folder)
        return done.returncode, done.stdout, done.stderr


@pytest.fixture
def run(database_url: str, tmp_path: Path) -> Runs:
    (tmp_path / "good.csv").write_text(TABLE, "gb18030")
    (tmp_path / "foreign.json").write_text(json.dumps(FOREIGN, ensure_ascii=False), "utf-8")
    return Runs(database_url, tmp_path)


async def test_a_good_file_ends_with_zero_and_its_counts(
    run: Runs, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    code, out, errors = await run("good.csv", "--item", "penalty", "--as", "FJ_MARKET", "--batch", "2026-1")

    assert (code, errors) == (0, "")
    assert "Stored: batch 2026-1, 2 rows\naccepted 2, warned 0, refused 0, duplicates 0" in out
    assert await owner.fetchval("SELECT count(*) FROM penalty WHERE source_department = 'FJ_MARKET'") == 2


async def test_refused_rows_end_with_one_and_say_how_to_mend_them(run: Runs) -> None:
    words = (
        "foreign.json",
        "--item",
        "penalty",
        "--as",
        "福建省市场监督管理局",
        "--mapping",
        "published-decisions",
    )

    code, out, _ = await run(*words)

    assert code == 1
    assert "accepted 0, warned 1, refused 1, duplicates 1" in out
    assert "1 × PARTY_MISSING: partyName (行政相对人名称): There is no party." in out
    assert "refused rows: 3" in out


async def test_a_second_import_changes_nothing(run: Runs, owner: asyncpg.Connection[asyncpg.Record]) -> None:
    first = await run("good.csv", "--item", "penalty", "--as", "FJ_MARKET")

    second = await run("good.csv", "--item", "penalty", "--as", "省市场监管局")

    assert second == first
    assert await owner.fetchval("SELECT count(*) FROM submission") == 1


async def test_a_dry_run_stores_nothing(run: Runs, owner: asyncpg.Connection[asyncpg.Record]) -> None:
    code, out, _ = await run("good.csv", "--item", "penalty", "--as", "FJ_MARKET", "--dry-run")

    assert code == 0
    assert out.startswith("Dry run, nothing stored")
    assert await owner.fetchval("SELECT count(*) FROM submission") == 0


@pytest.mark.parametrize("name", ["r.json", "r.csv"])
async def test_the_report_file_has_every_row(run: Runs, tmp_path: Path, name: str) -> None:
    words = (
        "foreign.json",
        "--item",
        "penalty",
        "--as",
        "FJ_MARKET",
        "--mapping",
        "published-decisions",
        "--report",
        name,
    )

    await run(*words)

    text = (tmp_path / name).read_text("utf-8-sig")
    if name.endswith("json"):
        assert [row["verdict"] for row in json.loads(text)["rows"]] == ["WARNED", "DUPLICATE", "REFUSED"]
    else:
        assert {row["number"]: row["verdict"] for row in csv.DictReader(text.splitlines())} == {
            "1": "WARNED",
            "2": "DUPLICATE",
            "3": "REFUSED",
        }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("none.csv", "--item", "penalty", "--as", "FJ_MARKET"), "none.csv cannot be read: no such file"),
        (("good.csv", "--item", "passport", "--as", "FJ_MARKET"), "--item must be one of"),
        (("good.csv", "--item", "penalty", "--as", "NOBODY"), "--as names no department of the registry"),
        (("good.csv", "--item", "penalty", "--as", "FJ_INDUSTRY_COMMERCE"), "Submit as FJ_MARKET"),
        (
            ("good.csv", "--item", "penalty", "--as", "FJ_MARKET", "--mapping", "x"),
            "Give a path, or one of the mappings",
        ),
        (
            ("good.csv", "--item", "penalty", "--as", "FJ_MARKET", "--report", "r.doc"),
            "--report must end in .json or .csv",
        ),
        (
            ("good.csv", "--item", "penalty", "--as", "FJ_MARKET", "--report", "no/r.csv"),
            "r.csv cannot be written",
        ),
        (("good.csv", "--item", "penalty", "--as", "FJ_MARKET", "--batch", "a b"), "write 1 to 64 letters"),
        (
            ("foreign.json", "--item", "penalty", "--as", "FJ_MARKET"),
            "it has no column for CF_CFJG, CF_JDRQ, CF_WSH, CF_XDR_MC",
        ),
        (
            (
                "good.csv",
                "--item",
                "dishonesty_record",
                "--as",
                "FJ_MARKET",
                "--mapping",
                "published-decisions",
            ),
            "The mapping is for penalty",
        ),
    ],
)
async def test_what_cannot_be_done_is_one_sentence_and_ends_with_two(
    run: Runs, words: tuple[str, ...], said: str
) -> None:
    code, out, errors = await run(*words)

    assert (code, out) == (2, "")
    assert said in errors
    assert "Traceback" not in errors
    assert len(errors.strip().splitlines()) == 1


async def test_other_content_under_a_used_number_ends_with_two(run: Runs, tmp_path: Path) -> None:
    await run("good.csv", "--item", "penalty", "--as", "FJ_MARKET", "--batch", "b")
    (tmp_path / "good.csv").write_text(TABLE.replace("0.5", "0.6"), "utf-8")

    code, _, errors = await run("good.csv", "--item", "penalty", "--as", "FJ_MARKET", "--batch", "b")

    assert code == 2
    assert errors.startswith("The batch number was used before for other content.")
