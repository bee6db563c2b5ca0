"""The process is killed in the middle of a purchase: nothing bought twice, nothing paid and lost."""

from decimal import Decimal

import pytest

from sandbox.gates import Point
from services.orders import OrderStatus
from tests.campaigns.desk import PATIENCE, KilledDesk


async def assert_one_key(desk: KilledDesk, shown: str) -> None:
    """One charge, one order, one transaction id, and what Cara sees is the key that was bought."""
    [bought] = desk.shop.orders
    assert desk.shop.charges == 1
    assert desk.shop.spent == Decimal("956.30")
    assert bought.keys[0] in shown
    [order] = await desk.orders()
    assert order.status is OrderStatus.DELIVERED
    assert [(row.txn_id, row.reference) for row in order.purchases] == [
        (bought.txn_id, str(bought.order_id))
    ]
    assert {call.body["txnId"] for call in desk.shop.calls if call.endpoint == "pay"} == {
        bought.txn_id
    }
    for message in desk.group.all_messages:
        assert bought.keys[0] not in message.text


@pytest.mark.parametrize("point", ["before", "after"])
async def test_killed_between_charged_and_keys_stored(desk: KilledDesk, point: Point) -> None:
    """Pay was answered and the keys were on their way: after a restart the key is delivered."""
    gate = desk.shop.gate("keys", point)
    await desk.confirm()
    await gate.reached(PATIENCE)
    await desk.bot.kill()
    gate.release()
    assert desk.shop.charges == 1
    [order] = await desk.orders()
    assert (order.status, order.masks) == (OrderStatus.PAID, ())

    await desk.bot.start()

    card = await desk.bot_writes(desk.group, "News of", "Claim link")
    await assert_one_key(desk, await desk.hand_over(card))


async def test_killed_while_the_answer_to_a_charge_was_on_its_way(desk: KilledDesk) -> None:
    """The charge stands and its answer is lost: a manager enters the order id, the key comes."""
    gate = desk.shop.gate("pay", "after")
    await desk.confirm()
    await gate.reached(PATIENCE)
    await desk.bot.kill()
    gate.release()
    [order] = await desk.orders()
    assert (order.status, order.masks) == (OrderStatus.PAYING, ())

    await desk.bot.start()

    card = await desk.bot_writes(desk.group, "needs a manager", "Enter order id")
    assert desk.shop.charges == 1
    [order] = await desk.orders()
    assert (order.status, order.reason) == (OrderStatus.UNCERTAIN, "already-charged")
    desk.max.taps("Enter order id", message=card)
    question = await desk.bot_writes(desk.group, "Which order id", order.purchases[0].txn_id)
    reference = str(desk.shop.orders[0].order_id)
    desk.max.says(reference, chat=desk.group, reply_to=question)
    settled = await desk.bot_writes(desk.group, "ready to hand over", "Claim link")
    await assert_one_key(desk, await desk.hand_over(settled))


async def test_killed_before_the_purchase_reached_the_shop(desk: KilledDesk) -> None:
    """The order was in paying and nothing charged: bought once, even when the first try comes late."""
    gate = desk.shop.gate("pay", "before")
    await desk.confirm()
    await gate.reached(PATIENCE)
    await desk.bot.kill()
    [order] = await desk.orders()
    assert order.status is OrderStatus.PAYING
    assert desk.shop.charges == 0

    await desk.bot.start()

    card = await desk.bot_writes(desk.group, "News of", "Claim link")
    gate.release()
    await assert_one_key(desk, await desk.hand_over(card))


async def test_killed_before_the_purchase_was_let_out(desk: KilledDesk) -> None:
    """Signing in anew came between the intent and the request: after a restart it is bought once."""
    check = desk.shop.gate("check", "after", when=lambda _: desk.shop.stock("562") == 7)
    desk.sam.says("/buy gta v 1", chat=desk.group)
    await check.reached(PATIENCE)
    check.release()
    question = await desk.bot_writes(desk.group, "Confirm")
    check = desk.shop.gate("check", "after")
    desk.sam.taps("Confirm", message=question)
    await check.reached(PATIENCE)
    desk.shop.expire_tokens()
    gate = desk.shop.gate("sign_in", "before")
    check.release()
    await gate.reached(PATIENCE)
    await desk.bot.kill()
    gate.release()
    [order] = await desk.orders()
    assert order.status is OrderStatus.PAYING
    assert desk.shop.charges == 0

    await desk.bot.start()

    card = await desk.bot_writes(desk.group, "News of", "Claim link")
    await assert_one_key(desk, await desk.hand_over(card))


async def test_killed_in_the_middle_of_a_larger_purchase(desk: KilledDesk) -> None:
    """One key of three was bought, the second was being charged, the third never sent for."""
    gate = desk.shop.gate("pay", "after", when=lambda _: desk.shop.charges == 2)
    await desk.confirm(3)
    await gate.reached(PATIENCE)
    await desk.bot.kill()
    gate.release()

    await desk.bot.start()

    await desk.bot_writes(desk.group, "needs a manager", "Enter order id", "Claim link")
    [order] = await desk.orders()
    assert order.status is OrderStatus.UNCERTAIN
    assert [row.status.value for row in order.purchases] == ["accepted", "uncertain", "refused"]
    assert len(order.masks) == 1
    assert desk.shop.charges == 2
    assert [bought.txn_id for bought in desk.shop.orders] == [
        row.txn_id for row in order.purchases[:2]
    ]


async def test_killed_again_and_again(desk: KilledDesk) -> None:
    """Whatever the number of kills, the purchase they interrupted is made once and keyed once."""
    gate = desk.shop.gate("pay", "before")
    await desk.confirm()
    for _ in range(3):
        await gate.reached(PATIENCE)
        await desk.bot.kill()
        gate = desk.shop.gate("pay", "before")
        await desk.bot.start()
    await gate.reached(PATIENCE)
    gate.release()
    card = await desk.bot_writes(desk.group, "News of", "Claim link")
    await assert_one_key(desk, await desk.hand_over(card))
