"""The heartbeat: one row that is written to learn whether the database takes writes."""

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.system import heartbeat
from storage.upsert import insert_into

_ONLY = 1
_BALLAST = bytes(64 * 1024)


class Heartbeat:
    """The only row of ``heartbeat``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def beat(self, *, heavy: bool) -> None:
        """Write the row. ``heavy`` makes it 64 kB, so that it does not fit into a disk that is full
        but for a few blocks; the next light beat gives them back.
        """
        made = insert_into(self._connection, heartbeat).values(
            id=_ONLY, beats=1, ballast=_BALLAST if heavy else None
        )
        again = {"beats": heartbeat.c.beats + 1, "ballast": made.excluded.ballast}
        await self._connection.execute(
            made.on_conflict_do_update(index_elements=[heartbeat.c.id], set_=again)
        )
