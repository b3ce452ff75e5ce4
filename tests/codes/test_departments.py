"""The registry of provincial departments, as they were named over time."""

from __future__ import annotations

from exchange.codes import code_list
from exchange.reference import table

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
RENAMED = {
    "省监察厅": "福建省监察委员会",
    "省工商局": "福建省市场监督管理局",
    "省公务员局": "中共福建省委组织部",
    "省政府法制办": "福建省司法厅",
    "省经信委": "福建省工业和信息化厅",
    "人行福州中心支行": "中国人民银行福建省分行",
}


def checked(code: str) -> bool:
    """Whether the check digit of a credit code is right (GB 32100-2015)."""
    total = sum(CREDIT_ALPHABET.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:17]))
    return len(code) == len("11350000003590018K") and CREDIT_ALPHABET[-total % 31] == code[17]


def test_every_department_has_a_valid_credit_code_of_its_own() -> None:
    codes = [line.text("credit_code") for line in table("department")]

    assert all(checked(code) and code[:8] in {"11350000", "12350000"} for code in codes)
    assert len(set(codes)) == len(codes)


def test_the_names_of_2017_lead_to_the_departments_of_today() -> None:
    departments = code_list("department")

    leads = {name: departments[departments.find(name) or ""].more["successor"] for name in RENAMED}

    assert {name: departments.label(code) for name, code in leads.items()} == RENAMED


def test_a_department_with_a_successor_has_ended_and_its_successor_goes_on() -> None:
    departments = code_list("department")

    for code in departments.codes:
        more = departments[code].more
        assert bool(more["successor"]) == bool(more["valid_to"])
        assert not more["successor"] or not departments[more["successor"]].more["valid_to"]
