"""Sharing: requests with their working-day limits, the agreements that they become, consents of data subjects."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from exchange.access import Scope
from exchange.grants.request_steps import STEPS
from exchange.model import Agreement, Consent, ShareRequest, camel
from exchange.web.console.admin import register, wording
from exchange.web.console.admin.acts import MANAGES, Act
from exchange.web.console.admin.clients import oldest
from exchange.web.console.admin.register import Ask, Register
from exchange.web.console.admin.shelves import shelf
from exchange.web.console.rows import SOON
from exchange.web.console.vocabulary import Term

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.grants.request_steps import Step
    from exchange.web.console.desk import Desk

OPEN = frozenset({*MANAGES, Scope.SHARE_REQUEST, Scope.SHARE_APPROVE})


def _due(desk: Desk, node: Mapping[str, Any]) -> tuple[str, str]:
    """How near the limit is of whoever has to act."""
    if node["dueOn"] is None:
        return "", ""
    words = wording.admin(desk.lang)["mark"]
    left = (dt.date.fromisoformat(node["dueOn"]) - desk.engine.runner.clock.today()).days
    if left < 0:
        return "late", words["late"].format(days=-left)
    return ("soon", words["near"].format(days=left)) if left <= SOON else ("good", words["in_time"])


def _stands(desk: Desk, node: Mapping[str, Any]) -> tuple[str, str]:
    """Whether an agreement works today, and whether anybody uses it."""
    words, day = wording.admin(desk.lang)["mark"], desk.engine.runner.clock.today()
    if node["terminatedAt"] is not None:
        return "bad", words["terminated"]
    if node["suspendedAt"] is not None:
        return "soon", words["suspended"]
    if dt.date.fromisoformat(node["validUntil"]) < day:
        return "bad", words["expired"]
    last = node["lastUsedOn"] or node["validFrom"]
    return (
        ("soon", words["idle"]) if dt.date.fromisoformat(last) <= oldest(desk) else ("good", words["living"])
    )


def _from(one: Step) -> Callable[[Mapping[str, Any]], bool]:
    return lambda node: node["state"] in one.sources


def _works(node: Mapping[str, Any]) -> bool:
    return node["terminatedAt"] is None


REQUESTS = Register(
    item=ShareRequest,
    path="/requests",
    many="shareRequests",
    one="shareRequest",
    columns=("title", "state", "requester.name", "asked.name", "filedAt", "dueOn"),
    facts=(
        *(
            "purpose",
            "legalBasis",
            "items",
            "fieldNames",
            "kinds",
            "region",
            "validFrom",
            "validUntil",
            "maxUses",
        ),
        *("reason", "law", "signed.title"),
    ),
    asks=(Ask("state", "in", lambda lang: wording.codes("ShareRequestState", lang)),),
    acts=tuple(
        Act(camel(f"{one.name}_share_request"), "id", frozenset({one.scope}), _from(one))
        for one in STEPS.values()
    ),
    makes=(Act("fileShareRequest", scopes=frozenset({Scope.SHARE_REQUEST})),),
    mark=_due,
    lead="requests",
    more=(("/agreements", "agreements"), ("/consents", "consents")),
)
AGREEMENTS = Register(
    item=Agreement,
    path="/agreements",
    many="agreements",
    one="agreement",
    columns=("title", "recipient.name", "providedBy.name", "validFrom", "validUntil", "lastUsedOn"),
    facts=(
        *(
            "purpose",
            "legalBasis",
            "items",
            "fieldNames",
            "kinds",
            "region",
            "maxUses",
            "uses",
            "suspendedAt",
            "terminatedAt",
        ),
        "id",
    ),
    marked_by=("terminatedAt", "suspendedAt"),
    asks=(Ask("validUntil", register.DAY),),
    acts=(
        Act(
            "suspendAgreement",
            "id",
            OPEN - {Scope.SHARE_REQUEST},
            lambda node: _works(node) and node["suspendedAt"] is None,
            closes=True,
        ),
        Act(
            "resumeAgreement",
            "id",
            OPEN - {Scope.SHARE_REQUEST},
            lambda node: _works(node) and node["suspendedAt"] is not None,
        ),
        Act("terminateAgreement", "id", OPEN - {Scope.SHARE_REQUEST}, _works, closes=True),
    ),
    makes=(Act("signAgreement"),),
    mark=_stands,
    lead="agreements",
    more=(("/requests", "requests"), ("/consents", "consents")),
)
CONSENTS = Register(
    item=Consent,
    path="/consents",
    many="consents",
    one="consent",
    columns=("purpose", "state", "requester.name", "askedAt", "validUntil"),
    facts=("legalBasis", "items", "maxUses", "document", "answeredAt", "withdrawnAt", "signed.title", "id"),
    asks=(Ask("state", "in", lambda lang: wording.codes("ConsentState", lang)),),
    makes=(Act("requestConsent", scopes=frozenset({Scope.SHARE_REQUEST})),),
    lead="consents",
    more=(("/requests", "requests"), ("/agreements", "agreements")),
)


SECTIONS = (
    shelf(
        REQUESTS,
        Term("共享申请", "Share requests"),
        OPEN,
        Term("审查、审核、答复，按工作日计限", "Checked, reviewed and answered, within working-day limits"),
    ),
    shelf(
        AGREEMENTS,
        Term("共享协议", "Agreements"),
        OPEN,
        Term("谁为何目的可以使用什么，至何时止", "Who may use what, for which purpose, until when"),
    ),
    shelf(
        CONSENTS,
        Term("授权查询", "Consents"),
        OPEN,
        Term("信用主体同意他人查询的授权", "What data subjects allow others to look up"),
    ),
)
