"""A dump of a server's database by pg_dump, and back by pg_restore and psql, where they are installed.

The password goes to them in their environment, never on a command line that others can see; of our own
environment they get what libpq knows.
"""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, func, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.audit import AuditHead
from storage.copying.sqlite import settle
from storage.database import Database
from storage.schema_revision import current
from storage.tables.audit import audit_head
from storage.tables.metadata import metadata

_NEEDED = frozenset({"PATH", "HOME", "LANG", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "SYSTEMROOT"})


class ToolError(Exception):
    """PostgreSQL's program is missing or gave up. ``str`` says which, and its own last words."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of a database that a dump can be made of: its name at the server, what is in it."""

    snapshot: str
    revision: str
    counts: dict[str, int]
    end: AuditHead


@asynccontextmanager
async def moment(db: Database) -> AsyncIterator[Moment]:
    """Hold a moment of the database for as long as the dump takes (pg_export_snapshot)."""
    async with db.peek() as tx:
        revision = await current(tx.connection)
        snapshot = await tx.connection.scalar(text("SELECT pg_export_snapshot()"))
        found = await counts(tx.connection)
        end = await tx.audit.end() if audit_head.name in found else AuditHead(0, "", None, None)
        yield Moment(str(snapshot), revision or "", found, end)


async def counts(connection: AsyncConnection) -> dict[str, int]:
    """How many rows each table has."""
    there = await connection.run_sync(lambda c: set(inspect(c).get_table_names()))
    found = {}
    for name, table in metadata.tables.items():
        if name in there:
            found[name] = await connection.scalar(select(func.count()).select_from(table)) or 0
    return found


async def others_connected(connection: AsyncConnection) -> int:
    """How many others are connected to this database. A pool's own connections count too."""
    found = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    return await connection.scalar(found) or 0


async def dump(url: URL, snapshot: str, target: Path) -> None:
    """Write a dump of that moment, in pg_dump's own format. ToolError, OSError."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    wanted = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}")
    await _run("pg_dump", url, *wanted, f"--file={target}")
    await asyncio.to_thread(settle, target)


async def restore(url: URL, source: Path, tables: Collection[str]) -> None:
    """Put a dump in place of these tables and of whatever it has itself, all of it or nothing.

    ``tables`` may be of a newer schema, which the dump knows nothing of. pg_restore has no such step, so it
    writes the script and psql runs both in one transaction; the script lies beside the dump. ToolError.
    """
    wanted = ("--clean", "--if-exists", "--no-owner", "--no-privileges")
    before, script = source.with_name("before.sql"), source.with_name("restore.sql")
    drops = [f'DROP TABLE IF EXISTS "{name}" CASCADE;\n' for name in sorted(tables)]
    await asyncio.to_thread(before.write_text, "".join(drops), encoding="ascii")
    await _run("pg_restore", None, *wanted, f"--file={script}", str(source))
    once = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
    await _run("psql", url, *once, f"--file={before}", f"--file={script}")


async def list_dump(source: Path) -> None:
    """Read the table of contents of a dump. ToolError."""
    await _run("pg_restore", None, "--list", str(source))


async def _run(program: str, url: URL | None, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise ToolError(
            f"{program} is not installed. It comes with PostgreSQL's client programs "
            "(Debian: apt-get install postgresql-client), in the version of your server or a newer one."
        )
    environment = _little_of(os.environ)
    if url is not None:
        environment.update(_connection(url))
    process = await asyncio.create_subprocess_exec(
        found,
        *arguments,
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, said = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    if process.returncode != 0:
        last = said.decode(errors="replace").strip().splitlines()[-3:]
        raise ToolError(f"{program} gave up: {' '.join(last) or f'status {process.returncode}'}")


def _little_of(env: Mapping[str, str]) -> dict[str, str]:
    """What libpq's programs need of our environment, and so nothing of what the desk's settings say there."""
    return {
        name: value
        for name, value in env.items()
        if name in _NEEDED or name.startswith(("PG", "LC_"))
    }


def _connection(url: URL) -> dict[str, str]:
    """How libpq's programs are told where to go (PostgreSQL manual, "Environment Variables")."""
    host = url.query.get("host", url.host)
    known = {
        "PGHOST": host if isinstance(host, str) else None,
        "PGPORT": str(url.port) if url.port else None,
        "PGUSER": url.username,
        "PGPASSWORD": str(url.password) if url.password is not None else None,
        "PGDATABASE": url.database,
        "PGCONNECT_TIMEOUT": "10",
    }
    return {name: value for name, value in known.items() if value}
