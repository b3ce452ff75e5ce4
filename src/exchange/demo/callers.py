"""The demo's callers: a client and a person per role and a second administrator, the agreement of the market regulator, and a case.

Ids are readable and stay the same; secrets are drawn once and known before anything is stored, so that a start that is cut off leaves
no client whose secret nobody has.
"""

from __future__ import annotations

import base64
import datetime as dt
import secrets
from typing import TYPE_CHECKING

import sqlalchemy as sa

from exchange.disclosure.predicates import records
from exchange.grants import accounts, agreements, clients, factors
from exchange.model import client
from exchange.query.roots import BUSINESSES

if TYPE_CHECKING:
    import uuid

    from exchange.clock import Clock
    from exchange.database import WriteSession
    from exchange.demo.world import World

ACTOR = "demo"
CASE = "FJ-2026-0001"
"""Sent as a header, so in ASCII."""
AGREEMENT = "agreement"
TOTP = "totp_secret"
TERM = dt.timedelta(days=365)
"""So long the agreement of the market regulator has lived."""
NAMES = {
    "partner": "福建省财政厅（共享部门）",
    "agreed": "福建省市场监督管理局（协议共享）",
    "superior": "福州市人民政府（上级政府）",
    "keeper": "福建省经济信息中心（平台经办人）",
    "intake": "福建省12345政务服务便民热线（投诉受理）",
    "discipline": "福建省监察委员会（纪检监察）",
    "origin": "福州市鼓楼区市场监督管理局（报送部门）",
    "administrator": "授权管理员",
    "second": "授权管理员（复核人）",
    "subject": "福州闽江例星贸易有限公司（信用主体）",
    "servant": "样例公务员（信用主体）",
}
"""Who each caller stands for."""

Callers = dict[str, dict[str, str]]
"""By role: client id and secret, login, password and second factor of the person, and the agreement or case that its calls name."""


def drawn(agreement: uuid.UUID) -> Callers:
    """Credentials for all of them; the anonymous caller has none."""
    callers: Callers = {"anonymous": {}}
    for role in NAMES:
        client = {"client_id": f"demo-{role}", "client_secret": secrets.token_urlsafe(24)}
        person = {"login": role, "password": secrets.token_urlsafe(12)}
        callers[role] = {**client, **person, TOTP: factors.spelled(factors.draw_key())}
    callers["agreed"][AGREEMENT] = str(agreement)
    callers["discipline"]["case"] = CASE
    return callers


async def create(session: WriteSession, clock: Clock, world: World, callers: Callers) -> None:
    """Make the clients and the agreement."""
    for role, wanted in _wanted(world).items():
        one = callers[role]
        made = clients.Wanted(NAMES[role], *wanted, client_id=one["client_id"], secret=one["client_secret"])
        await clients.create_client(session, clock, ACTOR, made)
        await accounts.create_account(session, clock, ACTOR, _person(role, wanted, one))
    await agreements.sign_agreement(session, clock, ACTOR, _terms(clock.today()), world.agreement)


def _person(
    name: str, wanted: tuple[str, str | None, str | None, uuid.UUID | None], one: dict[str, str]
) -> accounts.Person:
    """The person beside the client of the same name; password and second factor are settled, so that one signs in at once."""
    role, department, jurisdiction, subject = wanted
    factor = base64.b32decode(one[TOTP])
    return accounts.Person(
        one["login"], NAMES[name], (role,), department, jurisdiction, subject, one["password"], factor
    )


def _wanted(world: World) -> dict[str, tuple[str, str | None, str | None, uuid.UUID | None]]:
    """Role, department, jurisdiction and subject of each caller."""
    return {
        "partner": ("partner", "FJ_FINANCE", "350000", None),
        "agreed": ("agreed", "FJ_MARKET", "350000", None),
        "superior": ("superior", "350100_GOVERNMENT", "350100", None),
        "keeper": ("keeper", "FJ_INFORMATION_CENTRE", "350000", None),
        "intake": ("intake", "FJ_INFORMATION_CENTRE", "350000", None),
        "discipline": ("discipline", "FJ_SUPERVISION", "350000", None),
        "origin": ("origin", "350102_MARKET", "350102", None),
        "administrator": ("administrator", "FJ_DRC", "350000", None),
        "second": ("administrator", "FJ_DRC", "350000", None),
        "subject": ("subject", None, None, world.story["enterprise"].id),
        "servant": ("subject", None, None, world.story["servant"].id),
    }


def _terms(today: dt.date) -> agreements.Terms:
    """Sharing of credit information about enterprises with the market regulator: plan, clause 4.5."""
    return agreements.Terms(
        title="涉企信用信息共享协议（样例）",
        department="FJ_MARKET",
        purpose="涉企信用信息公示和市场监管",
        legal_basis="福建省加强政务诚信建设实施方案 4.5；政务数据共享条例",
        items=("subject", "sanction", "incentive", *(item.key for item in records())),
        kinds=BUSINESSES,
        region="350000",
        valid_from=today - TERM,
        valid_until=today + dt.timedelta(days=730),
    )


async def fits(session: WriteSession, callers: Callers) -> bool:
    """Whether written credentials are those of the clients in this database, tried on one of them."""
    one = callers.get("partner", {})
    stored = await session.scalar(sa.select(client.c.secret_hash).where(client.c.id == one.get("client_id")))
    return clients.secret_fits(stored, one.get("client_secret", ""))
