"""What can be said about rights in a database, one fact each, and the SQL that makes a fact true or false.

The rules say which facts shall hold, the catalog says which do; the difference is what `exchange policy apply` changes, what it prints,
and what a start is refused for. So the three can never disagree about what was looked at.

A power that no login shall have (to be superuser, to pass row level security by, to make tables) is a fact as well; it is wanted nowhere.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from exchange.model import CASES, LEAD, RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PUBLIC, READER, WRITER = LOGINS = ("exchange_public", "exchange_reader", "exchange_writer")
EVERYBODY = "PUBLIC"
GRANTABLE = " WITH GRANT OPTION"
ALTERED = "another rule"
"""In place of the text of a row policy that is not as it was made."""


class Kind(StrEnum):
    """What a fact is about. The first five are privileges, the others follow."""

    TABLE = "TABLE"
    SEQUENCE = "SEQUENCE"
    SCHEMA = "SCHEMA"
    DATABASE = "DATABASE"
    FUNCTION = "FUNCTION"
    OWNER = "OWNER"  # who owns a table
    ROWS = "ROWS"  # row level security of a table: ENABLE, FORCE
    POLICY = "POLICY"  # a row policy with its text
    POWER = "POWER"  # an attribute of a role
    MEMBER = "MEMBER"  # a role that is in another
    FOLLOWED = "FOLLOWED"  # a table that another one follows, and how
    DEFAULT = "DEFAULT"  # privileges that tables made later would have


FOLLOWERS = {one.name: one for one in (LEAD, CASES, RECORDS)}
_PRIVILEGES = frozenset({Kind.TABLE, Kind.SEQUENCE, Kind.SCHEMA, Kind.DATABASE, Kind.FUNCTION})


class Fact(NamedTuple):
    """One fact: `what` holds for `who` on `name` (its `column`, if one is named)."""

    kind: Kind
    name: str
    who: str = ""
    what: str = ""
    column: str = ""


def adding(facts: Iterable[Fact]) -> Iterator[str]:
    """Statements after which the facts hold; columns of one table go into one GRANT."""
    for (kind, name, who, what), columns in _together(facts):
        if kind in _PRIVILEGES:
            yield _anywhere(kind, f"GRANT {what}{_listed(columns)} ON {_object(kind, name)} TO {who}")
        elif kind is Kind.OWNER:
            yield f"ALTER TABLE {_quoted(name)} OWNER TO {who}"
        elif kind is Kind.ROWS:
            yield f"ALTER TABLE {_quoted(name)} {what} ROW LEVEL SECURITY"
        elif kind is Kind.POLICY:
            yield f"CREATE POLICY {who} ON {_quoted(name)} {what}"
        elif kind is Kind.FOLLOWED:
            yield from (*FOLLOWERS[what].unfollow(name), *FOLLOWERS[what].follow(name))


def removing(facts: Iterable[Fact]) -> Iterator[str]:
    """Statements after which the facts do not hold. Who owns a table is ended by the next owner."""
    for (kind, name, who, what), columns in _together(facts):
        bare = what.removesuffix(GRANTABLE)
        if kind in _PRIVILEGES:
            yield _anywhere(kind, f"REVOKE {bare}{_listed(columns)} ON {_object(kind, name)} FROM {who}")
        elif kind is Kind.ROWS:
            yield f"ALTER TABLE {_quoted(name)} {'DISABLE' if what == 'ENABLE' else 'NO FORCE'} ROW LEVEL SECURITY"
        elif kind is Kind.POLICY:
            yield f"DROP POLICY {_quoted(who)} ON {_quoted(name)}"
        elif kind is Kind.FOLLOWED:
            yield from FOLLOWERS[what].unfollow(name)
        elif kind is Kind.POWER:
            yield f"ALTER ROLE {name} NO{what}"
        elif kind is Kind.MEMBER:
            yield f"REVOKE {_quoted(name)} FROM {who}"
        elif kind is Kind.DEFAULT:
            yield f"ALTER DEFAULT PRIVILEGES {name} REVOKE {what} FROM {who}"


def told(fact: Fact, *, wanted: bool) -> str:
    """The fact as an operator reads it: what is missing, or what is there and should not be."""
    place = f"{fact.kind.lower()} {fact.name}".rstrip()
    match fact.kind:
        case Kind.OWNER:
            return f"table {fact.name} {'does not belong' if wanted else 'belongs'} to {fact.who}"
        case Kind.ROWS:
            state = "not" if wanted else "needlessly"
            return f"row level security of table {fact.name} is {state} {_STATES[fact.what]}"
        case Kind.POLICY:
            state = (
                "is missing" if wanted else "is altered" if fact.what == ALTERED else "is not in the rules"
            )
            return f"row policy {fact.who} of table {fact.name} {state}"
        case Kind.FOLLOWED:
            kept = FOLLOWERS[fact.what].kept
            return f"table {kept} {'does not follow' if wanted else 'follows'} table {fact.name}"
        case Kind.POWER:
            return f"role {fact.name} has {fact.what}"
        case Kind.MEMBER:
            return f"{fact.who} is a member of {fact.name}"
        case Kind.DEFAULT:
            return f"default privileges {fact.name} give {fact.who} {fact.what}"
        case _:
            column = f" ({fact.column})" if fact.column else ""
            return f"{place}: {fact.who} {'lacks' if wanted else 'has'} {fact.what}{column}"


_STATES = {"ENABLE": "enabled", "FORCE": "forced"}


def _together(facts: Iterable[Fact]) -> Iterator[tuple[tuple[Kind, str, str, str], list[str]]]:
    """Facts that differ in their column alone, in a fixed order."""
    groups: dict[tuple[Kind, str, str, str], list[str]] = {}
    for fact in sorted(facts, key=_order):
        columns = groups.setdefault((fact.kind, fact.name, fact.who, fact.what), [])
        if fact.column:
            columns.append(fact.column)
    yield from groups.items()


def _order(fact: Fact) -> tuple[int, Fact]:
    """Owners first: who owns a table gives the rights to it."""
    return (0 if fact.kind is Kind.OWNER else 1, fact)


def _object(kind: Kind, name: str) -> str:
    return f"{kind} {name if kind is Kind.FUNCTION else _quoted(name)}"


def _anywhere(kind: Kind, statement: str) -> str:
    """The database is named where the statement runs: rights on it do not travel with a copy, nor its name."""
    if kind is not Kind.DATABASE:
        return statement
    text = statement.replace('DATABASE ""', "DATABASE %I")
    return f"DO $$ BEGIN EXECUTE format('{text}', current_database()); END $$"


def _quoted(name: str) -> str:
    """Names of other schemas come quoted from the catalog."""
    return name if "." in name else f'"{name}"'


def _listed(columns: list[str]) -> str:
    return f" ({', '.join(map(_quoted, columns))})" if columns else ""
