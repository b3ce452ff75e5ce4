"""A backup taken while the exchange works holds one moment of it, whole; what is restored answers as before, keys included."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import uuid
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import httpx
import pytest
from alembic.script import ScriptDirectory
from tests import command

from exchange import feed
from exchange.access import Caller, Scope
from exchange.app import build
from exchange.backup.restore import restore
from exchange.backup.take import take
from exchange.clock import Clock
from exchange.database import Database
from exchange.errors import ExchangeError, FileUnreadable, StartupError, Unavailable
from exchange.grants import seals
from exchange.grants.clients import Wanted, create_client
from exchange.migrate import configuration, migrate
from exchange.submissions import submit
from exchange.submissions.own_mappings import OwnMappings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence

    from sqlalchemy.engine import RowMapping

    from exchange.database import WriteSession
    from exchange.settings import Settings

CLERK = Caller(
    client="market",
    actor="market",
    department="FJ_MARKET",
    departments=("FJ_MARKET",),
    scopes=frozenset({Scope.RECORD_SUBMIT}),
)
ROW: dict[str, object] = {
    "partyName": "福州鼓楼榕测食品有限公司",
    "partyType": "ORGANISATION",
    "partyCreditCode": "91350102MAFJ0001XP",
    "legalRepresentative": "林试",
    "violation": "经营标签不符合规定的食品",
    "violationFact": "销售的预包装食品未标明生产日期。\t\\N\n第二行",
    "legalBasis": "《中华人民共和国食品安全法》第一百二十五条",
    "kind": ["FINE"],
    "content": "罚款5000元。",
    "fine": "0.5",
    "decidedOn": "2026-02-03",
    "authorityName": "福州市鼓楼区市场监督管理局",
}
QUESTIONS = (
    "{ penalties(first: 50) { totalCount edges { cursor node { id documentNumber violation violationFact fine state } } } }",
    '{ subject(by: {creditCode: "91350102MAFJ0001XP"}) { id name penalties(first: 5) { totalCount edges { node { id } } } } }',
)
POSITION = "SELECT record_id, move FROM change ORDER BY xid, id"


@pytest.fixture
def at(settings: Settings) -> Settings:
    """This test's database at a time after the decisions."""
    return replace(settings, now=datetime(2026, 11, 23, 4, 0, tzinfo=UTC))


@pytest.fixture
async def empty(at: Settings) -> AsyncIterator[Settings]:
    """A database without anything, on the same server."""
    name = f"test_{uuid.uuid4().hex}"
    owner = await asyncpg.connect(at.database_url)
    await owner.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    yield other(at, name)
    await owner.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await owner.close()


@pytest.fixture
def full() -> Iterator[Path]:
    """A disk with room for 8 KiB."""
    if os.geteuid():
        pytest.skip("NOT TESTED: only root can mount a disk that is full")
    path = Path("/tmp") / f"full-{uuid.uuid4().hex}"  # noqa: S108
    path.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", path], check=True)  # noqa: S607
    yield path
    subprocess.run(["umount", path], check=True)  # noqa: S607
    path.rmdir()


def other(settings: Settings, name: str) -> Settings:
    assert settings.database_url is not None
    return settings.at(urlunsplit(urlsplit(settings.database_url)._replace(path=f"/{name}")))


async def submitted(db: Database, settings: Settings, batch: str, count: int = 3) -> None:
    rows = [{**ROW, "documentNumber": f"榕鼓〔2026〕{batch}{number}号"} for number in range(count)]
    report = None
    while (
        report is None
    ):  # all batches are about one enterprise; who waits for the others too long is told to come again
        with contextlib.suppress(Unavailable):
            report = await submit(db, CLERK, Clock(settings), "penalty", batch, rows)
    assert report.accepted == count


async def fetched(settings: Settings, statement: str) -> list[tuple[object, ...]]:
    owner = await asyncpg.connect(settings.database_url)
    try:
        return [tuple(row) for row in await owner.fetch(statement)]
    finally:
        await owner.close()


async def answers(
    settings: Settings, secret: str, token: str | None = None
) -> tuple[str, list[tuple[int, bytes]]]:
    """What a client gets: with a token of its own, or one that it had before."""
    app = build(settings)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=settings.issuer) as http,
    ):
        login = await http.post(
            "/oauth/token", data={"grant_type": "client_credentials"}, auth=("market", secret)
        )
        assert login.status_code == 200
        token = token or login.json()["access_token"]
        said = [
            await http.post("/graphql", json={"query": one}, headers=head)
            for one in QUESTIONS
            for head in ({}, {"Authorization": f"Bearer {token}"})
        ]
    return token, [(one.status_code, one.content) for one in said]


async def test_what_is_restored_answers_as_before_with_its_old_tokens_and_secrets(
    at: Settings, empty: Settings, tmp_path: Path
) -> None:
    async with Database.open(at) as db:
        async with db.writing() as session:
            wanted = Wanted("market", "origin", department="FJ_MARKET", client_id="market")
            client = await create_client(session, Clock(at), "test", wanted)
        await submitted(db, at, "b")
    token, before = await answers(at, client.secret)

    manifest = await take(at, tmp_path / "b.zip")
    await restore(empty, tmp_path / "b.zip", "test")
    _, after = await answers(empty, client.secret, token)

    assert after == before
    assert [status for status, _ in before] == [200] * 4
    assert b'"totalCount":3' in before[1][1]
    assert {part.table: part.rows for part in manifest.parts}["penalty"] == 3
    assert (tmp_path / "b.zip").stat().st_mode & 0o777 == 0o600


async def test_a_backup_under_load_holds_one_moment_of_it(
    at: Settings, empty: Settings, tmp_path: Path
) -> None:
    async with Database.open(at) as db:
        await submitted(db, at, "first")
        load = asyncio.gather(*(submitted(db, at, f"b{number}") for number in range(12)))

        await take(at, tmp_path / "b.zip")
        await load
    await restore(empty, tmp_path / "b.zip", "test")

    counts = "SELECT (SELECT count(*) FROM {0}), (SELECT count(DISTINCT record_id) FROM {0} WHERE record_id IN (SELECT id FROM penalty))"
    batches, sent, stored = (
        await fetched(
            empty,
            "SELECT count(*), coalesce(sum(accepted), 0)::int, (SELECT count(*)::int FROM penalty) FROM submission",
        )
    )[0]
    assert sent == stored == 3 * int(str(batches)) > 0
    assert await fetched(empty, counts.format("change")) == [(stored, stored)]
    assert await fetched(empty, counts.format("audit_entry")) == [(stored, stored)]


async def test_restored_lines_come_in_their_order_before_new_ones_and_numbering_goes_on(
    at: Settings, empty: Settings, tmp_path: Path
) -> None:
    async with Database.open(at) as db:
        await submitted(db, at, "b")
    await take(at, tmp_path / "b.zip")
    order = await fetched(at, POSITION)
    epoch = (await fetched(at, "SELECT epoch FROM access_epoch"))[0][0]

    await restore(empty, tmp_path / "b.zip", "test")

    async with Database.open(empty) as db:
        await submitted(db, empty, "c")
        lines = await seen(db, 6)
    assert [(line["record_id"], line["move"]) for line in lines][:3] == order
    assert [line["xid"] > 0 for line in lines] == [False] * 3 + [True] * 3
    assert len({line["id"] for line in lines}) == 6
    assert (await fetched(empty, "SELECT epoch FROM access_epoch"))[0][0] > epoch + 1_000_000_000  # type: ignore[operator]
    journal = "SELECT actor, what FROM access_change ORDER BY id DESC LIMIT 1"
    assert await fetched(empty, journal) == [("test", "database.restore")]


async def test_the_seals_of_the_journals_fit_what_was_restored_and_the_chain_goes_on(
    at: Settings, empty: Settings, tmp_path: Path
) -> None:
    clock = Clock(at)
    async with Database.open(at) as db:
        await submitted(db, at, "b")
        async with db.writing() as session:
            await create_client(
                session, clock, "test", Wanted("x", "origin", "FJ_MARKET", client_id="market")
            )
    seen = await in_writing(at, lambda session: seals.seal(session, clock))
    async with Database.open(at) as db:
        await submitted(db, at, "c")
    before = await in_writing(at, verified)
    await take(at, tmp_path / "b.zip")

    await restore(empty, tmp_path / "b.zip", "test")
    after = await in_writing(empty, verified)
    noted = next(one for one in before if one.journal == "audit_entry")
    held = await in_writing(empty, lambda session: seals.digest_of(session, "audit_entry", noted.newest))
    await in_writing(empty, lambda session: seals.seal(session, clock))
    sealed = await in_writing(empty, lambda session: seals.verify(session, "audit_entry"))
    await fetched(
        empty, "UPDATE audit_entry SET actor = 'nobody' WHERE id = (SELECT min(id) FROM audit_entry)"
    )
    harmed_since = await in_writing(empty, lambda session: seals.verify(session, "audit_entry"))

    assert seen >= 4
    assert [(one.sealed, one.newest, one.digest, one.broken) for one in after] == [
        (one.sealed, one.newest, one.digest, ()) for one in before
    ]
    assert (noted.sealed > 0, noted.waiting, held) == (True, 3, noted.digest)
    assert (sealed.newest, sealed.waiting, sealed.broken) == (noted.newest + 1, 0, ())
    assert [one.number for one in harmed_since.broken] == [1]


async def verified(session: WriteSession) -> list[seals.Verified]:
    return [await seals.verify(session, one) for one in seals.SEALED]


async def in_writing(settings: Settings, work: Callable[[WriteSession], Awaitable[Any]]) -> Any:  # noqa: ANN401 - what the work gives
    """What comes of some work in a database that is opened for it."""
    async with Database.open(settings) as db, db.writing() as session:
        return await work(session)


def names(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir()]


async def seen(db: Database, count: int) -> Sequence[RowMapping]:
    """The lines, once the other databases of this cluster have no older transaction under way."""
    while True:
        async with db.writing() as session:
            lines = await session.mappings(feed.since(feed.START, 100))
        if len(lines) >= count:
            return lines
        await asyncio.sleep(0.05)


async def test_a_database_that_holds_anything_is_left_alone(at: Settings, tmp_path: Path) -> None:
    await take(at, tmp_path / "b.zip")
    before = await fetched(at, "SELECT * FROM access_epoch, keyring")

    with pytest.raises(StartupError, match="holds data already, so nothing was restored"):
        await restore(at, tmp_path / "b.zip", "test")

    assert await fetched(at, "SELECT * FROM access_epoch, keyring") == before


@pytest.mark.parametrize("harm", ["cut", "flip", "swapped", "member", "text", "empty"])
async def test_a_damaged_file_is_refused_before_anything_is_touched(
    at: Settings, empty: Settings, tmp_path: Path, harm: str
) -> None:
    whole, bad = tmp_path / "b.zip", tmp_path / "bad.zip"
    await take(at, whole)
    harmed(whole, bad, harm)

    with pytest.raises(FileUnreadable, match=r"is damaged, incomplete, or no backup .* Nothing was restored"):
        await restore(empty, bad, "test")

    assert await fetched(empty, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]


def _within_the_largest(whole: Path) -> int:
    """A place amid the data of the largest member: a bit of a time stamp or the like harms nobody."""
    with zipfile.ZipFile(whole) as made:
        largest = max(made.infolist(), key=lambda one: one.compress_size)
    return largest.header_offset + 30 + len(largest.filename) + largest.compress_size // 2


def harmed(whole: Path, bad: Path, harm: str) -> None:
    content = whole.read_bytes()
    middle, within = len(content) // 2, _within_the_largest(whole)
    if harm in {"swapped", "member"}:  # a zip without fault, whose content is not what the manifest says
        with zipfile.ZipFile(whole) as old, zipfile.ZipFile(bad, "w") as new:
            for name in old.namelist():
                if (name, harm) != ("keyring", "member"):
                    new.writestr(name, old.read("division" if name == "keyring" else name))
        return
    bad.write_bytes(
        {
            "cut": content[:middle],
            "flip": content[:within] + bytes([content[within] ^ 1]) + content[within + 1 :],
            "text": b"no zip at all",
            "empty": b"",
        }[harm]
    )


@pytest.mark.parametrize(("key", "value"), [("revision", "20991231_1"), ("format", 3)])
async def test_a_backup_of_a_newer_exchange_is_refused(
    at: Settings, empty: Settings, tmp_path: Path, key: str, value: object
) -> None:
    await take(at, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as old, zipfile.ZipFile(tmp_path / "newer.zip", "w") as newer:
        for name in old.namelist():
            told = old.read(name)
            newer.writestr(
                name, json.dumps({**json.loads(told), key: value}) if name == "manifest.json" else told
            )

    with pytest.raises(FileUnreadable, match="made by a newer exchange"):
        await restore(empty, tmp_path / "newer.zip", "test")


async def test_a_disk_that_runs_full_leaves_no_file(at: Settings, full: Path) -> None:
    with pytest.raises(StartupError, match=r"cannot be written \(No space left on device\)"):
        await take(at, full / "b.zip")

    assert names(full) == []


async def test_an_older_backup_is_never_written_over(at: Settings, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("yesterday")

    with pytest.raises(StartupError, match="is there already"):
        await take(at, tmp_path / "b.zip")

    assert (tmp_path / "b.zip").read_text() == "yesterday"


async def test_a_user_who_may_not_see_every_row_gets_no_backup_instead_of_a_part(
    at: Settings, tmp_path: Path
) -> None:
    owner = await asyncpg.connect(at.database_url)
    name = f"weak_{uuid.uuid4().hex}"
    await owner.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'weak' IN ROLE exchange_owner")
    assert at.database_url is not None
    weak = at.at(f"postgresql://{name}:weak@{at.database_url.partition('@')[2]}")
    try:
        with pytest.raises(ExchangeError, match="may not see every row"):
            await take(weak, tmp_path / "b.zip")
    finally:
        await owner.execute(f"DROP ROLE {name}")
        await owner.close()

    assert names(tmp_path) == []


async def test_a_backup_of_an_earlier_revision_is_brought_up_to_date(
    at: Settings, empty: Settings, tmp_path: Path
) -> None:
    first, last = revisions()
    await migrate(empty, first)
    owner = await asyncpg.connect(empty.database_url)
    await owner.execute("INSERT INTO keyring VALUES ('kept', 'of old')")
    await take(empty, tmp_path / "old.zip")
    await owner.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    await owner.close()

    manifest = await restore(empty, tmp_path / "old.zip", "test")

    assert manifest.revision == first
    assert await fetched(empty, "SELECT version_num FROM alembic_version") == [(last,)]
    assert await fetched(empty, "SELECT key FROM keyring WHERE name = 'kept'") == [(b"of old",)]


def revisions() -> tuple[str, str]:
    known = [one.revision for one in ScriptDirectory.from_config(configuration()).walk_revisions()]
    return known[-1], known[0]


MAPPING = 'item = "penalty"\n[columns]\n"文号" = "document_number"\n'.encode()


@pytest.fixture
def folders(at: Settings, empty: Settings, tmp_path: Path) -> tuple[Settings, Settings]:
    """Where a mapping was kept for a client, and an empty place to restore to, each with a data folder of its own."""
    old, new = replace(at, data_dir=tmp_path / "old"), replace(empty, data_dir=tmp_path / "new")
    OwnMappings.of(old).put("market", "ours", MAPPING)
    return old, new


async def test_the_mapping_files_of_clients_come_back_with_the_rows(
    folders: tuple[Settings, Settings], tmp_path: Path
) -> None:
    old, new = folders

    await take(old, tmp_path / "b.zip")
    await restore(new, tmp_path / "b.zip", "test")

    assert OwnMappings.of(new).names("market") == ("ours",)
    assert OwnMappings.of(new).text("market", "ours") == MAPPING.decode()


async def test_another_mapping_of_that_name_is_not_written_over_and_nothing_is_restored(
    folders: tuple[Settings, Settings], tmp_path: Path
) -> None:
    old, new = folders
    await take(old, tmp_path / "b.zip")
    other_text = MAPPING.replace(b"document_number", b"violation")
    OwnMappings.of(new).put("market", "ours", other_text)

    with pytest.raises(
        StartupError, match="other mapping files of the same clients, so nothing was restored"
    ):
        await restore(new, tmp_path / "b.zip", "test")

    assert OwnMappings.of(new).text("market", "ours") == other_text.decode()
    assert await fetched(new, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]


async def test_a_backup_from_before_mapping_files_were_kept_is_restored(
    folders: tuple[Settings, Settings], tmp_path: Path
) -> None:
    old, new = folders
    await take(old, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as made, zipfile.ZipFile(tmp_path / "first.zip", "w") as first:
        for name in made.namelist():
            told = made.read(name)
            if name == "manifest.json":
                told = json.dumps(without(json.loads(told), "mappings") | {"format": 1}).encode()
            if not name.startswith("mappings/"):
                first.writestr(name, told)

    manifest = await restore(new, tmp_path / "first.zip", "test")

    assert manifest.rows > 0
    assert OwnMappings.of(new).names("market") == ()


def without(told: dict[str, object], key: str) -> dict[str, object]:
    return {name: value for name, value in told.items() if name != key}


@pytest.mark.parametrize("place", ["../../escape.toml", "x/ours.toml", f"{'a' * 32}/ours.txt"])
def test_a_place_that_no_mapping_file_has_is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(FileUnreadable, match="no place of a mapping file"):
        OwnMappings(tmp_path / "mappings").put_back({place: MAPPING})

    assert not list(tmp_path.rglob("*.t*"))


def test_the_commands_back_up_one_folder_and_restore_into_a_new_one(memory: Path) -> None:
    def run(data: str, *words: str) -> command.Said:
        return command.run({"EXCHANGE_DATA_DIR": str(memory / data)}, *words, patience=100)

    assert run("old", "migrate").returncode == 0
    (memory / "kept").mkdir()
    made = run("old", "backup", str(memory / "kept"))
    (file,) = (memory / "kept").iterdir()
    done = run("new", "restore", str(file))
    again = run("new", "restore", str(file))

    assert (made.returncode, made.stderr) == (0, "")
    assert "signing keys and all personal data, in clear" in made.stdout
    assert (done.returncode, done.stderr) == (0, "")
    assert "Every right is read afresh" in done.stdout
    assert (again.returncode, "holds data already" in again.stderr) == (2, True)
