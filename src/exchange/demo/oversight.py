"""Supervision, suggestions and proposals, tasks of the plan, plans of work and material on good faith: some in every state.

The tasks are those of the plan's own table (`plan_task.csv`), with its clauses, departments and days; how far they came is made up.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exchange.demo.bodies import government_id
from exchange.demo.cases import Act, PastCase, marks
from exchange.model import Rectification
from exchange.reference import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID

    from exchange.cases.load import PastCase as ToldCase
    from exchange.demo.seed import Seed

CITY, DISTRICT = "350100", "350102"
_BEGUN = ("file", "start")
_ANSWERED = ("file", "assist", "answer")
_DRAFTED = ("file", "amend")
PATHS: dict[tuple[str, str], tuple[str, ...]] = {
    ("supervision_programme", "UNDER_WAY"): _BEGUN,
    ("supervision_programme", "PLANNED"): _DRAFTED,
    ("supervision_programme", "CONCLUDED"): (*_BEGUN, "conclude"),
    ("supervision_programme", "HANDED_ON"): (*_BEGUN, "conclude", "hand_on", "announce"),
    ("supervision_programme", "CANCELLED"): ("file", "cancel"),
    ("inspection_finding", "FOUND"): ("file",),
    ("inspection_finding", "ANSWERED"): ("file", "answer", "return", "answer"),
    ("inspection_finding", "SETTLED"): ("file", "answer", "settle"),
    ("inspection_finding", "RECTIFICATION_ORDERED"): ("file", "order"),
    ("inspection_finding", "CANCELLED"): ("file", "cancel"),
    ("proposal_handling", "ASSIGNED"): ("file", "extend"),
    ("proposal_handling", "SENT_BACK"): ("file", "send_back"),
    ("proposal_handling", "ANSWERED"): _ANSWERED,
    ("proposal_handling", "REOPENED"): (*_ANSWERED, "reopen"),
    ("proposal_handling", "CLOSED"): (*_ANSWERED, "rate", "publicise"),
    ("proposal_handling", "RETRACTED"): ("file", "retract"),
    ("plan_task", "REPORTED"): ("file", "report", "finish"),
    ("plan_task", "CANCELLED"): ("file", "cancel"),
    ("work_plan", "SUBMITTED"): ("file",),
    ("work_plan", "RETURNED"): ("file", "return"),
    ("work_plan", "IN_FORCE"): ("file", "approve", "publicise", "report"),
    ("work_plan", "DONE"): ("file", "return", "amend", "approve", "finish"),
    ("work_plan", "RETRACTED"): ("file", "retract"),
    ("integrity_material", "DRAFT"): _DRAFTED,
    ("integrity_material", "PUBLISHED"): ("file", "publish"),
    ("integrity_material", "RETRACTED"): ("file", "retract"),
    ("integrity_material", "WITHDRAWN"): ("file", "publish", "withdraw"),
    ("integrity_material", "ENDED"): ("file", "publish", "expire"),
}
"""How a case came to be in each state; the programme that is under way first, since findings are made in it."""
_FURTHER = (("integrity_material", "PUBLISHED"),) * 2
_BY = {
    "supervision_programme": {"": "superior"},
    "inspection_finding": {"": "superior", "answer": "provider"},
    "proposal_handling": {"": "congress", "assist": "partner", **dict.fromkeys(("answer", "send_back", "publicise"), "district")},
    "plan_task": {"": "keeper", "report": "provider", "finish": "provider"},
    "work_plan": {"": "city", "approve": "keeper", "return": "keeper", "publicise": "keeper"},
    "integrity_material": {"": "provider", "publish": "keeper", "expire": "clock"},
}  # fmt: skip
"""Who makes a move, and whoever is named under the empty word the others."""
_KEY_FIELDS = (None, "PROCUREMENT", "INVESTMENT", "DEBT", "TOWNSHIPS")
_KINDS = (
    ("FJ_ORGANISATION", "HANDBOOK", "公务员诚信手册"),
    ("FJ_ORGANISATION", "COURSE", "政务诚信专题培训"),
    ("FJ_PUBLICITY", "PUBLICITY", "诚信文化宣传月"),
)
_ISSUED, _ENDS = dt.date(2017, 7, 5), dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Oversight:
    """What the cases of one world are made from: `told` are its rectifications, one of which a finding led to."""

    seed: Seed
    today: dt.date
    told: tuple[ToldCase, ...]

    def cases(self) -> Iterator[PastCase]:
        """All of them."""
        for number, (workflow, state) in enumerate((*PATHS, *_FURTHER)):
            yield self._case(number, workflow, state)
        yield from (self._task(*one) for one in enumerate(table("plan_task")))

    def _case(self, number: int, workflow: str, state: str) -> PastCase:
        path, filed_on = PATHS[workflow, state], self.today - dt.timedelta(days=40)
        about, provider = self._about(number, workflow, state)
        acts = tuple(
            Act(
                filed_on + dt.timedelta(days=step * 3),
                _BY[workflow].get(name, _BY[workflow][""]),
                name,
                self._given(number, workflow, state, name),
            )
            for step, name in enumerate(path)
        )
        return PastCase(workflow, self._marks(number, workflow, state), about, acts, provider=provider)

    def _marks(self, number: int, workflow: str, state: str) -> Any:  # noqa: ANN401 - id, number and secret
        return marks(self.seed, "oversight", workflow, state, number)

    def _about(self, number: int, workflow: str, state: str) -> tuple[UUID, tuple[str, str]]:
        """Whom it concerns, and the office that answers."""
        department = {"plan_task": "FJ_HUMAN_RESOURCES", "integrity_material": _KINDS[number % 3][0]}
        if workflow in department:
            code = department[workflow]
            return self.seed.id("department", code), (code, "350000")
        if state == "RECTIFICATION_ORDERED":
            return self._ordered.subject_id, (str(self._ordered.source_department), self._ordered.region)
        if workflow == "supervision_programme":
            return self.seed.id("department", f"{CITY}_DRC"), (f"{CITY}_DRC", CITY)
        place = CITY if workflow == "work_plan" else DISTRICT
        return government_id(self.seed, place), (f"{place}_GOVERNMENT", place)

    @property
    def _ordered(self) -> ToldCase:
        """The rectification that a finding led to."""
        return next(one for one in self.told if one.item is Rectification)

    def _given(self, number: int, workflow: str, state: str, move: str) -> dict[str, Any]:
        """What comes with a move; texts that are made up say so."""
        if move in {"cancel", "retract", "withdraw", "return"} and (workflow, move) != (
            "inspection_finding",
            "return",
        ):
            return {"reason": "（样例）情况变化，依程序办理。"}
        found: dict[str, Any] = getattr(self, f"_{workflow}")(number, state).get(move, {})
        return found

    def _supervision_programme(self, number: int, _state: str) -> dict[str, dict[str, Any]]:
        return {
            "file": {
                "title": f"（样例）政务诚信专项督导第{number + 1}轮", "year": self.today.year,
                "scope": sorted({DISTRICT, self._ordered.region}),
                "period_from": self.today - dt.timedelta(days=30), "period_until": self.today + dt.timedelta(days=30),
                "plan": "（样例）查阅台账、实地走访、座谈了解招商承诺兑现和账款支付情况。",
            },
            "amend": {"reason": "（样例）增加督导内容。", "plan": "（样例）增加对街道服务承诺的抽查。"},
            "start": {"document": f"榕例督〔{self.today.year}〕{number + 1}号"},
            "conclude": {"result": "（样例）总体良好，个别区县兑现招商承诺不及时。"},
            "hand_on": {"handed_to": "福建省机关效能建设领导小组办公室", "document": f"榕例督函〔{self.today.year}〕{number + 1}号"},
            "announce": {"summary": "（样例）督导发现的问题已全部整改。", "document": f"榕例督通〔{self.today.year}〕{number + 1}号"},
        }  # fmt: skip

    def _inspection_finding(self, number: int, state: str) -> dict[str, dict[str, Any]]:
        ordered = state == "RECTIFICATION_ORDERED"
        return {
            "file": {
                "programme_number": self._marks(0, "supervision_programme", "UNDER_WAY").number, "severity": "ORDINARY",
                "finding": f"（样例）第{number}项：招商协议约定的补贴未按期兑现。", "rectify_by": self.today + dt.timedelta(days=20),
                **({"responsible": self._ordered.source_department} if ordered else {}),
            },
            "answer": {"answer": "（样例）已列入预算，本季度兑现。"},
            "return": {"review": "（样例）请补充拨付凭证。", "rectify_by": self.today + dt.timedelta(days=25)},
            "settle": {"review": "（样例）凭证齐全，予以销号。"},
            "order": {"rectification_number": self._ordered.number},
        }  # fmt: skip

    def _proposal_handling(self, number: int, _state: str) -> dict[str, dict[str, Any]]:
        kind, text = (("SUGGESTION", "建议"), ("PROPOSAL", "提案"))[number % 2]
        return {
            "file": {
                "kind": kind, "proposal_number": f"例{1000 + number}", "session": "十四届四次会议", "year": self.today.year,
                "title": f"（样例）关于加快兑现惠企政策的{text}", "content": "（样例）建议建立惠企政策兑现清单并按月公开。",
                "partners": [f"{DISTRICT}_FINANCE"],
            },
            "assist": {"reason": "（样例）资金已列入年度预算。"},
            "extend": {"reason": "（样例）涉及部门多，需要会商。"},
            "send_back": {"reason": "（样例）不属于本单位职责。"},
            "answer": {"answer": "（样例）已建立兑现清单，按月公开。", "answer_class": "A"},
            "rate": {"satisfaction": "SATISFIED", "opinion": "（样例）办理认真。"},
            "reopen": {"satisfaction": "DISSATISFIED", "opinion": "（样例）清单内容不全。"},
            "publicise": {"summary": "（样例）惠企政策兑现清单已建立并按月公开。"},
        }  # fmt: skip

    def _plan_task(self, number: int, _state: str) -> dict[str, dict[str, Any]]:
        return {
            "file": {
                "clause": "4.1", "title": f"（样例）公务员诚信教育年度任务{number}", "content": "（样例）开展诚信教育培训。",
                "deadline": self.today + dt.timedelta(days=60), "partners": ["FJ_ORGANISATION"],
            },
            "report": {"progress": 60, "report": "（样例）已培训两期。"},
            "finish": {"result": "（样例）四期培训全部完成。"},
        }  # fmt: skip

    def _work_plan(self, number: int, _state: str) -> dict[str, dict[str, Any]]:
        return {
            "file": {
                "year": self.today.year, "title": "（样例）福州市政务诚信建设工作计划", "key_field": _KEY_FIELDS[number % len(_KEY_FIELDS)],
                "content": "（样例）开展专项督导，清理拖欠账款，公开服务承诺。", "period_until": self.today + dt.timedelta(days=100),
            },
            "amend": {"content": "（样例）补充各项任务的责任单位和时限。"},
            "report": {"progress": 40, "report": "（样例）专项督导已启动。"},
            "finish": {"result": "（样例）各项任务按期完成。"},
        }  # fmt: skip

    def _integrity_material(self, number: int, state: str) -> dict[str, dict[str, Any]]:
        _, kind, title = _KINDS[number % 3]
        course = {"held_from": self.today, "hours": 8, "audience": "公务员"} if kind == "COURSE" else {}
        ends = {"valid_until": self.today - dt.timedelta(days=36)} if state == "ENDED" else {}
        return {
            "file": {
                "kind": kind, "title": f"（样例）{title}", "edition": f"{self.today.year}年版", "content": "（样例）诚信为本，言行一致。",
                **course, **ends,
            },
            "amend": {"content": "（样例）诚信为本，言行一致，守信践诺。"},
        }  # fmt: skip

    def _task(self, number: int, line: Any) -> PastCase:  # noqa: ANN401 - a row of the plan's table
        """A task of the plan: done in its last week, or late, or still going on."""
        lead, day = line.text("lead"), line.day("deadline") if line.optional("deadline") else None
        acts = [Act(_ISSUED, "keeper", "file", self._of_the_plan(line, day))]
        if day is not None and day.year == _ISSUED.year:
            acts += [
                Act(day - _ENDS, "provider", "finish", {"result": "（样例）制度已印发，任务完成。"}),
                Act(day, "keeper", "confirm"),
            ]
        else:
            acts.append(
                Act(self._lately(day), "provider", "report", {"progress": 50, "report": "（样例）正在推进。"})
            )
        if day is not None and day.year > _ISSUED.year:
            acts.append(Act(day + _ENDS, "clock", "escalate"))
        about, known = self.seed.id("department", lead), self._marks(number, "plan_task", "TABLE")
        return PastCase("plan_task", known, about, tuple(acts), provider=(lead, "350000"))

    @staticmethod
    def _lately(day: dt.date | None) -> dt.date:
        """A day on which was reported."""
        return _ISSUED + dt.timedelta(days=30) if day is None else day - dt.timedelta(days=60)

    @staticmethod
    def _of_the_plan(line: Any, day: dt.date | None) -> dict[str, Any]:  # noqa: ANN401 - a row of the plan's table
        values = {
            "clause": line.text("clause"),
            "title": line.text("title"),
            "content": f"福建省加强政务诚信建设实施方案 {line.text('clause')}",
        }
        return values | {"partners": list(line.many("partners"))} | ({} if day is None else {"deadline": day})


def oversight(seed: Seed, today: dt.date, told: Iterable[ToldCase]) -> Iterator[PastCase]:
    """The cases of one world."""
    return Oversight(seed, today, tuple(told)).cases()
