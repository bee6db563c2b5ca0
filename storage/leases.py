"""Leases: rows that one process has claimed for a while, in columns ``claimed_by`` and ``claimed_until``.

A claim is renewed while its process lives, given back when it stops, and runs out when it dies.
"""

from datetime import datetime, timedelta

from sqlalchemy import BindParameter, ColumnElement, Table, and_, update
from sqlalchemy.ext.asyncio import AsyncConnection

LEASE = timedelta(seconds=20)
"""How long a row stays with a process that has died."""


def with_another(
    table: Table, owner: str | BindParameter[str], now: datetime | BindParameter[datetime]
) -> ColumnElement[bool]:
    """Whether a row is claimed by somebody else whose lease has not run out."""
    claimed = table.c.claimed_by.is_not(None)
    return and_(claimed, table.c.claimed_by != owner, table.c.claimed_until > now)


async def renew(
    connection: AsyncConnection,
    table: Table,
    owner: str,
    until: datetime,
    *among: ColumnElement[bool],
) -> None:
    """Keep what an owner has claimed for longer. ``among``: only rows for which all of this holds."""
    mine = update(table).where(table.c.claimed_by == owner, *among)
    await connection.execute(mine.values(claimed_until=until))
