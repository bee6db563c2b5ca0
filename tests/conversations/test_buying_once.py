"""Nothing is bought twice, whoever presses how often, whatever Telegram repeats."""

import asyncio
from datetime import timedelta

import pytest

from sandbox.faults import Fault
from tests.conversations.play import Play


async def test_a_double_tap_buys_once(play: Play) -> None:
    """Two quick taps on Confirm: one charge, and the second is told kindly."""
    sam, desk = play.town.sam, play.desk
    card = await play.say(sam, "/buy gta v 1", desk)
    first, second = play.press(sam, "Confirm", desk, card), play.press(sam, "Confirm", desk, card)
    await asyncio.gather(first.answered(), second.answered())
    await play.stage.quiet()
    assert play.town.codegames.charges == 1
    assert (await first.answered()).text == "Buying…"
    assert "is taken care of already: " in (await second.answered()).text
    assert "✅ Bought." in card.text


async def test_a_late_tap_on_a_price_that_moved_leaves_the_new_question(play: Play) -> None:
    """The order it was about is over; what stands in its place is asked, and buys once."""
    sam, desk, shop = play.town.sam, play.desk, play.town.codegames
    card = await play.say(sam, "/buy gta v 1", desk)
    old = next(b for row in card.keyboard for b in row if b.label == "Confirm")
    shop.set_price("562", "1000")
    await play.tap(sam, "Confirm", desk, card)
    said = await play.forge(sam, old.data or "", card)
    assert "is taken care of already: failed" in said
    assert "The price has changed from" in card.text
    await play.tap(sam, "Confirm", desk, card)
    assert "✅ Bought." in card.text
    assert [str(order.price) for order in shop.orders] == ["1000"]
    await play.forge(sam, old.data or "", card)
    assert "✅ Bought." in card.text


async def test_a_tap_while_the_purchase_is_under_way_buys_once(play: Play) -> None:
    """A Confirm that comes while the provider is still being asked changes nothing."""
    sam, desk, shop = play.town.sam, play.desk, play.town.codegames
    card = await play.say(sam, "/buy gta v 1", desk)
    gate = shop.gate("pay", "after")
    button = next(b for row in card.keyboard for b in row if b.label == "Confirm")
    first = play.press(sam, "Confirm", desk)
    await gate.reached()
    assert card.labels() == ["Refresh"]
    late = sam.forges(button.data or "", card)
    gate.release()
    await asyncio.gather(first.answered(), late.answered())
    await play.stage.quiet()
    assert shop.charges == 1


async def test_two_people_on_one_card_buy_once(play: Play) -> None:
    """The question belongs to who asked it: somebody else's Confirm is refused."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/buy gta v 1", desk)
    hers, his = play.press(town.max, "Confirm", desk, card), play.press(town.sam, "Confirm", desk)
    answer = await hers.answered()
    await his.answered()
    await play.stage.quiet()
    assert answer.show_alert
    assert "belongs to somebody else" in answer.text
    assert town.codegames.charges == 1
    assert "Bought by Sam Support" in card.text


async def test_a_forged_opener_buys_nothing_in_anothers_name(play: Play) -> None:
    """Callback data that names another opener does not make the question one's own."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/buy gta v 1", desk)
    button = next(b for row in card.keyboard for b in row if b.label == "Confirm")
    verb, _, number = (button.data or "").split(":")
    said = await play.forge(town.max, f"{verb}::{number}", card)
    assert "belongs to somebody else" in said
    said = await play.forge(town.max, f"order.cancel::{number}", card)
    assert "belongs to somebody else" in said
    assert town.codegames.charges == 0
    assert card.labels() == ["Confirm", "Cancel"]


async def test_an_update_that_comes_twice_buys_once(play: Play) -> None:
    """The same tap and the same command delivered again do nothing again."""
    sam, desk, world = play.town.sam, play.desk, play.town.world
    said = sam.says("/buy gta v 1", desk)
    await play.stage.quiet()
    before = len(desk.messages)
    world.repeat(said)
    await play.stage.quiet()
    assert len(desk.messages) == before
    tap = await play.tap(sam, "Confirm", desk)
    world.repeat(tap)
    await play.stage.quiet()
    assert play.town.codegames.charges == 1


async def test_confirm_and_cancel_at_once_end_in_one_of_them(play: Play) -> None:
    """Either it was bought or it was called off, and the card says which."""
    sam, desk = play.town.sam, play.desk
    card = await play.say(sam, "/buy gta v 1", desk)
    both = play.press(sam, "Cancel", desk, card), play.press(sam, "Confirm", desk, card)
    await asyncio.gather(*(tap.answered() for tap in both))
    await play.stage.quiet()
    bought = play.town.codegames.charges
    assert ("Cancelled." in card.text) == (bought == 0)
    assert bought in (0, 1)


@pytest.mark.steps("tap order.confirm")
async def test_a_question_left_for_a_day_is_no_longer_good(play: Play) -> None:
    """An old price is not paid: the card says how to begin anew."""
    sam, desk = play.town.sam, play.desk
    card = await play.say(sam, "/buy gta v 1", desk)
    play.clock.forward_to(play.clock() + timedelta(hours=25))
    button = card.button("Confirm")
    await play.tap(sam, "Confirm", desk, card)
    assert "too old. Start again with /buy." in card.text
    assert card.labels() == []
    await play.due()
    answer = await play.forge(sam, (button and button.data) or "", card)
    assert "called off" in str(answer)
    assert "It was not confirmed in time." in card.text
    assert play.town.codegames.charges == 0


async def test_a_restart_between_card_and_confirm_buys_once(play: Play) -> None:
    """The question survives a restart; pressed again after it was bought, it buys no more."""
    sam, desk = play.town.sam, play.desk
    card = await play.say(sam, "/buy gta v 1", desk)
    button = next(b for row in card.keyboard for b in row if b.label == "Confirm")
    await play.restart()
    await play.tap(sam, "Confirm", desk)
    assert "✅ Bought." in card.text
    await play.restart()
    await play.forge(sam, button.data or "", card)
    assert play.town.codegames.charges == 1


async def test_the_card_says_that_it_begins_before_it_says_how_it_ended(play: Play) -> None:
    """Telegram is slow to take the answer to the tap: the end is not written over by “⏳”, which would stay
    there if the process died next, or if Telegram lost its answer to that edit.
    """
    sam, desk, world = play.town.sam, play.desk, play.town.world
    card = await play.say(sam, "/buy gta v 1", desk)
    world.faults.add("answerCallbackQuery", Fault.delay(1.0))
    tap = await play.tap(sam, "Confirm", desk, card)
    texts = [str(call.params["text"]) for call in world.calls if call.method == "editMessageText"]
    begun = ["⏳ Buying" in text for text in texts]
    assert begun == sorted(begun, reverse=True), texts
    assert "✅ Bought." in card.text
    assert (await tap.answered()).text == "Buying…"
