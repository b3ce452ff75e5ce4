"""What people are given of roles takes two administrators, and no sequence of acts leaves a role behind that was taken away."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

from exchange import policy_check
from exchange.access import combined
from exchange.database import Login
from exchange.grants import people
from tests.query.test_corpus import WORLD

if TYPE_CHECKING:
    import asyncpg

    from tests.grants.house import House

    Owner = asyncpg.Connection[asyncpg.Record]

OFFICE = {
    "login": "wang",
    "name": "王五",
    "department": "FJ_FINANCE",
    "jurisdiction": "350000",
    "reason": "新到岗",
}
ROLES = ("partner", "origin", "keeper", "superior")
PLACES = ("350000", "350100", "350102", "350500")
"""Each within the first, the third within the second as well."""


async def wang(house: House) -> Any:  # noqa: ANN401 - a caller or None
    """The person as the next call comes in."""
    async with house.db.reading(Login.READER) as session:
        return await people.read(session, house.clock, "wang")


async def test_a_person_is_made_at_once_and_given_the_role_by_a_second_administrator(
    house: House, owner: Owner
) -> None:
    made = await house.act("zhang", "createPerson", roles=["keeper"], **OFFICE)
    before = await wang(house)
    own = await house.act("zhang", "approveProposal", id=made["proposal"], reason="同意")
    approved = await house.act("li", "approveProposal", id=made["proposal"], reason="同意")

    assert made["initialPassword"]
    assert before is None
    assert own["code"] == "ACCESS_REFUSED"
    assert approved["state"] == "APPROVED"
    assert (await wang(house)).scopes == combined(("keeper",)).scopes
    assert await owner.fetchval("SELECT roles FROM account") == ["keeper"]


async def test_what_is_lost_is_lost_at_once_and_a_wider_region_waits(house: House) -> None:
    made = await house.act(
        "zhang", "createPerson", roles=["keeper", "partner"], **OFFICE | {"jurisdiction": "350100"}
    )
    await house.act("li", "approveProposal", id=made["proposal"], reason="同意")

    swapped = await house.act(
        "zhang", "changePerson", login="wang", roles=["partner", "superior"], reason="转岗"
    )
    after = await wang(house)
    second = await house.act("li", "changePerson", login="wang", jurisdiction="350000", reason="调省")
    await house.act("li", "refuseProposal", id=swapped["proposal"], reason="不同意")
    wider = await house.act("li", "changePerson", login="wang", jurisdiction="350000", reason="调省")
    narrower = await house.act("li", "changePerson", login="wang", jurisdiction="350102")

    assert after.scopes == combined(("partner",)).scopes
    assert second["code"] == "STEP_NOT_ALLOWED"
    assert wider["proposal"]
    assert (narrower["proposal"], (await wang(house)).jurisdiction) == (None, "350102")


async def test_bad_input_is_told_by_what_is_wrong(house: House, owner: Owner) -> None:
    told = [
        await house.act("zhang", "createPerson", **OFFICE | {"roles": ["keeper"], "reason": None}),
        await house.act("zhang", "createPerson", **OFFICE | {"roles": ["administrator", "keeper"]}),
        await house.act("zhang", "createPerson", **OFFICE | {"roles": []}),
        await house.act("provider", "createPerson", **OFFICE | {"roles": ["keeper"]}),
        await house.act("zhang", "changePerson", login="nobody", roles=["keeper"], reason="x"),
    ]

    assert [one.get("code") for one in told] == [
        "ARGUMENT_INVALID", "ROLES_APART", "BAD_REQUEST", "SCOPE_MISSING", "NOT_FOUND",
    ]  # fmt: skip
    assert await owner.fetchval("SELECT count(*) FROM account") == 0
    denied = "SELECT actor, target, detail->>'rule' FROM access_change WHERE what = 'access.denied'"
    assert [tuple(one) for one in await owner.fetch(denied)] == [
        ("provider", "createPerson", "access:manage")
    ]


async def test_no_administrator_makes_a_data_subject_alone_and_comes_in_as_one(house: House) -> None:
    async with house.db.writing() as session:
        await policy_check._build(session, WORLD, house.clock)
    subject = str(policy_check.identity(WORLD, "subject", "person"))

    made = await house.act(
        "zhang",
        "createPerson",
        login="wang",
        name="某人",
        roles=["subject"],
        subject=subject,
        reason="本人申请",
    )
    before = await wang(house)
    await house.act("li", "approveProposal", id=made["proposal"], reason="身份已核验")

    assert before is None
    assert (await wang(house)).subject == policy_check.identity(WORLD, "subject", "person")


async def test_with_the_first_sensitive_role_the_factor_asks_for_the_code_of_who_approved(
    house: House, owner: Owner
) -> None:
    made = await house.act("zhang", "createPerson", roles=["partner"], **OFFICE)
    await owner.execute(
        "UPDATE account_secret SET factor_key = 'its maker set it up'; UPDATE account SET factor = true"
    )
    first = await house.act("li", "approveProposal", id=made["proposal"], reason="同意")
    taken = await owner.fetchrow("SELECT factor_key, recovery_hash FROM account_secret")
    await owner.execute("UPDATE account_secret SET factor_key = 'the person', recovery_hash = NULL")
    more = await house.act("zhang", "changePerson", login="wang", roles=["partner", "keeper"], reason="兼任")
    second = await house.act("li", "approveProposal", id=more["proposal"], reason="同意")

    assert taken is not None
    assert first["recoveryCode"]
    assert (taken["factor_key"], taken["recovery_hash"] not in {None, first["recoveryCode"]}) == (None, True)
    assert second["recoveryCode"] is None
    assert await owner.fetchval("SELECT factor_key FROM account_secret") == b"the person"
    journal = await owner.fetchval("SELECT string_agg(detail::text, ' ') FROM access_change")
    assert first["recoveryCode"] not in journal


async def test_neither_a_new_password_nor_a_link_lets_one_administrator_in_as_somebody(
    house: House, owner: Owner
) -> None:
    made = await house.act("zhang", "createPerson", roles=["keeper"], **OFFICE)
    await house.act("li", "approveProposal", id=made["proposal"], reason="同意")
    coded = await house.act("zhang", "resetPersonPassword", login="wang")
    await owner.execute("UPDATE account_secret SET recovery_hash = NULL")
    bare = await house.act("zhang", "resetPersonPassword", login="wang")
    linked = await house.act("zhang", "linkPerson", login="wang", value="p-1", reason="统一身份认证")
    external = "SELECT external FROM account"
    waiting = await owner.fetchval(external)
    own = await house.act("zhang", "approveProposal", id=linked["proposal"], reason="同意")
    await house.act("li", "approveProposal", id=linked["proposal"], reason="同意")
    made = await owner.fetchval(external)
    ended = await house.act("zhang", "linkPerson", login="wang", value=None)

    assert coded["initialPassword"]
    assert (bare["code"], "Ask for a recovery" in bare["message"]) == ("SECOND_PERSON", True)
    assert (waiting, own["code"], made) == (None, "ACCESS_REFUSED", "p-1")
    assert (ended["proposal"], await owner.fetchval(external)) == (None, None)


class Ledger:
    """What the person should be, worked out from nothing but the acts that were answered with success."""

    def __init__(self) -> None:
        self.roles: set[str] = set()
        self.place = "350000"
        self.locked = False
        self.seat: str | None = OFFICE["department"]
        self.waiting: tuple[str, str, set[str], str] | None = None

    def told(self, who: str, roles: set[str], place: str, proposal: str | None) -> None:
        """A change was answered."""
        if proposal is None:
            self.roles, self.place = roles, place
            return
        self.roles &= roles
        self.waiting = (proposal, who, roles, place)

    def waits(self, roles: set[str], place: str) -> bool:
        """Every role here is sensitive: what is new, and all of them in a region that is not within the old one."""
        inside = self.place in {place, "350000"} or (self.place, place) == ("350100", "350102")
        return bool(roles - self.roles) or not inside


async def _change(house: House, ledger: Ledger, who: str, chance: random.Random) -> None:
    roles, place = {*chance.sample(ROLES, chance.choice((1, 2)))}, chance.choice(PLACES)
    given = {"login": "wang", "roles": sorted(roles), "jurisdiction": place, "reason": "调整"}
    told = await house.act(who, "changePerson", **given)
    waits = ledger.waits(roles, place)

    assert (told.get("code") == "STEP_NOT_ALLOWED") is (waits and ledger.waiting is not None)
    if "code" not in told:
        assert (told["proposal"] is not None) is waits
        ledger.told(who, roles, place, told["proposal"])


async def _decide(house: House, ledger: Ledger, who: str, chance: random.Random) -> None:
    if ledger.waiting is None:
        return
    proposal, by, roles, place = ledger.waiting
    act = chance.choice(("approve", "approve", "refuse", "withdraw"))
    told = await house.act(who, f"{act}Proposal", id=proposal, reason="依规办理")

    assert ("code" in told) is ((act == "approve" and who == by) or (act == "withdraw" and who != by))
    if "code" not in told:
        ledger.waiting = None
        if act == "approve":
            ledger.roles, ledger.place = roles, place


async def _lock(house: House, ledger: Ledger, who: str, _: random.Random) -> None:
    ledger.locked = not ledger.locked
    await house.act(who, "lockPerson" if ledger.locked else "unlockPerson", login="wang")


async def _succeed(ledger: Ledger, owner: Owner, chance: random.Random) -> None:
    """The department ends, with a successor or without, or stands again."""
    ledger.seat = chance.choice(("FJ_FINANCE", "FJ_DRC", None))
    ended = None if ledger.seat == "FJ_FINANCE" else dt.date(2020, 1, 1)
    successor = "FJ_DRC" if ledger.seat == "FJ_DRC" else None
    moved = "UPDATE department SET valid_until = $1, successor_code = $2 WHERE code = 'FJ_FINANCE'"
    await owner.execute(moved, ended, successor)


async def test_a_person_has_what_living_acts_of_two_administrators_gave(
    house: House, owner: Owner, soaking: bool
) -> None:
    chance, ledger = random.Random(20261128), Ledger()
    made = await house.act("zhang", "createPerson", roles=["partner"], **OFFICE)
    ledger.waiting = (made["proposal"], "zhang", {"partner"}, "350000")
    seen: set[tuple[str, ...]] = set()

    for _ in range(2_000 if soaking else 80):
        act = chance.choice((_change, _change, _decide, _decide, _decide, _lock))
        await act(house, ledger, chance.choice(("zhang", "li")), chance)
        if chance.random() < 0.15:
            await _succeed(ledger, owner, chance)
        found = await wang(house)
        roles = tuple(sorted(ledger.roles))
        assert (found is not None) is (bool(roles) and not ledger.locked and ledger.seat is not None)
        if found is not None:
            assert (found.scopes, found.jurisdiction) == (combined(roles).scopes, ledger.place)
            assert (found.department, "FJ_FINANCE" in found.departments) == (ledger.seat, True)
            seen.add((*roles, found.department))

    assert len(seen) > 3
