"""The rights in the database are those of the rules: what is not is named, mended by `exchange policy apply`, and refused at a start."""

from __future__ import annotations

import asyncio
import dataclasses
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from exchange.access import Audience
from exchange.database import owner_engine
from exchange.disclosure import policy, second_line
from exchange.disclosure.facts import Kind
from exchange.disclosure.grants import public_columns
from exchange.errors import StartupError
from exchange.model import ITEMS, lead
from exchange.prepare import prepare

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import asyncpg
    from sqlalchemy.ext.asyncio import AsyncConnection

    from exchange.settings import Settings

PEEK = "CREATE {} RETURNS bigint LANGUAGE sql {} AS 'SELECT count(*) FROM penalty_person'"
CHANGES = [
    (
        "GRANT SELECT (remark) ON penalty TO exchange_public",
        "table penalty: exchange_public has SELECT (remark)",
    ),
    ("GRANT SELECT ON penalty TO PUBLIC", "table penalty: PUBLIC has SELECT"),
    ("GRANT SELECT (name) ON subject_person TO PUBLIC", "table subject_person: PUBLIC has SELECT (name)"),
    ("GRANT UPDATE ON access_entry TO exchange_reader", "table access_entry: exchange_reader has UPDATE"),
    ("GRANT UPDATE ON audit_entry TO exchange_writer", "table audit_entry: exchange_writer has UPDATE"),
    ("GRANT TRUNCATE ON penalty TO exchange_writer", "table penalty: exchange_writer has TRUNCATE"),
    ("GRANT SELECT ON rights_applied TO exchange_writer", "table rights_applied: exchange_writer has SELECT"),
    (
        "REVOKE SELECT (id) ON penalty FROM exchange_public",
        "table penalty: exchange_public lacks SELECT (id)",
    ),
    (
        "GRANT SELECT (id) ON penalty TO exchange_public WITH GRANT OPTION",
        "table penalty: exchange_public has SELECT WITH GRANT OPTION (id)",
    ),
    (
        "GRANT SELECT ON pg_statistic TO exchange_public",
        "table pg_catalog.pg_statistic: exchange_public has SELECT",
    ),
    ("GRANT USAGE ON SEQUENCE change_id_seq TO PUBLIC", "sequence change_id_seq: PUBLIC has USAGE"),
    ("GRANT CREATE ON SCHEMA public TO PUBLIC", "schema public: PUBLIC has CREATE"),
    ("GRANT TEMPORARY ON DATABASE {database} TO PUBLIC", "database: PUBLIC has TEMPORARY"),
    (
        "CREATE VIEW peek AS SELECT * FROM penalty_person; GRANT SELECT ON peek TO exchange_public",
        "table peek: exchange_public has SELECT",
    ),
    (PEEK.format("FUNCTION peek()", "SECURITY DEFINER"), "function peek(): PUBLIC has EXECUTE"),
    ("ALTER TABLE penalty DISABLE ROW LEVEL SECURITY", "row level security of table penalty is not enabled"),
    ("ALTER TABLE penalty NO FORCE ROW LEVEL SECURITY", "row level security of table penalty is not forced"),
    ("ALTER TABLE subject OWNER TO exchange_writer", "table subject belongs to exchange_writer"),
    (
        "ALTER POLICY seen_by_the_public ON penalty USING (true)",
        "row policy seen_by_the_public of table penalty is altered",
    ),
    ("ALTER POLICY all_rows ON penalty TO PUBLIC", "row policy all_rows of table penalty is altered"),
    (
        "DROP POLICY seen_by_the_public ON subject",
        "row policy seen_by_the_public of table subject is missing",
    ),
    (
        "CREATE POLICY more ON penalty TO exchange_public USING (true)",
        "row policy more of table penalty is not in the rules",
    ),
    *(
        (f"ALTER ROLE exchange_public {power}", f"role exchange_public has {power}")
        for power in ("SUPERUSER", "BYPASSRLS", "INHERIT", "CREATEROLE", "CREATEDB", "REPLICATION")
    ),
    ("ALTER ROLE exchange_owner LOGIN", "role exchange_owner has LOGIN"),
    ("GRANT pg_read_all_data TO exchange_public", "exchange_public is a member of pg_read_all_data"),
    ("GRANT exchange_reader TO exchange_public", "exchange_public is a member of exchange_reader"),
    (
        "ALTER DEFAULT PRIVILEGES FOR ROLE exchange_owner GRANT SELECT ON TABLES TO exchange_public",
        "default privileges FOR ROLE exchange_owner give exchange_public SELECT ON TABLES",
    ),
    (
        "ALTER DEFAULT PRIVILEGES FOR ROLE exchange_owner IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC",
        "default privileges FOR ROLE exchange_owner IN SCHEMA public give PUBLIC SELECT ON TABLES",
    ),
]


POLICY = "SELECT qual FROM pg_policies WHERE tablename = 'penalty' AND policyname = 'seen_by_the_public'"


@pytest.fixture
async def undone(settings: Settings) -> AsyncIterator[AsyncConnection]:
    """A connection of the owner whose work is undone: roles belong to the whole server, on which other tests run."""
    async with owner_engine(settings).connect() as connection:
        yield connection
        await connection.rollback()


async def run(connection: AsyncConnection, statements: str) -> None:
    database = (await connection.exec_driver_sql("SELECT current_database()")).scalar()
    for statement in statements.split(";"):
        await connection.exec_driver_sql(statement.replace("{database}", str(database)))


async def test_a_prepared_database_differs_in_nothing(undone: AsyncConnection, settings: Settings) -> None:
    assert await second_line.plan(undone, policy(), settings) == []
    assert await second_line.apply(undone, policy(), settings) == []


async def test_each_right_changed_by_hand_is_named_and_mended(
    undone: AsyncConnection, settings: Settings
) -> None:
    """One test for all, each undone before the next: a database for each would take longer than all of them."""
    for change, line in CHANGES:
        async with undone.begin_nested() as attempt:
            await run(undone, change)

            found = await second_line.plan(undone, policy(), settings)
            changed = await second_line.apply(undone, policy(), settings)

            assert line in found, change
            assert changed == found
            assert await second_line.plan(undone, policy(), settings) == [], change
            await attempt.rollback()


async def test_a_start_is_refused_over_a_right_changed_by_hand_and_leaves_it_as_it_is(
    settings: Settings, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    await owner.execute("GRANT SELECT (remark) ON penalty TO exchange_public")

    for _ in "ab":
        with pytest.raises(
            StartupError, match=r"penalty: exchange_public has SELECT \(remark\).*`exchange policy apply`"
        ):
            await prepare(settings)

    async with owner_engine(settings).begin() as connection:
        await second_line.apply(connection, policy(), settings)
    await prepare(settings)


async def test_an_owner_who_may_not_change_a_right_is_told_what_a_superuser_must_run(
    settings: Settings, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    await owner.execute("GRANT SELECT (remark) ON penalty TO exchange_public")
    await owner.execute("CREATE ROLE weak_applier LOGIN PASSWORD 'weak'")
    weak = settings.at(f"postgresql://weak_applier:weak@{str(settings.database_url).partition('@')[2]}")

    try:
        async with owner_engine(weak).connect() as connection:
            with pytest.raises(StartupError, match="superuser run: REVOKE SELECT"):
                await second_line.apply(connection, policy(), weak)
    finally:
        await owner.execute("DROP ROLE weak_applier")


async def test_each_login_looks_for_itself(
    settings: Settings, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    await owner.execute("ALTER TABLE penalty DISABLE ROW LEVEL SECURITY")

    with pytest.raises(StartupError, match="row level security of table penalty is not enabled"):
        await second_line.check(policy(), settings)


async def test_a_start_applies_what_new_rules_brought(
    settings: Settings, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    """A clock that is set is such a change: the row policies then name its day."""
    standing = dataclasses.replace(settings, now=datetime(2026, 11, 23, 4, tzinfo=UTC))

    await prepare(standing)
    set_day = await owner.fetchval(POLICY)
    await prepare(settings)
    asked = await owner.fetchval(POLICY)

    assert "'2026-11-23'::date" in set_day
    assert "now()" not in set_day
    assert "now()" in asked


async def test_starters_at_once_do_not_take_each_other_for_a_hand(settings: Settings) -> None:
    standing = dataclasses.replace(settings, now=datetime(2026, 11, 23, 4, tzinfo=UTC))

    await asyncio.gather(*(prepare(standing) for _ in range(3)))


async def test_rights_on_the_database_that_a_copy_lost_are_put_right_by_a_start(
    settings: Settings, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    database = await owner.fetchval("SELECT current_database()")
    await owner.execute(f"GRANT TEMPORARY ON DATABASE {database} TO PUBLIC")

    await prepare(settings)

    assert (
        await owner.fetchval("SELECT has_database_privilege('exchange_public', $1, 'TEMPORARY')", database)
        is False
    )


async def test_a_database_without_tables_is_told_to_migrate_first(
    settings: Settings, undone: AsyncConnection
) -> None:
    await undone.exec_driver_sql("DROP TABLE rights_applied")

    with pytest.raises(StartupError, match="exchange migrate"):
        await second_line.apply(undone, policy(), settings)


def test_row_level_security_stands_on_every_item_table_that_the_public_does_not_see_whole(
    settings: Settings,
) -> None:
    facts = second_line.wanted(policy(), settings)
    secured = {(one.name, one.what) for one in facts if one.kind is Kind.ROWS}
    shown = {one.name for one in facts if one.kind is Kind.POLICY and "exchange_public" in one.what}
    rules = {item: policy().of(item).rows[Audience.PUBLIC] for item in ITEMS.values()}

    tables = {item.table.name for item, rule in rules.items() if rule.when != ("always",)}
    apart = {item.apart.name for item in rules if item.apart is not None}

    assert secured == {(name, word) for name in tables | apart | {lead.name} for word in ("ENABLE", "FORCE")}
    assert shown - {lead.name} == {
        item.table.name for item, rule in rules.items() if rule.when != ("always",) and not rule.never
    }


def test_the_public_login_reads_of_each_field_the_columns_of_its_treatments_and_no_other() -> None:
    """Read off the rule files once more, the long way."""
    for item in ITEMS.values():
        rules = policy().of(item)
        if rules.rows[Audience.PUBLIC].never:
            continue
        shown = set(public_columns(policy(), item))
        for name, field in item.fields.items():
            given = set(rules.fields[name][Audience.PUBLIC].treatment.names)
            for treatment in ("clear", "opened", *field.masks):
                column = name if treatment == "clear" else f"{name}_{treatment}"
                sought = any(
                    other.sought == name
                    and "clear" in rules.fields[other.name][Audience.PUBLIC].treatment.names
                    for other in item.fields.values()
                )
                assert (column in shown) == (treatment in given or (treatment == "clear" and sought)), column
