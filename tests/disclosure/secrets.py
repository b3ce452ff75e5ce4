"""A world in which everything hidden from the public says SECRET, and everything open says OPEN; and a way to ask as a login.

Whatever comes back to the public login, in rows, errors or notices, must never hold the word.
"""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import INT8MULTIRANGE

from exchange.access import Audience
from exchange.disclosure import policy
from exchange.disclosure.grants import LED, public_columns
from exchange.model import (
    ITEMS,
    LEAD,
    FormerName,
    Subject,
    audit_entry,
    change,
    journal_seal,
    lead,
    metadata,
    open_search,
    person_key,
    person_search,
    signing_key,
)
from exchange.model.subject import RETIRED
from exchange.values import CHINA

if TYPE_CHECKING:
    from exchange.disclosure.policy import Policy
    from exchange.model import Item

SECRET, OPEN = "SECRET", "OPEN"
AMOUNT = Decimal("987654.321")
FIRM, OFFICIAL, NAMED = (uuid.UUID(int=number) for number in (1, 2, 3))
"""An organisation; a person whom nothing public leads to; a person whom a publication with a basis leads to."""
DAY = dt.timedelta(days=1)
_NEVER_FILLED = {"access_epoch", "keyring", "world", "rights_applied"}
_FILLED_ALONE = (
    audit_entry,
    change,
    journal_seal,
    person_key,
    person_search,
    *RETIRED,
    signing_key,
)


def today() -> dt.date:
    """The day in China."""
    return dt.datetime.now(CHINA).date()


HIDDEN_ROWS: dict[str, dict[str, Any]] = {
    "submitted": {"state": "SUBMITTED"},
    "repaired": {"state": "REPAIRED"},
    "over": {"publish_until": today() - 2 * DAY},
    "not begun": {"publish_from": today() + 2 * DAY},
    "without a basis": {"subject_id": OFFICIAL, "natural": True, "publication_basis": None},
}
SHOWN_ROWS: dict[str, dict[str, Any]] = {
    "of the firm": {},
    "with a basis": {"subject_id": NAMED, "natural": True, "publication_basis": "LAW"},
}


async def fill(owner: asyncpg.Connection[asyncpg.Record]) -> None:
    """Write the world past every rule, as only the superuser of a test can."""
    await owner.execute("SET session_replication_role = replica")
    for subject, natural in ((FIRM, False), (OFFICIAL, True), (NAMED, True)):
        await _row(owner, Subject, hidden=subject is OFFICIAL, id=subject, natural=natural)
    await owner.execute(
        "DELETE FROM policy_version"
    )  # the shipped one would stand in the way of its secret sister
    for item in (one for one in ITEMS.values() if "publish_from" in one.table.c):
        for values in HIDDEN_ROWS.values():
            await _row(owner, item, hidden=True, **values)
        for values in SHOWN_ROWS.values():
            await _row(owner, item, hidden=False, **values)
        for statement in LEAD.refill(item.table.name):  # triggers stand still for a replica
            await owner.execute(statement)
    await _row(owner, FormerName, hidden=True, subject_id=OFFICIAL)
    await _row(owner, FormerName, hidden=False, subject_id=FIRM)
    for item in (one for one in ITEMS.values() if policy().of(one).rows[Audience.PUBLIC].never):
        await _row(owner, item, hidden=True)
    for table in _FILLED_ALONE:
        await _insert(owner, table, {column.name: _value(column, SECRET) for column in table.c})
    await _insert(owner, open_search, {"subject_id": FIRM, "key": OPEN})
    await owner.execute("ANALYZE")


def hidden_columns(rules: Policy) -> list[tuple[str, str]]:
    """Every column that the public login has no right to: (table, column), all tables of the exchange."""
    shown = {open_search.name: set(open_search.c.keys()), lead.name: set(LED), "access_epoch": {"policy"}}
    for item in ITEMS.values():
        if not rules.of(item).rows[Audience.PUBLIC].never:
            shown[item.table.name] = set(public_columns(rules, item))
    return [
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.c
        if column.name not in shown.get(table.name, set())
    ]


async def _row(
    owner: asyncpg.Connection[asyncpg.Record],
    item: type[Item],
    *,
    hidden: bool,
    **given: Any,  # noqa: ANN401 - any column
) -> None:
    """One row: of a row that is shown, the columns of the public are open."""
    shown = set() if hidden else set(public_columns(policy(), item))
    usual = {"natural": False, "subject_id": FIRM, "state": "PUBLISHED", "publication_basis": None}
    dates = {"publish_from": today() - DAY, "publish_until": today() + 9 * DAY}
    fixed = {"source_department": "FJ_MARKET", "authority_department": "FJ_MARKET", "region": "350100"}
    places = {"province": "350000", "city": "350100", "county": "350102"}
    values = {
        column.name: _value(column, OPEN if column.name in shown else SECRET)
        for column in item.table.c
        if column.computed is None
    }
    known = {**usual, **dates, **fixed, **places, **given}
    values |= {name: value for name, value in known.items() if name in values}
    await _insert(owner, item.table, values)
    if item.apart is not None:
        keys = {name: values[name] for name in item.primary}
        apart = {column.name: _value(column, SECRET) for column in item.apart.c}
        await _insert(owner, item.apart, apart | keys)


async def _insert(owner: asyncpg.Connection[asyncpg.Record], table: sa.Table, values: dict[str, Any]) -> None:
    kept = {name: value for name, value in values.items() if table.c[name].identity is None}
    names = ", ".join(f'"{name}"' for name in kept)
    places = ", ".join(f"${number}" for number in range(1, len(kept) + 1))
    await owner.execute(f'INSERT INTO "{table.name}" ({names}) VALUES ({places})', *kept.values())


def _value(column: sa.Column[Any], word: str) -> Any:  # noqa: ANN401, C901, PLR0911 - one return a type
    """A value of the column's type that says the word, where it can say anything."""
    match column.type:
        case sa.ARRAY():
            return [_value(sa.Column("one", column.type.item_type), word)]
        case sa.Uuid():
            return uuid.uuid4()
        case sa.Text() | sa.String():
            return f"{word} {column.name}"
        case sa.Boolean():
            return False
        case sa.Numeric():
            return AMOUNT if word == SECRET else Decimal(1)
        case sa.Integer() | sa.BigInteger():
            return 1
        case sa.DateTime():
            return dt.datetime.now(CHINA)
        case sa.Date():
            return today()
        case INT8MULTIRANGE():
            return []
        case sa.LargeBinary():
            return f"{word} {uuid.uuid4()}".encode()
    return "{}"


class Asker:
    """A login's own connection; what it hears is kept as text."""

    def __init__(self, connection: asyncpg.Connection[asyncpg.Record]) -> None:
        self.connection = connection
        self.heard: list[str] = []
        connection.add_log_listener(lambda _, message: self.heard.append(str(message.as_dict())))

    async def ask(self, statement: str) -> tuple[str, str]:
        """Whether it was answered, or the SQLSTATE of the refusal; and everything that came back."""
        self.heard.clear()
        selects = statement.startswith(("SELECT", "WITH", "TABLE"))
        try:
            if selects and not statement.endswith((" SHARE", " UPDATE")):
                # As JSON, since the driver does not know every type of the catalogs.
                rows = await self.connection.fetch(f"SELECT row_to_json(it)::text FROM ({statement}) it")
                return "answered", " ".join([*self.heard, *(one[0] for one in rows)])
            await self.connection.execute(statement)
        except asyncpg.PostgresError as error:
            return error.sqlstate, " ".join([*self.heard, str(error.as_dict())])
        return "answered", " ".join(self.heard)
