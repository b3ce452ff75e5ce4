"""The second line, columns: what the three logins may touch, derived from the same policy as the compiled statements.

`exchange_public` gets columns, not tables: those that some rule gives the public, and the structural ones that row rules and edges need.
It has no right at all to tables about natural persons. `exchange_reader` reads, and may add access entries but not change them;
what its statement may change is the number of uses of an agreement, which no statement raises over its limit;
`exchange_writer` writes, and can neither change nor delete what the journals hold. A bug in the compiler then fails closed.

Which *rows* the public login gets is derived beside this, in `row_security`. What is not listed here nobody has: the difference to the
database is taken both ways (`second_line`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.access import Audience
from exchange.disclosure.facts import PUBLIC, READER, WRITER, Fact, Kind
from exchange.disclosure.policy import CLEAR, HIDDEN
from exchange.model import (
    ITEMS,
    CaseStep,
    access_change,
    access_entry,
    access_epoch,
    agreement,
    audit_entry,
    change,
    counted_person,
    document_content,
    headcount,
    journal_seal,
    lead,
    metadata,
    open_search,
    person_search,
    revoked_token,
    rights_applied,
    signing_key,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import sqlalchemy as sa

    from exchange.disclosure.policy import Policy
    from exchange.model import Item

JOURNALS = (access_entry, access_change, audit_entry, change, CaseStep.table, journal_seal)
OWNERS = (rights_applied,)
"""Tables that no login reads or writes."""
SECRET = {"client": {"secret_hash"}, "signing_key": {"private_jwk"}}
"""Columns that only the writing login reads."""


def rights(policy: Policy) -> Iterator[Fact]:
    """Every privilege of the three logins."""
    for login in (PUBLIC, READER, WRITER):
        yield Fact(Kind.SCHEMA, "public", login, "USAGE")
    yield from _public(policy)
    yield from _reader()
    yield from _writer()


def public_columns(policy: Policy, item: type[Item]) -> list[str]:
    """The columns of the item's own table that the public login may read, in the order of the table."""
    given = {column for field in item.fields for column in _given(policy, item, field)}
    structural = {*_OF_RULES, *item.primary, *_of_edges(item)}
    return [
        column.name
        for column in item.table.c
        if column.name in given or ("field" not in column.info and column.name in structural)
    ]


_OF_RULES = ("subject_id", "natural", "province", "city", "county", "bars")
"""What row rules go by, beside fields."""


def _of_edges(item: type[Item]) -> Iterator[str]:
    """What leads from a row to others, and from others to it."""
    yield from (own for edge in item.edges.values() for own, _ in edge.on)
    for above in ITEMS.values():
        yield from (
            other for edge in above.edges.values() if edge.target == item.__name__ for _, other in edge.on
        )


LED = ("subject_id", "item", "state", "natural", "publication_basis", "publish_from", "publish_until")
"""What the row rules of the public go by."""


def _given(policy: Policy, item: type[Item], name: str) -> Iterator[str]:
    field = item.fields[name]
    for treatment in policy.of(item).fields[name][Audience.PUBLIC].treatment.names:
        is_apart, column = item.column(field, treatment if treatment != HIDDEN else CLEAR)
        if treatment != HIDDEN and not is_apart:
            yield column
            if treatment == CLEAR and field.sought:
                yield field.sought


def _public(policy: Policy) -> Iterator[Fact]:
    for item in ITEMS.values():
        if not policy.of(item).rows[Audience.PUBLIC].never:
            yield from _columns(item.table, public_columns(policy, item), PUBLIC)
    yield from _tables((open_search,), PUBLIC, "SELECT")
    yield from _columns(lead, LED, PUBLIC)
    yield from _columns(access_epoch, ("policy",), PUBLIC)


def _reader() -> Iterator[Fact]:
    for item in ITEMS.values():
        for table in (item.table, item.apart):
            if table is not None:
                yield from _read(table)
    yield from _tables(
        (
            lead,
            counted_person,
            headcount,
            open_search,
            person_search,
            access_epoch,
            revoked_token,
            document_content,
        ),
        READER,
        "SELECT",
    )
    yield Fact(Kind.TABLE, agreement.name, READER, "UPDATE", agreement.c.uses.name)
    yield from _read(signing_key)
    yield from _tables((access_entry,), READER, "INSERT")


def _read(table: sa.Table) -> Iterator[Fact]:
    """A table whole, or all of its columns that are not secret."""
    if table.name not in SECRET:
        yield from _tables((table,), READER, "SELECT")
        return
    kept = [column.name for column in table.c if column.name not in SECRET[table.name]]
    yield from _columns(table, kept, READER)


def _writer() -> Iterator[Fact]:
    yield from _tables(
        (one for one in metadata.sorted_tables if one not in OWNERS), WRITER, "SELECT", "INSERT"
    )
    changed = (one for one in metadata.sorted_tables if one not in (*JOURNALS, *OWNERS))
    yield from _tables(changed, WRITER, "UPDATE", "DELETE")


def _tables(tables: Iterable[sa.Table], who: str, *privileges: str) -> Iterator[Fact]:
    for table in tables:
        yield from (Fact(Kind.TABLE, table.name, who, privilege) for privilege in privileges)


def _columns(table: sa.Table, columns: Iterable[str], who: str) -> Iterator[Fact]:
    yield from (Fact(Kind.TABLE, table.name, who, "SELECT", column) for column in columns)
