"""Grants of the version before are for good; going back takes away what would not end there."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.database import Database
from storage.grants import GrantRow

BEFORE = "0022"
AT = datetime(2030, 1, 1, tzinfo=UTC)


async def test_what_was_granted_before_is_for_good(empty_url: str) -> None:
    """And after a way back only that is there: one for a time would count for ever."""
    database = Database(empty_url)
    await database.migrate(BEFORE)
    engine = create_async_engine(empty_url)
    async with engine.begin() as connection:
        row = {"at": AT if engine.dialect.name == "postgresql" else AT.isoformat(" ")}
        await connection.execute(
            text("INSERT INTO grants VALUES (5, -100, 'support', 1, :at)"), row
        )
    await database.open()
    old = GrantRow(5, -100, "support", 1, AT)
    timed = GrantRow(6, -100, "support", 1, AT, AT + timedelta(days=7))
    async with database.write() as tx:
        assert await tx.grants.all() == (old,)
        assert await tx.grants.add(timed)
        assert not await tx.grants.add(timed)
        assert await tx.grants.all() == (old, timed)
        assert await tx.grants.lapsed(AT + timedelta(days=7)) == (timed,)
        assert await tx.grants.lapsed(AT + timedelta(days=7, seconds=-1)) == ()
    await database.close()
    await database.migrate(BEFORE)
    async with engine.connect() as connection:
        found = await connection.execute(text("SELECT user_id FROM grants"))
        assert [each.user_id for each in found] == [5]
    await engine.dispose()
