"""Locks that end with the transaction, for work that only one may do at a time."""

from sqlalchemy import BigInteger, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

MIGRATION = 0x6B64_0001
TAKING_NOTICES = 0x6B64_0002
CLAIMING_WORK = 0x6B64_0003
ENTERING_REFERENCES = 0x6B64_0004
CHANGING_CATALOG = 0x6B64_0005
ADDING_KEYS = 0x6B64_0006
COUNTING_SALES = 0x6B64_0007


async def only_one(connection: AsyncConnection, lock: int) -> None:
    """Wait until no other transaction holds this lock, and hold it to the end of this one.

    PostgreSQL only: a writing transaction on SQLite is alone from its first moment (BEGIN IMMEDIATE).
    """
    if connection.dialect.name == "postgresql":
        await connection.execute(select(func.pg_advisory_xact_lock(cast(lock, BigInteger))))


async def one_of_many(connection: AsyncConnection, lock: int) -> None:
    """Wait until no transaction holds this lock for itself alone, and let none to the end of this one."""
    if connection.dialect.name == "postgresql":
        await connection.execute(select(func.pg_advisory_xact_lock_shared(cast(lock, BigInteger))))
