"""An audit from before its rows had a kind and a home is given both by the migration."""

import json
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import column, insert, table, text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.audit_reading import Looked
from storage.columns import UtcTime
from storage.database import Database
from storage.tables.catalog import offers, products
from storage.tables.orders import orders

HERE, MOVED, NOW, CLEO = -100, -300, -400, 7
WROTE: tuple[tuple[str, str, int | None, dict[str, object]], ...] = (
    ("order.confirmed", "K-2222-2222", 9, {}),
    ("keys.claimed", "K-2222-2222", CLEO, {}),
    ("claim.refused", "7", CLEO, {"misses": 1}),
    ("catalog.added", "K-2222-2222", HERE, {}),
    ("role.granted", "7", MOVED, {}),
    ("chat.migrated", str(MOVED), None, {"to": NOW}),
    ("chat.open-to", str(HERE), None, {"to": "public"}),
    ("game-account.add.asked", "a", HERE, {}),
    ("secrets.rotated", "x", None, {}),
)
WANTED = [
    ("order.confirmed", "orders", HERE),
    ("keys.claimed", "keys", HERE),
    ("claim.refused", "keys", CLEO),
    ("catalog.added", "catalog", HERE),
    ("role.granted", "team", NOW),
    ("chat.migrated", "team", None),
    ("chat.open-to", "team", HERE),
    ("game-account.add.asked", "products", HERE),
    ("secrets.rotated", "desk", None),
]


AT = datetime(2030, 1, 1, tzinfo=UTC)
ORDER = {
    "number": "K-2222-2222",
    "status": "keyed",
    "offer_id": 1,
    "provider": "hype",
    "product": "GTA V",
    "count": 1,
    "unit_price": Decimal(1),
    "currency": "EUR",
    "buyer_id": 9,
    "chat_id": HERE,
    "created_at": AT,
}
AUDIT = table(
    "audit",
    column("at", UtcTime),
    *map(column, ("chat_id", "action", "subject", "facts", "previous", "hash")),
)


async def test_rows_of_the_version_before_get_kind_and_home(empty_url: str) -> None:
    """That of their order, or where they were done, under the id that the group has now."""
    database = Database(empty_url)
    await database.migrate("0018")
    engine = create_async_engine(empty_url)
    async with engine.begin() as connection:
        await connection.execute(
            insert(products).values(id=1, name="GTA V", name_key="gta v", created_at=AT)
        )
        offer = {"provider": "hype", "external_id": "1", "currency": "EUR", "country": ""}
        await connection.execute(insert(offers).values(id=1, product_id=1, created_at=AT, **offer))
        await connection.execute(insert(orders).values(**ORDER))
        for number, (action, subject, chat, facts) in enumerate(WROTE):
            row = {
                "action": action,
                "subject": subject,
                "chat_id": chat,
                "facts": json.dumps(facts),
            }
            beside = {"at": AT, "previous": str(number), "hash": ""}
            await connection.execute(insert(AUDIT).values(**row, **beside))
    await engine.dispose()
    await database.migrate()
    await database.open()
    async with database.read() as tx:
        found = await tx.connection.execute(
            text("SELECT action, kind, home_id FROM audit ORDER BY id")
        )
        assert [tuple(row) for row in found] == WANTED
        theirs = await tx.audit_reading.newest(Looked(homes=frozenset({NOW})), 9)
        assert [each.row.action for each in theirs] == ["role.granted"]
    await database.close()
