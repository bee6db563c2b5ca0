"""Very many rows by one statement, some at a time: others get their turn in between."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.ext.asyncio import AsyncConnection

AT_ONCE = 1000


async def execute_many(
    connection: AsyncConnection, statement: Executable, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Execute a statement for each of these rows; none: nothing is done."""
    for at in range(0, len(rows), AT_ONCE):
        await connection.execute(statement, rows[at : at + AT_ONCE])
