"""Alembic's way in: upgrades run on the connection the store hands over."""

from alembic import context

from ictops.adapters.sql_tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
