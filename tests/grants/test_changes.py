"""Every change of access leaves a line, makes every remembered right stale, and works from the next statement on."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from joserfc.jwk import ECKey

from exchange.access import Scope
from exchange.clock import Clock
from exchange.database import Login
from exchange.errors import BadRequest, NotFound
from exchange.grants import agreements, client_keys, clients, keys, profiles
from exchange.model import signing_key

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import asyncpg

    from exchange.database import Database, WriteSession
    from exchange.settings import Settings

AGREEMENT = uuid.UUID("00000000-0000-4000-8000-000000000001")
TERMS = agreements.Terms(
    title="协议",
    department="FJ_MARKET",
    purpose="监管",
    legal_basis="政务数据共享条例",
    items=("penalty",),
    region="350000",
    valid_from=dt.date(2026, 1, 1),
    valid_until=dt.date(2027, 1, 1),
)
MARKET = clients.Wanted(
    "省市场监管局", "partner", "FJ_MARKET", "350000", client_id="market", secret="a secret"
)

KEY, OTHER = (
    client_keys.read_jwk(json.dumps(ECKey.generate_key("P-256").as_dict(private=False))) for _ in range(2)
)


@pytest.fixture
def clock(settings: Settings) -> Clock:
    return Clock(settings)


@pytest.fixture
async def arranged(db: Database, clock: Clock) -> None:
    """A client, an agreement and a key."""
    async with db.writing() as session:
        await keys.ensure_key(session, clock)
        await clients.create_client(session, clock, "test", MARKET)
        await agreements.sign_agreement(session, clock, "test", TERMS, AGREEMENT)
        await client_keys.add_key(session, clock, "test", "market", KEY)
        await session.execute(sa.update(signing_key).values(kid="signing"))


CHANGES: dict[str, Callable[[WriteSession, Clock], Awaitable[object]]] = {
    "client.create": lambda session, clock: clients.create_client(
        session, clock, "zhang", clients.Wanted("另一", "superior", client_id="other")
    ),
    "client.revoke": lambda session, clock: clients.revoke_client(session, clock, "zhang", "market"),
    "agreement.sign": lambda session, clock: agreements.sign_agreement(session, clock, "zhang", TERMS),
    "agreement.suspended": lambda session, clock: agreements.suspend_agreement(
        session, clock, "zhang", AGREEMENT
    ),
    "agreement.terminated": lambda session, clock: agreements.terminate_agreement(
        session, clock, "zhang", AGREEMENT
    ),
    "key.rotate": lambda session, clock: keys.rotate_key(session, clock, "zhang"),
    "key.revoke": lambda session, clock: keys.revoke_key(session, clock, "zhang", "signing"),
    "client.key.add": lambda session, clock: client_keys.add_key(session, clock, "zhang", "market", OTHER),
    "client.key.retire": lambda session, clock: client_keys.retire_key(
        session, clock, "zhang", "market", KEY.kid
    ),
    "client.secret.remove": lambda session, clock: clients.remove_secret(session, clock, "zhang", "market"),
}


@pytest.mark.parametrize("what", CHANGES)
async def test_each_change_leaves_one_line_and_raises_the_epoch_once(
    db: Database, clock: Clock, owner: asyncpg.Connection[asyncpg.Record], arranged: None, what: str
) -> None:
    before = await owner.fetchval("SELECT epoch FROM access_epoch")

    async with db.writing() as session:
        await CHANGES[what](session, clock)

    assert await owner.fetchval("SELECT epoch FROM access_epoch") == before + 1
    assert await owner.fetchval("SELECT array_agg(what) FROM access_change WHERE actor = 'zhang'") == [what]


@pytest.mark.parametrize("what", CHANGES)
async def test_a_change_that_is_not_committed_leaves_nothing(
    db: Database, clock: Clock, owner: asyncpg.Connection[asyncpg.Record], arranged: None, what: str
) -> None:
    before = await owner.fetchval("SELECT epoch FROM access_epoch")

    with pytest.raises(KeyError):
        async with db.writing() as session:
            await CHANGES[what](session, clock)
            raise KeyError

    assert await owner.fetchval("SELECT epoch FROM access_epoch") == before
    assert await owner.fetchval("SELECT count(*) FROM access_change WHERE actor = 'zhang'") == 0


REFUSED: list[tuple[clients.Wanted, str]] = [
    (clients.Wanted("x", "emperor"), "partner"),
    (clients.Wanted("x", "partner", department="NO_SUCH"), "department"),
    (clients.Wanted("x", "partner", jurisdiction="999999"), "jurisdiction"),
    (MARKET, "already"),
]


@pytest.mark.parametrize(("wanted", "told"), REFUSED)
async def test_a_client_that_cannot_be_made_is_refused_with_what_to_mend(
    db: Database, clock: Clock, arranged: None, wanted: clients.Wanted, told: str
) -> None:
    with pytest.raises(BadRequest) as refusal:
        async with db.writing() as session:
            await clients.create_client(session, clock, "zhang", wanted)

    assert told in refusal.value.message


async def test_what_is_ended_already_or_never_was_is_not_found(
    db: Database, clock: Clock, arranged: None
) -> None:
    async with db.writing() as session:
        await clients.revoke_client(session, clock, "zhang", "market")

        for step in (
            clients.revoke_client(session, clock, "zhang", "market"),
            clients.revoke_client(session, clock, "zhang", "nobody"),
            agreements.terminate_agreement(session, clock, "zhang", uuid.uuid4()),
            client_keys.add_key(session, clock, "zhang", "market", OTHER),
            client_keys.add_key(session, clock, "zhang", "nobody", OTHER),
            client_keys.retire_key(session, clock, "zhang", "market", "nobody's"),
            keys.revoke_key(session, clock, "zhang", "nobody's"),
        ):
            with pytest.raises(NotFound):
                await step


async def test_the_database_keeps_a_hash_of_the_secret_and_the_journal_keeps_nothing_of_it(
    db: Database, owner: asyncpg.Connection[asyncpg.Record], arranged: None
) -> None:
    stored = await owner.fetchval("SELECT secret_hash FROM client WHERE id = 'market'")
    told = await owner.fetchval("SELECT string_agg(detail::text, ' ') FROM access_change")

    assert stored.startswith("$argon2id$")
    assert "a secret" not in stored + told
    assert clients.secret_fits(stored, "a secret")
    assert not clients.secret_fits(stored, "another")
    assert not clients.secret_fits(None, "a secret")


async def test_drawn_credentials_are_long_and_never_the_same(db: Database, clock: Clock) -> None:
    async with db.writing() as session:
        one, two = [
            await clients.create_client(session, clock, "zhang", clients.Wanted("x", "partner"))
            for _ in range(2)
        ]

    assert one.id != two.id
    assert one.secret != two.secret
    assert len(one.secret) >= 43


async def test_many_first_starts_make_one_key(db: Database, clock: Clock) -> None:
    for _ in range(2):
        async with db.writing() as session:
            await keys.ensure_key(session, clock)

    async with db.writing() as session:
        assert len((await keys.public_keys(session, clock))["keys"]) == 1


async def test_a_revoked_client_has_no_profile(db: Database, clock: Clock, arranged: None) -> None:
    async with db.reading(Login.READER) as reading:
        assert await profiles.read(reading, "market") is not None
    async with db.writing() as session:
        await clients.revoke_client(session, clock, "zhang", "market")

    async with db.reading(Login.READER) as reading:
        assert await profiles.read(reading, "market") is None
        assert await profiles.read(reading, "nobody") is None


async def test_a_client_holds_no_scope_that_its_role_or_its_own_row_lacks(
    db: Database, owner: asyncpg.Connection[asyncpg.Record], arranged: None
) -> None:
    await owner.execute("UPDATE client SET scopes = '{record:read,access:manage,no:such}'")

    async with db.reading(Login.READER) as reading:
        profile = await profiles.read(reading, "market")

    assert profile is not None
    assert profile.caller.scopes == {Scope.RECORD_READ}


async def test_a_department_has_the_rights_of_all_that_led_to_it_and_of_no_other(
    db: Database, owner: asyncpg.Connection[asyncpg.Record], arranged: None
) -> None:
    await owner.execute("UPDATE department SET successor_code = NULL")
    await owner.execute("UPDATE department SET successor_code = 'FJ_DRC' WHERE code = 'FJ_EFFICIENCY'")
    await owner.execute("UPDATE department SET successor_code = 'FJ_MARKET' WHERE code = 'FJ_DRC'")

    async with db.reading(Login.READER) as reading:
        profile = await profiles.read(reading, "market")

    assert profile is not None
    assert profile.caller.departments == ("FJ_DRC", "FJ_EFFICIENCY", "FJ_MARKET")


async def test_a_suspended_agreement_works_again_when_it_is_resumed(
    db: Database, clock: Clock, owner: asyncpg.Connection[asyncpg.Record], arranged: None
) -> None:
    suspended = "SELECT suspended_at IS NOT NULL FROM agreement WHERE id = $1"
    async with db.writing() as session:
        await agreements.suspend_agreement(session, clock, "zhang", AGREEMENT)
    before = await owner.fetchval(suspended, AGREEMENT)

    async with db.writing() as session:
        await agreements.resume_agreement(session, clock, "zhang", AGREEMENT)

    assert (before, await owner.fetchval(suspended, AGREEMENT)) == (True, False)
    assert await owner.fetchval(
        "SELECT array_agg(what ORDER BY id) FROM access_change WHERE actor = 'zhang'"
    ) == [
        "agreement.suspended",
        "agreement.resumed",
    ]


async def test_what_is_not_suspended_cannot_be_resumed(db: Database, clock: Clock, arranged: None) -> None:
    with pytest.raises(NotFound) as refusal:
        async with db.writing() as session:
            await agreements.resume_agreement(session, clock, "zhang", AGREEMENT)

    assert "agreement id" in refusal.value.message
