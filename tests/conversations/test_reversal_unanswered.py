"""A reversal that Hype has not answered yet: nothing is handed out, and the end is told once."""

from datetime import timedelta

import pytest

from sandbox.faults import Fault
from tests.conversations.play import Play
from tests.conversations.reversal_play import OPEN, TAKEN_BACK, bought, handed_over, told_of_it
from tests.conversations.scenes import begins


async def comes(play: Play, count: int) -> None:
    """Wait until the desk has so many messages."""
    await play.town.world.until(lambda: len(play.desk.messages) >= count)


@begins(handed_over)
@pytest.mark.steps("tap order.reversed", "notice order-changed", "notice order-reversed")
async def test_a_lost_answer_is_asked_after_and_the_customer_is_told_once(play: Play) -> None:
    """The card says that it is open and offers nothing of the key; the desk itself learns the end."""
    town, desk = play.town, play.desk
    card = play.begun(handed_over)
    number = play.order_number(card)
    town.hype.faults.add("reverse_transaction", Fault.lost_before())
    await play.tap(town.max, "Reverse", desk, card)
    await play.tap(town.max, "Confirm", desk, card)
    assert card.text.startswith("❓ Key 1 of 1: Hype has not answered clearly")
    assert f"📬 Delivered.\n{OPEN}" in card.text
    assert card.labels() == ["Refresh"]
    said = await play.say(town.cara, f"/key {number}")
    assert said.text == TAKEN_BACK.format(number=number)
    await play.later(timedelta(seconds=6))
    told = play.shown(desk)
    assert told.text.startswith(f"🔔 News of {number}")
    assert "↩️ Reversed." in told.text
    assert card.labels() == []  # what can be done stands below the newer one
    await play.later(timedelta(hours=1))
    assert play.shown(desk) is told
    assert len(town.hype.reversals) == 1
    assert len(told_of_it(play)) == 1


@begins(handed_over)
@pytest.mark.steps("tap order.reversed", "notice order-changed", "notice order-reversed")
async def test_a_stop_in_between_is_made_up_for_at_the_next_start(play: Play) -> None:
    """The process ends while Hype is asked: the next one asks again, and tells everybody once."""
    town, desk = play.town, play.desk
    card = play.begun(handed_over)
    town.hype.faults.add("reverse_transaction", Fault.lost_before())
    await play.tap(town.max, "Reverse", desk, card)
    await play.tap(town.max, "Confirm", desk, card)
    await play.restart()
    await play.later(timedelta(seconds=6))
    assert "↩️ Reversed." in play.shown(desk).text
    await play.restart()
    await play.later(timedelta(hours=1))
    assert len(town.hype.reversals) == 1
    assert len(told_of_it(play)) == 1


@begins(bought)
@pytest.mark.steps(
    "tap order.claim", "tap order.show", "tap order.send", "answer order.customer", "start payload"
)
async def test_nothing_is_delivered_while_it_is_being_taken_back(play: Play) -> None:
    """Old buttons, an old link and a second press are told kindly; no key is seen by anybody."""
    town, desk = play.town, play.desk
    card = play.begun(bought)
    number = play.order_number(card)
    listed = await play.say(town.sam, f"/order {number}", desk)
    await play.tap(town.sam, "Claim link", desk, listed)
    town.sam.taps("Copy link")
    token = (town.sam.clipboard or "").partition("?start=")[2]
    gate = town.hype.gate("reverse_transaction", "before")
    await play.tap(town.max, "Reverse", desk, card)
    assert "Claim links of this order stop working at once" in card.text
    play.press(town.max, "Confirm", desk, card)
    await gate.reached()
    words = TAKEN_BACK.format(number=number)
    for label in ("Claim link", "Show to me", "Reverse"):
        before = len(desk.messages)
        play.press(town.olga, label, desk, listed)
        await comes(play, before + 1)
        assert play.shown(desk).text == words
    play.press(town.sam, "Send to customer", desk, listed)
    await town.world.until(lambda: "Who gets" in play.shown(desk).text)
    play.done.add("answer order.customer")
    town.sam.says("@cara", desk, play.shown(desk))
    await town.world.until(lambda: play.shown(desk).text == words)
    play.done.add("start payload")
    town.cara.starts(token)
    refused = "This link does not work."
    await town.world.until(lambda: play.shown(town.cara.private).text.startswith(refused))
    gate.release()
    await play.stage.quiet()
    assert "↩️ Reversed." in card.text
    assert play.showing(town.hype.pins[0].key) == []


@begins(bought)
@pytest.mark.steps("tap order.reversed", "notice order-changed", "tap order.claim", "start payload")
async def test_refused_in_the_end_the_key_is_delivered_after_all(play: Play) -> None:
    """Redeemed while nobody knew: the order is as it was, and a new Claim link works."""
    town, desk = play.town, play.desk
    card = play.begun(bought)
    town.hype.faults.add("reverse_transaction", Fault.lost_before())
    await play.tap(town.max, "Reverse", desk, card)
    await play.tap(town.max, "Confirm", desk, card)
    assert OPEN in card.text
    assert "ready to hand over" not in card.text
    town.hype.redeem(town.hype.pins[0].transaction_id)
    await play.later(timedelta(seconds=6))
    assert OPEN in card.text  # its books may not know yet of a try that was acted on
    await play.later(timedelta(minutes=3))
    told = play.shown(desk)
    assert "✅ Bought. The key is ready to hand over." in told.text
    await play.tap(town.sam, "Claim link", desk, told)
    town.sam.taps("Copy link")
    shown = await play.start(town.cara, (town.sam.clipboard or "").partition("?start=")[2])
    assert play.spoilers(shown) == [town.hype.pins[0].key]


@begins(bought)
@pytest.mark.steps("notice reversal-late")
async def test_an_answer_that_stays_away_is_told_once(play: Play) -> None:
    """After an hour and a half the chat hears that Hype says nothing, and never again."""
    town, desk = play.town, play.desk
    card = play.begun(bought)
    number = play.order_number(card)
    town.hype.faults.add("reverse_transaction", Fault.lost_before(), times=None)
    await play.tap(town.max, "Reverse", desk, card)
    await play.tap(town.max, "Confirm", desk, card)
    for _ in range(20):
        await play.later(timedelta(minutes=16))
    late = [each for each in desk.messages if "has not said whether it takes" in each.text]
    assert [each.text.splitlines()[0] for each in late] == [
        f"🔔 {number}: for over an hour Hype has not said whether it takes everything back. "
        "Ask Hype; I go on asking too."
    ]


@begins(bought)
async def test_where_the_pressed_card_is_gone_the_end_is_told_in_its_place(play: Play) -> None:
    """“⏳” had to be said by a new message: that one is put right, and nothing goes on saying it."""
    town, desk = play.town, play.desk
    card = play.begun(bought)
    await play.tap(town.max, "Reverse", desk, card)
    gate = town.hype.gate("reverse_transaction", "before")
    gone = Fault.error(400, "Bad Request: message to edit not found")
    town.world.faults.add("editMessageText", gone)
    play.press(town.max, "Confirm", desk, card)
    await gate.reached()
    await town.world.until(lambda: "⏳ Taking back" in play.shown(desk).text)
    said = play.shown(desk)
    await play.stage.app.poller.idle()
    gate.release()
    await play.stage.quiet()
    assert said is not card
    assert "↩️ Reversed." in said.text
    assert not any("⏳" in each.text for each in desk.messages)
