"""Answers of the provider that are lost, keys that come late, and orders that wait for a person."""

from datetime import timedelta

import pytest

from sandbox.codegames.late import Late
from sandbox.codegames.shop import FIRST_ORDER_ID
from sandbox.faults import Fault
from sandbox.telegram import Message
from services.vault import mask
from tests.conversations.play import Play
from tests.conversations.scenes import begins, one_bought

SOON = timedelta(seconds=6)
"""A little more than the first look after a lost answer."""


async def uncertain(play: Play) -> tuple[Message, str]:
    """Buy with an answer lost after the act, and give the card and the number once it is uncertain."""
    play.town.codegames.faults.add("pay", Fault.lost_after())
    number = play.order_number(await play.buy())
    await play.later(SOON)
    await play.desk.until(lambda: "needs a manager" in play.shown(play.desk).text)
    return play.shown(play.desk), number


@pytest.mark.steps("tap order.refresh", "notice order-changed")
async def test_lost_before_the_act_is_bought_under_the_same_id(play: Play) -> None:
    """Nothing was charged the first time: the same transaction id buys it within seconds."""
    town, desk = play.town, play.desk
    town.codegames.faults.add("pay", Fault.lost_before())
    card = await play.buy()
    assert "The answer was lost on the way." in card.text
    tap = await play.tap(town.sam, "Refresh", desk)
    assert tap.answer is not None
    assert tap.answer.text == "paying"
    await play.later(SOON)
    await desk.until(lambda: "✅ Bought." in play.shown(desk).text)
    assert "News of" in play.shown(desk).text
    assert town.codegames.charges == 1
    pays = [call.body["txnId"] for call in town.codegames.calls if call.endpoint == "pay"]
    assert len(pays) == 2
    assert len(set(pays)) == 1


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (Fault.status(429), "⏳ CodeGames answered that it has too much to do just now"),
        (Fault.status(500), "⏳ CodeGames answered with a fault of its own"),
        (Fault.html(), "⏳ CodeGames answered in a way I cannot read"),
        (Fault.lost_before(), "⏳ The answer was lost on the way"),
    ],
)
async def test_what_the_provider_answered_is_what_is_told(
    play: Play, fault: Fault, told: str
) -> None:
    """An answer that settles nothing is not called lost, and the order is asked after all the same."""
    play.town.codegames.faults.add("pay", fault)
    card = await play.buy()
    assert told in card.text
    assert "it cannot be charged twice" in card.text
    assert "Ordered by Sam Support" in card.text


@begins(uncertain)
@pytest.mark.steps("notice order-uncertain")
async def test_lost_after_the_act_waits_for_a_person_and_is_told_once(play: Play) -> None:
    """Charged, but with an unknown order id: one card here, one with the managers, one charge."""
    town, desk = play.town, play.desk
    card, number = play.begun(uncertain)
    assert "CodeGames confirms the charge but does not say its order id." in card.text
    assert card.labels() == ["Enter order id", "Close case"]
    assert town.codegames.charges == 1
    await play.later(timedelta(minutes=30))
    for chat in (desk, town.managers):
        told = [m for m in chat.messages if m.sender is None and f"{number} needs" in m.text]
        assert len(told) == 1
    assert not [m for m in desk.messages if m.text.startswith("🔔 News of")]
    assert town.codegames.charges == 1


@begins(uncertain)
@pytest.mark.steps("tap order.reference", "answer order.reference", "/resolve")
async def test_a_manager_enters_the_order_id_and_the_key_comes(play: Play) -> None:
    """A wrong id changes nothing and may be mended; the right one fetches the key."""
    town, desk = play.town, play.desk
    _, number = play.begun(uncertain)
    await play.tap(town.max, "Enter order id", desk)
    asked = play.shown(desk)
    assert f"Which order id does the provider’s account show for {number}?" in asked.text
    pays = [call for call in town.codegames.calls if call.endpoint == "pay"]
    assert f"Transaction: {pays[0].body['txnId']}" in asked.text
    wrong = await play.say(town.max, "99999", desk, asked)
    assert "shows no unused key under that order id" in wrong.text
    wrong = await play.say(town.max, "K12-a", desk, asked)
    assert wrong.text.startswith("The order ids of CodeGames are numbers, such as 782.")
    assert wrong.text.endswith("press Enter order id again and send the number.")
    reads = [call.body for call in town.codegames.calls if call.endpoint == "keys"]
    assert reads == [{"orderId": 99999}]
    wrong = await play.say(town.max, "what? no!", desk, asked)
    assert "shows no unused key under that order id" in wrong.text
    right = await play.say(town.max, str(town.codegames.orders[0].order_id), desk, asked)
    assert "✅ Bought." in right.text
    assert mask(play.sold()[0]) in right.text
    assert play.showing(play.sold()[0]) == []
    done = await play.say(town.max, f"/resolve {number}", desk)
    assert done.text == f"{number} is not uncertain: there is nothing to settle."


@pytest.mark.steps("notice order-uncertain", "tap order.reference", "answer order.reference")
async def test_an_order_id_that_is_no_number_waits_for_a_person(play: Play) -> None:
    """Charged, and nothing is lost: the same id is sent again, then a manager enters the number."""
    town, desk = play.town, play.desk
    answer = '{"orderId": "K12-a"}'
    fault = Fault.status(201, answer, content_type="application/json", acted=True)
    town.codegames.faults.add("pay", fault)
    card = await play.buy()
    assert "answered in a way I cannot read" in card.text
    await play.later(SOON)
    await desk.until(lambda: "needs a manager" in play.shown(desk).text)
    first, second = [call.body for call in town.codegames.calls if call.endpoint == "pay"]
    assert first == second
    assert not [call for call in town.codegames.calls if call.endpoint == "keys"]
    await play.tap(town.max, "Enter order id", desk)
    right = await play.answer(town.max, str(town.codegames.orders[0].order_id), desk)
    assert "✅ Bought." in right.text
    assert town.codegames.charges == 1


async def test_an_order_id_in_digits_is_taken_though_it_is_a_text(play: Play) -> None:
    """CodeGames wrote it so itself; it goes back as the number that the document has."""
    town = play.town
    answer = f'{{"orderId": "{FIRST_ORDER_ID}"}}'
    fault = Fault.status(201, answer, content_type="application/json", acted=True)
    town.codegames.faults.add("pay", fault)
    card = await play.buy()
    assert "✅ Bought." in card.text
    reads = [call.body for call in town.codegames.calls if call.endpoint == "keys"]
    assert reads == [{"orderId": FIRST_ORDER_ID}]


@begins(one_bought)
async def test_an_order_id_of_another_order_is_not_taken(play: Play) -> None:
    """A slip of the finger must not hand out the key of an order we know."""
    town, desk = play.town, play.desk
    await uncertain(play)
    await play.tap(town.max, "Enter order id", desk)
    asked = play.shown(desk)
    said = await play.say(town.max, str(town.codegames.orders[0].order_id), desk, asked)
    assert "shows no unused key under that order id" in said.text


@begins(uncertain)
@pytest.mark.steps("/resolve", "tap order.close", "tap order.refresh", "tap order.closed")
async def test_a_manager_closes_the_case(play: Play) -> None:
    """Close case states what it means, can be left by Back, and ends without a key."""
    town, desk = play.town, play.desk
    _, number = play.begun(uncertain)
    card = await play.say(town.max, f"/resolve {number}", desk)
    await play.tap(town.max, "Close case", desk, card)
    assert "Do this only when the provider’s account shows no charge" in card.text
    await play.tap(town.max, "Back", desk, card)
    assert card.labels() == ["Enter order id", "Close case"]
    await play.tap(town.max, "Close case", desk, card)
    await play.tap(town.max, "Confirm", desk, card)
    assert "❌ Closed without a key." in card.text
    assert "A manager closed the case after looking into the CodeGames account." in card.text
    again = await play.forge(town.max, f"order.closed::{number}:1", card)
    assert again == ""
    assert "is settled already: its case was closed." in play.shown(desk).text


@begins(uncertain)
async def test_support_may_not_settle_an_uncertain_order(play: Play) -> None:
    """The buttons are refused to support when pressed, forged or typed."""
    town, desk = play.town, play.desk
    card, number = play.begun(uncertain)
    for label in ("Enter order id", "Close case"):
        answer = await (await play.tap(town.sam, label, desk, card)).answered()
        assert answer.show_alert
        assert "settle uncertain orders" in answer.text
    assert "settle uncertain orders" in await play.forge(
        town.sam, f"order.closed::{number}:1", card
    )
    refused = await play.say(town.sam, f"/resolve {number}", desk)
    assert "settle uncertain orders" in refused.text
    found = await play.say(town.sam, f"/order {number}", desk)
    assert "❓" in found.text


@pytest.mark.steps("notice order-changed")
@pytest.mark.parametrize("late", list(Late))
async def test_late_keys_come_by_themselves(play: Play, late: Late) -> None:
    """Paid without a key: the card says so, and a new one comes with the key; paid once."""
    town, desk = play.town, play.desk
    town.codegames.keys_late(2, late)
    card = await play.buy()
    assert "💳 Paid. The key is on its way" in card.text
    await play.later(SOON)
    await play.later(timedelta(seconds=20))
    await desk.until(lambda: "✅ Bought." in play.shown(desk).text)
    assert town.codegames.charges == 1
    assert play.showing(play.sold()[0]) == []


@pytest.mark.steps("notice keys-late")
async def test_keys_that_do_not_come_for_hours_are_told_of(play: Play) -> None:
    """After more than an hour of asking the chat is told once to ask the provider."""
    town, desk = play.town, play.desk
    town.codegames.keys_late(10_000)
    number = play.order_number(await play.buy())
    for _ in range(16):
        await play.later(timedelta(minutes=16))
    told = [m for m in desk.messages if "has not come for over an hour" in m.text]
    assert len(told) == 1
    assert number in told[0].text


async def test_an_answer_that_stays_lost_for_hours_waits_for_a_person(play: Play) -> None:
    """For an hour it is asked for again; then nothing is bought any more, and a person is called, once."""
    town, desk = play.town, play.desk
    town.codegames.faults.add("pay", Fault.lost_before(), times=None)
    number = play.order_number(await play.buy())
    for _ in range(8):
        await play.later(timedelta(minutes=16))
    told = [m for m in desk.messages if f"{number} needs a manager" in m.text]
    assert len(told) == 1
    assert "CodeGames does not say whether it sold, and it was not asked again" in told[0].text
    assert told[0].labels() == ["Enter order id", "Close case"]
    town.codegames.faults.clear()
    await play.restart()  # which has not yet seen it down
    await play.later(timedelta(days=3))
    assert town.codegames.charges == 0


async def test_a_restart_finishes_what_was_left(play: Play) -> None:
    """The process ends between the lost answer and the next look: the new one finishes it."""
    town, desk = play.town, play.desk
    town.codegames.faults.add("pay", Fault.lost_before())
    await play.buy()
    await play.restart()
    await play.later(SOON)
    await desk.until(lambda: "✅ Bought." in play.shown(desk).text)
    assert town.codegames.charges == 1


@pytest.mark.steps("notice key-twin")
async def test_a_key_sold_twice_is_flagged(play: Play) -> None:
    """The provider sells a key that we had before: the chat is warned, and the card says so."""
    town, desk = play.town, play.desk
    town.codegames.next_keys("AAAAA-BBBBB-CCCCC", "AAAAA-BBBBB-CCCCC")
    first = play.order_number(await play.buy())
    await play.buy()
    told = [m for m in desk.messages if "is the same as the one in" in m.text]
    assert len(told) == 1
    assert first in told[0].text
    assert play.showing("AAAAA-BBBBB-CCCCC") == []


@pytest.mark.steps("notice key-twin")
async def test_a_key_that_comes_twice_in_one_order_is_flagged_as_that(play: Play) -> None:
    """No other order is named: the same key is in this one more than once."""
    town, desk = play.town, play.desk
    town.codegames.next_keys("AAAAA-BBBBB-CCCCC", "AAAAA-BBBBB-CCCCC")
    await play.buy(count=2)
    card = next(m for m in desk.messages if "Bought." in m.text)
    number = play.order_number(card)
    assert "The same key came more than once in this order." in card.text
    (told,) = [m.text for m in desk.messages if "the same key came more than once" in m.text]
    assert told.startswith(f"⚠️ In {number} (GTA V)")
    assert not any("is the same as the one in" in m.text for m in desk.messages)
