"""Whoever waits for a product is told once when it is back, whatever processes look."""

import asyncio

import pytest

from providers.registry import Providers
from services.actor import Actor
from services.catalog.editing import CatalogEditing
from services.catalog.undoing import CatalogUndoing
from services.quotes import Quotes
from services.schedules.kinds import STOCK
from services.stock import Stock, StockReading
from services.stock_wishes import BACK, MOST, PAUSE, StockWishes, TooManyWishesError
from storage.notices import NoticeRow
from tests.services.orders.conftest import CARA, GROUP, SAM, OrderRoom, room, shop

pytestmark = pytest.mark.both_databases


__all__ = ["room", "shop"]
CUSTOMER = Actor(CARA, CARA, "Cara")


class Counting(Stock):
    """Stock that counts how often it is read."""

    reads = 0

    async def read(self, product_id: int) -> StockReading:
        """Read, and count that, over all processes."""
        Counting.reads += 1
        return await super().read(product_id)


def wishes(room: OrderRoom) -> StockWishes:
    """Of a process of its own."""
    Counting.reads = 0
    stock = Counting(room.clock, room.catalog, Providers([room.provider]))
    return StockWishes(room.db, room.clock, room.catalog, stock, room.outbox)


async def told(room: OrderRoom, chat_id: int) -> list[NoticeRow]:
    """What a chat was told of products that are back."""
    return [each for each in await room.notices_of(chat_id) if each.kind == BACK]


async def test_each_is_told_once_and_reads_are_few(room: OrderRoom) -> None:
    """Sold out it is read again after a pause; back, each is told once by two processes."""
    offer = await room.offer()
    product = offer.product_id
    room.shop.set_stock("562", 0)
    desk, other = wishes(room), wishes(room)
    for actor in (SAM, CUSTOMER):
        _, new = await desk.wish(actor, product)
        assert new
    assert not (await desk.wish(SAM, product))[1]
    await asyncio.gather(desk.run(), other.run())
    assert Counting.reads == 1
    assert await desk.run() == 0
    assert Counting.reads == 1, "not before the pause is over"

    room.shop.set_stock("562", 3)
    room.clock.advance(PAUSE.total_seconds() + 1)
    assert sum(await asyncio.gather(desk.run(), other.run())) == 2
    room.clock.advance(PAUSE.total_seconds() + 1)
    assert sum(await asyncio.gather(desk.run(), other.run())) == 0
    for chat, user in ((GROUP, SAM.user_id), (CARA, CARA)):
        [notice] = await told(room, chat)
        assert notice.facts == {"product": product, "name": "GTA V", "user": user, "gone": False}
    assert list(await desk.of(CUSTOMER)) == []


async def test_a_wish_can_be_taken_back_and_there_are_so_many(room: OrderRoom) -> None:
    """What nobody waits for any more is not read; nobody waits for more than one may."""
    offer = await room.offer()
    desk = wishes(room)
    await desk.wish(CUSTOMER, offer.product_id)
    assert [each.name for each in await desk.of(CUSTOMER)] == ["GTA V"]
    assert await desk.drop(CUSTOMER, offer.product_id)
    assert not await desk.drop(CUSTOMER, offer.product_id)
    assert await desk.run() == 0
    assert Counting.reads == 0
    made = [await room.offer(str(700 + at), f"Game {at}") for at in range(MOST + 1)]
    for each in made[:-1]:
        await desk.wish(CUSTOMER, each.product_id)
    with pytest.raises(TooManyWishesError):
        await desk.wish(CUSTOMER, made[-1].product_id)
    assert len(await desk.of(CUSTOMER)) == MOST
    await desk.wish(SAM, made[-1].product_id)


async def test_an_alert_has_all_that_is_sold_read_in_turn(room: OrderRoom) -> None:
    """Wished or not, each after a pause, and the last quote of each offer is kept; no alert, no reading."""
    first, second = await room.offer(), await room.offer("700", "Portal")
    async with room.db.write() as tx:
        alert = await tx.schedules.add(
            GROUP, STOCK, "* * * * *", "UTC", None, None, 1, room.clock()
        )
    desk, other = wishes(room), wishes(room)
    quotes = Quotes(room.db, room.clock)
    for each in (desk, other):
        each._stock.heard_by(quotes.note)
    await asyncio.gather(desk.run(), other.run())
    assert Counting.reads == 2
    await quotes.run()
    before = await quotes.of([first.id, second.id])
    assert before.keys() == {first.id, second.id} and before[first.id].moved_at is None
    assert await desk.run() == 0 and Counting.reads == 2

    room.shop.set_price("562", "1000.00")
    room.clock.advance(PAUSE.total_seconds() + 1)
    await asyncio.gather(desk.run(), other.run())
    assert Counting.reads == 4, "it was there, and is looked at all the same"
    await quotes.run()
    row = (await quotes.of([first.id]))[first.id]
    assert (row.price_before, row.moved_at) == (before[first.id].unit_price, room.clock())

    async with room.db.write() as tx:
        await tx.schedules.change(alert.id, paused_at=room.clock())
    room.clock.advance(PAUSE.total_seconds() + 1)
    await desk.run()
    assert Counting.reads == 4


async def test_wishes_go_on_with_what_a_product_is_merged_into(room: OrderRoom) -> None:
    """Also with its last offer moved; each person once; undone, for what they wished, be it both."""
    gta, portal = await room.offer(), await room.offer("572", "Portal")
    room.shop.set_stock("562", 0)  # there is none of the other at all
    desk = wishes(room)
    await desk.wish(SAM, gta.product_id)
    for offer in (gta, portal):
        await desk.wish(CUSTOMER, offer.product_id)
    editing, undoing = CatalogEditing(room.catalog), CatalogUndoing(room.db, room.catalog)

    async def waits(actor: Actor) -> list[str]:
        """What a person reads of it, in /mydata and in /tellme."""
        async with room.db.read() as tx:
            known = list(await tx.forgetting.wishes(actor.user_id))
        assert sorted(known) == sorted(each.name for each in await desk.of(actor))
        return known

    await editing.merge(SAM, gta.product_id, portal.product_id)
    assert (await waits(SAM), await waits(CUSTOMER)) == (["Portal"], ["Portal"])
    # A button that was there before means the same.
    assert await desk.drop(SAM, gta.product_id) and not await waits(SAM)
    assert (await desk.wish(SAM, gta.product_id))[0].id == portal.product_id
    await desk.drop(SAM, portal.product_id)
    async with room.db.read() as tx:
        [merged] = await tx.audit.latest(1)
    await undoing.undo(SAM, merged.id)
    await desk.wish(SAM, gta.product_id)
    await editing.merge(SAM, gta.product_id, portal.product_id)
    await desk.run()
    async with room.db.read() as tx:
        [merged] = await tx.audit.latest(1)
    await undoing.undo(SAM, merged.id)
    assert (await waits(SAM), sorted(await waits(CUSTOMER))) == (["GTA V"], ["GTA V", "Portal"])

    await editing.move(SAM, gta.id, portal.product_id)
    assert await waits(SAM) == ["Portal"]
    room.shop.set_stock("562", 3)
    room.clock.advance(PAUSE.total_seconds() + 1)
    assert await desk.run() == 2
    for chat, user in ((GROUP, SAM.user_id), (CARA, CARA)):
        [notice] = await told(room, chat)
        product = {"product": portal.product_id, "name": "Portal"}
        assert notice.facts == {**product, "user": user, "gone": False}
