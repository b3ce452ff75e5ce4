"""Judgment debtors on the court's list: firms, a few persons, and here and there a public body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.demo.filing import Case
from exchange.demo.party import party_type
from exchange.demo.paths import Fate
from exchange.demo.seed import often
from exchange.model import JudgmentDebtor

if TYPE_CHECKING:
    from exchange.demo.bodies import Body
    from exchange.demo.filing import Filing

_DUTIES = (
    "支付样例建材公司货款人民币36万元及利息",
    "返还样例投资人合同保证金人民币80万元",
    "支付样例劳务队工程款人民币120万元",
    "偿还借款本金人民币15万元及利息",
)
_CONDUCT = ("EVASION", "NO_REPORT", "CONSUMPTION", "SETTLEMENT", "UNWILLING")
_CASES = 90_000
"""Numbers from here on are beyond those that courts give."""


def debtor(filing: Filing, body: Body, number: int) -> Case:
    """One listing of a body or person; `number` tells several of them apart."""
    draw = filing.seed.draws("debtor", body.id, number)
    decided_on = filing.decided(draw)
    court = filing.office(f"{body.region[:4]}00", "COURT")
    values: dict[str, Any] = {
        "party_name": body.name,
        "party_type": party_type(body),
        "party_credit_code": body.credit_code,
        "party_organisation_code": body.values.get("organisation_code"),
        "legal_representative": body.values.get("legal_representative"),
        "person_id_type": body.values.get("document_type"),
        "person_id_number": body.values.get("document_number"),
        "sex": draw.choice(("MALE", "FEMALE")) if body.natural else None,
        "age": draw.randrange(28, 70) if body.natural else None,
        "basis_number": f"（{decided_on.year - 1}）闽{court.region[2:4]}民初{_CASES + draw.randrange(9_000)}号",
        "basis_authority": court.name,
        "duty": draw.choice(_DUTIES),
        "performance": draw.choices(("NONE", "PARTIAL"), (3, 1))[0],
        "conduct": [draw.choice(_CONDUCT)],
        "listed_on": decided_on,
    }
    fate = Fate.REPAIRED if often(draw, 0.35) else Fate.USUAL
    basis = "COURT_LIST" if body.natural else None
    return Case(
        JudgmentDebtor,
        body,
        court,
        filing.offices["FJ_HIGH_COURT"],
        decided_on,
        values,
        fate,
        basis,
        mark="执",
    )
