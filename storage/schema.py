"""Walks the schema up and down. Needs no alembic.ini and no particular working directory."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import locks, schema_revision

MIGRATIONS = Path(__file__).parent / "migrations"


async def walk(connection: AsyncConnection, target: str) -> None:
    """Go to a revision inside the connection's transaction: all of the way, or no step.

    Raises revision.NewerSchemaError, or revision.BrokenReferenceError (SQLite, see below).
    """
    await locks.only_one(connection, locks.MIGRATION)
    now = await schema_revision.current(connection)
    await connection.run_sync(_walk, now, target)
    if connection.dialect.name == "sqlite":
        # Foreign keys were off, see engines.sqlite_migrator, so what they protect is looked at here.
        dangling = await connection.execute(text("PRAGMA foreign_key_check"))
        if dangling.first() is not None:
            raise schema_revision.BrokenReferenceError("a migration left rows that point nowhere")


def _walk(connection: Connection, now: str | None, target: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    below = _below(ScriptDirectory(str(MIGRATIONS)), now)
    (command.downgrade if target in below else command.upgrade)(config, target)


def _below(scripts: ScriptDirectory, now: str | None) -> set[str]:
    if now is None:
        return set()
    try:
        scripts.get_revision(now)
    except CommandError as problem:
        raise schema_revision.NewerSchemaError(now) from problem
    steps = {step.revision for step in scripts.iterate_revisions(now, "base")}
    return (steps - {now}) | {"base"}
