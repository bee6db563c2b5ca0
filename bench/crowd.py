"""Very many orders in a database, written quickly."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from sqlalchemy import insert

from storage.database import Database
from storage.tables import offers, orders, products, purchases

BEGINNING = datetime(2026, 11, 1, tzinfo=UTC)
BATCH = 20_000
_LETTERS = str.maketrans("0123456789", "ACDEFGHJKM")
PRICES = (Decimal("956.30"), Decimal("120.00"), Decimal("15.50"))


async def fill(db: Database, count: int, days: int = 30) -> str:
    """Write so many delivered orders over so many days and give the number of one of them."""
    async with db.write() as tx:
        product = {"id": 1, "name": "Game", "name_key": "game", "created_at": BEGINNING}
        await tx.connection.execute(insert(products).values(**product))
        offer = {"id": 1, "product_id": 1, "provider": "codegames", "external_id": "1"}
        offer |= {"currency": "KZT", "country": "", "created_at": BEGINNING}
        await tx.connection.execute(insert(offers).values(**offer))
    wanted = ""
    for first in range(0, count, BATCH):
        rows = [_order(number, count, days) for number in range(first, min(first + BATCH, count))]
        async with db.write() as tx:
            await tx.connection.execute(insert(orders), rows)
            await tx.connection.execute(insert(purchases), [_purchase(row) for row in rows])
        wanted = wanted or str(rows[len(rows) // 2]["number"])
    return wanted


def _order(number: int, count: int, days: int) -> dict[str, object]:
    moment = BEGINNING + timedelta(days=days) * number / count
    return {
        "id": number + 1,
        "number": _number(number),
        "status": ("delivered", "delivered", "delivered", "failed")[number % 4],
        "offer_id": 1,
        "provider": ("codegames", "hype")[number % 2],
        "product": "Game",
        "count": 1,
        "unit_price": PRICES[number % 3],
        "currency": "KZT",
        "buyer_id": 1001,
        "chat_id": -1001,
        "created_at": moment,
        "confirmed_at": moment,
        "ended_at": moment,
        "tries": 0,
    }


def _number(number: int) -> str:
    """Like a real one, but never drawn twice."""
    digits = f"{number:08}".translate(_LETTERS)
    return f"K-{digits[:4]}-{digits[4:]}"


def _purchase(order: dict[str, object]) -> dict[str, object]:
    bought = order["status"] == "delivered"
    return {
        "order_id": order["id"],
        "position": 1,
        "txn_id": f"t{order['id']}",
        "status": "accepted" if bought else "refused",
        "reference": str(order["id"]) if bought else None,
    }
