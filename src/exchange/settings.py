"""Everything an operator can set, in one frozen value.

Read once from the environment at the start and handed down, so no module looks at the environment by itself. A value that cannot be
used, and a name that is not a setting (a typing error would otherwise run with the default), end the start with one sentence.

Three logins, none of them owner, read and write (`exchange.database`). Their URLs follow from the owner's: same host and database, and
a password that is an HMAC of the owner's, so that one secret is enough; each can be set by itself where the operator keeps them apart.
"""

from __future__ import annotations

import difflib
import hashlib
import hmac
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from exchange import values
from exchange.errors import SettingsError, StartupError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

PREFIX = "EXCHANGE_"
LOGINS = ("exchange_public", "exchange_reader", "exchange_writer")
"""Logins of anonymous callers, of everyone who reads, and of the write path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one process. Made by `load`; tests use `dataclasses.replace`.

    `public_url`, `reader_url` and `writer_url` are as the operator set them; `url_of` knows what follows when they are not.
    """

    database_url: str | None
    public_url: str | None
    reader_url: str | None
    writer_url: str | None
    issuer: str
    host: str
    port: int
    region: str
    superior_url: str | None
    data_dir: Path
    now: datetime | None
    log_level: str
    read_pool: int
    write_pool: int
    trusted_proxies: tuple[str, ...]
    connections_per_address: int
    connections: int
    drain: int
    documents_per_minute: int
    cost_per_minute: int
    documents_dir: Path | None
    trusted_only: bool
    worker: bool
    metrics_token: str | None
    traces_url: str | None
    oidc_issuer: str | None
    oidc_client_id: str | None
    oidc_client_secret: str | None
    oidc_claim: str

    @classmethod
    def load(cls, environ: Mapping[str, str]) -> Self:
        """Settings from environment variables; raises SettingsError."""
        _refuse_unknown(environ)
        given = {setting.field: setting.read(environ) for setting in SETTINGS}
        given["issuer"] = given["issuer"] or f"http://{_bracketed(str(given['host']))}:{given['port']}"
        settings = cls(**given)  # type: ignore[arg-type]  # SETTINGS and the fields agree; a test compares them
        if settings.oidc_issuer and not (settings.oidc_client_id and settings.oidc_client_secret):
            raise SettingsError(
                f"{PREFIX}OIDC_ISSUER is set: set {PREFIX}OIDC_CLIENT_ID and {PREFIX}OIDC_CLIENT_SECRET as well."
            )
        return settings if settings.database_url is None else settings.at(settings.database_url)

    def at(self, database_url: str) -> Self:
        """The same settings with the database at this owner's URL; raises SettingsError when a login's URL does not follow."""
        settings = replace(self, database_url=database_url)
        for login in LOGINS:
            settings.url_of(login)
        return settings

    def url_of(self, login: str) -> str:
        """The URL of one of the three logins: as set, or derived. Raises StartupError while there is no database."""
        own: str | None = getattr(self, login.removeprefix("exchange_") + "_url")
        if own is not None:
            return _same_login(own, login)
        if self.database_url is None:
            raise StartupError(
                "There is no database: set EXCHANGE_DATABASE_URL or start the embedded PostgreSQL."
            )
        return _login_url(self.database_url, login)

    def derives(self, login: str) -> bool:
        """Whether the password of that login is ours to set, because it follows from the owner's."""
        return getattr(self, login.removeprefix("exchange_") + "_url") is None


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table of settings: field and variable, what it means, its default in words, how its text is read."""

    field: str
    meaning: str
    default: str
    parse: Callable[[str], object]
    fallback: Callable[[], object] = lambda: None

    @property
    def variable(self) -> str:
        """Name of the environment variable."""
        return PREFIX + self.field.upper()

    def read(self, environ: Mapping[str, str]) -> object:
        """The value, or the default when the variable is unset or empty."""
        text = environ.get(self.variable, "").strip()
        if not text:
            return self.fallback()
        try:
            return self.parse(text)
        except ValueError as error:
            problem = f"{self.variable} cannot be used: {error}"
            raise SettingsError(problem) from None


SETTINGS = (
    Setting(
        "database_url",
        "PostgreSQL 15 or newer, as `postgresql://owner:password@host/database`; the owner may create roles",
        "the embedded PostgreSQL",
        values.database_url,
    ),
    Setting("public_url", "the database as the login of anonymous callers", "derived", values.database_url),
    Setting("reader_url", "the database as the login that reads", "derived", values.database_url),
    Setting("writer_url", "the database as the login that writes", "derived", values.database_url),
    Setting(
        "issuer",
        "address under which callers know this exchange; OAuth issuer",
        "http://host:port",
        values.base_url,
    ),
    Setting("host", "address to listen on", "127.0.0.1", str, lambda: "127.0.0.1"),
    Setting("port", "port to listen on", "8000", values.whole(1, 65535), lambda: 8000),
    Setting("region", "division code of this node", "350000", values.region, lambda: "350000"),
    Setting("superior_url", "issuer of the node one level up, for the relay", "none", values.base_url),
    Setting(
        "data_dir",
        "folder of the embedded database, logs and demo credentials",
        "`var` in a checkout, else `~/.local/state/credit-exchange`",
        values.path,
        values.default_data_dir,
    ),
    Setting(
        "now",
        "moment at which the clock stands, ISO 8601; for demos and tests",
        "the real time",
        values.moment,
    ),
    Setting(
        "log_level",
        "DEBUG, INFO, WARNING or ERROR",
        "INFO",
        values.one_of("DEBUG", "INFO", "WARNING", "ERROR"),
        lambda: "INFO",
    ),
    Setting(
        "read_pool",
        "connections per reading login and process, and half as many for searches",
        "16",
        values.whole(1, 500),
        lambda: 16,
    ),
    Setting(
        "write_pool", "connections of the writing login per process", "8", values.whole(1, 500), lambda: 8
    ),
    Setting(
        "trusted_proxies",
        "addresses and networks of proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed",
        "none",
        values.networks,
        tuple,
    ),
    Setting(
        "connections_per_address",
        "connections at once from one address that is no trusted proxy",
        "256",
        values.whole(1, 100_000),
        lambda: 256,
    ),
    Setting(
        "connections",
        "connections at once in all; whoever comes beyond them is told 503, so keep it below the files that the system lets a process open",
        "800",
        values.whole(1, 1_000_000),
        lambda: 800,
    ),
    Setting(
        "drain",
        "seconds between SIGTERM and the end of listening, in which `/readyz` answers 503",
        "3",
        values.whole(0, 600),
        lambda: 3,
    ),
    Setting(
        "documents_per_minute",
        "different GraphQL documents that one client, or one address without a token, may send in a minute; 0 for no limit",
        "600",
        values.whole(0, 1_000_000),
        lambda: 600,
    ),
    Setting(
        "cost_per_minute",
        "fields times rows that one client, or one address without a token, may ask for in a minute; 0 for no limit",
        "30000000",
        values.whole(0, 999_999_999),
        lambda: 30_000_000,
    ),
    Setting(
        "documents_dir",
        "folder of further trusted documents (`*.graphql`), beside those of `schema/documents`",
        "none",
        values.path,
    ),
    Setting(
        "trusted_only",
        "yes: who has no token may ask trusted documents only",
        "no",
        values.yes_or_no,
        lambda: False,
    ),
    Setting(
        "worker",
        "no: this process does not make what the day brings (reminders, expiry, escalation); `exchange worker` does",
        "yes",
        values.yes_or_no,
        lambda: True,
    ),
    Setting(
        "metrics_token",
        "bearer token, at least 16 characters, under which `/metrics` answers; unset, there is no such address",
        "none",
        values.secret,
    ),
    Setting(
        "traces_url",
        "OpenTelemetry collector (OTLP over HTTP) that gets a trace of each request, at `/v1/traces` below this address",
        "none",
        values.base_url,
    ),
    Setting(
        "oidc_issuer",
        "external OpenID Connect issuer that people may sign in with; needs client id and secret",
        "none",
        values.base_url,
    ),
    Setting("oidc_client_id", "id of this exchange at that issuer", "none", values.word),
    Setting("oidc_client_secret", "its secret there, at least 16 characters", "none", values.secret),
    Setting(
        "oidc_claim",
        "claim of the ID token whose value `exchange user link` ties to an account",
        "sub",
        values.word,
        lambda: "sub",
    ),
)
"""Every setting; the README's table is compared with it."""


def _login_url(owner_url: str, login: str) -> str:
    """The owner's URL for another login, with a password derived from the owner's."""
    parts = urlsplit(owner_url)
    if not parts.password:
        raise SettingsError(
            f"{PREFIX}DATABASE_URL has no password, so the passwords of {', '.join(LOGINS)} cannot be derived from it. "
            f"Give it one, or set {PREFIX}PUBLIC_URL, {PREFIX}READER_URL and {PREFIX}WRITER_URL as well."
        )
    password = hmac.new(unquote(parts.password).encode(), login.encode(), hashlib.sha256).hexdigest()
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(login)}:{password}@{host}"))


def _same_login(url: str, login: str) -> str:
    if urlsplit(url).username != login:
        variable = PREFIX + login.removeprefix("exchange_").upper() + "_URL"
        raise SettingsError(
            f"{variable} must name the user {login}: the rights in the database belong to that login."
        )
    return url


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    known = [setting.field.upper() for setting in SETTINGS]
    for name in sorted(environ):
        own = name.removeprefix(PREFIX)
        if own != name and own not in known:
            close = difflib.get_close_matches(own, known, n=1)
            hint = (
                f"Did you mean {PREFIX}{close[0]}?" if close else "Remove it; the README lists all settings."
            )
            raise SettingsError(f"{name} is not a setting of the exchange. {hint}")


def table() -> str:
    """The settings as the Markdown table that the README shows."""
    rows = [f"| `{one.variable}` | {one.meaning} | {one.default} |" for one in SETTINGS]
    return "\n".join(["| setting | meaning | default |", "|---|---|---|", *rows])
