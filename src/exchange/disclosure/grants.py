"""The second line: what the three logins may touch, derived from the same policy as the compiled statements.

`exchange_public` gets columns, not tables: those that some rule gives the public, and the structural ones that row rules and edges need.
It has no right at all to tables about natural persons. `exchange_reader` reads, and may add access entries but not read them back;
`exchange_writer` writes, and can neither change nor delete what the journals hold. A bug in the compiler then fails closed.

`statements` is the whole truth: everything is revoked first, so applying it twice, or after a rule became narrower, ends the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.access import Audience
from exchange.disclosure.policy import CLEAR, HIDDEN
from exchange.model import (
    ITEMS,
    access_change,
    access_entry,
    access_epoch,
    agreement,
    audit_entry,
    change,
    client,
    metadata,
    open_gram,
    person_gram,
    revoked_token,
    signing_key,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    import sqlalchemy as sa

    from exchange.disclosure.policy import Policy
    from exchange.model import Item

PUBLIC, READER, WRITER = "exchange_public", "exchange_reader", "exchange_writer"
JOURNALS = (access_entry, access_change, audit_entry, change)
SECRET = {"client": {"secret_hash"}, "signing_key": {"private_jwk"}}
"""Columns that only the writing login reads."""


def statements(policy: Policy) -> list[str]:
    """GRANT and REVOKE statements, to be run by the owner in one transaction."""
    logins = f"{PUBLIC}, {READER}, {WRITER}"
    return [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {logins}",
        *(
            f"REVOKE ALL ({_names(table.c.keys())}) ON {_name(table)} FROM {logins}"
            for table in metadata.sorted_tables
        ),
        *_public(policy),
        *_reader(),
        *_writer(),
    ]


def public_columns(policy: Policy, item: type[Item]) -> list[str]:
    """The columns of the item's own table that the public login may read, in the order of the table."""
    given = {column for field in item.fields for column in _given(policy, item, field)}
    structural = {
        column.name for column in item.table.c if "field" not in column.info and column.name in _STRUCTURAL
    }
    return [name for name in item.table.c.keys() if name in given | structural]  # noqa: SIM118 - a column collection


_STRUCTURAL = {
    *("subject_id", "record_id", "number", "natural", "province", "city", "county"),
    *("authority_department", "source_department", "department_code"),
    *("superior_id", "predecessor_id", "successor_id", "same_as_id"),
}


def _given(policy: Policy, item: type[Item], name: str) -> Iterator[str]:
    field = item.fields[name]
    for treatment in policy.of(item).fields[name][Audience.PUBLIC].treatment.names:
        is_apart, column = item.column(field, treatment if treatment != HIDDEN else CLEAR)
        if treatment != HIDDEN and not is_apart:
            yield column
            if treatment == CLEAR and field.sought:
                yield field.sought


def _public(policy: Policy) -> Iterator[str]:
    for item in ITEMS.values():
        if not policy.of(item).rows[Audience.PUBLIC].never:
            yield f"GRANT SELECT ({_names(public_columns(policy, item))}) ON {_name(item.table)} TO {PUBLIC}"
    yield f"GRANT SELECT ON {_name(open_gram)} TO {PUBLIC}"


def _reader() -> Iterator[str]:
    for item in ITEMS.values():
        for table in (item.table, item.apart):
            if table is not None:
                yield f"GRANT SELECT ON {_name(table)} TO {READER}"
    for table in (open_gram, person_gram, agreement, access_epoch, revoked_token):
        yield f"GRANT SELECT ON {_name(table)} TO {READER}"
    for table in (client, signing_key):
        kept = [one.name for one in table.c if one.name not in SECRET[table.name]]
        yield f"GRANT SELECT ({_names(kept)}) ON {_name(table)} TO {READER}"
    yield f"GRANT INSERT ON {_name(access_entry)} TO {READER}"


def _writer() -> Iterator[str]:
    for table in metadata.sorted_tables:
        rights = "SELECT, INSERT" if table in JOURNALS else "SELECT, INSERT, UPDATE, DELETE"
        yield f"GRANT {rights} ON {_name(table)} TO {WRITER}"


def _name(table: sa.Table) -> str:
    return f'"{table.name}"'


def _names(columns: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)
