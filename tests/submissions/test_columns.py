"""Names under which fields arrive, mapping files, and what is said about columns that lead nowhere."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from exchange import catalogue
from exchange.errors import FileUnreadable
from exchange.model import DishonestyRecord, Penalty
from exchange.submissions.columns import Columns, missing_columns
from exchange.submissions.findings import CATALOGUE, Weight
from exchange.submissions.judge import Judge, Submitter
from exchange.submissions.mapping import open_mapping, parse_mapping, shipped
from exchange.submissions.names import given, known_names

if TYPE_CHECKING:
    from exchange.model import Item

MAPPING = """
item = "penalty"
absent = ["legal_basis"]
ignored = ["id"]
[columns]
party = "CF_XDR_MC"
money = "fine"
[units]
fine = "元"
[constants]
authority_name = "福州市鼓楼区市场监督管理局"
"""


@pytest.mark.parametrize(
    ("name", "field", "unit"),
    [
        ("CF_WSH", "document_number", ""),
        ("cf_wsh", "document_number", ""),
        ("ＣＦ＿ＷＳＨ", "document_number", ""),
        ("documentNumber", "document_number", ""),
        ("document number", "document_number", ""),
        ("决定书文号", "document_number", ""),
        ("行政处罚决定书文号", "document_number", ""),
        ("行政相对人代码_1（统一社会信用代码）", "party_credit_code", ""),
        ("统一社会信用代码", "party_credit_code", ""),
        ("CF_XDR_ZDM", "party_organisation_code", ""),
        ("组织机构代码", "party_organisation_code", ""),
        ("罚款金额", "fine", ""),
        ("罚款金额（万元）", "fine", "万元"),
        ("罚款金额(元)", "fine", "元"),
        ("CF_CFLB2", "kind", ""),
        ("credit_code_override", "credit_code_override", ""),
        ("creditCodeOverride", "credit_code_override", ""),
        ("CF_ZT", "legacy_state", ""),
    ],
)
def test_a_field_is_known_by_code_name_and_label(name: str, field: str, unit: str) -> None:
    target = Columns(Penalty).target(name)

    assert target is not None
    assert (target.name, target.unit) == (field, unit)


@pytest.mark.parametrize("item", [Penalty, DishonestyRecord])
def test_every_field_that_a_submitter_gives_is_known_by_all_its_names(item: type[Item]) -> None:
    columns = Columns(item)

    for field in given(item).values():
        for name in filter(None, (field.name, field.graphql, field.source, *field.aliases, field.zh)):
            target = columns.target(name)
            assert target is not None, name
            assert target.name == field.name, name


def test_fields_that_the_exchange_sets_are_no_columns() -> None:
    assert "canonicalnumber" not in known_names(Penalty)
    assert Columns(Penalty).target("state") is None


def test_old_columns_that_nobody_reads_are_noted_with_the_reason() -> None:
    columns = Columns(Penalty)

    columns.gather({"CF_CFMC": "x", "CF_WSH": "y"})

    assert [note.code for note in columns.notes] == ["LEGACY_COLUMN"]
    assert "CF_CFMC" in columns.notes[0].message


def test_two_columns_of_one_field_may_agree_but_not_differ() -> None:
    columns = Columns(Penalty)

    agreed, nothing = columns.gather({"CF_XDR_ZZJG": "MA64ND86-2", "CF_XDR_ZDM": "MA64ND862"})
    _, found = columns.gather({"CF_XDR_ZZJG": "MA64ND86-2", "CF_XDR_ZDM": "D2143569X"})

    assert agreed["party_organisation_code"][0] == "MA64ND86-2"
    assert nothing == []
    assert [one.code for one in found] == ["FIELD_TWICE"]


def test_kinds_of_several_columns_add_up() -> None:
    gathered, _ = Columns(Penalty).gather({"CF_CFLB1": "罚款", "CF_CFLB2": "警告"})

    assert gathered["kind"][0] == ["罚款", "警告"]


def test_a_file_without_its_heading_is_recognised_as_such() -> None:
    assert missing_columns(Penalty, None, ["福州测试公司", "91350102MAFJ0001XP"]) == (
        "CF_CFJG",
        "CF_JDRQ",
        "CF_WSH",
        "CF_XDR_MC",
    )
    assert missing_columns(Penalty, None, ["处室", "CF_WSH", "当事人", "处罚机关", "decidedOn"]) == ()
    assert missing_columns(Penalty, parse_mapping("m.toml", MAPPING), ["party"]) == ("CF_JDRQ", "CF_WSH")


def test_a_mapping_names_columns_units_constants_and_what_is_absent() -> None:
    columns = Columns(Penalty, parse_mapping("m.toml", MAPPING))

    gathered, _ = columns.gather({"Party": "甲公司", "money": "500", "id": "7"})

    assert gathered == {
        "authority_name": ("福州市鼓楼区市场监督管理局", ""),
        "party_name": ("甲公司", ""),
        "fine": ("500", "元"),
    }
    assert columns.mapping.absent == {"legal_basis"}
    assert columns.notes == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("item =", "it is not TOML"),
        ('item = "passport"', "`item` names no item"),
        ('item = "penalty"\nmore = 1', "the key more is not known"),
        ('item = "penalty"\n[columns]\na = "nothing"', "columns names nothing, which is no field"),
        ('item = "penalty"\n[columns]\na = "state"', "columns names state, which is no field"),
        ('item = "penalty"\nabsent = ["party_name"]', "absent may not name party_name"),
        ('item = "penalty"\nabsent = "fine"', "absent must be a list"),
        ('item = "penalty"\ncolumns = 1', "columns must be a table"),
        ('item = "penalty"\n[units]\nviolation = "元"', "units.violation must be"),
        ('item = "penalty"\n[units]\nfine = "dollar"', "units.fine must be"),
    ],
)
def test_a_mapping_with_a_mistake_is_refused_with_its_key(text: str, said: str) -> None:
    with pytest.raises(FileUnreadable) as refusal:
        parse_mapping("m.toml", text)

    assert said in refusal.value.message


@pytest.mark.parametrize("name", shipped())
def test_the_mappings_that_come_along_can_be_used(name: str) -> None:
    assert open_mapping(name).columns


def test_an_unknown_mapping_is_refused_with_those_that_exist() -> None:
    with pytest.raises(FileUnreadable) as refusal:
        open_mapping("no-such-mapping")

    assert "published-decisions" in refusal.value.message


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_a_finding_is_a_whole_sentence(code: str) -> None:
    weight, sentence = CATALOGUE[code]

    assert isinstance(weight, Weight)
    assert sentence.endswith((".", "}"))


def test_a_second_heading_line_is_told_as_that() -> None:
    judge = Judge(
        Columns(Penalty),
        Submitter("X", "X", None, "350000"),
        catalogue.in_force(date(2026, 11, 23), catalogue.shipped()),
    )

    told = judge.row(
        1, {"CF_WSH": "行政处罚决定书文号", "CF_XDR_MC": "行政相对人名称", "CF_JDRQ": "处罚决定日期"}
    )

    assert [one.code for one in told.findings] == ["SECOND_HEADING"]
