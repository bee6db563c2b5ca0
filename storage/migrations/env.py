"""Alembic runs this file for every command, on the connection storage.schema hands in.

It sets no logging up: the process that opens the database has its own.
"""

from alembic import context

from storage.tables.metadata import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a column only by rebuilding its table
    transactional_ddl=True,  # we begin SQLite's transactions ourselves, so its DDL is in them too
)
with context.begin_transaction():
    context.run_migrations()
