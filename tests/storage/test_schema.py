"""The migrations and the tables are one schema, and the way up and down holds."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.database import Database
from storage.schema import MIGRATIONS
from storage.schema_revision import HEAD, NewerSchemaError
from storage.tables.metadata import metadata
from tests.databases import SqliteFiles


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def _tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def _python(code: str, url: str, directory: Path) -> tuple[int, str, str]:
    done = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", code, url],
        cwd=directory,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


async def test_the_migrated_schema_is_the_one_in_tables(database_url: str) -> None:
    """Autogeneration finds nothing left to do after the migrations."""
    engine = create_async_engine(database_url)
    async with engine.connect() as connection:
        assert await connection.run_sync(_differences) == []
    await engine.dispose()


async def test_migrations_walk_up_down_and_up(empty_url: str) -> None:
    """Every step can be taken back, and taken again."""
    database = Database(empty_url)
    _, newest = await database.revision()
    engine = create_async_engine(empty_url)
    for target, now, expected in (
        ("head", newest, set(metadata.tables)),
        ("base", None, set[str]()),
        ("head", newest, set(metadata.tables)),
    ):
        await database.migrate(target)
        assert await database.revision() == (now, newest)
        async with engine.connect() as connection:
            assert await connection.run_sync(_tables) - {"alembic_version"} == expected
    await engine.dispose()


def test_head_is_the_newest_migration() -> None:
    """The constant that spares most starts Alembic is not forgotten when a step is added."""
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [HEAD]


def test_a_database_that_is_up_to_date_does_not_load_alembic(sqlite_files: SqliteFiles) -> None:
    """The memory Alembic takes is spent only by the start that migrates."""
    code = (
        "import asyncio, sys\n"
        "from storage.database import Database\n"
        "asyncio.run(Database(sys.argv[1]).migrate())\n"
        "print('alembic' in sys.modules)\n"
    )
    assert _python(code, sqlite_files.fresh(), Path.cwd()) == (0, "False\n", "")
    assert _python(code, sqlite_files.fresh(empty=True), Path.cwd()) == (0, "True\n", "")


async def test_opening_an_empty_database_migrates_it(empty_url: str) -> None:
    """After open() the schema is the newest and the chain of the audit has its end."""
    database = Database(empty_url)
    await database.open()
    async with database.read() as tx:
        assert (await tx.audit.head()).rows == 0
    current, newest = await database.revision()
    assert current == newest
    await database.close()


async def test_a_newer_schema_is_left_alone(database_url: str) -> None:
    """A database that a newer Keydesk has migrated is refused, not guessed at."""
    engine = create_async_engine(database_url)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await engine.dispose()
    with pytest.raises(NewerSchemaError, match="newer Keydesk"):
        await Database(database_url).open()


async def test_a_failing_migration_changes_nothing(empty_url: str) -> None:
    """A step that breaks half-way leaves no table behind: DDL is in the transaction."""
    engine = create_async_engine(empty_url)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE users (id INTEGER)"))
    with pytest.raises(Exception, match="users"):
        await Database(empty_url).migrate()
    async with engine.connect() as connection:
        assert await connection.run_sync(_tables) - {"alembic_version"} == {"users"}
    await engine.dispose()


def test_migrations_need_no_directory_and_leave_logging_alone(tmp_path: Path) -> None:
    """They run from any working directory, and the process's log handlers stay as they were."""
    code = (
        "import asyncio, logging, sys\n"
        "logging.basicConfig(level='WARNING')\n"
        "before = list(logging.root.handlers), logging.root.level\n"
        "kept = logging.getLogger('kept')\n"
        "from storage.database import Database\n"
        "asyncio.run(Database(sys.argv[1]).migrate())\n"
        "assert (list(logging.root.handlers), logging.root.level) == before\n"
        "assert not kept.disabled\n"
    )
    path = tmp_path / "100% ours" / "desk.db"
    assert _python(code, f"sqlite+aiosqlite:///{path}", tmp_path) == (0, "", "")
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM audit_head").fetchone() == (1,)
    connection.close()


def test_the_template_is_a_file_with_the_write_ahead_log(sqlite_files: SqliteFiles) -> None:
    """The journal mode is written into the file, so every process that opens it follows."""
    path = make_url(sqlite_files.fresh()).database
    assert path is not None
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
