"""What people held before it was noted: each scope of their roles, as given on the day of this change; nothing is known of uses before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from exchange.access import roles

revision = "20261128_16"
down_revision = "20261128_15"
branch_labels = None
depends_on = None

HELD = """
INSERT INTO held_scope (id, holder, scope, given_on, idle_since)
SELECT gen_random_uuid(), login, scope, CURRENT_DATE, CURRENT_DATE
FROM (
  SELECT DISTINCT account.login, known.scope
  FROM account, unnest(account.roles) held(role)
  JOIN unnest(CAST(:roles AS text[]), CAST(:scopes AS text[])) known(role, scope) USING (role)
) held
ON CONFLICT (holder, scope) DO NOTHING
"""


def upgrade() -> None:
    pairs = [(role.name, str(scope)) for role in roles().values() for scope in sorted(role.scopes)]
    names, scopes = zip(*pairs, strict=True)
    op.execute(sa.text(HELD).bindparams(roles=list(names), scopes=list(scopes)))
