"""A hundred buyers and sixty keys of own stock, the process killed in between: sixty sold, each once."""

from decimal import Decimal

import pytest
from sqlalchemy import func, select

from bot.house import House
from services.actor import Actor
from services.orders.door import BUY
from services.own_stock import NewKey
from storage.own_keys import FREE, TAKEN
from storage.tables.keys import keys
from storage.tables.orders import orders
from storage.tables.stock import own_keys
from tests.campaigns.desk import KilledDesk, at_rest, until
from tests.campaigns.length import BOTH_IF_LONG
from tests.services.orders_made import let_in

BUYERS, KEYS = 100, 60
KILLED_AT = (5, 20, 40)
"""So many keys are taken when the process is killed."""

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(900),  # each wait in it has its own end
]


async def confirmed(house: House, desk: KilledDesk, plain: list[str]) -> None:
    """Sixty keys are put in, and a hundred people have said yes to one each; nothing is bought yet."""
    services = house.services
    olga = Actor(desk.olga.id, desk.olga.id, desk.olga.name)
    [product] = services.catalog.whole_name("GTA V")
    batch = await services.own_additions.read(
        olga, product.id, "EUR", [NewKey(each, Decimal(5)) for each in plain]
    )
    await services.own_additions.confirm(olga, product.name, batch.id)
    [own] = [o for o in services.catalog.product(product.id).offers if o.provider == "own"]
    for number in range(BUYERS):
        person = desk.world.person(f"Buyer {number}")
        buyer = Actor(person.id, desk.group.id, person.name)
        await services.access.grant(olga, buyer.user_id, "support", everywhere=True)
        draft = await services.checkout.draft(buyer, own.id, 1)
        await services.checkout.confirm(let_in(buyer, draft.number, BUY))


async def counted(house: House, column: object, *where: object) -> int:
    """How many rows there are."""
    async with house.db.read() as tx:
        found = select(func.count(column)).where(*where)  # type: ignore[arg-type]
        return int(await tx.connection.scalar(found) or 0)


@pytest.mark.parametrize("standing_desk", BOTH_IF_LONG, indirect=True)
async def test_exactly_sixty_are_sold_and_all_are_distinct(any_desk: KilledDesk) -> None:
    """Killed three times while they are being taken; no key is lost, sold twice, or sold to nobody."""
    desk = any_desk
    plain = [f"OWN{number:05}-ABCDE-FGHIJ" for number in range(KEYS)]
    async with desk._services() as house:
        await at_rest(house)
        await desk.bot.kill()
        await confirmed(house, desk, plain)

        async def taken(least: int) -> bool:
            return await counted(house, own_keys.c.id, own_keys.c.state == TAKEN) >= least

        async def settled() -> bool:
            open_ = orders.c.status.in_(("paying", "paid"))
            return await counted(house, orders.c.id, open_) == 0

        for at in KILLED_AT:
            await desk.bot.start()
            await until(lambda at=at: taken(at))  # type: ignore[misc]
            await desk.bot.kill()
        await desk.bot.start()
        await until(settled)

        assert await counted(house, own_keys.c.id, own_keys.c.state == FREE) == 0
        for status, number in (("keyed", KEYS), ("failed", BUYERS - KEYS)):
            assert await counted(house, orders.c.id, orders.c.status == status) == number
        async with house.db.read() as tx:
            sold = list(await tx.connection.execute(select(keys.c.order_id, keys.c.fingerprint)))
            stock = set(await tx.connection.scalars(select(own_keys.c.fingerprint)))
    assert len(sold) == len({row.order_id for row in sold}) == KEYS
    assert {row.fingerprint for row in sold} == stock
    assert [each for each in plain if each in desk.bot.log] == []
