"""What stands for a time and says nothing bad by itself: commendations, commitments, evaluations."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from exchange.demo.filing import Case
from exchange.demo.party import party
from exchange.demo.paths import Fate
from exchange.model import Commendation, Commitment, Evaluation, TrainingRecord

if TYPE_CHECKING:
    from random import Random

    from exchange.demo.bodies import Body
    from exchange.demo.filing import Filing

# 类别, 名称, 主要事迹
_MERITS = (
    ("TAX_A", "纳税信用A级纳税人", None),
    ("INTEGRITY_MODEL", "诚信经营示范单位", "连续五年无拖欠货款，主动召回问题产品"),
    ("HONOUR", "守合同重信用单位", "合同履约率连续三年为百分之百"),
)
# 类型, 事由, 内容
_PROMISES = (
    ("APPROVAL", "申请食品经营许可", "承诺经营场所和设施符合许可条件，如有不实愿承担法律责任"),
    ("PROACTIVE", "公开作出综合信用承诺", "承诺依法诚信经营，自觉接受社会监督"),
    ("EVIDENCE", "办理特种设备使用登记", "承诺已具备安全管理制度，不再提交证明材料"),
)
_KEPT = ("FULFILLED", "OPEN", "PARTIAL", "BREACHED")
_GRADES = ((90, "A"), (80, "B"), (70, "C"), (0, "D"))
_FATES = (Fate.USUAL, Fate.SHARED, Fate.WITHDRAWN)
_YEAR = dt.timedelta(days=365)


def commendation(filing: Filing, body: Body, number: int) -> Case:
    """One commendation."""
    draw = filing.seed.draws("commendation", body.id, number)
    decided_on, office = filing.decided(draw), filing.office(body.region, "DRC")
    kind, title, merits = draw.choice(_MERITS)
    values: dict[str, Any] = {
        **party(body),
        "kind": kind,
        "title": title,
        "merits": merits,
        "year": decided_on.year - 1,
        "valid_until": decided_on + 2 * _YEAR,
    }
    return Case(Commendation, body, office, office, decided_on, values, _fate(draw), mark="信用激励")


def award(filing: Filing, body: Body, number: int) -> Case:
    """A street or township of integrity (plan 5.6): some are awarded still, some have ended or were withdrawn."""
    draw = filing.seed.draws("award", body.id, number)
    decided_on, office = filing.decided(draw), filing.office(body.region, "DRC")
    values: dict[str, Any] = {
        **party(body),
        "kind": "INTEGRITY_TOWNSHIP",
        "title": "诚信街道" if "街道" in body.name else "诚信乡镇",
        "merits": "十四个公共服务领域的承诺全部按期兑现",
        "year": decided_on.year - 1,
        "valid_until": decided_on + 2 * _YEAR,
    }
    return Case(Commendation, body, office, office, decided_on, values, _fate(draw), mark="诚信乡镇")


def training(filing: Filing, body: Body, number: int) -> Case:
    """One course that a civil servant took: internal, so it is shared and never published."""
    draw = filing.seed.draws("training", body.id, number)
    decided_on, office = filing.decided(draw), filing.office(body.region, "ORGANISATION")
    values: dict[str, Any] = {
        "party_name": body.name,
        "party_type": body.kind,
        "person_id_type": body.values["document_type"],
        "person_id_number": body.values["document_number"],
        "person_employer": body.values["employer"],
        "person_post": body.values["post"],
        "course": "政务诚信专题培训",
        "course_number": f"{decided_on.year}-{draw.randrange(1, 5)}",
        "hours": draw.choice((8, 16, 24)),
        "outcome": draw.choices(("PASSED", "FAILED", "ABSENT"), (90, 6, 4))[0],
        "valid_until": decided_on + 5 * _YEAR,
    }
    return Case(TrainingRecord, body, office, office, decided_on, values, Fate.SHARED, mark="组训")


def commitment(filing: Filing, body: Body, number: int) -> Case:
    """One commitment to the market regulator."""
    draw = filing.seed.draws("commitment", body.id, number)
    decided_on, office = filing.decided(draw), filing.office(body.region, "MARKET")
    kind, matter, content = draw.choice(_PROMISES)
    values: dict[str, Any] = {
        **party(body),
        "kind": kind,
        "subject_matter": matter,
        "content": content,
        "fulfilment": draw.choices(_KEPT, (6, 3, 1, 1))[0],
        "valid_until": decided_on + 3 * _YEAR,
    }
    return Case(Commitment, body, office, office, decided_on, values, _fate(draw), mark="承诺")


def evaluation(filing: Filing, body: Body, number: int) -> Case:
    """The integrity of a government in one year, as a third party found it."""
    draw = filing.seed.draws("evaluation", body.id, number)
    office = filing.offices["FJ_DRC"]
    year = filing.today.year - 1 - number
    score = Decimal(draw.randrange(6_500, 9_900)) / 100
    values: dict[str, Any] = {
        **party(body),
        "kind": "THIRD_PARTY",
        "system": "福建省政务诚信评价指标（样例）2025版",
        "evaluator": "福建样例信用评价中心",
        "period_from": dt.date(year, 1, 1),
        "period_until": dt.date(year, 12, 31),
        "score": score,
        "grade": next(grade for least, grade in _GRADES if score >= least),
        "rank": draw.randrange(1, 90),
        "summary": "履约与兑现情况总体良好，个别招商承诺兑现不及时。",
        "indicators": f"依法行政{score / 4:.2f}；政务公开{score / 4:.2f}；勤政高效{score / 4:.2f}；守信践诺{score / 4:.2f}",
        "used_for": ["PERFORMANCE", "PILOTS"],
        "valid_until": dt.date(year + 4, 12, 31),
    }
    decided_on = dt.date(year + 1, 3, 10) if dt.date(year + 1, 3, 10) < filing.today else filing.decided(draw)
    return Case(Evaluation, body, office, office, decided_on, values, Fate.USUAL, mark="政信评")


def _fate(draw: Random) -> Fate:
    return draw.choices(_FATES, (90, 6, 4))[0]
