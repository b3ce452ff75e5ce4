"""Where the data that ships with the program lies.

`schema/`, `auth/` and `migrations/` are edited by people who look for them at the top of the repository, yet a wheel must hold them too.
This is the one module that knows both places: a checkout has them beside `src/`, a wheel inside the package. The checkout wins, so
that an edit is never hidden by a copy.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def checkout() -> Path | None:
    """Top of the checkout this program runs from; None when it runs from a wheel."""
    top = _PACKAGE.parents[1]
    return top if (top / "pyproject.toml").is_file() and (top / "schema").is_dir() else None


def folder(name: str) -> Path:
    """The folder `schema`, `auth` or `migrations`."""
    return (checkout() or _PACKAGE / "_data") / name


def schema() -> Path:
    """What the data is: SDL, submission formats, code lists."""
    return folder("schema")


def auth() -> Path:
    """Who may do and see what: roles, disclosure rules, cases."""
    return folder("auth")


def migrations() -> Path:
    """Alembic's environment and revisions."""
    return folder("migrations")
