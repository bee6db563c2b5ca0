"""Cards that show an order unsettled: remembered with its work, whoever writes to it at that moment."""

import asyncio

from sqlalchemy import func, select

from services.orders import OrderStatus
from services.orders.door import BUY
from storage.tables.outbox import notices
from storage.tables.work import work
from tests.services.orders.conftest import SAM, OrderRoom
from tests.services.orders.settling import close, waiting
from tests.services.orders_made import let_in

ELSEWHERE = 77


async def told(room: OrderRoom) -> list[tuple[int, int]]:
    """The cards that are told how the order stands, apart from its own."""
    found = select(notices.c.chat_id, notices.c.facts).where(notices.c.kind == "order-shown")
    async with room.db.read() as tx:
        rows = await tx.connection.execute(found.order_by(notices.c.id))
        return [(row.chat_id, row.facts["message"]) for row in rows]


async def test_a_card_that_comes_behind_the_end_is_told_at_once(room: OrderRoom) -> None:
    """It was drawn from how the order stood before, and arrived when the work was over."""
    draft = await room.checkout.draft(SAM, (await room.offer()).id, 1)
    shown = await room.checkout.confirm(let_in(SAM, draft.number, BUY))
    assert shown.status is OrderStatus.PAYING
    await room.worker.idle()
    await room.orders.note_card(shown, ELSEWHERE, 5)
    await room.orders.note_shown(shown, SAM.chat_id, 6)
    assert await told(room) == [(ELSEWHERE, 5), (SAM.chat_id, 6)]


async def test_none_is_lost_between_the_work_and_those_who_draw(room: OrderRoom) -> None:
    """Twenty cards arrive while it is bought: each is told in the end, by the one or by the other."""
    draft = await room.checkout.draft(SAM, (await room.offer()).id, 1)
    shown = await room.checkout.confirm(let_in(SAM, draft.number, BUY))
    drawn = [(ELSEWHERE, number) for number in range(1, 21)]
    await asyncio.gather(
        room.worker.idle(), *(room.orders.note_shown(shown, *place) for place in drawn)
    )
    assert sorted(set(await told(room))) == drawn


async def test_an_order_that_waited_before_its_cards_were_remembered_tells_those_of_now(
    room: OrderRoom,
) -> None:
    """It has no row of work, as an earlier version left it: the first card that is drawn makes one."""
    order, _ = await waiting(room, 2)
    await room.orders.note_card(order, ELSEWHERE, 5)
    await room.worker.idle()
    await room.orders.note_shown(order, SAM.chat_id, 6)
    await close(room, order, 1)
    await room.worker.idle()
    assert await told(room) == []
    await close(room, order, 2)
    await room.worker.idle()
    assert sorted(await told(room)) == sorted([(ELSEWHERE, 5), (SAM.chat_id, 6)])
    assert await work_left(room) == 0


async def test_a_lost_answer_that_comes_after_all_tells_the_cards(room: OrderRoom) -> None:
    """No person settles it: the provider's own answer does, and the next look tells its cards."""
    order, [reference] = await waiting(room, 1)
    await room.orders.note_card(order, ELSEWHERE, 5)
    await room.worker.idle()
    async with room.db.write() as tx:
        row = await tx.orders.by_number(order.number)
        assert row is not None
        [purchase] = await tx.purchases.of_order(row.id)
        await room.outcomes.accepted(tx, row, purchase, reference, ["AAAAA-BBBBB-CCCCC"])
    room.clock.advance(1000)
    await room.worker.idle()
    assert (await room.orders.told(order.number)).status is OrderStatus.KEYED
    assert (ELSEWHERE, 5) in await told(room)
    assert await work_left(room) == 0


async def work_left(room: OrderRoom) -> int:
    """How much is still to be done."""
    async with room.db.read() as tx:
        return int(await tx.connection.scalar(select(func.count()).select_from(work)) or 0)
