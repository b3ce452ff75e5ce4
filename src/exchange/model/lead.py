"""Which records lead to which person, in one place.

A natural person's row is seen only where a record leads to it, and there are many kinds of records: asked one by one, for each capacity of
the caller, they would make the longest part of every statement about subjects. So the database itself keeps the columns that row rules go
by beside the person's id, whoever writes a record and however: triggers, which `policy apply` sets and a start looks for.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.item import metadata

lead = sa.Table(
    "lead",
    metadata,
    sa.Column("subject_id", sa.Uuid(), nullable=False),
    sa.Column("id", sa.Uuid(), nullable=False),
    sa.Column("item", sa.Text(), nullable=False),
    sa.Column("state", sa.Text(), nullable=False),
    sa.Column("natural", sa.Boolean(), nullable=False),
    sa.Column("publication_basis", sa.Text()),
    sa.Column("publish_from", sa.Date()),
    sa.Column("publish_until", sa.Date()),
    sa.Column("region", sa.Text(), nullable=False),
    *(sa.Column(level, sa.Text()) for level in ("province", "city", "county")),
    sa.Column("source_department", sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint("subject_id", "id"),
    comment="指向自然人的记录",
)

_COPIED = [f'"{column.name}"' for column in lead.c if column.name != "item"]

FOLLOWING = f"""
CREATE OR REPLACE FUNCTION lead_follows() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM lead WHERE subject_id = OLD.subject_id AND id = OLD.id;
  END IF;
  IF TG_OP <> 'DELETE' AND NEW."natural" THEN
    INSERT INTO lead (item, {", ".join(_COPIED)}) VALUES (TG_TABLE_NAME, {", ".join(f"NEW.{name}" for name in _COPIED)});
  END IF;
  RETURN NULL;
END $$
"""  # noqa: S608 - made of our own names
"""The function behind the triggers."""
TRIGGER = "lead_follows"


def follow(table: str) -> tuple[str, ...]:
    """Statements after which `lead` follows a table of records, of the rows that it has already and of all to come."""
    columns = ", ".join(_COPIED)
    changes = (
        ("insert", "INSERT", 'NEW."natural"'),
        ("update", f"UPDATE OF {columns}", 'OLD."natural" OR NEW."natural"'),
        ("delete", "DELETE", 'OLD."natural"'),
    )
    return (
        FOLLOWING,
        *(
            f'CREATE TRIGGER {TRIGGER}_{name} AFTER {change} ON "{table}" FOR EACH ROW WHEN ({whose}) EXECUTE FUNCTION lead_follows()'
            for name, change, whose in changes
        ),
        *refill(table),
    )


def refill(table: str) -> tuple[str, ...]:
    """Statements after which `lead` holds what the table has now."""
    columns = ", ".join(_COPIED)
    return (
        f"DELETE FROM lead WHERE item = '{table}'",  # noqa: S608 - the name of a table of ours
        f'INSERT INTO lead (item, {columns}) SELECT \'{table}\', {columns} FROM "{table}" WHERE "natural"',  # noqa: S608
    )


def unfollow(table: str) -> tuple[str, ...]:
    """Statements after which it does not."""
    return tuple(
        f'DROP TRIGGER IF EXISTS {TRIGGER}_{name} ON "{table}"' for name in ("insert", "update", "delete")
    )
