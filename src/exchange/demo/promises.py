"""Commitments of public bodies in the sample world: one in every state, of the district of the story to its enterprise, and of others."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from exchange.cases import load
from exchange.demo.bodies import government_id
from exchange.demo.cases import Act, PastCase, marks
from exchange.lifecycle import State
from exchange.model import DishonestyRecord, GovernmentCommitment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exchange.demo.bodies import Body
    from exchange.demo.seed import Seed
    from exchange.records.load import PastRecord

DISTRICT = "350102"
_OPEN = ("file", "publish")
PATHS: dict[str, tuple[str, ...]] = {
    "DRAFT": ("file",),
    "RETRACTED": ("file", "retract"),
    "PUBLISHED": (*_OPEN, "hand_on"),
    "DUE_SOON": (*_OPEN, "approach"),
    "REPORTED": (*_OPEN, "report"),
    "PARTIAL": (*_OPEN, "report", "confirm_part"),
    "FULFILLED": (*_OPEN, "report", "confirm"),
    "BREACHED": (*_OPEN, "breach"),
    "LAWFULLY_CHANGED": (*_OPEN, "change"),
}
"""How a commitment came to be in each state."""
_BY = {
    "publish": "keeper",
    "approach": "clock",
    "confirm": "superior",
    "confirm_part": "superior",
    "breach": "superior",
    "change": "superior",
}
"""Who makes a move; the district where nobody is named."""
_WHAT = (
    ("CONTRACT", "招商协议厂房租金补贴", "三年内按季兑现厂房租金补贴，每季25万元。", Decimal(300)),
    ("POLICY", "企业用工补贴", "对新增用工企业按人数给予一次性补贴。", None),
    ("PRIOR_CREDIT", "项目资金按期拨付承诺", "项目验收合格后三十日内拨付资金。", Decimal(120)),
    ("SERVICE", "农贸市场周边停车位", "年内新增公共停车位二百个。", None),
    ("FINANCE", "村级财务按季公开", "每季末十日内公开村级收支明细。", None),
)


def promises(seed: Seed, today: dt.date, enterprise: Body) -> Iterator[PastCase]:
    """One for each state."""
    for number, (state, path) in enumerate(PATHS.items()):
        filed_on = today - dt.timedelta(days=60 + number)
        days = [
            *(filed_on + dt.timedelta(days=step) for step in range(len(path) - 1)),
            today - dt.timedelta(days=1),
        ]
        acts = tuple(
            Act(day, _BY.get(name, "district"), name, _given(name, number, state, today, enterprise))
            for day, name in zip(days if len(path) > 1 else [filed_on], path, strict=True)
        )
        yield PastCase(
            "government_commitment", marks(seed, "promise", state), government_id(seed, DISTRICT), acts
        )


def made_good(seed: Seed, records: Iterable[PastRecord]) -> load.PastCase:
    """A commitment that was broken, and the first of the records of bodies that was repaired since as its record."""
    record = next(
        one
        for one in records
        if one.item is DishonestyRecord and not one.natural and one.values["state"] == State.REPAIRED
    )
    known, held, last = marks(seed, "promise", "MADE_GOOD"), record.values, record.history[-1]
    decided = dt.datetime.combine(held["decided_on"], dt.time(4), dt.UTC)
    ahead, source = decided - dt.timedelta(days=200), record.source_department
    moves = (
        load.Told("file", ahead, f"clerk-{source}", source),
        load.Told("publish", ahead + dt.timedelta(days=1), "clerk-platform", "FJ_INFORMATION_CENTRE"),
        load.Told(
            "breach", decided, f"clerk-{source}", source, "（样例）到期未兑现。", held["document_number"]
        ),
        load.Told("make_good", last.at, last.actor, last.department, last.reason, last.document),
    )
    values = {
        "kind": "CONTRACT", "title": "（样例）招商协议设备补贴", "content": "投产后一年内兑现设备补贴。", "area": held["area"],
        "promised_until": held["decided_on"] - dt.timedelta(days=10),
    }  # fmt: skip
    return load.PastCase(
        GovernmentCommitment, known.id, known.number, record.subject_id, record.natural, held["region"], source, moves, values,
        record=(record.item.key, record.id),
    )  # fmt: skip


def _until(state: str, today: dt.date) -> dt.date:
    """The day on which it is due: near, over, or half a year away."""
    return today + dt.timedelta(days={"DUE_SOON": 0, "BREACHED": -10}.get(state, 180))


def _given(move: str, number: int, state: str, today: dt.date, enterprise: Body) -> dict[str, Any]:
    """What comes with a move; texts that are made up say so."""
    kind, title, content, amount = _WHAT[number % len(_WHAT)]
    towards = (
        {"beneficiary_code": enterprise.credit_code, "counterparty": enterprise.name, "amount": amount}
        if amount
        else {}
    )
    values: dict[str, dict[str, Any]] = {
        "file": {
            "kind": kind, "title": f"（样例）{title}", "content": content, "promised_until": _until(state, today),
            **({"domain": "PARKING"} if kind == "SERVICE" else {}), **towards,
            "responsible_person": "吴例诚", "responsible_post": "副区长",
        },
        "hand_on": {"responsible_person": "许例信", "responsible_post": "副区长", "reason": "（样例）岗位调整，承诺由区政府继续履行。"},
        "report": {"evidence": "（样例）已按约定履行，凭证齐全。"},
        "confirm": {"confirmation": "（样例）经核实，已全部履行。"},
        "confirm_part": {"confirmation": "（样例）已履行一半。"},
        "breach": {"area": "INVESTMENT", "reason": "（样例）到期未兑现。", "document": f"榕例政函〔{today.year}〕{number}号"},
        "change": {
            "change_reason": "PUBLIC_INTEREST", "change_authority": "福州市人民政府", "change_procedure": "（样例）常务会议审议并公示。",
            "compensation": "（样例）补偿企业损失20万元。", "reason": "（样例）地块划入生态保护红线。",
            "document": f"榕例政〔{today.year}〕{number}号",
        },
    }  # fmt: skip
    return values.get(move, {})
