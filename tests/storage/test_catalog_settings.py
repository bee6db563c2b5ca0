"""Products' settings in rows: a version before, which runs beside or comes back, knows nothing of them."""

from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.catalog import WordRow
from storage.catalog_changes import PartRow
from storage.database import Database

BEFORE = "0025"
AT = datetime(2030, 1, 1, tzinfo=UTC)


async def test_what_a_version_before_wrote_and_writes_is_sold_without_settings(
    empty_url: str,
) -> None:
    """Products keep their rows on the way up and back, and are written by the version before meanwhile."""
    database = Database(empty_url)
    await database.migrate(BEFORE)
    engine = create_async_engine(empty_url)
    columns = "INSERT INTO products (name, name_key, created_at) VALUES"
    at = AT if engine.dialect.name == "postgresql" else AT.isoformat(" ")
    async with engine.begin() as connection:
        await connection.execute(text(f"{columns} ('GTA V', 'gta v', :at)"), {"at": at})
    await database.open()
    async with engine.begin() as connection:
        await connection.execute(text(f"{columns} ('Chess', 'chess', :at)"), {"at": at})
    async with database.write() as tx:
        rows = await tx.catalog.products_behind(0, 10)
        assert [(row.name, row.paused_at, row.own_first) for row in rows] == [
            ("GTA V", None, False),
            ("Chess", None, False),
        ]
        first = rows[0].id
        ceiling = {"price_ceiling": Decimal("9.90"), "ceiling_currency": "EUR"}
        await tx.catalog.set_products([{"id": first, "paused_at": AT, "low_mark": 5, **ceiling}])
        await tx.catalog.add_words([WordRow(first, "gta 5", "GTA 5")])
        part = PartRow("product", first, "paused", None, "yes")
        number = await tx.catalog_changes.add(AT, 1, "catalog.paused", [part])
        assert await tx.catalog_changes.parts(number) == [part]
    async with database.read() as tx:
        [row] = await tx.catalog.products([first])
        assert (row.paused_at, row.low_mark, row.price_ceiling) == (AT, 5, Decimal("9.90"))
        assert await tx.catalog.words_of([first]) == [WordRow(first, "gta 5", "GTA 5")]
        assert await tx.catalog_changes.last(part) == await tx.catalog_changes.change(number)
    await database.close()
    await database.migrate(BEFORE)
    async with engine.connect() as connection:
        names = await connection.execute(text("SELECT name FROM products ORDER BY id"))
        assert [row.name for row in names] == ["GTA V", "Chess"]
    await engine.dispose()
