"""What the environment may say, what follows from it, and the sentence for every bad value."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from exchange.clock import Clock
from exchange.errors import SettingsError, StartupError
from exchange.settings import LOGINS, SETTINGS, Settings

OWNER = "postgresql://owner:s%40cret@db.example:5433/exchange?sslmode=require"


def test_without_any_variable_there_is_an_exchange_of_fujian_on_loopback() -> None:
    settings = Settings.load({})

    assert (settings.database_url, settings.host, settings.port, settings.region) == (
        None,
        "127.0.0.1",
        8000,
        "350000",
    )
    assert settings.issuer == "http://127.0.0.1:8000"


def test_an_empty_variable_counts_as_unset() -> None:
    settings = Settings.load({"EXCHANGE_PORT": "", "EXCHANGE_NOW": "  "})

    assert (settings.port, settings.now) == (8000, None)


def test_settings_of_other_programs_are_none_of_our_business() -> None:
    assert Settings.load({"PORT": "x", "PGDATA": "/nowhere"}) == Settings.load({})


def test_the_table_describes_exactly_the_fields() -> None:
    assert [setting.field for setting in SETTINGS] == [field.name for field in dataclasses.fields(Settings)]
    assert all(setting.meaning and setting.default for setting in SETTINGS)


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings.load({}).port = 1  # type: ignore[misc]


@pytest.mark.parametrize("login", LOGINS)
def test_a_login_has_the_owners_host_and_database_and_a_password_of_its_own(login: str) -> None:
    url = Settings.load({"EXCHANGE_DATABASE_URL": OWNER}).url_of(login)

    assert url.startswith(f"postgresql://{login}:")
    assert url.endswith("@db.example:5433/exchange?sslmode=require")
    assert "cret" not in url


def test_passwords_of_the_logins_differ_and_stay_the_same_at_every_start() -> None:
    first, second = (Settings.load({"EXCHANGE_DATABASE_URL": OWNER}) for _ in range(2))

    passwords = {first.url_of(login).split("@")[0].rpartition(":")[2] for login in LOGINS}

    assert len(passwords) == 3
    assert [first.url_of(login) for login in LOGINS] == [second.url_of(login) for login in LOGINS]


def test_a_login_set_by_itself_is_taken_as_it_is() -> None:
    reader = "postgresql://exchange_reader:other@replica.example/exchange"

    settings = Settings.load({"EXCHANGE_DATABASE_URL": OWNER, "EXCHANGE_READER_URL": reader})

    assert settings.url_of("exchange_reader") == reader
    assert not settings.derives("exchange_reader")
    assert settings.derives("exchange_writer")


def test_there_is_no_url_without_a_database() -> None:
    with pytest.raises(StartupError, match="EXCHANGE_DATABASE_URL"):
        Settings.load({}).url_of("exchange_reader")


@pytest.mark.parametrize(
    ("host", "issuer"),
    [("0.0.0.0", "http://0.0.0.0:9000"), ("::1", "http://[::1]:9000")],  # noqa: S104
)
def test_the_issuer_follows_from_host_and_port(host: str, issuer: str) -> None:
    assert Settings.load({"EXCHANGE_HOST": host, "EXCHANGE_PORT": "9000"}).issuer == issuer


def test_an_issuer_has_no_slash_at_its_end() -> None:
    assert Settings.load({"EXCHANGE_ISSUER": "https://x.example/"}).issuer == "https://x.example"


def test_a_data_folder_may_be_given_from_home_or_from_here() -> None:
    home = Settings.load({"EXCHANGE_DATA_DIR": "~/x"}).data_dir
    here = Settings.load({"EXCHANGE_DATA_DIR": "x"}).data_dir

    assert home == Path.home() / "x"
    assert here == Path.cwd() / "x"


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("DATABASE_URL", "mysql://a:b@c/d", "does not start with postgresql://"),
        ("DATABASE_URL", "postgresql://host/db", "names no user"),
        ("DATABASE_URL", "postgresql://a:b@host", "names no database"),
        ("DATABASE_URL", "postgresql://a:b@/db", "names no host"),
        ("DATABASE_URL", "postgresql://a:b@host:port/db", "port is not a number"),
        ("DATABASE_URL", "postgresql://a:b@[host/db", "is not an address"),
        ("DATABASE_URL", "postgresql://owner@host/db", "has no password"),
        ("ISSUER", "exchange.example", "not an http or https address"),
        ("ISSUER", "https://x.example/?a=b", "has a user, query or fragment"),
        ("SUPERIOR_URL", "ftp://x.example", "not an http or https address"),
        ("PORT", "0", "not a whole number from 1 to 65535"),
        ("PORT", "８０００", "not a whole number"),
        ("PORT", "9" * 5000, "not a whole number"),
        ("REGION", "35000", "Write six digits"),
        ("NOW", "tomorrow", "not a moment"),
        ("LOG_LEVEL", "LOUD", "is none of DEBUG, INFO, WARNING, ERROR"),
        ("READ_POOL", "-1", "not a whole number from 1 to 500"),
        ("DATA_DIR", "a\0b", "NUL"),
    ],
)
def test_a_bad_value_is_one_sentence_that_names_the_variable(
    variable: str, value: str, sentence: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.load({f"EXCHANGE_{variable}": value})

    assert f"EXCHANGE_{variable}" in refused.value.message
    assert sentence in refused.value.message
    assert "a:b" not in refused.value.message


def test_a_login_url_must_name_its_login() -> None:
    environ = {"EXCHANGE_DATABASE_URL": OWNER, "EXCHANGE_PUBLIC_URL": "postgresql://owner:x@host/exchange"}

    with pytest.raises(SettingsError, match="EXCHANGE_PUBLIC_URL must name the user exchange_public"):
        Settings.load(environ)


def test_a_misspelt_variable_is_refused_with_the_right_spelling() -> None:
    with pytest.raises(SettingsError, match=r"EXCHANGE_PROT is not a setting.*Did you mean EXCHANGE_PORT\?"):
        Settings.load({"EXCHANGE_PROT": "9000"})


def test_an_unknown_variable_without_a_neighbour_is_refused_too() -> None:
    with pytest.raises(SettingsError, match="Remove it"):
        Settings.load({"EXCHANGE_WARP_SPEED": "1"})


def test_the_clock_stands_where_the_setting_puts_it() -> None:
    clock = Clock(Settings.load({"EXCHANGE_NOW": "2026-11-23T23:30:00Z"}))

    assert clock.now().isoformat() == "2026-11-23T23:30:00+00:00"
    assert clock.today() == date(2026, 11, 24)


def test_a_moment_without_offset_is_meant_in_china() -> None:
    clock = Clock(Settings.load({"EXCHANGE_NOW": "2026-11-23"}))

    assert clock.now().isoformat() == "2026-11-22T16:00:00+00:00"
    assert clock.today() == date(2026, 11, 23)


def test_the_clock_runs_when_nothing_sets_it() -> None:
    clock = Clock(Settings.load({}))

    earlier, later = clock.now(), clock.now()

    assert earlier <= later
    assert later.tzinfo is not None
