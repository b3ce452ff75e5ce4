"""What waits for administrators, the platform and a department that provides: share requests, and proposals that ask for a second person.

They are made by the same steps as anybody's, each on its day, so that what the demo's people find to decide can be decided.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from exchange.access import Caller, roles
from exchange.clock import Clock
from exchange.grants import agreements, offices, requests
from exchange.grants.terms import Terms

if TYPE_CHECKING:
    from exchange.database import WriteSession

PARTNER, KEEPER, ADMINISTRATOR = "partner", "keeper", "administrator"
"""Roles, and the logins of those who have them in the demo."""
_PROVIDER = "350102_MARKET"
_NAMES = (
    "Penalty.documentNumber",
    "Penalty.partyName",
    "Penalty.violation",
    "Penalty.fine",
    "Penalty.decidedOn",
)
_LAW = "政务数据共享条例；福建省加强政务诚信建设实施方案 4.5"


async def load(session: WriteSession, clock: Clock) -> None:
    """A request that the provider reviews, one that is late with the platform, a fresh one; and two proposals."""
    finance, platform = _who(PARTNER, "FJ_FINANCE"), _who(KEEPER, "FJ_INFORMATION_CENTRE")
    reviewed = await requests.file(
        session, _ago(clock, 6), finance, _terms(clock, "财政补贴资格审核（样例）")
    )
    await requests.step(session, _ago(clock, 5), platform, "pass", reviewed.request, requests.Details())
    await requests.file(session, _ago(clock, 14), finance, _terms(clock, "政府采购供应商核验（样例）"))
    await requests.file(session, clock, finance, _terms(clock, "专项资金绩效评价（样例）"))
    await _proposals(session, clock)


async def _proposals(session: WriteSession, clock: Clock) -> None:
    """What one administrator asks the other for: an agreement over personal fields, and a further role for a clerk."""
    first = _who(ADMINISTRATOR, "FJ_DRC")
    await agreements.sign(
        session,
        _ago(clock, 2),
        first,
        _terms(clock, "个体工商户补贴核验协议（样例）"),
        "财政厅来函商请，已审核用途和依据",
    )
    await offices.change(
        session, _ago(clock, 1), first, "intake", "投诉受理人员兼任平台经办人", roles=("intake", "keeper")
    )  # fmt: skip


def _who(role: str, department: str) -> Caller:
    """The demo's person in a role, whose login is its name."""
    held = roles()[role]
    return Caller(
        actor=role, person=role, department=department, departments=(department,), jurisdiction="350000", scopes=held.scopes,
        audiences=held.audiences,
    )  # fmt: skip


def _ago(clock: Clock, days: int) -> Clock:
    return Clock.at(clock.now() - dt.timedelta(days=days))


def _terms(clock: Clock, title: str) -> Terms:
    today = clock.today()
    return Terms(
        title=title, department="FJ_FINANCE", purpose=title.removesuffix("（样例）"), legal_basis=_LAW, items=("penalty",), region="350102",
        valid_from=today, valid_until=today + dt.timedelta(days=365), field_names=_NAMES, provider=_PROVIDER,
    )  # fmt: skip
