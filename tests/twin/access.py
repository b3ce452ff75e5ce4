"""What access is made of in random worlds: agreements, requests, consents, proposals, each with every field drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.access import Narrowed
from exchange.model import ITEMS
from tests.twin import domains

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.twin.worlds import Draw, Stored

NAMES = (
    *("Agreement", "ShareRequest", "Consent", "Proposal"),
    *("Client", "ClientKey", "Person", "HeldScope", "AccessEntry", "AccessChange"),
)
SIDES = ("bureau", "quan", "old", "city")
FIELDS = (
    ["Penalty.documentNumber", "Penalty.partyName"],
    ["Penalty.fine", "Subject.name", "LevelCheck.findings"],
)


def drawn(draw: Draw, rows: Mapping[str, list[Stored]], agreements: list[Stored]) -> dict[str, list[Stored]]:
    """Rows of all of them; the agreements are drawn already."""
    signed = [None, *(one.main["id"] for one in agreements)]
    subjects = [None, *(one.main["id"] for one in rows["Subject"])]
    chance = draw.random
    clients = [_holder(draw, "Client", number, id=f"client-{number}", living=True) for number in range(3)]
    people = [_holder(draw, "Person", number, login=f"person-{number}") for number in range(3)]
    holders = [*(one.main["id"] for one in clients), *(one.main["login"] for one in people)]
    return {
        "Client": clients,
        "Person": people,
        "ClientKey": [
            draw.row(ITEMS["ClientKey"], natural=False, client_id=one.main["id"], kid=f"kid {number}", jwk="{}")
            for one in clients
            for number in (1, 2)
        ],
        "HeldScope": [
            draw.row(ITEMS["HeldScope"], natural=False, id=draw.identity(), holder=one, scope=f"scope {number}")
            for one in holders
            for number in (1, 2)
        ],
        "AccessEntry": [_entry(draw, signed, subjects[1:]) for _ in range(12)],
        "AccessChange": [
            draw.row(
                ITEMS["AccessChange"], natural=False, line=draw.identity(), department=chance.choice((None, *SIDES)),
                detail={"reason": f"理由 {number}"},
            )
            for number in range(6)
        ],
        "Agreement": [*agreements, *(_foreign(draw, chance.choice(subjects[1:])) for _ in range(8))],
        "ShareRequest": [
            draw.row(
                ITEMS["ShareRequest"], natural=False, id=draw.identity(), department=chance.choice(SIDES),
                provider=chance.choice(SIDES), agreement=chance.choice(signed), kinds=[],
            )
            for _ in range(8)
        ],
        "Consent": [
            draw.row(
                ITEMS["Consent"], natural=False, id=draw.identity(), department=chance.choice(SIDES), region="350000",
                subject_id=chance.choice(subjects), agreement=chance.choice(signed),
            )
            for _ in range(8)
        ],
        "Proposal": [
            draw.row(
                ITEMS["Proposal"], natural=False, id=draw.identity(), provider=chance.choice((None, *SIDES)), what={},
                province=chance.choice((None, "350000")), city=chance.choice((None, "350100")), county=chance.choice((None, "350102")),
            )
            for _ in range(12)
        ],
    }  # fmt: skip


def _holder(draw: Draw, name: str, number: int, **named: Any) -> Stored:  # noqa: ANN401 - values of any kind
    """A client or a person; what is unique is different."""
    unique = {"external": f"external {number}"} if name == "Person" else {}
    department = draw.random.choice((None, *SIDES))
    return draw.row(ITEMS[name], natural=False, department=department, **named, **unique)


def _entry(draw: Draw, signed: list[Any], subjects: list[Any]) -> Stored:
    """A reading: told already or not yet, by somebody of a region or of none, of a department or none."""
    chance = draw.random
    about = chance.sample(subjects, chance.choice((0, 1, 2)))
    place = chance.choice(((None, None, None), ("350000", None, None), ("350000", "350100", "350102")))
    return draw.row(
        ITEMS["AccessEntry"], natural=False, line=draw.identity(), agreement=chance.choice(signed), subjects=about,
        department=chance.choice((None, *SIDES)), told_on=domains.TODAY + chance.choice((-1, 0, 1)) * domains.A_DAY,
        subject_count=len(about), **dict(zip(("province", "city", "county"), place, strict=True)),
    )  # fmt: skip


def _foreign(draw: Draw, subject: Any) -> Stored:  # noqa: ANN401 - an id
    """An agreement that no caller names, with every field drawn."""
    chance = draw.random
    return draw.row(
        ITEMS["Agreement"], natural=False, id=draw.identity(), department=chance.choice(SIDES), provider=chance.choice(SIDES),
        subject_id=subject, max_uses=2, uses=chance.choice((0, 1, 2)), kinds=chance.choice(([], ["ENTERPRISE"])),
    )  # fmt: skip


def narrower(draw: Draw, subjects: list[Stored]) -> dict[str, Any]:
    """Most agreements are whole; some leave fields, senders, one subject or no use any more."""
    kind, chance = draw.random.randrange(8), draw.random
    found: dict[str, Any] = {
        "field_names": None,
        "provider": None,
        "subject_id": None,
        "max_uses": None,
        "uses": 0,
    }
    if kind in {0, 1}:
        found["field_names"] = chance.choice(FIELDS)
    if kind in {1, 2}:
        found["provider"] = chance.choice(SIDES)
    if kind == 3:
        found["subject_id"] = chance.choice(subjects).main["id"]
    if kind == 4:
        found |= {"max_uses": 2, "uses": 2}
    return found


def narrowed(agreement: Mapping[str, Any], successors: Mapping[str, str]) -> Narrowed:
    """As the door would find it."""
    fields, provider = agreement["field_names"], agreement["provider"]
    sources = (
        None if provider is None else (provider, *(old for old, new in successors.items() if new == provider))
    )
    counted = agreement["max_uses"] is not None
    return Narrowed(None if fields is None else frozenset(fields), sources, agreement["subject_id"], counted)
