"""The process is killed in the middle of a purchase: nothing bought twice, nothing paid and lost."""

from decimal import Decimal

import pytest

from sandbox.codegames import Order
from services.orders import OrderStatus, OrderView
from tests.campaigns.desk import PATIENCE, KilledDesk

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def the_order(desk: KilledDesk) -> OrderView:
    """The only order of this test's group."""
    [order] = await desk.orders()
    return order


async def assert_no_card_waits(desk: KilledDesk) -> None:
    """Whatever said that something is under way has been put right where it stands."""

    def none_waits() -> bool:
        mine = [message for message in desk.group.messages if message.sender is None]
        return not any("⏳" in message.text for message in mine)

    await desk.group.until(none_waits, timeout=PATIENCE)


def bought_for(desk: KilledDesk, order: OrderView) -> list[Order]:
    """What the shop was paid for this order, whatever our side believes."""
    return [sold for sold in desk.shop.orders if sold.txn_id in ids_sent(desk, order)]


def ids_sent(desk: KilledDesk, order: OrderView) -> set[str]:
    """The transaction ids that this order's purchases may have; every id ever sent has an order."""
    return {row.txn_id for row in order.purchases}


async def assert_one_key(desk: KilledDesk, shown: str, charges_before: int) -> None:
    """One charge, one transaction id ever sent, and what Cara sees is the key that was bought."""
    order = await the_order(desk)
    assert order.status is OrderStatus.DELIVERED
    assert desk.shop.charges == charges_before + 1
    [sold] = bought_for(desk, order)
    assert sold is desk.shop.orders[-1]
    assert (sold.price, sold.count) == (Decimal("956.30"), 1)
    assert sold.keys[0] in shown
    assert [row.reference for row in order.purchases] == [str(sold.order_id)]
    for message in desk.group.all_messages:
        assert sold.keys[0] not in message.text
    await assert_no_card_waits(desk)


async def test_killed_between_charged_and_keys_stored(any_desk: KilledDesk) -> None:
    """Pay was answered and the keys were on their way, twice: in the end the key is delivered."""
    desk, charges = any_desk, any_desk.shop.charges
    gate = desk.shop.gate("keys", "before")
    await desk.confirm()
    for _ in range(2):
        await gate.reached(PATIENCE)
        await desk.bot.kill()
        gate.release()
        assert desk.shop.charges == charges + 1
        order = await the_order(desk)
        assert (order.status, order.masks) == (OrderStatus.PAID, ())
        if gate.point == "before":
            gate = desk.shop.gate("keys", "after")
        await desk.bot.start()

    card = await desk.bot_writes(desk.group, "News of", "Claim link")
    await assert_one_key(desk, await desk.hand_over(card), charges)


async def test_killed_while_the_answer_to_a_charge_was_on_its_way(any_desk: KilledDesk) -> None:
    """The charge stands and its answer is lost: a manager enters the order id, the key comes."""
    desk, charges = any_desk, any_desk.shop.charges
    gate = desk.shop.gate("pay", "after")
    await desk.confirm()
    await gate.reached(PATIENCE)
    await desk.bot.kill()
    gate.release()
    order = await the_order(desk)
    assert (order.status, order.masks) == (OrderStatus.PAYING, ())

    await desk.bot.start()

    card = await desk.bot_writes(desk.group, "needs a manager", "Enter order id")
    assert desk.shop.charges == charges + 1
    order = await the_order(desk)
    assert (order.status, order.reason) == (OrderStatus.UNCERTAIN, "already-charged")
    desk.max.taps("Enter order id", message=card)
    question = await desk.bot_writes(desk.group, "Which order id", order.purchases[0].txn_id)
    reference = str(desk.shop.orders[-1].order_id)
    desk.max.says(reference, chat=desk.group, reply_to=question)
    settled = await desk.bot_writes(desk.group, "ready to hand over", "Claim link")
    await assert_one_key(desk, await desk.hand_over(settled), charges)


async def test_killed_before_the_purchase_reached_the_shop(any_desk: KilledDesk) -> None:
    """The order was in paying and nothing charged: bought once, though the first try comes late."""
    desk, charges = any_desk, any_desk.shop.charges
    gate = desk.shop.gate("pay", "before")
    await desk.confirm()
    await gate.reached(PATIENCE)
    await desk.bot.kill()
    assert (await the_order(desk)).status is OrderStatus.PAYING
    assert desk.shop.charges == charges

    await desk.bot.start()

    card = await desk.bot_writes(desk.group, "News of", "Claim link")
    gate.release()
    await assert_one_key(desk, await desk.hand_over(card), charges)


async def test_killed_before_the_purchase_was_let_out(desk: KilledDesk) -> None:
    """Signing in anew came between the intent and the request: after a restart it is bought once."""
    charges = desk.shop.charges
    desk.sam.says("/buy gta v 1", chat=desk.group)
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
    assert (await the_order(desk)).status is OrderStatus.PAYING
    assert desk.shop.charges == charges

    await desk.bot.start()

    card = await desk.bot_writes(desk.group, "News of", "Claim link")
    await assert_one_key(desk, await desk.hand_over(card), charges)


async def test_killed_in_the_middle_of_a_larger_purchase(desk: KilledDesk) -> None:
    """One key of three was bought, the second was being charged, the third never sent for."""
    charges = desk.shop.charges
    gate = desk.shop.gate("pay", "after", when=lambda _: desk.shop.charges == charges + 2)
    await desk.confirm(3)
    await gate.reached(PATIENCE)
    await desk.bot.kill()
    gate.release()

    await desk.bot.start()

    await desk.bot_writes(desk.group, "needs a manager", "Enter order id", "Claim link")
    order = await the_order(desk)
    assert order.status is OrderStatus.UNCERTAIN
    assert [row.status.value for row in order.purchases] == ["accepted", "uncertain", "refused"]
    assert len(order.masks) == 1
    assert desk.shop.charges == charges + 2
    sold = bought_for(desk, order)
    assert [each.txn_id for each in sold] == [row.txn_id for row in order.purchases[:2]]
    await assert_no_card_waits(desk)


async def test_a_clean_stop_ends_what_runs_and_loses_nothing(desk: KilledDesk) -> None:
    """SIGTERM in the middle of a purchase: it ends, exit 0; the next start repeats nothing."""
    charges = desk.shop.charges
    gate = desk.shop.gate("pay", "after")
    await desk.confirm()
    await gate.reached(PATIENCE)
    desk.bot.terminate()
    asked = desk.sam.says("/whoami", chat=desk.group)
    gate.release()
    assert await desk.bot.ended() == 0
    card = await desk.bot_writes(desk.group, "ready to hand over", "Claim link")
    assert (await the_order(desk)).status is OrderStatus.KEYED
    assert [left for left in desk.world.updates.pending if left is not asked.update] == []
    edits, written = card.edits, len(desk.world.calls)

    await desk.bot.start()

    await desk.bot_writes(desk.group, "Your id")
    shown = await desk.hand_over(card)
    taps = [call for call in desk.world.calls[written:] if call.method == "answerCallbackQuery"]
    assert len(taps) == 1, "only the tap on Claim link came after the start"
    told = [message for message in desk.group.messages if "Your id" in message.text]
    assert len(told) == 1
    assert await desk.bot_writes(desk.group, "Delivered") is card
    assert card.edits == edits + 2, "nothing but its link and its delivery has changed the card"
    await assert_one_key(desk, shown, charges)


async def test_killed_while_a_coupon_was_being_used_up(desk: KilledDesk) -> None:
    """It is used up once; its card says that nobody knows, and the log and the card show no code."""
    used = len(desk.games.coupons.uses)
    code = f"GIFT-7F3Q-X9{used:02}"
    desk.games.coupons.publish("id-puzzle", code)
    desk.olga.says(f"/coupon puzzle PZ1001 {code}", chat=desk.group)
    card = await desk.bot_writes(desk.group, "Confirm")
    gate = desk.games.gate("coupon", "after")
    desk.olga.taps("Confirm", message=card)
    await gate.reached(PATIENCE)
    await desk.bot.kill()
    gate.release()

    await desk.bot.start()

    told = await desk.bot_writes(desk.group, "nobody knows whether it was done", "Ask the player")
    assert told is card
    assert code not in card.text + desk.bot.log
    assert len(desk.games.coupons.uses) == used + 1
