"""Records of dishonesty in government affairs: of bodies by courts, governments and departments, of civil servants by supervision."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from exchange.calendar import add_months
from exchange.codes import code_list
from exchange.demo import decisions, names
from exchange.demo.bodies import PINGTAN
from exchange.demo.filing import Case
from exchange.demo.paths import Fate
from exchange.demo.seed import often
from exchange.model import DishonestyRecord

if TYPE_CHECKING:
    import datetime as dt
    from random import Random

    from exchange.demo.bodies import Body
    from exchange.demo.decisions import Breach
    from exchange.demo.filing import Filing

_SANCTIONS = {"WARNING": 5, "DEMERIT": 4, "SERIOUS_DEMERIT": 3, "DEMOTION": 1, "REMOVAL": 1, "DISMISSAL": 1}
_LOSSES = (8, 15, 36, 80, 120, 260, 420, 900, 1_500)
_CITED = "OFFICIAL_NOTICE"


def breach(filing: Filing, body: Body, firms: list[Body], number: int) -> Case:
    """One record of a government, department, township, village or institution."""
    draw = filing.seed.draws("breach", body.id, number)
    source_kind = draw.choices(("JUDGMENT", "ACCOUNTABILITY", "PENALTY"), (4, 4, 2))[0]
    case = draw.choice(
        [
            one
            for one in decisions.BREACHES
            if one.area != "TOWNSHIP" or body.kind in {"TOWNSHIP", "VILLAGE_COMMITTEE"}
        ]
    )
    decided_on = filing.decided(draw)
    authority = _authority(filing, body, source_kind)
    judged = source_kind == "JUDGMENT"
    fate = filing.fate(draw, decided_on)
    return Case(
        item=DishonestyRecord,
        body=body,
        authority=authority,
        source=filing.office(authority.region, "DRC") if judged else authority,
        decided_on=decided_on,
        values=of_body(draw, body, case, draw.choice(firms), source_kind, decided_on) | _finality(draw, fate),
        fate=fate,
        duty_done=often(draw, 0.7),
        disputed=often(draw, 0.05),
    )


def sanction(filing: Filing, body: Body, firms: list[Body], number: int) -> Case:
    """One record of a civil servant."""
    draw = filing.seed.draws("sanction", body.id, number)
    decided_on = filing.decided(draw)
    fate = filing.fate(draw, decided_on)
    office = filing.office(body.region, "SUPERVISION")
    return Case(
        item=DishonestyRecord,
        body=body,
        authority=office,
        source=office,
        decided_on=decided_on,
        values=of_servant(draw, body, draw.choice(decisions.PERSONAL), draw.choice(firms), decided_on)
        | _finality(draw, fate),
        fate=fate,
        basis=_CITED if often(draw, 0.2) else None,
        duty_done=often(draw, 0.8),
    )


def of_body(
    draw: Random, body: Body, case: Breach, firm: Body, source_kind: str, decided_on: dt.date
) -> dict[str, Any]:
    """Field values of a record about a body."""
    facts, loss = _told(draw, case, firm)
    return {
        **_common(draw, case, loss, decided_on),
        "title": f"（样例）{body.name}{case.title}",
        "source_kind": source_kind,
        "facts": f"经查，{body.name}{facts}。分管负责人{names.person(draw)}负有责任。",
        "legal_basis": decisions.BREACH_BASIS[source_kind],
        "decision": f"{case.decision}。",
        "party_name": body.name,
        "party_type": body.kind,
        "party_credit_code": body.credit_code,
        "responsible_person": names.person(draw),
        "responsible_post": "分管负责人",
    }


def of_servant(draw: Random, body: Body, case: Breach, firm: Body, decided_on: dt.date) -> dict[str, Any]:
    """Field values of a record about a civil servant. The title names nobody: it is not a personal field."""
    facts, loss = _told(draw, case, firm)
    kind = draw.choices(tuple(_SANCTIONS), tuple(_SANCTIONS.values()))[0]
    listed = code_list("sanction_kind")
    months = listed[kind].more["months"]
    return {
        **_common(draw, case, loss, decided_on),
        "title": f"（样例）关于{case.title}问题的处分决定",
        "source_kind": "DISCIPLINE",
        "facts": f"经查，{body.name}在任职期间，{facts}。",
        "legal_basis": decisions.DISCIPLINE_BASIS,
        "decision": f"给予{body.name}{listed.label(kind)}处分。",
        "party_name": body.name,
        "party_type": body.kind,
        "person_id_type": body.values["document_type"],
        "person_id_number": body.values["document_number"],
        "person_employer": body.values["employer"],
        "person_post": body.values["post"],
        "sanction_kind": kind,
        "sanction_until": add_months(decided_on, int(months)) if months else None,
        "case_number": f"样监立〔{decided_on.year}〕{draw.randrange(1, 900)}号",
        "investigator": names.person(draw),
    }


def _common(draw: Random, case: Breach, loss: int | None, decided_on: dt.date) -> dict[str, Any]:
    return {
        "area": case.area,
        "misconduct": case.misconduct,
        "on_duty": True,
        "effective_on": decided_on,
        "finality": "FINAL",
        "loss": None if loss is None else Decimal(loss),
        "loss_description": None if loss is None else "按生效文书或审计结果认定的直接经济损失",
        "social_impact": draw.choices(("LOW", "MEDIUM", "HIGH"), (3, 5, 2))[0],
    }


def _told(draw: Random, case: Breach, firm: Body) -> tuple[str, int | None]:
    """The facts, and the amount that they name, in 万元."""
    loss = draw.choice(_LOSSES) if "{wan}" in case.facts else None
    return case.facts.format(firm=firm.name, project=names.project(draw), wan=loss), loss


def _finality(draw: Random, fate: Fate) -> dict[str, Any]:
    """A decision that is not final is sent back, never verified."""
    open_still = fate in {Fate.RETURNED, Fate.DRAFT} and often(draw, 0.5)
    return {"finality": draw.choice(("UNDER_RECONSIDERATION", "IN_LITIGATION"))} if open_still else {}


def _authority(filing: Filing, body: Body, source_kind: str) -> Body:
    """The court or department of the place above; bodies of the city level are judged in the city."""
    above = body.region if body.region.endswith("00") or body.region == PINGTAN else f"{body.region[:4]}00"
    if source_kind == "JUDGMENT":
        return filing.office(above, "COURT")
    if source_kind == "PENALTY":
        return filing.office(above, "FINANCE")
    superior = "350000" if body.kind == "GOVERNMENT" and body.region == above else above
    return filing.office(superior, "GOVERNMENT")
