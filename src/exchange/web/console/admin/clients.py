"""Clients: made, given scopes and keys, shut out; what they hold, and what of it nobody uses."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from exchange.access import Scope
from exchange.account_limits import Limit, span
from exchange.model import Client, HeldScope
from exchange.web.console.admin import register, wording
from exchange.web.console.admin.acts import MANAGES, Act
from exchange.web.console.admin.register import Ask, Below, Register
from exchange.web.console.admin.shelves import shelf
from exchange.web.console.vocabulary import Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.web.console.desk import Desk


SHARES = frozenset({Scope.SHARE_REQUEST})
"""What the people of a department hold, who see its clients; how far they may renew, the mutation says."""


def oldest(desk: Desk) -> dt.date:
    """The last day on which what is unused was used, or given, to be pointed out."""
    day = desk.engine.runner.clock.today()
    return day - span(Limit.UNUSED, day)


def idle(desk: Desk, row: Mapping[str, Any]) -> tuple[str, str]:
    """The mark of a scope that nobody has used for so long."""
    words = wording.admin(desk.lang)["mark"]
    if dt.date.fromisoformat(row["idleSince"]) <= oldest(desk):
        return "soon", words["never"] if row["lastUsedOn"] is None else words["idle"]
    return "", ""


def _mark(desk: Desk, node: Mapping[str, Any]) -> tuple[str, str]:
    words = wording.admin(desk.lang)["mark"]
    if node["revokedAt"] is not None:
        return "bad", words["revoked"]
    if any(idle(desk, one)[0] for one in node["held"] or ()):
        return "soon", words["unused"]
    return "good", words["living"]


def _stands(desk: Desk, node: Mapping[str, Any]) -> tuple[str, str]:
    words = wording.admin(desk.lang)["mark"]
    return ("good", words["living"]) if _lives(node) else ("bad", words["revoked"])


def _lives(node: Mapping[str, Any]) -> bool:
    return node["revokedAt"] is None


CLIENTS = Register(
    item=Client,
    path="/clients",
    many="clients",
    one="client",
    columns=("name", "id", "role", "worksFor.name", "jurisdiction", "createdAt"),
    facts=("scopes", "sandbox", "public", "redirectUris", "audiences", "revokedAt"),
    marked_by=("revokedAt", "held.idleSince", "held.lastUsedOn"),
    below=(
        Below("held", ("scope", "givenOn", "lastUsedOn", "idleSince"), idle),
        Below("keys", ("kid", "algorithm", "validFrom", "retiredAt")),
    ),
    asks=(Ask("role", options=wording.role_options), Ask("living", options=wording.yes_or_no), Ask("id")),
    acts=(
        Act("grantScopes", "client", when=_lives),
        Act("revokeScopes", "client", when=_lives, closes=True),
        Act("addClientKey", "client", when=_lives),
        Act("retireClientKey", "client", when=lambda node: bool(node["keys"]), closes=True),
        Act("removeClientSecret", "client", when=_lives, closes=True),
        Act("revokeClient", "client", when=_lives, closes=True),
    ),
    makes=(Act("createClient"),),
    mark=_mark,
    lead="clients",
    more=(("/unused", "unused"),),
)
OWN = Register(
    item=Client,
    path="/own-clients",
    many="clients",
    one="client",
    columns=("name", "id", "role", "jurisdiction", "createdAt"),
    facts=("scopes", "sandbox", "public", "revokedAt"),
    marked_by=("revokedAt",),
    below=(Below("keys", ("kid", "algorithm", "validFrom", "retiredAt")),),
    acts=(
        Act("renewClientSecret", "client", SHARES, when=_lives),
        Act("addClientKey", "client", SHARES, when=_lives, without=frozenset({"reason"})),
        Act("retireClientKey", "client", SHARES, when=lambda node: bool(node["keys"]), closes=True),
        Act("removeClientSecret", "client", SHARES, when=_lives, closes=True),
    ),
    mark=_stands,
    lead="own_clients",
)
UNUSED = Register(
    item=HeldScope,
    path="/unused",
    many="heldScopes",
    columns=("scope", "holder", "client.name", "givenOn", "lastUsedOn", "idleSince"),
    asks=(Ask("holder"), Ask("scope", options=wording.scope_options), Ask("idleSince", register.DAY)),
    mark=idle,
    lead="unused",
    more=(("/clients", "clients"),),
)


SECTION = shelf(
    CLIENTS,
    Term("客户端", "Clients"),
    MANAGES,
    Term("建立、授权、停用；最近使用情况", "Make them, give and take scopes, shut them out; last uses"),
)
IDLE = shelf(
    UNUSED,
    Term("未使用的权限", "What is unused"),
    MANAGES,
    Term("长期未使用的权限，可以收回", "Scopes that nobody has used for long, to be taken away"),
)
OWN_SECTION = shelf(
    OWN,
    Term("本部门客户端", "Own clients"),
    SHARES,
    Term(
        "本部门的程序：更换密钥、登记和停用公钥",
        "Your department's programs: renew secrets, register and end keys",
    ),
)
