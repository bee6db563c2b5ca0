"""Reverse on an order's card: asked first, told as Hype said it, and the customer is told."""

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Message
from services.actor import Actor
from tests.conversations.play import Play

NAME = "Razer Gold 100 BRL"


async def bought(play: Play, count: int = 1) -> Message:
    """Let Sam buy from Hype; gives the order's card."""
    town = play.town
    olga = Actor(town.olga.id, play.desk.id, town.olga.name)
    await play.stage.app.house.desk.catalog.add(olga, NAME, "hype", "2303", "BRL")
    return await play.buy(NAME, count)


async def handed_over(play: Play) -> Message:
    """The same, and the key is Cara's."""
    card = await bought(play)
    await play.tap(play.town.sam, "Send to customer", play.desk)
    await play.answer(play.town.sam, "@cara", play.desk)
    return card


@pytest.mark.steps("tap order.reverse", "tap order.reversed", "notice order-reversed")
async def test_reverse_asks_then_does_it_and_the_customer_is_told(play: Play) -> None:
    """The question states the effect; the card says what Hype said; Cara's key is gone."""
    town, desk = play.town, play.desk
    card = await handed_over(play)
    number = play.order_number(card)
    await play.tap(town.max, "Reverse", desk, card)
    assert card.text == (
        f"Reverse {number}? Hype is asked to take its key back; "
        "a reversed key can no longer be redeemed. Cara Customer is told."
    )
    assert town.hype.reversals == []
    await play.tap(town.max, "Confirm", desk, card)
    assert card.text.startswith(
        "↩️ Key 1 of 1: reversed. Hype says: Canceled in stock Successful cancellation"
    )
    assert "↩️ Reversed." in card.text
    assert "Reverse" not in card.labels()
    assert len(town.hype.reversals) == 1
    told = play.shown(town.cara.private).text
    assert f"The key of {NAME} ({number}) was taken back by the shop" in told
    said = await play.say(town.cara, f"/key {number}")
    assert said.text == f"{number} has no key to hand over."


@pytest.mark.steps("tap order.reverse")
async def test_back_leaves_the_order_as_it_was(play: Play) -> None:
    """Thinking better of it shows the card again; nothing was asked of Hype."""
    town, desk = play.town, play.desk
    card = await bought(play)
    before = card.text
    await play.tap(town.max, "Reverse", desk, card)
    assert "is told" not in card.text
    await play.tap(town.max, "Back", desk, card)
    assert card.text == before
    assert town.hype.reversals == []


@pytest.mark.steps("tap order.reversed")
async def test_a_redeemed_key_is_refused_in_hypes_words(play: Play) -> None:
    """The order stays delivered, and the customer is not told of what did not happen."""
    town, desk = play.town, play.desk
    card = await handed_over(play)
    got = play.shown(town.cara.private)
    town.hype.redeem(town.hype.pins[0].transaction_id)
    await play.tap(town.max, "Reverse", desk, card)
    await play.tap(town.max, "Confirm", desk, card)
    assert card.text.startswith("⚠️ Key 1 of 1: not reversed. Hype says: ")
    assert "Pin already redeemed" in card.text
    assert "📬 Delivered." in card.text
    assert "Reverse" in card.labels()
    assert play.shown(town.cara.private) is got


@pytest.mark.steps("tap order.reversed")
async def test_an_unclear_answer_is_told_and_reverse_may_be_pressed_again(play: Play) -> None:
    """A lost request is no yes: the card says so, and the second try takes the key back once."""
    town, desk = play.town, play.desk
    card = await bought(play)
    town.hype.faults.add("reverse_transaction", Fault.lost_before())
    await play.tap(town.max, "Reverse", desk, card)
    await play.tap(town.max, "Confirm", desk, card)
    assert card.text.startswith("❓ Key 1 of 1: Hype has not answered clearly")
    await play.tap(town.max, "Reverse", desk, card)
    await play.tap(town.max, "Confirm", desk, card)
    assert "↩️ Reversed." in card.text
    assert len(town.hype.reversals) == 1


@pytest.mark.steps("tap order.reversed")
async def test_of_three_keys_the_redeemed_one_stays(play: Play) -> None:
    """The card says of each key what became of it, and only the good key is handed over."""
    town, desk = play.town, play.desk
    card = await bought(play, 3)
    kept = town.hype.pins[1]
    town.hype.redeem(kept.transaction_id)
    await play.tap(town.max, "Reverse", desk, card)
    assert "take its 3 keys back" in card.text
    await play.tap(town.max, "Confirm", desk, card)
    assert card.text.count(": reversed. Hype says") == 2
    assert card.text.count(": not reversed. Hype says") == 1
    await play.tap(town.sam, "Send to customer", desk, card)
    await play.answer(town.sam, "@cara", desk)
    assert [key for key in play.sold() if play.showing(key)] == [kept.key]


@pytest.mark.steps("tap order.reverse", "tap order.reversed")
async def test_support_may_not_reverse(play: Play) -> None:
    """Neither by the button nor by a made-up tap."""
    town, desk = play.town, play.desk
    card = await bought(play)
    number = play.order_number(card)
    await play.tap(town.sam, "Reverse", desk, card)
    await play.forge(town.sam, f"order.reversed::{number}", card)
    assert town.hype.reversals == []
    await play.tap(town.max, "Reverse", desk, card)
    await play.tap(town.sam, "Confirm", desk, card)
    assert town.hype.reversals == []


async def test_a_double_press_reverses_once(play: Play) -> None:
    """Two Confirms at once: one reversal with Hype, one notice to the customer."""
    town, desk = play.town, play.desk
    card = await handed_over(play)
    await play.tap(town.max, "Reverse", desk, card)
    play.press(town.max, "Confirm", desk, card)
    play.press(town.max, "Confirm", desk, card)
    await play.stage.quiet()
    assert len(town.hype.reversals) == 1
    told = [each for each in town.cara.private.messages if "taken back by the shop" in each.text]
    assert len(told) == 1


async def test_what_codegames_sold_offers_no_reverse(play: Play) -> None:
    """The button is there only where the provider takes purchases back."""
    card = await play.buy()
    assert "Reverse" not in card.labels()
