"""Orders as they would lie in the database, for what only reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count

from sqlalchemy import insert, select, update

from services.actor import Actor
from services.orders.door import Admitted
from storage.database import Database
from storage.tables.catalog import offers, products
from storage.tables.orders import orders, purchases

BEFORE = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class OrderMade:
    """What reports look at. ``purchases`` are the statuses of its calls to the provider."""

    provider: str
    status: str
    unit_price: str
    currency: str
    confirmed_at: datetime | None
    purchases: tuple[str, ...]


async def make_orders(database: Database, made: Iterable[OrderMade], first: int = 1) -> None:
    """Write them with their purchases, all for one offer; they are numbered from ``first`` on."""
    numbers = count(first)
    async with database.write() as tx:
        run = tx.connection.execute
        offer = (await run(select(offers.c.id))).scalar()
        if offer is None:
            product = await run(
                insert(products)
                .values(name="GTA V", name_key="gta v", created_at=BEFORE)
                .returning(products.c.id)
            )
            put = await run(
                insert(offers)
                .values(
                    product_id=product.scalar_one(),
                    provider="codegames",
                    external_id="562",
                    currency="KZT",
                    country="",
                    created_at=BEFORE,
                )
                .returning(offers.c.id)
            )
            offer = put.scalar_one()
        for order in made:
            number = next(numbers)
            written = await run(
                insert(orders)
                .values(
                    number=f"K-{number:04}",
                    status=order.status,
                    offer_id=offer,
                    provider=order.provider,
                    product="GTA V",
                    count=max(1, len(order.purchases)),
                    unit_price=Decimal(order.unit_price),
                    currency=order.currency,
                    buyer_id=1,
                    chat_id=-1001,
                    created_at=BEFORE,
                    confirmed_at=order.confirmed_at,
                )
                .returning(orders.c.id)
            )
            order_id = written.scalar_one()
            for position, status in enumerate(order.purchases, start=1):
                await run(
                    insert(purchases).values(
                        order_id=order_id,
                        position=position,
                        txn_id=f"{number}-{position}",
                        status=status,
                    )
                )


async def order_in(database: Database, chat_id: int, thread_id: int | None = None) -> str:
    """Write one order of a chat, delivered to nobody, and give its number."""
    bought = OrderMade("codegames", "keyed", "956.30", "KZT", BEFORE, ("accepted",))
    await make_orders(database, [bought])
    async with database.write() as tx:
        placed = update(orders).values(chat_id=chat_id, thread_id=thread_id)
        await tx.connection.execute(placed)
    return "K-0001"


def let_in(actor: Actor, number: str, permission: str) -> Admitted:
    """A person at an order of the chat they are in, as the door would let them in."""
    return Admitted(actor, number, actor.chat_id, permission)
