"""Many buys at once against a limit that allows seven, and deaths in between: seven charges."""

import asyncio
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.house import House
from services.actor import Actor
from services.limits import LimitWish, Scope
from storage.tables.limits import spent
from storage.tables.orders import orders
from tests.campaigns.confirming import BEGUN
from tests.campaigns.desk import KilledDesk, at_rest, until
from tests.campaigns.length import BOTH_IF_LONG, LONG
from tests.campaigns.process import Keydesk

BUYS, ALLOWED = 100 if LONG else 30, 7
PRICE = Decimal("956.30")

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(900),  # each wait in it has its own end
]


async def drawn_up(house: House, desk: KilledDesk) -> list[str]:
    """So many people have a draft each, in one group whose limit a day allows seven of them."""
    services = house.services
    here = Actor(desk.olga.id, desk.group.id, desk.olga.name)
    wish = LimitWish(Scope.CHAT_DAY, "KZT", PRICE * ALLOWED + Decimal("0.01"))
    await services.limits.set(here, wish)
    [product] = services.catalog.whole_name("GTA V")
    drafts = []
    for number in range(BUYS):
        person = desk.world.person(f"Buyer {number}")
        await services.access.grant(here, person.id, "support", everywhere=True)
        buyer = Actor(person.id, desk.group.id, person.name)
        draft = await services.checkout.draft(buyer, product.offers[0].id, 1)
        drafts.append(f"{person.id}={draft.number}")
    return drafts


@pytest.mark.parametrize("standing_desk", BOTH_IF_LONG, indirect=True)
async def test_exactly_seven_are_charged(any_desk: KilledDesk, tmp_path: Path) -> None:
    """Killed as they say yes, when one is charged and when four are: never more, and no room is lost."""
    desk, before = any_desk, any_desk.shop.charges
    async with desk._services() as house:
        await at_rest(house)
        await desk.bot.kill()
        drafts = await drawn_up(house, desk)
        program = ("-m", "tests.campaigns.confirming", str(desk.group.id), *drafts)
        people = Keydesk(tmp_path, desk.bot.settings, program=program)
        people.settings["KEYDESK_DATA_DIR"] = str(desk.bot.data_dir)

        async def by_status(*status: str) -> int:
            here = orders.c.chat_id == desk.group.id, orders.c.status.in_(status)
            async with house.db.read() as tx:
                found = select(func.count(orders.c.id)).where(*here)
                return int(await tx.connection.scalar(found) or 0)

        async def begun() -> bool:
            return people.log.count(BEGUN) == 1

        async def charged(least: int) -> bool:
            return desk.shop.charges - before >= least

        async def settled() -> bool:
            return not people.running and await by_status("paying", "paid") == 0

        try:
            for at in (begun, lambda: charged(1), lambda: charged(4)):
                await asyncio.gather(desk.bot.start(), people.start())
                await until(at)
                await asyncio.gather(
                    desk.bot.kill(), people.clear()
                )  # who have all asked may be gone
            await asyncio.gather(desk.bot.start(), people.start())
            await until(settled)
        finally:
            await people.clear()

        assert "Traceback" not in people.log, people.log[-3000:]
        assert desk.shop.charges - before == ALLOWED
        assert await by_status("keyed", "uncertain") == ALLOWED
        assert await by_status("draft") == BUYS - ALLOWED
        async with house.db.read() as tx:
            sums = select(spent.c.amount).where(
                spent.c.chat_id == desk.group.id, spent.c.user_id == 0
            )
            assert set(await tx.connection.scalars(sums)) == {int(PRICE * ALLOWED * 10**6)}
