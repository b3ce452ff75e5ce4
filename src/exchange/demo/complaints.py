"""Complaints of the sample world, one in every state, about districts of Fuzhou; the confirmed one is filed by the story's enterprise."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from exchange.demo.bodies import government_id
from exchange.demo.cases import Act, PastCase, marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchange.demo.bodies import Body
    from exchange.demo.seed import Seed

_DISTRICTS = ("350103", "350104", "350105", "350111", "350112")
_STORY = "350102"
_TO_VERIFY = ("file", "dispatch", "assign")
_TRUE = (*_TO_VERIFY, "uphold")
_FALSE = (*_TO_VERIFY, "dismiss", "feedback")
_REFUSED = (*_TRUE, "report_refusal")
PATHS: dict[str, tuple[str, ...]] = {
    "RECEIVED": ("file",),
    "TRANSFERRED": ("file", "dispatch"),
    "VERIFYING": _TO_VERIFY,
    "SUSPENDED": (*_TO_VERIFY, "suspend"),
    "UNFOUNDED": (*_TO_VERIFY, "dismiss"),
    "RECTIFYING": _TRUE,
    "RECTIFIED": (*_TRUE, "rectify"),
    "RECTIFICATION_REFUSED": _REFUSED,
    "CONFIRMED_BREACH": (*_REFUSED, "confirm"),
    "FEEDBACK": _FALSE,
    "CLOSED": (*_TRUE, "rectify", "feedback", "rate", "publicise"),
    "REVIEW_REQUESTED": (*_FALSE, "request_review"),
    "REVIEWED": (*_FALSE, "request_review", "review"),
    "NOT_ACCEPTED": ("file", "refuse"),
    "RETRACTED": ("file", "retract"),
    "HANDED_OVER": (*_TO_VERIFY, "hand_over"),
}
"""How a complaint came to be in each state."""
_BY = {
    **dict.fromkeys(("file", "rate", "retract", "request_review"), "filer"),
    **dict.fromkeys(("dispatch", "refuse", "publicise"), "intake"),
    **dict.fromkeys(("assign", "review"), "superior"),
}
"""Who makes a move; the handling department where nobody is named."""
_CHANNELS = ("HOTLINE_12345", "WEBSITE", "INVESTMENT_PROMOTION", "PROCUREMENT", "MEDIA")
_SAID = (
    "招商时承诺的厂房租金补贴至今未兑现，多次联系例溪招商专员无果。",
    "工程验收合格两年，工程款仍有三成未付。",
    "政府采购合同约定三十日内付款，已逾期半年。",
    "承诺办理的用地手续以换届为由一直拖延。",
)


def complaints(seed: Seed, today: dt.date, enterprise: Body) -> Iterator[PastCase]:
    """One for each state."""
    for number, (state, path) in enumerate(PATHS.items()):
        told = state == "CONFIRMED_BREACH"
        place = _STORY if told else _DISTRICTS[number % len(_DISTRICTS)]
        filed_on = today - dt.timedelta(days=len(path) + number % 3)
        acts = [
            Act(
                filed_on + dt.timedelta(days=step),
                _by(name, number, told=told),
                name,
                _given(name, number, state, today),
            )
            for step, name in enumerate(path)
        ]
        yield PastCase(
            "complaint", marks(seed, "complaint", state), government_id(seed, place), tuple(acts),
            enterprise.id if told else None,
        )  # fmt: skip
    yield from _complained_of(seed, today, enterprise)


def _complained_of(seed: Seed, today: dt.date, enterprise: Body) -> Iterator[PastCase]:
    """A complaint that intake did not accept, and the enterprise's complaint about that."""
    first, about = today - dt.timedelta(days=4), government_id(seed, _DISTRICTS[0])
    refused = marks(seed, "complaint", "complained_of")
    file, refuse = (
        Act(first, by, move, _given(move, 1, "NOT_ACCEPTED", today))
        for by, move in (("filer", "file"), ("intake", "refuse"))
    )
    yield PastCase("complaint", refused, about, (file, refuse), enterprise.id)
    given = {
        "handled_number": refused.number,
        "ground": "NOT_ACCEPTED",
        "statement": "（样例）所投诉事项并未进入诉讼，请予受理。",
    }
    heard = (
        Act(first + dt.timedelta(days=1), "filer", "file", given),
        Act(first + dt.timedelta(days=2), "province", "accept"),
    )
    yield PastCase(
        "rights_complaint", marks(seed, "rights_complaint", "complaint"), about, heard, enterprise.id
    )


def _by(move: str, number: int, *, told: bool) -> str:
    if move == "file":
        return "filer" if told or _CHANNELS[number % len(_CHANNELS)] == "WEBSITE" else "intake"
    return _BY.get(move, "handler")


def _given(move: str, number: int, state: str, today: dt.date) -> dict[str, Any]:
    """What comes with a move; texts that are made up say so."""
    petition = state in {"REVIEW_REQUESTED", "REVIEWED"}
    channel = "WEBSITE" if state == "CONFIRMED_BREACH" else _CHANNELS[number % len(_CHANNELS)]
    values: dict[str, dict[str, Any]] = {
        "file": {
            "channel": channel, "content": _SAID[number % len(_SAID)], "area": "INVESTMENT",
            **({"medium": "例城晚报", "reported_on": today - dt.timedelta(days=30)} if channel == "MEDIA" else {}),
            "complainant_name": "黄例安", "complainant_phone": "19900000011",
        },
        "dispatch": {"track": "PETITION" if petition else ("OTHER", "COMPLEX")[number % 2]},
        "assign": {"responsible": "350100_DRC"},
        "suspend": {"note": "（样例）等待鉴定意见。"},
        "dismiss": {"findings": "（样例）经核查，款项已按约定支付。"},
        "uphold": {
            "findings": "（样例）经核查，招商协议约定的补贴未兑现。", "misconduct": "BREACH", "rectification": "（样例）限期兑现补贴。",
            "rectify_until": today + dt.timedelta(days=20),
        },
        "rectify": {"rectification_result": "（样例）补贴已全额兑现。"},
        "report_refusal": {"rectification_result": "（样例）书面表示不予兑现。"},
        "confirm": {"document": f"榕例发改认〔{today.year}〕{number}号", "reason": "（样例）认定为政务失信，责令限期兑现。"},
        "feedback": {"answer": "（样例）您反映的事项已核查办理，现予答复。"},
        "rate": {"satisfaction": "SATISFIED", "satisfaction_comment": "（样例）办理及时。"},
        "publicise": {"summary": "（样例）投诉反映的招商补贴已兑现。"},
        "refuse": {"refusal_ground": "IN_LITIGATION", "answer": "（样例）该事项已进入诉讼程序，请依判决处理。"},
        "hand_over": {"receipt": f"闽例纪收〔{today.year}〕{number}号"},
        "request_review": {"review_ground": "（样例）款项至今未到账。"},
        "review": {"answer": "（样例）经复查，维持原答复意见。"},
    }  # fmt: skip
    return values.get(move, {})
