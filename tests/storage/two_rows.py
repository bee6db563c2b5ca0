"""Writers of two rows each, of which there must never be one alone."""

from storage.database import Database
from storage.tables.chats import users
from tests.clock import ManualClock

NOW = ManualClock()()


async def note(database: Database, user_id: int, error: Exception | None = None) -> None:
    """Two rows, of which there must never be one alone; then the error, if there is one."""
    async with database.write() as tx:
        await tx.users.note(user_id, "Ann", None, NOW)
        await tx.users.note(-user_id, "Ann", None, NOW)
        if error is not None:
            raise error


async def ids(database: Database) -> set[int]:
    """Who is there."""
    async with database.read() as tx:
        return set((await tx.connection.execute(users.select())).scalars())
