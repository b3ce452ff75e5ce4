"""What subjects are searched by.

The keys of the subjects that are there are made here, by the same words as those of new ones. The foreign keys come first: while they are
new, nobody can add a subject that would be passed over. A million subjects take some five minutes, in which reading goes on.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

from exchange.identifiers import search_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

revision = "20261124_2"
down_revision = "20261124_1"
branch_labels = None
depends_on = None

AT_ONCE = 5_000
OPEN = """
SELECT s.id, s."natural", array_remove(array_agg(f.name) || s.name_opened, NULL) AS names,
  CASE WHEN NOT s."natural" THEN ARRAY[s.credit_code, s.organisation_code, s.registration_number] ELSE '{}' END AS codes
FROM (SELECT * FROM subject WHERE id > :after ORDER BY id LIMIT :many) s LEFT JOIN former_name f ON f.subject_id = s.id
GROUP BY s.id, s."natural", s.name_opened, s.credit_code, s.organisation_code, s.registration_number ORDER BY s.id
"""
OWN = """
SELECT id, true AS "natural", array_remove(ARRAY[name], NULL) AS names, ARRAY[]::text[] AS codes
FROM subject_person WHERE id > :after ORDER BY id LIMIT :many
"""


def upgrade() -> None:
    for table, comment, asked in (
        ("subject_search", "名称、曾用名、拼音首字母和代码检索（公开）", OPEN),
        ("subject_person_search", "姓名检索（个人信息）", OWN),
    ):
        op.create_table(
            table,
            sa.Column("key", sa.Text(collation="C"), nullable=False),
            sa.Column("subject_id", sa.Uuid(), nullable=False),
            sa.ForeignKeyConstraint(
                ["subject_id"], ["subject.id"], name=op.f(f"{table}_subject_id_fkey"), ondelete="CASCADE"
            ),
            comment=comment,
        )
        _fill(table, asked)
        op.create_primary_key(op.f(f"{table}_pkey"), table, ["key", "subject_id"])
        op.create_index(op.f(f"{table}_subject_id_idx"), table, ["subject_id"], unique=False)
    # Nothing goes by them any more; what a publication had opened in them must not outlast it.
    op.execute("TRUNCATE subject_gram, subject_person_gram")


def _fill(table: str, asked: str) -> None:
    connection = op.get_bind()
    after: Any = "00000000-0000-0000-0000-000000000000"
    wanted = sa.text(asked).bindparams(sa.bindparam("after", type_=sa.Uuid(as_uuid=False)), many=AT_ONCE)
    while rows := connection.execute(wanted, {"after": after}).all():
        _insert(table, chain.from_iterable(_keys(row) for row in rows))
        after = str(rows[-1].id)


def _keys(row: sa.Row[Any]) -> Iterable[tuple[str, UUID]]:
    names = search_key.of_names(row.names, natural=row.natural)
    return ((key, row.id) for key in names | search_key.of_codes(row.codes))


def _insert(table: str, pairs: Iterable[tuple[str, UUID]]) -> None:
    keys, ids = zip(*pairs, strict=True)
    filled = sa.text(f"INSERT INTO {table} SELECT * FROM unnest(:keys, :ids)").bindparams(  # noqa: S608 - one of two names of ours
        sa.bindparam("keys", list(keys), sa.ARRAY(sa.Text())),
        sa.bindparam("ids", list(ids), sa.ARRAY(sa.Uuid())),
    )
    op.get_bind().execute(filled)
