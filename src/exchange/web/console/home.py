"""The start page: what waits today, for whom and until when; how it is spread; and where to go."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from exchange.access import Scope
from exchange.web.console import charts, vocabulary
from exchange.web.console.admin.today import waiting
from exchange.web.console.rows import NONE, Cell, Line, limit, region
from exchange.web.console.sections import ROOT, Section, Way
from exchange.web.console.vocabulary import Term
from exchange.web.rendering import words

if TYPE_CHECKING:
    from starlette.responses import Response

    from exchange.web.console.desk import Desk

PAGE = 25
_BODY = """id item state waitsFor level dueOn escalated region record { __typename id documentNumber subject { name } }
  case { __typename id number subject { name } }"""
_COLUMNS = ("kind", "number", "subject", "state", "waits_for", "limit", "region")


async def home(desk: Desk) -> Response:
    """Today's work, for whoever has any; the ways for everybody."""
    if Scope.RECORD_READ not in desk.caller.scopes:
        return desk.page("console_home.html", work=None, waits=await waiting(desk))
    today = desk.engine.runner.clock.today()
    spans, levels = _spans(today), tuple(vocabulary.codes("Level"))
    show = desk.value("show") if desk.value("show") in spans else ""
    found = await desk.ask(_document(spans, levels), **_asked(desk, spans, levels, show))
    counts = {name: found[name]["totalCount"] for name in spans}
    said = words()[desk.lang]["console"]["work"]
    edges, info = found["page"]["edges"], found["page"]["pageInfo"]
    by_level = [
        (vocabulary.code("Level", one).said(desk.lang), found[f"l{number}"]["totalCount"], "")
        for number, one in enumerate(levels)
    ]
    by_day = [
        (said[name], counts[name], name if name == "overdue" else "") for name in spans if name != "escalated"
    ]
    return desk.page(
        "console_home.html", waits=(),
        work=[_line(desk, one["node"], today) for one in edges], heads=[said["heads"][one] for one in _COLUMNS],
        counts=counts, total=found["all"]["totalCount"], show=show, by_level=charts.bars(by_level), by_day=charts.bars(by_day),
        more=desk.link(ROOT, show=show, after=info["endCursor"]) if info["hasNextPage"] else "",
    )  # fmt: skip


def _spans(today: dt.date) -> dict[str, dict[str, Any]]:
    """Limits that are over, near and far, as conditions of `myWork`."""

    def day(ahead: int) -> str:
        return (today + dt.timedelta(days=ahead)).isoformat()

    return {
        "overdue": {"dueOn": {"to": day(-1)}},
        "today": {"dueOn": {"from": day(0), "to": day(0)}},
        "near": {"dueOn": {"from": day(1), "to": day(3)}},
        "week": {"dueOn": {"from": day(4), "to": day(7)}},
        "later": {"dueOn": {"from": day(8)}},
        "escalated": {"escalated": {"is": True}},
    }


def _document(spans: dict[str, Any], levels: tuple[str, ...]) -> str:
    names = [*spans, *(f"l{number}" for number in range(len(levels)))]
    heads = " ".join(f"${one}: WorkItemWhere" for one in names)
    parts = " ".join(f"{one}: myWork(where: ${one}, first: 0) {{ totalCount }}" for one in names)
    return (
        f"query({heads} $page: WorkItemWhere $after: String) {{ {parts} all: myWork(first: 0) {{ totalCount }} "
        f"page: myWork(first: {PAGE}, after: $after, where: $page) {{ pageInfo {{ hasNextPage endCursor }} "
        f"edges {{ node {{ {_BODY} }} }} }} }}"
    )


def _asked(desk: Desk, spans: dict[str, Any], levels: tuple[str, ...], show: str) -> dict[str, Any]:
    by_level = {f"l{number}": {"level": {"is": one}} for number, one in enumerate(levels)}
    return {**spans, **by_level, "page": spans.get(show, {}), "after": desk.value("after") or None}


def _line(desk: Desk, one: dict[str, Any], today: dt.date) -> Line:
    """A row of the worklist. What waits may be hidden from its own page; then nothing leads there."""
    what = one["record"] or one["case"] or {}
    place = f"{ROOT}/{'records' if one['record'] else 'cases'}/{one['item']}/{one['id']}"
    number = what.get("documentNumber") or what.get("number") or NONE
    enum = "RecordState" if one["record"] else "CaseState"
    said = words()[desk.lang]["console"]
    marks = {"mark": "bad", "told": said["work"]["escalated"]} if one["escalated"] else {}
    level = f" · {vocabulary.code('Level', one['level']).said(desk.lang)}" if one["level"] else ""
    return Line(
        one["id"],
        (
            Cell(desk.said(vocabulary.item(one["item"]))),
            Cell(number, desk.link(place) if what else ""),
            Cell((what.get("subject") or {}).get("name") or NONE),
            Cell(vocabulary.code(enum, one["state"]).said(desk.lang), **marks),
            Cell(vocabulary.code("Audience", one["waitsFor"]).said(desk.lang) + level),
            limit(one["dueOn"], today, said),
            Cell(region(one["region"]) if one["region"] else NONE),
        ),
    )


HOME = Section("", Term("首页", "Home"), (Way("", home),))
