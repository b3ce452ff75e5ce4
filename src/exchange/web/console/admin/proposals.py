"""Proposals: what waits for a second person, told in words, to be approved, refused or taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.access import Scope
from exchange.model import Proposal
from exchange.web.console.admin import wording
from exchange.web.console.admin.acts import MANAGES, Act
from exchange.web.console.admin.register import Ask, Register
from exchange.web.console.admin.shelves import shelf
from exchange.web.console.vocabulary import Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.web.console.desk import Desk

DECIDES = frozenset({*MANAGES, Scope.SHARE_APPROVE})
RULES = "POLICY"


def _waits(node: Mapping[str, Any]) -> bool:
    return bool(node["state"] == "OPEN")


def _mark(desk: Desk, node: Mapping[str, Any]) -> tuple[str, str]:
    words = wording.admin(desk.lang)["mark"]
    if not _waits(node):
        return "", ""
    return ("", words["own"]) if node["proposedBy"] == desk.caller.actor else ("soon", words["waits"])


PROPOSALS = Register(
    item=Proposal,
    path="/proposals",
    many="proposals",
    one="proposal",
    columns=("target", "kind", "state", "proposedBy", "proposedAt"),
    facts=("terms", "reason", "decidedBy", "decidedAt", "answer"),
    asks=(
        Ask("state", "in", lambda lang: wording.codes("ProposalState", lang)),
        Ask("kind", "in", lambda lang: wording.codes("ProposalKind", lang)),
    ),
    acts=(
        Act("approveProposal", "id", DECIDES, lambda node: _waits(node) and node["kind"] != RULES),
        Act("activatePolicy", "id", when=lambda node: _waits(node) and node["kind"] == RULES),
        Act("refuseProposal", "id", DECIDES, _waits, closes=True),
        Act("withdrawProposal", "id", DECIDES, _waits, closes=True),
    ),
    mark=_mark,
    lead="proposals",
)


SECTION = shelf(
    PROPOSALS,
    Term("复核事项", "Second persons"),
    DECIDES,
    Term("须由另一人复核的事项", "What waits for a second person"),
)
