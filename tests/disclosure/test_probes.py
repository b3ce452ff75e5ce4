"""What somebody learns who speaks SQL as one of the logins: tried on a world in which everything hidden says SECRET.

Each probe is refused by the database, or answered without the word. What remains to be counted is told in `disclosure.row_security`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import asyncpg
import pytest
from tests.disclosure.probes import (
    ABSENCES,
    ERRORS_OF_OPEN_ROWS,
    HARMLESS,
    OF_A_COLUMN,
    OF_A_TABLE,
    OF_THE_READER,
    OF_THE_WRITER,
    REFUSALS,
)
from tests.disclosure.secrets import (
    AMOUNT,
    HIDDEN_ROWS,
    OFFICIAL,
    SECRET,
    SHOWN_ROWS,
    Asker,
    fill,
    hidden_columns,
)

from exchange.access import Audience
from exchange.database import Login
from exchange.disclosure import policy
from exchange.model import ITEMS, metadata

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from exchange.settings import Settings

    As = Callable[[str], Awaitable[Asker]]

REFUSED = "42501"  # insufficient privilege
ABSENT = (REFUSED, "42883", "0A000", "58P01")  # no such function, not in this server, no such file
WITHOUT_A_RIGHT = {
    REFUSED,
    "428C9",
    "42P10",
}  # a column that only the server fills is told from the text alone, and copied for nobody


@pytest.fixture
async def speaking(settings: Settings, owner: asyncpg.Connection[asyncpg.Record]) -> AsyncIterator[As]:
    """Connections of logins over the world of secrets."""
    await fill(owner)
    made: list[asyncpg.Connection[asyncpg.Record]] = []

    async def connect(login: str) -> Asker:
        made.append(await asyncpg.connect(settings.url_of(login)))
        return Asker(made[-1])

    yield connect
    for one in made:
        await one.close()


async def test_no_hidden_column_of_any_table_answers_the_public(
    speaking: As, tell: Callable[[str], None]
) -> None:
    public = await speaking(Login.PUBLIC)
    columns = hidden_columns(policy())
    probes = [form.format(t=table, c=column) for table, column in columns for form in OF_A_COLUMN]
    probes += [
        form.format(t=table) for table in dict.fromkeys(table for table, _ in columns) for form in OF_A_TABLE
    ]

    answers = {probe: await public.ask(probe) for probe in probes}

    open_to_it = {probe: state for probe, (state, _) in answers.items() if state not in WITHOUT_A_RIGHT}
    tell(f"public login: {len(columns)} hidden columns, {len(probes)} probes, {len(open_to_it)} answered")
    assert len(columns) > 150
    assert open_to_it == {}
    assert [probe for probe, (_, text) in answers.items() if SECRET in text or str(AMOUNT) in text] == []


async def test_what_would_open_a_way_around_is_refused_to_the_public(speaking: As) -> None:
    public = await speaking(Login.PUBLIC)
    await speaking(Login.READER)

    refused = {probe: (await public.ask(probe))[0] for probe in REFUSALS}
    absent = {probe: (await public.ask(probe))[0] for probe in ABSENCES}

    assert {probe: state for probe, state in refused.items() if state != REFUSED} == {}
    assert {probe: state for probe, state in absent.items() if state not in ABSENT} == {}


async def test_what_the_public_may_ask_says_nothing_hidden(speaking: As) -> None:
    public, reader = await speaking(Login.PUBLIC), await speaking(Login.READER)
    await reader.ask(f"SELECT '{SECRET}' FROM penalty")

    failures = {probe: await public.ask(probe) for probe in ERRORS_OF_OPEN_ROWS}
    answers = {probe: await public.ask(probe) for probe in HARMLESS}

    assert {probe: state for probe, (state, _) in answers.items() if state != "answered"} == {}
    assert {state for state, _ in failures.values()} <= {"22P02", "22007"}
    told = {**answers, **failures}
    assert [probe for probe, (_, text) in told.items() if SECRET in text] == []
    assert [probe for probe, (_, text) in told.items() if str(OFFICIAL) in text and "pg_" not in probe] == []


async def test_the_public_login_sees_the_rows_of_the_public_and_no_other(speaking: As) -> None:
    public = await speaking(Login.PUBLIC)
    rules = ((item, policy().of(item).rows[Audience.PUBLIC]) for item in ITEMS.values())
    records = [item.table.name for item, rule in rules if "publish_from" in item.table.c and not rule.never]

    counts = {name: await public.connection.fetchval(f'SELECT count(*) FROM "{name}"') for name in records}
    subjects = await public.connection.fetch("SELECT id FROM subject ORDER BY id")

    assert counts == dict.fromkeys(records, len(SHOWN_ROWS))
    assert len(HIDDEN_ROWS) == 5
    assert [one["id"].int for one in subjects] == [1, 3]
    assert await public.connection.fetchval("SELECT count(*) FROM former_name") == 1


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "X-167", "X+167"])
async def test_no_setting_of_the_session_moves_the_day(speaking: As, zone: str) -> None:
    public = await speaking(Login.PUBLIC)

    await public.connection.execute(f"SET TimeZone = '{zone}'")
    await public.connection.execute("SET row_security = on")

    assert await public.connection.fetchval("SELECT count(*) FROM penalty") == len(SHOWN_ROWS)


async def test_switching_row_security_off_refuses_the_question(speaking: As) -> None:
    public = await speaking(Login.PUBLIC)

    await public.connection.execute("SET row_security = off")

    assert (await public.ask("SELECT id FROM penalty"))[0] == REFUSED


@pytest.mark.parametrize(("login", "probes"), [(Login.READER, OF_THE_READER), (Login.WRITER, OF_THE_WRITER)])
async def test_the_logins_of_known_callers_are_kept_from_what_is_not_theirs(
    speaking: As, login: Login, probes: tuple[str, ...]
) -> None:
    asker = await speaking(login)

    answers = {probe: (await asker.ask(probe))[0] for probe in probes}

    assert {probe: state for probe, state in answers.items() if state != REFUSED} == {}


@pytest.mark.parametrize("login", [Login.READER, Login.WRITER])
async def test_the_logins_of_known_callers_see_every_row(speaking: As, login: Login) -> None:
    asker = await speaking(login)

    assert await asker.connection.fetchval("SELECT count(*) FROM penalty") == len(HIDDEN_ROWS) + len(
        SHOWN_ROWS
    )
    assert len(metadata.sorted_tables) > 20


async def test_a_right_to_grant_is_nobodys(speaking: As) -> None:
    """PostgreSQL answers a GRANT of what one does not own by an error or a warning; no right comes of it."""
    public = await speaking(Login.PUBLIC)

    await public.ask("GRANT SELECT (document_number) ON penalty TO PUBLIC")
    await public.ask("GRANT SELECT ON penalty TO PUBLIC")

    assert not await public.connection.fetchval(
        "SELECT has_column_privilege('exchange_reader', 'penalty', 'id', 'UPDATE')"
    )
    acl = await public.connection.fetchval("SELECT relacl::text FROM pg_class WHERE relname = 'penalty'")
    assert "=r/" not in acl.replace("exchange_reader=r/", "")
