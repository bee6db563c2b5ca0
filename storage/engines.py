"""Connections to the database, set up as each of the two kinds should be run."""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

BUSY_MS = 10_000
"""How long SQLite waits for another process's write before it gives up."""
SQLITE_READERS = 4
POSTGRES_CONNECTIONS = 10


def make_sqlite_file(url: URL) -> None:
    """Create the file and its directory so that only their owner can read them."""
    path = Path(url.database or "")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # SQLite gives its -wal and -shm files the mode of the database file.
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def sqlite_writer(url: URL) -> AsyncEngine:
    """One connection, because SQLite has one writer: the others queue for it in the pool."""
    pragmas = ("foreign_keys=ON", "synchronous=NORMAL")
    return _sqlite(url, "BEGIN IMMEDIATE", pragmas, pool_size=1, max_overflow=0)


def sqlite_readers(url: URL) -> AsyncEngine:
    """Connections that cannot write, so that a write begun by read() fails at once."""
    pragmas = ("query_only=ON",)
    return _sqlite(url, "BEGIN", pragmas, pool_size=SQLITE_READERS, max_overflow=SQLITE_READERS)


def sqlite_migrator(url: URL) -> AsyncEngine:
    """A connection without foreign keys: rebuilding a table would else empty those that point to it."""
    pragmas = ("journal_mode=WAL", "foreign_keys=OFF", "synchronous=NORMAL")
    return _sqlite(url, "BEGIN IMMEDIATE", pragmas, poolclass=NullPool)


def postgres(url: URL) -> AsyncEngine:
    """A pool that notices a restarted server before it hands a dead connection out."""
    return create_async_engine(
        url,
        hide_parameters=True,
        pool_size=POSTGRES_CONNECTIONS // 2,
        max_overflow=POSTGRES_CONNECTIONS // 2,
        pool_pre_ping=True,
    )


def _sqlite(url: URL, begin: str, pragmas: tuple[str, ...], **pool: Any) -> AsyncEngine:
    # isolation_level None switches off the driver's own transactions, which would begin only at the first
    # write, too late for BEGIN IMMEDIATE and after reads that then belong to no transaction.
    connect = {"isolation_level": None, "timeout": BUSY_MS / 1000}
    engine = create_async_engine(url, connect_args=connect, hide_parameters=True, **pool)

    def set_up(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine.sync_engine, "connect", set_up)
    event.listen(engine.sync_engine, "begin", start)
    return engine
