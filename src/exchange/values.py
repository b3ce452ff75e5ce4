"""How the text of a setting becomes a value.

Each function takes the text and gives the value, or raises ValueError whose message completes the sentence "EXCHANGE_X cannot be used: …"
and says what to write instead. A message never repeats a URL: it may hold a password.
"""

from __future__ import annotations

import ipaddress
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from exchange import resources

if TYPE_CHECKING:
    from collections.abc import Callable

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China keeps UTC+8 without daylight saving since 1991; a fixed offset needs no time zone database on the machine."""

SHORTEST_SECRET = 16
_WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
_REGION = re.compile(r"[1-9][0-9]{5}", re.ASCII)


def database_url(text: str) -> str:
    """A PostgreSQL URL with a user and a database; query parameters are the driver's."""
    shape = "Write postgresql://user:password@host:port/database"
    parts = _split(text, shape)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError(f"it does not start with postgresql://. {shape}.")
    if not parts.username:
        raise ValueError(f"it names no user. {shape}.")
    if not parts.path.strip("/"):
        raise ValueError(f"it names no database. {shape}.")
    if not parts.hostname and "host=" not in parts.query:
        raise ValueError(f"it names no host. {shape}; percent-encode special characters of the password.")
    return text


def base_url(text: str) -> str:
    """An http or https address without query or fragment, given back without a slash at the end (RFC 8414 §2)."""
    shape = "Write it like https://exchange.example.gov.cn"
    parts = _split(text, shape)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"it is not an http or https address. {shape}.")
    if parts.query or parts.fragment or parts.username:
        raise ValueError(f"it has a user, query or fragment. {shape}.")
    return text.rstrip("/")


def _split(text: str, shape: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise ValueError(f"it is not an address, or its port is not a number. {shape}.") from None
    return parts


def whole(least: int, most: int) -> Callable[[str], int]:
    """A whole number between two limits."""

    def parse(text: str) -> int:
        if not (_WHOLE.fullmatch(text) and least <= int(text) <= most):
            raise ValueError(f"{text[:20]!r} is not a whole number from {least} to {most}.")
        return int(text)

    return parse


def one_of(*words: str) -> Callable[[str], str]:
    """One of a few words, in any case."""

    def parse(text: str) -> str:
        if text.upper() not in words:
            raise ValueError(f"{text!r} is none of {', '.join(words)}.")
        return text.upper()

    return parse


def yes_or_no(text: str) -> bool:
    """Yes or no."""
    if text.lower() not in {"yes", "no"}:
        raise ValueError(f"{text[:20]!r} is neither yes nor no.")
    return text.lower() == "yes"


def networks(text: str) -> tuple[str, ...]:
    """Addresses and networks, separated by commas."""
    found = []
    for one in text.split(","):
        try:
            found.append(str(ipaddress.ip_network(one.strip())))
        except ValueError:
            raise ValueError(
                f"{one.strip()[:60]!r} is no address or network. Write them like 10.0.0.7,10.1.0.0/16."
            ) from None
    return tuple(found)


def region(text: str) -> str:
    """A division code of six digits (GB/T 2260)."""
    if not _REGION.fullmatch(text):
        raise ValueError(f"{text!r} is not a division code. Write six digits, like 350000 for Fujian.")
    return text


def moment(text: str) -> datetime:
    """A date or a moment; without an offset it is meant in China."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a moment. Write it like 2026-11-23T09:00:00+08:00.") from None
    return found if found.tzinfo else found.replace(tzinfo=CHINA)


def secret(text: str) -> str:
    """Something that is not guessed: 16 visible ASCII characters or more."""
    if len(text) < SHORTEST_SECRET or not re.fullmatch(r"[!-~]+", text):
        raise ValueError(
            f"it must have at least {SHORTEST_SECRET} characters, visible and in ASCII. Draw one: openssl rand -hex 16"
        )
    return text


def word(text: str) -> str:
    """A name of up to 200 visible ASCII characters."""
    if not re.fullmatch(r"[!-~]{1,200}", text):
        raise ValueError("it must have 1 to 200 visible ASCII characters, without blanks.")
    return text


def path(text: str) -> Path:
    """A folder, absolute or from the current one; `~` is the home folder."""
    if "\0" in text:
        raise ValueError("it holds a NUL character.")
    return Path(text).expanduser().absolute()


def default_data_dir() -> Path:
    """`var` in a checkout, so that `make run` leaves everything in one place; else in the user's state folder."""
    top = resources.checkout()
    return top / "var" if top else Path.home() / ".local" / "state" / "credit-exchange"
