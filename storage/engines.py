"""Connections to the database, set up as each of the two kinds should be run."""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import URL, event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool, PoolProxiedConnection

from storage import durable, sqlite_connections

BUSY_MS = 10_000
"""How long SQLite waits for another process's write before it gives up."""
DURABLE = ("synchronous=FULL", "fullfsync=ON")
"""A commit is on the disk before it returns. NORMAL, usual with WAL, syncs at checkpoints only: a power cut
takes back what was committed since, with the transaction ids of charges. fullfsync is for macOS, where a
sync else ends in the drive's cache."""
SQLITE_READERS = 8
"""Opened as they are needed, and kept: a new one reads the whole schema before its first statement."""
POSTGRES_CONNECTIONS = 10
CONNECT_TIME = 10.0
"""Seconds that a server has to let us in."""
ANSWER_TIME = 40.0
"""Seconds that a server has for a statement; the desk's own take thousandths."""


def make_sqlite_file(url: URL) -> None:
    """Create the file and its directory, readable by their owner only, durable by name. OSError."""
    path = Path(url.database or "")
    durable.make_directory(path.parent)
    # SQLite gives its -wal and -shm files the mode of the database file. It puts their names on the disk
    # by itself, but not the name of the database file.
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    durable.sync_directory(path.parent)


def sqlite_writer(url: URL, busy_ms: int = BUSY_MS) -> AsyncEngine:
    """One connection, because SQLite has one writer: the others queue for it in the pool."""
    pragmas = ("foreign_keys=ON", *DURABLE)
    return _sqlite(url, pragmas, busy_ms, pool_size=1, max_overflow=0)


def sqlite_readers(url: URL) -> AsyncEngine:
    """Connections that cannot write, so that a write begun by read() fails at once."""
    pragmas = ("query_only=ON",)
    return _sqlite(
        url, pragmas, writes=False, pool_size=SQLITE_READERS, max_overflow=0, pool_use_lifo=True
    )


def sqlite_migrator(url: URL) -> AsyncEngine:
    """A connection without foreign keys: rebuilding a table would else empty those that point to it."""
    pragmas = (*DURABLE, "journal_mode=WAL", "foreign_keys=OFF")
    return _sqlite(url, pragmas, poolclass=NullPool)


def postgres(url: URL, answer_in: float | None = None) -> AsyncEngine:
    """A pool that notices a restarted server before it hands a dead connection out.

    ``answer_in``: so many seconds a statement may take. The server ends it a little earlier, and what a
    process that vanished has left open; where the network carries nothing any more, so that TCP alone would
    wait for a quarter of an hour, the connection is given up. None is for what may take long.
    """
    connect: dict[str, Any] = {"timeout": CONNECT_TIME}
    if answer_in is not None:
        connect["timeout"] = min(CONNECT_TIME, answer_in)
        connect["command_timeout"] = answer_in
    engine = create_async_engine(
        url,
        connect_args=connect,
        hide_parameters=True,
        pool_size=POSTGRES_CONNECTIONS // 2,
        max_overflow=POSTGRES_CONNECTIONS // 2,
        pool_pre_ping=True,
    )
    if answer_in is not None:
        _let_the_server_end(engine, answer_in)
    return engine


def _let_the_server_end(engine: AsyncEngine, answer_in: float) -> None:
    """Settings of the session, not of the start of the connection, which poolers between may refuse."""
    milliseconds = {
        "statement_timeout": answer_in * 750,
        # What holds locks and is heard of no more: a transaction of a process that the network has lost.
        "idle_in_transaction_session_timeout": answer_in * 1500,
    }

    def set_up(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for name, value in milliseconds.items():
            cursor.execute(f"SET SESSION {name} = {value:.0f}")
        cursor.close()
        # Else the next rollback, such as that of a check-in, would take them back.
        connection.commit()

    event.listen(engine.sync_engine, "connect", set_up)


async def lossy_settings(connection: AsyncConnection) -> tuple[str, ...]:
    """Name what PostgreSQL is told not to put on the disk, as this connection sees its settings."""
    found = []
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        value = (await connection.exec_driver_sql(f"SHOW {name}")).scalar_one()
        if value == "off":
            found.append(name)
    return tuple(found)


def _sqlite(
    url: URL, pragmas: tuple[str, ...], busy_ms: int = BUSY_MS, *, writes: bool = True, **pool: Any
) -> AsyncEngine:
    # isolation_level None switches off the driver's own transactions, which would begin only at the first
    # write, too late for BEGIN IMMEDIATE and after reads that then belong to no transaction.
    connect = {
        "isolation_level": None,
        "timeout": busy_ms / 1000,
        "async_creator_fn": sqlite_connections.connecting(pragmas, writes=writes),
    }
    engine = create_async_engine(url, connect_args=connect, hide_parameters=True, **pool)

    def begin(connection: PoolProxiedConnection) -> None:
        if writes:
            cursor = connection.cursor()
            cursor.execute("BEGIN IMMEDIATE")
            cursor.close()
        else:
            connection.driver_connection.begin()  # type: ignore[union-attr]

    # Where SQLAlchemy begins a transaction, and makes its own of what the driver raises.
    engine.dialect.do_begin = begin  # type: ignore[method-assign, assignment]
    return engine
