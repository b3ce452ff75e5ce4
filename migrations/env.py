"""Alembic's environment: acts on the connection that `exchange.migrate` hands over, as the owner of the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import context

from exchange.model import metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection

connection: Connection | None = context.config.attributes["connection"]
if connection is None:
    raise SystemExit("Run migrations by `exchange migrate`, which knows the database.")
connection.exec_driver_sql("SET ROLE exchange_owner")
connection.commit()
context.configure(
    connection=connection,
    target_metadata=metadata,
    transaction_per_migration=True,
    compare_server_default=True,
    include_name=lambda name, kind, _parents: kind != "schema" or name is None,
)
with context.begin_transaction():
    context.run_migrations()
connection.exec_driver_sql("RESET ROLE")
connection.commit()
