"""Objections, applications for repair and complaints about handling in the sample world, one in every state, about published penalties."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from exchange.demo.cases import Act, PastCase, marks
from exchange.lifecycle import State
from exchange.model import Penalty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exchange.demo.seed import Seed
    from exchange.records.load import PastRecord

_CHECKED = ("file", "accept")
_DECIDED = (*_CHECKED, "decide")
_FORWARDED = ("file", "forward")
_SCREENED = (*_FORWARDED, "screen")
PATHS: dict[tuple[str, str], tuple[str, ...]] = {
    ("objection", "FILED"): ("file",),
    ("objection", "PLATFORM_CHECK"): _CHECKED,
    ("objection", "PROVIDER_CHECK"): (*_CHECKED, "refer"),
    ("objection", "ANSWERED"): (*_CHECKED, "refer", "answer"),
    ("objection", "SUSPENDED"): (*_CHECKED, "suspend"),
    ("objection", "DECIDED"): (*_DECIDED, "comment"),
    ("objection", "NOT_ACCEPTED"): ("file", "refuse"),
    ("objection", "RETRACTED"): ("file", "retract"),
    ("objection", "REVIEW_REQUESTED"): (*_DECIDED, "request_review"),
    ("objection", "REVIEWED"): (*_DECIDED, "request_review", "review"),
    ("repair_application", "FILED"): ("file",),
    ("repair_application", "SUPPLEMENT_REQUESTED"): ("file", "request_supplement"),
    ("repair_application", "LAPSED"): ("file", "request_supplement", "lapse"),
    ("repair_application", "FORWARDED"): _FORWARDED,
    ("repair_application", "TEMP_SCREENED"): _SCREENED,
    ("repair_application", "GRANTED"): (*_FORWARDED, "grant"),
    ("repair_application", "REFUSED"): (*_FORWARDED, "refuse"),
    ("repair_application", "RETRACTED"): ("file", "retract"),
    ("repair_application", "RESTORED"): (*_SCREENED, "restore"),
    ("repair_application", "REVOKED"): (*_FORWARDED, "grant", "revoke"),
}
"""How a case came to be in each state."""
_HEARD = ("file", "accept")
_DISMISSED = (*_HEARD, "decide")
COMPLAINTS: dict[str, tuple[str, ...]] = {
    "FILED": ("file",),
    "VERIFYING": (*_HEARD, "answer"),
    "DECIDED": _DISMISSED,
    "NOT_ACCEPTED": ("file", "refuse"),
    "RETRACTED": ("file", "retract"),
    "APPEALED": (*_DISMISSED, "appeal"),
    "APPEAL_DECIDED": (*_DISMISSED, "appeal", "decide_appeal"),
}
"""How a complaint came to be in each state; each about an objection that was not accepted."""
_HEARS = {
    "answer": "keeper",
    "accept": "province",
    "refuse": "province",
    "decide": "province",
    "decide_appeal": "second",
}
_BY = {
    **dict.fromkeys(("file", "retract", "comment", "request_review", "appeal"), "filer"),
    **dict.fromkeys(("answer", "grant", "screen", "restore", "revoke"), "provider"),
    "review": "second", "lapse": "clock",
}  # fmt: skip
"""Who makes a move; the keeper where nobody is named."""
_WAIT = 16
"""Days after which what was not supplemented lapses."""


def rights(seed: Seed, today: dt.date, records: Iterable[PastRecord]) -> Iterator[PastCase]:
    """One for each state, as far as there are records that suit it."""
    suitable = (one for one in records if _suits(one, today))
    for number, ((workflow, state), path) in enumerate(PATHS.items()):
        record = next(suitable)
        filed_on = today - dt.timedelta(days=len(path) + number % 3 + (_WAIT if "lapse" in path else 0))
        yield PastCase(
            workflow, marks(seed, workflow, state), record.id,
            tuple(_acts(workflow, state, path, filed_on, today)), record.subject_id,
            provider=(record.source_department, record.source_department[:6]),
        )  # fmt: skip
    for state, path in COMPLAINTS.items():
        yield from _complaint(seed, state, path, next(suitable), today)


def _complaint(
    seed: Seed, state: str, path: tuple[str, ...], record: PastRecord, today: dt.date
) -> Iterator[PastCase]:
    """An objection that the platform did not accept, and the complaint about that."""
    first = today - dt.timedelta(days=len(path) + 2)
    handled = marks(seed, "objection", "complained_of", state)
    yield PastCase(
        "objection", handled, record.id,
        tuple(_acts("objection", "NOT_ACCEPTED", ("file", "refuse"), first, today)), record.subject_id,
    )  # fmt: skip
    given = {
        "handled_number": handled.number,
        "ground": "NOT_ACCEPTED",
        "statement": "（样例）所附决定书足以说明，请予受理。",
    }
    acts = (
        Act(first + dt.timedelta(days=day), _HEARS.get(name, _BY.get(name, "keeper")), name,
            given if name == "file" else _heard(name, today))
        for day, name in enumerate(path, 2)
    )  # fmt: skip
    yield PastCase(
        "rights_complaint", marks(seed, "rights_complaint", state), record.id, tuple(acts), record.subject_id
    )


def _heard(move: str, today: dt.date) -> dict[str, Any]:
    """What comes with a move of a complaint."""
    dismissed = {"outcome": "DISMISSED", "reason": "（样例）原处理符合规定。"}
    values: dict[str, dict[str, Any]] = {
        "refuse": {"reason": "（样例）未说明具体处理行为。"},
        "answer": {"answer": "（样例）所述事项不属于公示信息，已告知。"},
        "decide": {**dismissed, "document": f"闽例诉〔{today.year}〕1号"},
        "appeal": {"appeal": "（样例）对处理决定不服，请省级复查。"},
        "decide_appeal": {**dismissed, "document": f"闽例诉〔{today.year}〕2号"},
    }
    return values.get(move, {})


def _suits(record: PastRecord, today: dt.date) -> bool:
    """Sent by a local department, published for weeks and for weeks to come, undisputed, its shortest period over."""
    held, month = record.values, dt.timedelta(days=30)
    local = record.item is Penalty and not record.natural and record.source_department[0].isdigit()
    return (
        local and held["state"] == State.PUBLISHED and not held["disputed"]
        and held["publish_from"] < today - month and held["publish_until"] > today + month
        and held["repairable_from"] < today - month
    )  # fmt: skip


def _acts(
    workflow: str, state: str, path: tuple[str, ...], filed_on: dt.date, today: dt.date
) -> Iterator[Act]:
    for step, name in enumerate(path):
        day = filed_on + dt.timedelta(days=step + (_WAIT if name == "lapse" else 0))
        refused_by_provider = workflow == "repair_application" and name == "refuse"
        by = "provider" if refused_by_provider else _BY.get(name, "keeper")
        yield Act(day, by, name, _given(workflow, state, name, today))


def _given(workflow: str, state: str, move: str, today: dt.date) -> dict[str, Any]:
    """What comes with a move; texts that are made up say so."""
    bankrupt = state in {"TEMP_SCREENED", "RESTORED"}
    complete = state not in {"FILED", "SUPPLEMENT_REQUESTED", "LAPSED", "RETRACTED"}
    objection: dict[str, dict[str, Any]] = {
        "file": {"ground": "CONTENT_WRONG", "statement": "（样例）罚款金额与决定书不一致。"},
        "refer": {"findings": "（样例）与报送数据一致，请核对决定书。"},
        "answer": {"answer": "（样例）经核对，公示内容与决定书一致。", "proposal": "UPHELD_WITH_STATEMENT"},
        "suspend": {"reason": "（样例）等待鉴定意见。"},
        "decide": {"outcome": "UPHELD_WITH_STATEMENT", "reason": "（样例）公示内容与决定书一致，维持。"},
        "comment": {"comment": "（样例）我方已依法申请行政复议。"},
        "refuse": {"reason": "（样例）所述事项不属于本平台公示信息。"},
        "request_review": {"statement": "（样例）另附决定书原件，请复核。"},
        "review": {"outcome": "UPHELD_WITH_STATEMENT", "reason": "（样例）复核维持原处理结果。"},
    }
    papers = (
        "APPLICATION_FORM",
        "COMMITMENT_LETTER",
        "PROOF_OF_DUTY",
        *(("COURT_DOCUMENT",) if bankrupt else ()),
    )
    repair: dict[str, dict[str, Any]] = {
        "file": {
            "statement": "（样例）罚款已缴清，问题已整改。", "commitment_signed": True, "bankruptcy": bankrupt,
            "documents": papers if complete else (),
        },
        "request_supplement": {"reason": "（样例）缺少履行义务的证明。"},
        "forward": {"findings": "（样例）材料齐全。"},
        "grant": {"reason": "（样例）义务履行完毕。", "document": f"闽例信修〔{today.year}〕1号"},
        "refuse": {"reason": "（样例）现场复查未通过。", "refusal_ground": "NOT_CORRECTED"},
        "screen": {
            "reason": "（样例）重整计划已获法院批准。", "document": f"({today.year})闽例破1号",
            "screened_until": today + dt.timedelta(days=300),
        },
        "restore": {"reason": "（样例）重整计划终止执行。", "document": f"({today.year})闽例破2号"},
        "revoke": {"reason": "（样例）缴款凭证不实。", "document": f"闽例信修〔{today.year}〕2号"},
    }  # fmt: skip
    return (objection if workflow == "objection" else repair).get(move, {})
