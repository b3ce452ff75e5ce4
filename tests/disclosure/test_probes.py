"""What somebody learns who speaks SQL as one of the logins: tried on a world in which everything hidden says SECRET.

Each probe is refused by the database, or answered without the word. What remains to be counted is told in `disclosure.row_security`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import asyncpg
import pytest
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

from exchange.database import Login
from exchange.disclosure import policy
from exchange.model import ITEMS, metadata

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from exchange.settings import Settings

    As = Callable[[str], Awaitable[Asker]]

REFUSED = "42501"  # insufficient privilege
ABSENT = (REFUSED, "42883", "0A000", "58P01")  # no such function, not in this server, no such file
WITHOUT_A_RIGHT = {REFUSED, "428C9"}  # a column that only the server fills is told from the text alone

OF_A_COLUMN = (
    'SELECT "{c}" FROM "{t}"',
    'SELECT count(*) FROM "{t}" WHERE "{c}" IS NULL',
    'SELECT 1 FROM "{t}" ORDER BY "{c}"',
    'SELECT 1 FROM "{t}" GROUP BY "{c}"',
    'SELECT min("{c}"::text) FROM "{t}"',
    'SELECT count(DISTINCT "{c}") FROM "{t}"',
    'SELECT lag("{c}") OVER () FROM "{t}"',
    'SELECT 1 FROM "{t}" a JOIN "{t}" b USING ("{c}")',
    'SELECT ("{t}")."{c}" FROM "{t}"',
    'SELECT (SELECT x."{c}" FROM "{t}" x LIMIT 1)',
    'EXPLAIN SELECT 1 FROM "{t}" WHERE "{c}" IS NULL',
    'COPY "{t}" ("{c}") TO STDOUT',
    'COPY (SELECT "{c}" FROM "{t}") TO STDOUT',
    'UPDATE "{t}" SET "{c}" = "{c}"',
    'DELETE FROM "{t}" WHERE "{c}" IS NULL',
    'DECLARE peek CURSOR WITH HOLD FOR SELECT "{c}" FROM "{t}"',
)
OF_A_TABLE = (
    'SELECT * FROM "{t}"',
    'TABLE "{t}"',
    'SELECT "{t}" FROM "{t}"',
    'SELECT "{t}"::text FROM "{t}"',
    'SELECT row_to_json("{t}") FROM "{t}"',
    'SELECT to_jsonb("{t}") FROM "{t}"',
    'SELECT count("{t}") FROM "{t}"',
    'SELECT 1 FROM "{t}" WHERE "{t}" IS NOT NULL',
    'SELECT array_agg("{t}") FROM "{t}"',
    'COPY "{t}" TO STDOUT',
    'SELECT * FROM "{t}" FOR UPDATE',
    'INSERT INTO "{t}" DEFAULT VALUES',
    'DELETE FROM "{t}"',
    'TRUNCATE "{t}"',
    'DO $$ BEGIN LOCK TABLE "{t}" IN SHARE MODE; END $$',
    'ALTER TABLE "{t}" DISABLE ROW LEVEL SECURITY',
    'ALTER TABLE "{t}" OWNER TO CURRENT_USER',
    'CREATE INDEX ON "{t}" ((1))',
    'CREATE TRIGGER peek BEFORE UPDATE ON "{t}" FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()',
    'CREATE POLICY more ON "{t}" USING (true)',
    'SELECT 1 FROM "{t}" TABLESAMPLE bernoulli (100) WHERE "{t}"::text LIKE \'%\'',
)
LEAKY = "CREATE FUNCTION {}peek(text) RETURNS boolean COST 0.0000001 LANGUAGE plpgsql AS 'BEGIN RAISE NOTICE ''%'', $1; RETURN true; END'"
REFUSALS = (
    "SET ROLE exchange_reader",
    "SET ROLE exchange_writer",
    "SET ROLE exchange_owner",
    "SET SESSION AUTHORIZATION exchange_reader",
    "ALTER ROLE exchange_public BYPASSRLS",
    "ALTER ROLE exchange_reader PASSWORD 'x'",
    "GRANT exchange_reader TO exchange_public",
    "CREATE ROLE peek",
    "ALTER SYSTEM SET log_statement = 'all'",
    "SELECT * FROM pg_authid",
    "SELECT * FROM pg_statistic",
    "SELECT * FROM pg_statistic_ext_data",
    "SELECT * FROM pg_largeobject",
    "SELECT * FROM pg_user_mapping",
    "SELECT * FROM pg_hba_file_rules",
    "SELECT pg_read_file('PG_VERSION')",
    "SELECT pg_read_binary_file('PG_VERSION')",
    "SELECT pg_ls_dir('.')",
    "SELECT pg_stat_file('PG_VERSION')",
    "SELECT lo_import('/etc/hostname')",
    "SELECT lo_export(1, '/tmp/peek')",
    "COPY (SELECT 1) TO PROGRAM 'cat'",
    "COPY (SELECT 1) TO '/tmp/peek'",
    "COPY division FROM PROGRAM 'cat'",
    "CREATE TABLE peek (id int)",
    "CREATE TEMP TABLE peek (id int)",
    "CREATE TEMP VIEW peek AS SELECT 1",
    "CREATE VIEW peek AS SELECT id FROM penalty",
    "CREATE SCHEMA peek",
    "CREATE DATABASE peek",
    "CREATE CAST (text AS int) WITH INOUT",
    "CREATE EVENT TRIGGER peek ON ddl_command_start EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE PUBLICATION peek FOR TABLE penalty",
    "CREATE STATISTICS peek ON state, region FROM penalty",
    LEAKY.format(""),
    LEAKY.format("pg_temp."),
    "CREATE OPERATOR === (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq)",
    "ALTER FUNCTION strpos(text, text) LEAKPROOF",
    "ALTER POLICY seen_by_the_public ON penalty USING (true)",
    "DROP POLICY seen_by_the_public ON penalty",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'exchange_reader'",
    # A key that is taken is never told: the right is asked for before the row.
    f"INSERT INTO subject (id, kind, region, status, unresolved, \"natural\") VALUES ('{OFFICIAL}', 'x', 'x', 'x', false, true)",
    f"INSERT INTO former_name (subject_id, number, name) VALUES ('{OFFICIAL}', 1, 'x')",
    "INSERT INTO penalty (id, subject_id) SELECT id, subject_id FROM penalty ON CONFLICT DO NOTHING",
    f"MERGE INTO subject s USING (SELECT 1) x ON s.id = '{OFFICIAL}' WHEN MATCHED THEN DELETE",
    f"SELECT id FROM subject WHERE id = '{OFFICIAL}' FOR KEY SHARE",
)
ABSENCES = (
    "CREATE EXTENSION dblink",
    "CREATE EXTENSION postgres_fdw",
    "SELECT query_to_xml('SELECT remark FROM penalty', true, false, '')",
    "SELECT table_to_xml('penalty_person', true, false, '')",
    "SELECT dblink('', 'SELECT 1')",
    "SELECT dblink_connect('')",
    "SELECT * FROM pg_stat_statements(true)",
    "SELECT load_extension('x')",
)
_CUT = "CASE WHEN state = 'PUBLISHED' AND publish_until >= current_date - 1 THEN 1 ELSE 0 END"
HARMLESS = (
    # An error that only a hidden row would cause does not come: a policy goes before whatever can fail.
    f"SELECT 1 FROM penalty WHERE 1 / ({_CUT}) = 1",
    f"SELECT 1 FROM penalty ORDER BY 1 / ({_CUT})",
    f"SELECT count(*) FROM penalty GROUP BY 1 / ({_CUT})",
    f"SELECT s.id FROM subject s WHERE EXISTS (SELECT 1 FROM penalty p WHERE p.subject_id = s.id AND 1 / ({_CUT}) = 1)",
    f"SELECT 1 FROM subject s JOIN penalty p ON 1 / ({_CUT}) = 1",
    f"SELECT 1 FROM subject WHERE 1 / (CASE id WHEN '{OFFICIAL}' THEN 0 ELSE 1 END) = 1",
    f"SELECT 1 FROM former_name WHERE 1 / (CASE subject_id WHEN '{OFFICIAL}' THEN 0 ELSE 1 END) = 1",
    f"WITH x AS MATERIALIZED (SELECT * FROM (SELECT 1 / ({_CUT}) FROM penalty) y) SELECT * FROM x",
    f"SELECT id FROM subject WHERE id = '{OFFICIAL}'",
    "SELECT document_number, state FROM penalty",
    "SELECT title, state FROM dishonesty_record",
    "DO $$ DECLARE one text; BEGIN FOR one IN SELECT document_number FROM penalty LOOP RAISE NOTICE '%', one; END LOOP; END $$",
    # The catalogs speak of columns, rules and sizes; of values never, where a table has row level security.
    "SELECT * FROM pg_stats WHERE schemaname = 'public'",
    "SELECT * FROM pg_stats_ext",
    "SELECT * FROM pg_stats_ext_exprs",
    "SELECT pg_get_expr(polqual, polrelid), polname FROM pg_policy",
    "SELECT * FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT * FROM pg_stat_activity",
    "SELECT * FROM pg_locks",
    "SELECT * FROM pg_prepared_statements",
    "SELECT * FROM pg_cursors",
    "SELECT * FROM pg_settings",
    "SELECT * FROM pg_db_role_setting",
    "SELECT rolname, rolpassword FROM pg_roles",
    "ANALYZE VERBOSE penalty_person",
    "EXPLAIN (ANALYZE, VERBOSE) SELECT document_number FROM penalty WHERE document_number LIKE 'S%'",
    # Locks, waits and limits are a caller's own matter; nothing is said through them.
    "SELECT pg_advisory_lock(1), pg_advisory_unlock(1)",
    "LISTEN change",
    "NOTIFY change, 'x'",
    "SET statement_timeout = 0",
    "SET search_path = pg_catalog",
)
ERRORS_OF_OPEN_ROWS = (
    "SELECT 1 FROM penalty WHERE document_number::int > 0",
    "SELECT 1 FROM subject WHERE name_opened::date IS NULL",
    "SELECT 1 FROM penalty ORDER BY violation::numeric",
)


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
    records = [item.table.name for item in ITEMS.values() if "publish_from" in item.table.c]

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


ITEM_TABLES = [table for item in ITEMS.values() for table in (item.table, item.apart) if table is not None]
OF_THE_READER = (
    "SELECT * FROM access_entry",
    "SELECT count(*) FROM access_entry",
    "INSERT INTO access_entry (at, actor, subjects, fields, policy) VALUES (now(), 'x', '{}', '{}', 'x') RETURNING id",
    "DELETE FROM access_entry",
    "UPDATE access_entry SET actor = 'x'",
    "TRUNCATE access_entry",
    "SELECT * FROM access_change",
    "SELECT * FROM audit_entry",
    "SELECT * FROM change",
    "SELECT secret_hash FROM client",
    "SELECT * FROM client",
    "SELECT private_jwk FROM signing_key",
    "SELECT * FROM keyring",
    "SELECT * FROM subject_person_key",
    "SELECT * FROM rights_applied",
    "UPDATE access_epoch SET epoch = 1",
    "CREATE TEMP TABLE peek (id int)",
    LEAKY.format(""),
    LEAKY.format("pg_temp."),
    "SET ROLE exchange_writer",
    "SET ROLE exchange_owner",
    "COPY (SELECT 1) TO PROGRAM 'cat'",
    "SELECT pg_read_file('PG_VERSION')",
    *(f'INSERT INTO "{table.name}" DEFAULT VALUES' for table in ITEM_TABLES),
    *(f'UPDATE "{table.name}" SET "{column.name}" = NULL' for table in ITEM_TABLES for column in table.c),
    *(f'DELETE FROM "{table.name}"' for table in ITEM_TABLES),
    *(f'TRUNCATE "{table.name}"' for table in ITEM_TABLES),
)
JOURNALS = ("access_entry", "access_change", "audit_entry", "change")
OF_THE_WRITER = (
    *(f"UPDATE {name} SET at = now()" for name in JOURNALS),
    *(f"DELETE FROM {name}" for name in JOURNALS),
    *(f"TRUNCATE {name}" for name in JOURNALS),
    *(f"DROP TABLE {name}" for name in JOURNALS),
    *(f"ALTER TABLE {name} DISABLE TRIGGER ALL" for name in JOURNALS),
    "SELECT * FROM rights_applied",
    "UPDATE rights_applied SET digest = 'x'",
    "TRUNCATE penalty",
    "ALTER TABLE penalty DISABLE ROW LEVEL SECURITY",
    "GRANT exchange_writer TO exchange_public",
    "SET ROLE exchange_owner",
    "CREATE TEMP TABLE peek (id int)",
    LEAKY.format(""),
    "COPY (SELECT 1) TO PROGRAM 'cat'",
    "SET session_replication_role = replica",
)


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
