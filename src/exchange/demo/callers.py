"""The demo's callers: one client per role, the agreement of the market regulator, and who asks what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exchange.grants import agreements, clients

if TYPE_CHECKING:
    import uuid

    from exchange.clock import Clock
    from exchange.database import WriteSession
    from exchange.demo.world import World

ACTOR = "demo"
CASE = "FJ-2026-0001"
"""Sent as a header, so in ASCII."""
AGREEMENT_DAYS = 730


@dataclass(frozen=True, slots=True)
class Made:
    """Credentials by role: client id, secret, and the agreement or case to name."""

    callers: dict[str, dict[str, str]] = field(default_factory=dict)


async def create(session: WriteSession, clock: Clock, world: World) -> Made:
    """Make the clients and the agreement."""
    origin = world.records[0].source_department
    enterprise = world.bodies.businesses[0].id
    wanted = [
        clients.Wanted("省财政厅（共享部门）", "partner", "FJ_FINANCE", "350000"),
        clients.Wanted("省市场监督管理局（协议共享）", "agreed", "FJ_MARKET", "350000"),
        clients.Wanted("泉州市（上级政府）", "superior", "350500_DRC", "350500"),
        clients.Wanted("省经济信息中心（平台经办人）", "keeper", "FJ_INFORMATION_CENTRE", "350000"),
        clients.Wanted("省监察委员会", "discipline", "FJ_SUPERVISION", "350000"),
        clients.Wanted("福州市鼓楼区市场监督管理局（报送部门）", "origin", origin, "350102"),
        clients.Wanted("授权管理员", "administrator", "FJ_DRC", "350000"),
        clients.Wanted("福州闽江之星贸易有限公司（信用主体）", "subject", subject=enterprise),
    ]
    made = Made()
    for one in wanted:
        created = await clients.create_client(session, clock, ACTOR, _named(one))
        made.callers[one.role] = {"name": one.name, "client_id": created.id, "client_secret": created.secret}
    made.callers["agreed"]["agreement"] = str(await _agree(session, clock))
    made.callers["discipline"]["case"] = CASE
    return made


def _named(one: clients.Wanted) -> clients.Wanted:
    return clients.Wanted(
        one.name, one.role, one.department, one.jurisdiction, one.subject, client_id=f"demo-{one.role}"
    )


async def _agree(session: WriteSession, clock: Clock) -> uuid.UUID:
    """涉企信用信息共享 (plan, clause 4.5): live from the day before, for two years."""
    today = clock.today()
    terms = agreements.Terms(
        title="涉企信用信息共享协议（样例）",
        department="FJ_MARKET",
        purpose="涉企信用信息公示与监管",
        legal_basis="福建省政务诚信建设实施方案；政务数据共享条例",
        items=("penalty", "dishonesty_record", "subject"),
        region="350000",
        valid_from=today - dt.timedelta(days=1),
        valid_until=today + dt.timedelta(days=AGREEMENT_DAYS),
    )
    return await agreements.sign_agreement(session, clock, ACTOR, terms)
