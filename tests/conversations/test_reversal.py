"""Reverse on an order's card: asked first, told as Hype said it, and the customer is told."""

from datetime import timedelta

import pytest

from sandbox.faults import Fault
from tests.conversations.play import Play
from tests.conversations.reversal_play import NAME, TAKEN_BACK, bought, handed_over, told_of_it
from tests.conversations.scenes import begins, one_bought


@begins(handed_over)
@pytest.mark.steps(
    "tap order.reverse", "tap order.reversed", "notice order-reversed", "notice reversal-ended"
)
async def test_reverse_asks_then_does_it_and_the_customer_is_told(play: Play) -> None:
    """The question states the effect; the card says what Hype said; Cara's key is gone."""
    town, desk = play.town, play.desk
    card = play.begun(handed_over)
    number = play.order_number(card)
    await play.tap(town.max, "Reverse", desk, card)
    assert card.text == (
        f"Reverse {number}? Hype is asked to take its key back; "
        "a reversed key can no longer be redeemed. Cara Customer is told."
    )
    assert town.hype.reversals == []
    await play.tap(town.max, "Confirm", desk, card)
    assert card.text.startswith(
        "↩️ Key 1 of 1: reversed. Hype says: Canceled in stock – Successful cancellation"
    )
    assert "↩️ Reversed." in card.text
    assert (
        " was paid for the key that was taken back. "
        "Please see in your account at Hype that it came back: its answer does not say."
        in card.text
    )
    assert "Reverse" not in card.labels()
    assert len(town.hype.reversals) == 1
    told = play.shown(town.cara.private).text
    assert f"The key of {NAME} ({number}) was taken back by the shop" in told
    said = await play.say(town.cara, f"/key {number}")
    assert said.text == f"{number} has no key to hand over."
    listed = await play.say(town.cara, "/mykeys")
    assert f" – no keys any more · {number}" in listed.text


@begins(bought)
@pytest.mark.steps("tap order.reverse")
async def test_back_leaves_the_order_as_it_was(play: Play) -> None:
    """Thinking better of it shows the card again; nothing was asked of Hype."""
    town, desk = play.town, play.desk
    card = play.begun(bought)
    before = card.text
    await play.tap(town.max, "Reverse", desk, card)
    assert "is told" not in card.text
    await play.tap(town.max, "Back", desk, card)
    assert card.text == before
    assert town.hype.reversals == []


@begins(handed_over)
@pytest.mark.steps("tap order.reversed")
async def test_a_redeemed_key_is_refused_in_hypes_words(play: Play) -> None:
    """The order stays delivered, and the customer is not told of what did not happen."""
    town, desk = play.town, play.desk
    card = play.begun(handed_over)
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
async def test_sixty_keys_show_how_far_it_is_and_are_each_reversed_once(play: Play) -> None:
    """Many are under way together, the card is edited in place, and ends as the order's."""
    town, desk, hype = play.town, play.desk, play.town.hype
    hype.set_stock(2303, -1)
    card = await bought(play, 60)
    await play.tap(town.max, "Reverse", desk, card)
    gates = [hype.gate("reverse_transaction", "before") for _ in range(25)]
    play.press(town.max, "Confirm", desk, card)
    for gate in gates:
        await gate.reached()
    assert card.text == f"⏳ Taking back 60 keys of {NAME}…"
    assert len([call for call in hype.calls if call.endpoint == "reverse_transaction"]) == 25
    play.clock.forward_to(play.clock() + timedelta(seconds=3))
    rest = hype.gate("reverse_transaction", "before", when=lambda _: len(hype.reversals) >= 40)
    for gate in gates:
        gate.release()
    await rest.reached()
    await town.world.until(lambda: "of 60 answered" in card.text)
    rest.release()
    await play.stage.quiet()
    assert "↩️ Reversed." in card.text
    assert play.shown(desk) is card
    assert len({each.transaction_id for each in hype.reversals}) == len(hype.reversals) == 60


@pytest.mark.steps("tap order.reversed")
async def test_two_managers_press_at_once(play: Play) -> None:
    """One does it; the other is told kindly, and nothing is reversed twice."""
    town, desk = play.town, play.desk
    card = await bought(play, 3)
    number = play.order_number(card)
    second = await play.say(town.olga, f"/order {number}", desk)
    await play.tap(town.max, "Reverse", desk, card)
    await play.tap(town.olga, "Reverse", desk, second)
    gate = town.hype.gate("reverse_transaction", "before")
    play.press(town.max, "Confirm", desk, card)
    await gate.reached()
    play.press(town.olga, "Confirm", desk, second)
    await town.world.until(lambda: play.shown(desk).text == TAKEN_BACK.format(number=number))
    gate.release()
    await play.stage.quiet()
    assert "↩️ Reversed." in card.text
    assert len({each.transaction_id for each in town.hype.reversals}) == 3
    assert len(town.hype.reversals) == 3


@pytest.mark.steps("tap order.reversed")
async def test_what_could_not_be_asked_about_stands_and_is_told(play: Play) -> None:
    """Hype turns our sign-in down in the middle: the card says how many stand, and offers them."""
    town, desk = play.town, play.desk
    card = await bought(play, 3)
    pins = sorted(pin.transaction_id for pin in town.hype.pins)
    await play.tap(town.max, "Reverse", desk, card)
    town.hype.faults.add(
        "reverse_transaction",
        Fault.refusal(401, "Unauthorized"),
        times=None,
        when=lambda params: int(params["transactionId"]) != pins[0],
    )
    await play.tap(town.max, "Confirm", desk, card)
    assert ": reversed. Hype says" in card.text
    assert "2 keys were not taken back and stay as they were; press Reverse again" in card.text
    assert "handed over by a new Claim link" in card.text
    assert {"Claim link", "Reverse"} <= set(card.labels())
    town.hype.faults.clear()
    await play.tap(town.max, "Reverse", desk, card)
    await play.tap(town.max, "Confirm", desk, card)
    assert "↩️ Reversed." in card.text
    assert len(town.hype.reversals) == 3


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
    await play.gives("@cara", desk)
    assert [key for key in play.sold() if play.showing(key)] == [kept.key]


@begins(bought)
@pytest.mark.steps("tap order.reverse", "tap order.reversed")
async def test_support_may_not_reverse(play: Play) -> None:
    """Neither by the button nor by a made-up tap."""
    town, desk = play.town, play.desk
    card = play.begun(bought)
    number = play.order_number(card)
    await play.tap(town.sam, "Reverse", desk, card)
    await play.forge(town.sam, f"order.reversed::{number}", card)
    assert town.hype.reversals == []
    await play.tap(town.max, "Reverse", desk, card)
    await play.tap(town.sam, "Confirm", desk, card)
    assert town.hype.reversals == []


@begins(handed_over)
async def test_a_double_press_reverses_once(play: Play) -> None:
    """Two Confirms at once: one reversal with Hype, one notice to the customer."""
    town, desk = play.town, play.desk
    card = play.begun(handed_over)
    await play.tap(town.max, "Reverse", desk, card)
    play.press(town.max, "Confirm", desk, card)
    play.press(town.max, "Confirm", desk, card)
    await play.stage.quiet()
    assert len(town.hype.reversals) == 1
    assert len(told_of_it(play)) == 1


@begins(one_bought)
async def test_what_codegames_sold_offers_no_reverse(play: Play) -> None:
    """The button is there only where the provider takes purchases back."""
    card = play.begun(one_bought)
    assert "Reverse" not in card.labels()


@pytest.mark.steps("tap order.reverse")
async def test_several_customers_are_told(play: Play) -> None:
    """Both are named in the question."""
    town, desk = play.town, play.desk
    carl = town.world.person("Carl Customer", username="carl")
    await play.start(carl)
    card = await bought(play, 2)
    for username in ("@cara", "@carl"):
        await play.tap(town.sam, "Send to customer", desk, card)
        if username == "@cara":
            await play.tap(town.sam, "1", desk)
        await play.gives(username, desk)
    await play.tap(town.max, "Reverse", desk, card)
    assert "Cara Customer and Carl Customer are told." in card.text
