"""Roles of the desk's own in rows: going back to the version before leaves nothing that it would not know."""

from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.database import Database
from storage.grants import GrantRow
from storage.roles import RoleRow

BEFORE = "0023"
AT = datetime(2030, 1, 1, tzinfo=UTC)


async def test_the_version_before_finds_what_it_knows(empty_url: str) -> None:
    """What was there stays on the way up and back; a role of one's own goes with its grants and switches."""
    database = Database(empty_url)
    await database.migrate(BEFORE)
    engine = create_async_engine(empty_url)
    async with engine.begin() as connection:
        at = AT if engine.dialect.name == "postgresql" else AT.isoformat(" ")
        grant = text("INSERT INTO grants VALUES (5, -100, 'support', 1, :at, NULL)")
        await connection.execute(grant, {"at": at})
    await database.open()
    async with database.write() as tx:
        assert await tx.roles.all() == ()
        assert await tx.roles.add(RoleRow("Night", 1, AT), "night")
        assert not await tx.roles.add(RoleRow("NIGHT", 1, AT), "night")
        assert await tx.roles.allow("Night", "stock.view", allowed=True)
        assert not await tx.roles.allow("Night", "stock.view", allowed=True)
        assert await tx.roles.all() == (RoleRow("Night", 1, AT, frozenset({"stock.view"})),)
        assert await tx.roles.hold("Night") and not await tx.roles.hold("night")
        await tx.grants.add(GrantRow(6, -100, "Night", 1, AT))
        await tx.grants.switch(-100, "Night", "orders.view", allowed=True)
        await tx.grants.switch(-100, "support", "orders.view", allowed=False)
    await database.close()
    await database.migrate(BEFORE)
    async with engine.connect() as connection:
        for table in ("grants", "switches"):
            found = await connection.execute(text(f"SELECT role FROM {table}"))  # noqa: S608 - our own words
            assert [each.role for each in found] == ["support"]
    await engine.dispose()
