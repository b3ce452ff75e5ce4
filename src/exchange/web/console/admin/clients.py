"""Clients: made, given scopes and keys, shut out; what they hold, and what of it nobody uses."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

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
        Act("revokeClient", "client", when=_lives, closes=True),
    ),
    makes=(Act("createClient"),),
    mark=_mark,
    lead="clients",
    more=(("/unused", "unused"),),
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
