"""Journals: who was given what, and who changed access; how much is used and refused, by day and by department.

A data subject finds here who looked at it. Everybody sees the lines that the rules show: an auditor those of the region, a department its
own, a subject those about itself.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from exchange.access import Scope
from exchange.model import AccessChange, AccessEntry
from exchange.values import CHINA
from exchange.web.console.admin import charts, register, wording
from exchange.web.console.admin.register import DAY, Ask, Register
from exchange.web.console.sections import ROOT, Section, Way
from exchange.web.console.vocabulary import Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from starlette.responses import Response

    from exchange.web.console.desk import Desk

LOOKS = frozenset({Scope.AUDIT_READ, Scope.SHARE_REQUEST, Scope.OBJECTION_FILE})
DAYS = 14
AT_ONCE = 20
"""Root fields of one question."""
DENIED = "access.denied"

ENTRIES = Register(
    item=AccessEntry,
    path="/entries",
    many="accessEntries",
    columns=("at", "by.name", "actor", "purpose", "disciplineCase", "fields", "subjectCount"),
    asks=(
        Ask("at", DAY),
        Ask("actor"),
        Ask("department"),
        Ask("client"),
        Ask("disciplineCase"),
        Ask("subjects", "in"),
    ),
    lead="entries",
    more=(("/changes", "changes"), ("/use", "use")),
)
OWN = Register(
    item=AccessEntry,
    path="/entries",
    many="accessEntries",
    columns=("at", "by.name", "purpose", "fields"),
    asks=(Ask("at", DAY),),
    lead="own_entries",
)
"""The same for a data subject: what its rules hide has no column."""
CHANGES = Register(
    item=AccessChange,
    path="/changes",
    many="accessChanges",
    columns=("at", "what", "actor", "target", "detail"),
    asks=(Ask("at", DAY), Ask("what", "is", wording.event_options), Ask("actor"), Ask("target")),
    lead="changes",
    more=(("/entries", "entries"), ("/use", "use")),
)


async def _entries(desk: Desk) -> Response:
    return await register.listed(desk, ENTRIES if desk.caller.subject is None else OWN)


async def _changes(desk: Desk) -> Response:
    return await register.listed(desk, CHANGES)


# --- use and refusals -----------------------------------------------------------------------------------------------------------------


async def _use(desk: Desk) -> Response:
    """What was read and what was refused: by day, and over these days by department."""
    today = desk.engine.runner.clock.today()
    days = [today - dt.timedelta(days=back) for back in range(DAYS)][::-1]
    spans = {day.isoformat(): _span(day, day) for day in days}
    whole = _span(days[0], today)
    names = await _readers(desk)
    used = await _counted(desk, "accessEntries", {key: {"at": one} for key, one in spans.items()})
    refused = await _counted(desk, "accessChanges", {key: _refused(one) for key, one in spans.items()})
    by = {code: {"at": whole, "department": {"is": code}} for code in names}
    users = await _counted(desk, "accessEntries", by)
    kept = await _counted(
        desk, "accessChanges", {code: _refused(whole) | {"department": {"is": code}} for code in names}
    )
    words = wording.admin(desk.lang)
    places = [
        code
        for code in sorted(names, key=lambda one: (-users[one], -kept[one], one))
        if users[code] or kept[code]
    ]
    return desk.page(
        "admin_use.html", title=words["use"], lead=words["lead"]["use"].format(days=DAYS),
        by_day=charts.columns([(f"{day.month}-{day.day}", used[day.isoformat()], refused[day.isoformat()]) for day in days]),
        by_department=charts.bars([(names[code], users[code], kept[code]) for code in places]),
        others=[(f"{ROOT}/entries", words["entries"]), (f"{ROOT}/changes", words["changes"])],
    )  # fmt: skip


_HOLDERS = (
    "query($after: String) { %s(first: 100, after: $after) { pageInfo { hasNextPage endCursor } "
    "edges { node { worksFor { code name } } } } }"
)


async def _readers(desk: Desk) -> dict[str, str]:
    """The departments that have clients or people, as far as the person sees them; nobody else reads."""
    found: dict[str, str] = {}
    for many in ("clients", "persons"):
        after, more = None, True
        while more:
            page = (await desk.ask(_HOLDERS % many, after=after))[many]
            offices = [one["node"]["worksFor"] for one in page["edges"]]
            found |= {one["code"]: one["name"] for one in offices if one is not None}
            after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    return found


def _refused(span: Mapping[str, str]) -> dict[str, Any]:
    return {"at": span, "what": {"is": DENIED}}


def _span(first: dt.date, last: dt.date) -> dict[str, str]:
    """From the first moment of a day to the last of another, by the clock of China."""
    ends = dt.datetime.combine(last, dt.time.max, CHINA)
    return {"from": dt.datetime.combine(first, dt.time(), CHINA).isoformat(), "to": ends.isoformat()}


async def _counted(desk: Desk, many: str, wheres: Mapping[str, Mapping[str, Any]]) -> dict[str, int]:
    """How many lines each of the conditions finds, as the person sees them."""
    found: dict[str, int] = {}
    for keys in _portions([*wheres]):
        kind = "AccessEntryWhere" if many == "accessEntries" else "AccessChangeWhere"
        heads = ", ".join(f"$w{number}: {kind}" for number in range(len(keys)))
        parts = " ".join(
            f"c{number}: {many}(where: $w{number}, first: 0) {{ totalCount }}" for number in range(len(keys))
        )
        given = {f"w{number}": wheres[key] for number, key in enumerate(keys)}
        data = await desk.ask(f"query({heads}) {{ {parts} }}", **given)
        found |= {key: data[f"c{number}"]["totalCount"] for number, key in enumerate(keys)}
    return found


def _portions(keys: list[str]) -> Iterable[list[str]]:
    return (keys[begin : begin + AT_ONCE] for begin in range(0, len(keys), AT_ONCE))


SECTIONS = (
    Section(
        "/entries",
        Term("访问记录", "Access entries"),
        (Way("", _entries),),
        LOOKS,
        Term("谁何时为何目的查看了什么", "Who looked at what, when and what for"),
    ),
    Section(
        "/changes",
        Term("授权变更", "Changes of access"),
        (Way("", _changes),),
        frozenset({Scope.AUDIT_READ, Scope.SHARE_REQUEST}),
        Term("登录、授权变更与被拒绝的操作", "Sign-ins, changes of rights, refused attempts"),
    ),
    Section(
        "/use",
        Term("使用与拒绝", "Use and refusals"),
        (Way("", _use),),
        frozenset({Scope.AUDIT_READ}),
        Term("按部门、按日统计", "By department and by day"),
    ),
)
