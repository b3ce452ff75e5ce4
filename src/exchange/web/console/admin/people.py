"""People: accounts made and changed, locked and let in again; sensitive roles wait for a second administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.model import Person
from exchange.web.console.admin import wording
from exchange.web.console.admin.acts import MANAGES, Act
from exchange.web.console.admin.clients import idle
from exchange.web.console.admin.register import Ask, Below, Register
from exchange.web.console.admin.shelves import shelf
from exchange.web.console.vocabulary import Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.web.console.desk import Desk


def _mark(desk: Desk, node: Mapping[str, Any]) -> tuple[str, str]:
    words = wording.admin(desk.lang)["mark"]
    if node["lockedAt"] is not None:
        return "bad", words["locked"]
    if not node["roles"]:
        return "soon", words["no_role"]
    return ("good", words["living"]) if node["factor"] else ("soon", words["no_factor"])


PEOPLE = Register(
    item=Person,
    path="/people",
    many="persons",
    one="person",
    key="login",
    columns=("name", "login", "roles", "worksFor.name", "jurisdiction", "lastSignedInAt"),
    facts=("factor", "createdAt", "lockedAt", "external"),
    marked_by=("lockedAt", "factor"),
    below=(Below("held", ("scope", "givenOn", "lastUsedOn", "idleSince"), idle),),
    asks=(Ask("roles", "in", wording.role_options), Ask("login"), Ask("factor", options=wording.yes_or_no)),
    acts=(
        Act("changePerson", "login"),
        Act("lockPerson", "login", when=lambda node: node["lockedAt"] is None, closes=True),
        Act("unlockPerson", "login", when=lambda node: node["lockedAt"] is not None),
        Act("resetPersonPassword", "login"),
        Act("askFactorRecovery", "login", when=lambda node: bool(node["factor"])),
        Act("approveFactorRecovery", "login", when=lambda node: bool(node["factor"])),
        Act("linkPerson", "login"),
    ),
    makes=(Act("createPerson", without=frozenset({"subject"})),),
    mark=_mark,
    lead="people",
)


SECTION = shelf(
    PEOPLE,
    Term("人员", "People"),
    MANAGES,
    Term("账号、角色、锁定与恢复", "Accounts, roles, locks and recovery"),
)
