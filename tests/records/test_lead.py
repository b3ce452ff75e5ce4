"""`lead` holds the records of natural persons and no other, whoever writes them and however."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exchange.database import owner_engine
from exchange.disclosure import policy, second_line
from exchange.disclosure.predicates import records
from exchange.errors import StartupError
from exchange.model import lead
from tests.twin import worlds

if TYPE_CHECKING:
    import asyncpg

    from exchange.database import Database
    from exchange.settings import Settings

    Owner = asyncpg.Connection[asyncpg.Record]
COLUMNS = ", ".join(f'"{column.name}"' for column in lead.c if column.name != "item")
WANTED = " UNION ALL ".join(
    f"SELECT '{item.key}' AS item, {COLUMNS} FROM {item.key} WHERE \"natural\"" for item in records()
)
CHANGES = (
    "UPDATE penalty SET state = 'REPAIRED'",
    "UPDATE penalty SET publication_basis = 'CONSENT', publish_until = NULL WHERE \"natural\"",
    "UPDATE dishonesty_record SET city = '350200', source_department = 'FJ_DRC'",
    'UPDATE licence SET "natural" = NOT "natural"',
    "UPDATE serious_violation SET remark = '核对' WHERE state = 'PUBLISHED'",
    "DELETE FROM commendation_person",
    "DELETE FROM commendation WHERE state = 'SHARED'",
)


async def difference(owner: Owner) -> int:
    """Rows that stand on one side alone."""
    kept = f"SELECT item, {COLUMNS} FROM lead"
    return int(
        await owner.fetchval(
            f"SELECT count(*) FROM (({kept} EXCEPT ALL ({WANTED})) UNION ALL (({WANTED}) EXCEPT ALL {kept})) AS one"
        )
    )


@pytest.fixture
async def filled(db: Database, owner: Owner) -> Owner:
    """Records of every kind, many of persons."""
    async with db.writing() as session:
        await worlds.store(session, worlds.Draw(3).world(subjects=12, records=120))
    return owner


async def test_it_follows_what_is_written(filled: Owner) -> None:
    assert await filled.fetchval("SELECT count(DISTINCT item) FROM lead") == len(records())
    assert await difference(filled) == 0


@pytest.mark.parametrize("change", CHANGES)
async def test_it_follows_what_is_changed(filled: Owner, change: str) -> None:
    await filled.execute(change)

    assert await difference(filled) == 0


async def test_a_start_is_refused_where_it_does_not_follow_and_applying_the_rules_fills_it_again(
    filled: Owner, settings: Settings
) -> None:
    await filled.execute("ALTER TABLE penalty DISABLE TRIGGER lead_follows_insert")
    await filled.execute("DELETE FROM lead WHERE item = 'penalty'")
    with pytest.raises(StartupError, match="table lead does not follow table penalty"):
        await second_line.check(policy(), settings)

    async with owner_engine(settings).begin() as connection:
        await second_line.apply(connection, policy(), settings)

    await second_line.check(policy(), settings)
    assert await difference(filled) == 0


async def test_no_login_but_that_of_the_writer_changes_it(settings: Settings) -> None:
    facts = second_line.wanted(policy(), settings)
    may = {(one.who, one.what) for one in facts if one.name == "lead" and one.kind == "TABLE"}

    assert may == {
        ("exchange_public", "SELECT"),
        ("exchange_reader", "SELECT"),
        *(("exchange_writer", what) for what in ("SELECT", "INSERT", "UPDATE", "DELETE")),
    }
