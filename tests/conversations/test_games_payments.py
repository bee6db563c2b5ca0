"""/payments, /subscriptions, /consume: what waits, what runs, and consuming it once."""

import io
from datetime import timedelta

import pytest

from sandbox.faults import Fault
from sandbox.gamebase.purchases import Payment
from sandbox.telegram import Message
from tests.conversations.play import Play
from tests.conversations.test_games_secrets import assert_nowhere, standing
from tests.conversations.test_games_withdraw import written


def paid(play: Play, player: str = "PZ1005") -> Payment:
    """A payment that waits."""
    app_id = play.town.apps["puzzle"].app_id
    return play.town.gamebase.purchases.pay(app_id, player, currency="KZT", price="990.50")


async def ask(play: Play, payment: Payment) -> Message:
    """Have the question about a typed payment and its token; by a manager, who may."""
    typed = f"/consume puzzle {payment.payment_seq} {payment.access_token}"
    return await play.say(play.town.max, typed, play.desk)


@pytest.mark.steps("/payments")
async def test_payments_that_wait_are_listed_without_their_tokens(
    play: Play, log: io.StringIO
) -> None:
    """Number, price and product; only who may consume has the buttons for it."""
    town, desk = play.town, play.desk
    one = paid(play)
    card = await play.say(town.sam, "/payments puzzle PZ1005 GG", desk)
    assert card.text.startswith("💳 PZ1005 · puzzle · Google Play")
    assert f"• Payment {one.payment_seq}\nPrice: KZT\xa0990.50\nProduct: 1000292" in card.text
    assert card.labels() == []
    await assert_nowhere(play, one.access_token, log)
    card = await play.say(town.max, "/payments puzzle PZ1005 GG", desk)
    assert card.labels() == [f"Consume {one.payment_seq}"]
    await assert_nowhere(play, one.access_token, log)
    card = await play.say(town.sam, "/payments puzzle PZ1005 AS", desk)
    assert "No payment waits to be consumed." in card.text
    card = await play.say(town.sam, "/payments puzzle PZ1005 Steam", desk)
    assert card.text.startswith("Usage: /payments [app] player GG|ONESTORE|AS")


@pytest.mark.steps("/payments", "tap consume.ask", "tap consume.do")
async def test_a_payment_is_consumed_from_the_list(play: Play, log: io.StringIO) -> None:
    """Asked first; the token is read once more and stands nowhere."""
    town, desk = play.town, play.desk
    one = paid(play)
    listed = await play.say(town.max, "/payments puzzle PZ1005 GG", desk)
    await play.tap(town.max, f"Consume {one.payment_seq}", desk)
    card = play.shown(desk)
    assert card.text.startswith(f"⚠️ Consume the payment {one.payment_seq} of puzzle?")
    assert "possible once and cannot be taken back" in card.text
    assert one.state == "paid"
    await play.tap(town.max, "Confirm", desk)
    assert card.text.splitlines() == [
        f"✅ The payment {one.payment_seq} of puzzle is consumed.",
        "Price: KZT\xa0990.50",
        "Product: 1000292",
    ]
    assert await written(play, "payment.consume") == ["intended", "done"]
    await assert_nowhere(play, one.access_token, log)
    await play.tap(town.max, f"Consume {one.payment_seq}", desk, listed)
    await play.tap(town.max, "Confirm", desk)
    assert "is consumed: by our try of" in play.shown(desk).text
    assert len(town.gamebase.purchases.consumptions) == 1


@pytest.mark.steps("/consume", "tap consume.do")
async def test_a_payment_is_consumed_by_its_token(play: Play, log: io.StringIO) -> None:
    """The message with the token is deleted, and the token kept nowhere, not even on the button."""
    town, desk = play.town, play.desk
    one = paid(play)
    card = await ask(play, one)
    assert standing(desk, one.access_token) == []
    await assert_nowhere(play, one.access_token, log)
    await play.tap(town.max, "Confirm", desk)
    assert card.text.startswith(f"✅ The payment {one.payment_seq} of puzzle is consumed.")
    await assert_nowhere(play, one.access_token, log)


async def test_a_wrong_token_consumes_nothing(play: Play) -> None:
    """Said in words, with the code."""
    town, desk = play.town, play.desk
    one = paid(play)
    card = await play.say(town.max, f"/consume puzzle {one.payment_seq} wrong-token", desk)
    await play.tap(town.max, "Confirm", desk)
    assert card.text.startswith("The payment could not be consumed: its number or token is wrong")
    assert card.text.endswith("Code 5000")
    assert one.state == "paid"


async def test_what_somebody_else_has_consumed_is_not_ours(play: Play) -> None:
    """Code 5018 without a try of ours in the books."""
    town, desk = play.town, play.desk
    one = paid(play)
    one.state = "consumed"
    card = await ask(play, one)
    await play.tap(town.max, "Confirm", desk)
    assert card.text.startswith("This payment was consumed before, and not by this desk.")
    assert card.text.endswith("Code 5018")


@pytest.mark.parametrize("fault", [Fault.lost_after(), Fault.lost_before()])
async def test_a_lost_answer_is_settled_by_asking_once_more(play: Play, fault: Fault) -> None:
    """A payment cannot be consumed twice, so the same call says what happened."""
    town, desk = play.town, play.desk
    one = paid(play)
    town.gamebase.faults.add("consume", fault)
    card = await ask(play, one)
    await play.tap(town.max, "Confirm", desk)
    assert card.text.startswith(f"✅ The payment {one.payment_seq} of puzzle is consumed.")
    assert len(town.gamebase.purchases.consumptions) == 1
    assert (await written(play, "payment.consume"))[0] == "intended"


async def test_what_stays_unknown_is_said_and_settled_by_the_next_try(play: Play) -> None:
    """Both answers are lost; the next try finds the deed of the first."""
    town, desk = play.town, play.desk
    one = paid(play)
    town.gamebase.faults.add("consume", Fault.lost_after())
    town.gamebase.faults.add("consume", Fault.lost_before())
    card = await ask(play, one)
    await play.tap(town.max, "Confirm", desk)
    assert card.text.startswith("❓ There was no clear answer.")
    again = await ask(play, one)
    await play.tap(town.max, "Confirm", desk)
    assert "is consumed: by our try of today" in again.text
    assert len(town.gamebase.purchases.consumptions) == 1


@pytest.mark.steps("tap consume.ask")
async def test_what_has_gone_from_the_list_meanwhile_is_not_consumed(play: Play) -> None:
    """Somebody else was faster: nothing is sent."""
    town, desk = play.town, play.desk
    one = paid(play)
    await play.say(town.max, "/payments puzzle PZ1005 GG", desk)
    one.state = "consumed"
    await play.tap(town.max, f"Consume {one.payment_seq}", desk)
    await play.tap(town.max, "Confirm", desk)
    said = play.shown(desk).text
    assert said.startswith(f"No payment {one.payment_seq} waits in puzzle")
    assert not [call for call in town.gamebase.calls if call.endpoint == "consume"]


@pytest.mark.steps("tap consume.ask")
async def test_an_old_list_is_of_no_use(play: Play) -> None:
    """After an hour nothing is held any more, and nothing is done."""
    town, desk = play.town, play.desk
    one = paid(play)
    listed = await play.say(town.max, "/payments puzzle PZ1005 GG", desk)
    await play.later(timedelta(hours=1))
    answer = await (await play.tap(town.max, f"Consume {one.payment_seq}", desk, listed)).answered()
    assert answer.text.startswith("I do not hold this question any more.")
    assert one.state == "paid"


@pytest.mark.steps("/subscriptions")
async def test_subscriptions_that_run_are_listed(play: Play) -> None:
    """Product, price, both ends in the chat's zone, and the numbers."""
    town, desk = play.town, play.desk
    await play.say(town.olga, "/setup Asia/Almaty", desk)
    card = await play.say(town.sam, "/subscriptions puzzle PZ1001 gg com.example.puzzle", desk)
    assert "• puzzle_pass_month\nPrice: KZT\xa01,990.00\nBought " in card.text
    assert "Runs until " in card.text
    assert "UTC+5" in card.text
    assert "The store’s number: GPA." in card.text
    card = await play.say(town.sam, "/subscriptions puzzle PZ1001 GG com.example.other", desk)
    assert "No subscription of com.example.other runs." in card.text
