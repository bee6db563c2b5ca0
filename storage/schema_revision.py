"""Where the schema stands, without loading Alembic: most starts have nothing to migrate.

Alembic takes some 12 MB of memory, so storage.schema, which needs it, is imported only to migrate.
"""

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

HEAD = "0055"
"""The newest step in migrations/versions; a test holds both together."""


class NewerSchemaError(Exception):
    """A newer Keydesk has written this database; this one must not touch it. ``str`` is for people."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"The database was written by a newer Keydesk (schema {found}, this one knows {HEAD}).\n"
            "Run the newer version, or restore a backup made with this one. Nothing was changed."
        )


def refuse_newer(found: str | None) -> None:
    """Raise NewerSchemaError for a schema that is none of ours, nor an older one."""
    if found is not None and not (len(found) == len(HEAD) and found <= HEAD):
        raise NewerSchemaError(found)


class BrokenReferenceError(Exception):
    """After a migration some rows point to rows that are not there. Nothing was changed."""


async def current(connection: AsyncConnection) -> str | None:
    """Tell the revision of the schema, or None where there is none yet."""
    return await connection.run_sync(_current)


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    row = connection.execute(text("SELECT version_num FROM alembic_version")).first()
    return None if row is None else str(row[0])
