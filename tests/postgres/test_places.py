"""Data folders that can be used, wherever they lie, and the sentence for each that cannot."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
from typing import TYPE_CHECKING, NoReturn

import asyncpg
import pytest

from exchange import postgres
from exchange.errors import StartupError
from exchange.postgres import install
from exchange.postgres.account import Account, account
from exchange.postgres.home import home
from exchange.postgres.install import programs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOBODY = 65534


@pytest.fixture
def closed_folder(folder: Path) -> Iterator[Path]:
    """A folder that may not be written, and no rights of root during the test."""
    folder.chmod(0o555)
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    yield folder
    os.seteuid(before)


def refusal(data: Path) -> str:
    with pytest.raises(StartupError) as refused:
        postgres.start(data)
    message = refused.value.message
    assert "\n" not in message
    return message


def closed(path: Path) -> Path:
    path.mkdir()
    path.chmod(0o700)
    return path


async def test_a_folder_under_closed_parents_is_used_without_opening_them(folder: Path) -> None:
    parent = closed(folder / "home")
    place = home(parent / "data", account())

    with postgres.start(parent / "data") as server:
        connection = await asyncpg.connect(server.url)
        await connection.close()

    assert stat.S_IMODE(parent.stat().st_mode) == 0o700
    shutil.rmtree(place.root)


async def test_a_path_too_long_for_a_socket_gets_its_socket_elsewhere(folder: Path) -> None:
    data = folder / ("long" * 30) / "data"
    place = home(data, account())

    with postgres.start(data) as server:
        connection = await asyncpg.connect(server.url)
        await connection.close()

    assert not place.socket().is_relative_to(data)
    shutil.rmtree(place.socket())


def test_a_socket_folder_that_someone_else_made_is_refused(folder: Path) -> None:
    data = folder / ("long" * 30) / "data"
    place = home(data, account())
    place_of_socket = place.socket()
    place_of_socket.chmod(0o777)

    said = refusal(data)

    assert "is not this server's alone" in said
    place_of_socket.rmdir()


def test_programs_under_a_closed_home_are_copied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = install._site()
    hidden = closed(folder / "home") / "site"
    hidden.symlink_to(real)
    monkeypatch.setattr(install, "_site", lambda: hidden)

    found = programs(Account(NOBODY, NOBODY, switched=True), folder)

    assert found.is_relative_to(folder)
    said = subprocess.run(
        [found / "postgres", "--version"], check=True, capture_output=True, text=True
    ).stdout
    assert f"(PostgreSQL) {install.MAJOR}." in said


def test_programs_within_reach_are_used_where_they_are(folder: Path) -> None:
    found = programs(Account(os.getuid(), os.getgid(), switched=False), folder)

    assert not found.is_relative_to(folder)


def test_a_folder_with_files_of_another_program_is_left_alone(folder: Path) -> None:
    (folder / "thesis.doc").write_text("mine")

    said = refusal(folder)

    assert "holds files that are not an exchange's" in said
    assert "EXCHANGE_DATA_DIR" in said
    assert [path.name for path in folder.iterdir()] == ["thesis.doc"]


def test_a_cluster_of_another_program_is_left_alone(folder: Path) -> None:
    (folder / "PG_VERSION").write_text("15\n")

    assert "holds files that are not an exchange's" in refusal(folder)


def test_a_file_in_place_of_the_folder_is_named(folder: Path) -> None:
    (folder / "data").write_text("")

    said = refusal(folder / "data")

    assert said.startswith(f"The data folder {folder / 'data'} cannot be made: a file is in its place.")


def test_a_folder_that_may_not_be_written_is_named(closed_folder: Path) -> None:
    said = refusal(closed_folder / "data")

    assert said.startswith(f"The data folder {closed_folder / 'data'} cannot be written (Permission denied).")
    assert "EXCHANGE_DATA_DIR" in said


def test_data_of_another_user_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    postgres.start(folder).stop()
    stranger = Account(account().uid + 1, account().gid, account().switched)
    monkeypatch.setattr("exchange.postgres.server.account", lambda: stranger)

    assert "belongs to another user" in refusal(folder)


def test_a_cluster_of_another_major_version_says_how_to_move(folder: Path) -> None:
    cluster = home(folder, account()).cluster
    cluster.mkdir()
    account().give(cluster)
    (cluster / "PG_VERSION").write_text("17\n")

    said = refusal(folder)

    assert "was made by PostgreSQL 17, the embedded one is 18" in said
    assert "exchange backup" in said


def test_a_cluster_without_its_version_is_not_taken_for_one(folder: Path) -> None:
    home(folder, account()).cluster.mkdir()

    assert "PG_VERSION is missing" in refusal(folder)


def test_a_server_that_does_not_start_says_why_in_its_own_words(folder: Path) -> None:
    postgres.start(folder).stop()
    with (home(folder, account()).cluster / "postgresql.conf").open("a") as file:
        file.write("shared_buffers = 'lots'\n")

    said = refusal(folder)

    assert said.startswith("The embedded PostgreSQL did not start:")
    assert "configuration file" in said


def test_root_without_the_account_nobody_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(name: str) -> NoReturn:
        raise KeyError(name)

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(pwd, "getpwnam", unknown)

    with pytest.raises(StartupError, match="no user `nobody`"):
        account()


def test_a_machine_without_a_build_of_the_server_is_told_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)

    assert "Set EXCHANGE_DATABASE_URL" in refusal(folder)
