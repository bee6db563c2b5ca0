"""Telegram in trouble: floods, lost answers, server errors, an edit that changes nothing."""

import io
from datetime import timedelta

import pytest

from sandbox.faults import Fault
from tests.conversations.play import Play


async def test_a_flood_wait_is_obeyed_and_the_answer_arrives(play: Play) -> None:
    """429 with retry_after: nothing is lost; the card comes by a second call, and once."""
    sam, desk, world = play.town.sam, play.desk, play.town.world
    world.faults.add("sendMessage", Fault.retry_after(1))
    card = await play.say(sam, "/stock gtav", desk)
    assert "956.30" in card.text
    sends = [call for call in world.calls if call.method == "sendMessage"]
    assert len([m for m in desk.messages if m is card]) == 1
    assert sends[-1].ok


async def test_a_lost_answer_to_a_message_sends_no_second_one(play: Play) -> None:
    """Telegram did it and the answer is lost: the person sees one card, not two."""
    sam, desk, world = play.town.sam, play.desk, play.town.world
    world.faults.add("sendMessage", Fault.lost_after())
    await play.say(sam, "/stock gtav", desk)
    cards = [m for m in desk.messages if m.sender is None and "956.30" in m.text]
    assert len(cards) == 1


async def test_a_lost_answer_to_the_order_card_buys_once(play: Play) -> None:
    """The edit that shows the bought key is lost: the card is right, the charge one."""
    sam, desk, world = play.town.sam, play.desk, play.town.world
    card = await play.say(sam, "/buy gta v 1", desk)
    world.faults.add("editMessageText", Fault.lost_after(), times=2)
    await play.tap(sam, "Confirm", desk)
    assert "✅ Bought." in card.text
    assert play.town.codegames.charges == 1


async def test_not_modified_is_a_success(play: Play) -> None:
    """Refresh within the same minute changes nothing and is no error."""
    sam, desk = play.town.sam, play.desk
    await play.say(sam, "/stock gtav", desk)
    for _ in range(2):
        tap = await play.tap(sam, "Refresh", desk)
        assert tap.answer is not None
        assert tap.answer.text == ""
    said = "".join(message.text for message in desk.messages if message.sender is None)
    assert "Sorry" not in said


@pytest.mark.parametrize("method", ["sendMessage", "editMessageText", "answerCallbackQuery"])
async def test_server_errors_of_telegram_buy_nothing_twice(play: Play, method: str) -> None:
    """500 once in the middle of a purchase: one charge, and the order can be found."""
    sam, desk, world = play.town.sam, play.desk, play.town.world
    await play.say(sam, "/buy gta v 1", desk)
    world.faults.add(method, Fault.status(500))
    await play.tap(sam, "Confirm", desk)
    world.faults.clear()
    listed = await play.say(sam, "/orders", desk)
    assert "Orders: open (1)" in listed.text
    assert play.town.codegames.charges == 1


async def test_edits_that_never_get_through_hide_no_purchase(play: Play) -> None:
    """The card cannot be edited for a while: it was bought once, and can be found."""
    sam, desk, world = play.town.sam, play.desk, play.town.world
    await play.say(sam, "/buy gta v 1", desk)
    world.faults.add("editMessageText", Fault.status(502), times=None)
    await play.tap(sam, "Confirm", desk)
    world.faults.clear()
    assert play.town.codegames.charges <= 1
    listed = await play.say(sam, "/orders all", desk)
    (number,) = [label for label in listed.labels() if label.startswith("K-")]
    await play.tap(sam, number, desk)
    shown = play.shown(desk)
    assert ("✅ Bought." in shown.text) == (play.town.codegames.charges == 1)


async def test_getupdates_in_trouble_loses_no_message(play: Play) -> None:
    """Telegram answers 502 and hangs up on the poller: what was said meanwhile is served."""
    sam, desk, world = play.town.sam, play.desk, play.town.world
    world.faults.add("getUpdates", Fault.status(502))
    world.faults.add("getUpdates", Fault.lost_before())
    assert "956.30" in (await play.say(sam, "/stock gtav", desk)).text
    assert "956.30" in (await play.say(sam, "/stock gtav", desk)).text


@pytest.mark.parametrize("fault", [Fault.malformed(), Fault.html(), Fault.truncated()])
async def test_answers_of_telegram_that_make_no_sense_repeat_nothing(
    play: Play, fault: Fault
) -> None:
    """Broken JSON, a proxy's page, half an answer: one card, and the bot goes on."""
    sam, desk, world = play.town.sam, play.desk, play.town.world
    world.faults.add("sendMessage", fault)
    await play.say(sam, "/stock gtav", desk)
    assert len([m for m in desk.messages if m.sender is None and "956.30" in m.text]) == 1
    world.faults.add("sendMessage", fault)
    await play.say(sam, "/buy gta v 1", desk)
    await play.tap(sam, "Confirm", desk)
    assert play.town.codegames.charges == 1


async def test_a_tap_made_while_the_bot_was_down_is_served_late(play: Play) -> None:
    """Its time to be answered is over: the purchase is made once, a refusal is told in the chat."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/buy gta v 1", desk)
    await play.stage.app.stop()
    press = play.press(town.sam, "Confirm", desk, card)
    again = play.press(town.max, "Confirm", desk, card)
    play.clock.forward_to(play.clock() + timedelta(minutes=1))
    await play.restart()
    await play.stage.quiet()
    assert press.answer is None
    assert again.answer is None
    assert "✅ Bought." in card.text
    assert town.codegames.charges == 1
    assert "This menu belongs to somebody else." in play.shown(desk).text


async def test_an_answer_that_telegram_does_not_take_is_told_as_that(play: Play) -> None:
    """Not as our fault, and without a reference that leads nowhere."""
    sam, desk = play.town.sam, play.desk
    play.town.world.faults.add("sendMessage", Fault.error(401, "Unauthorized"))
    said = await play.say(sam, "/stock gta v", desk)
    assert said.text == (
        "Telegram did not take my answer, so you may not see all of it. "
        "Look before you repeat what you asked for: it may be done."
    )


async def test_who_is_not_answered_hears_of_it_once_telegram_is_back(play: Play) -> None:
    """A gateway fails over the answer and over the word of that: it is said again, and once."""
    max_, desk, world = play.town.max, play.desk, play.town.world
    world.faults.add("sendMessage", Fault.status(502), times=3)
    await play.say(max_, "/orders", desk)
    said = [message.text for message in desk.messages if message.sender is None]
    assert len([text for text in said if text.startswith("Telegram did not take my answer")]) == 1


async def test_a_word_of_that_which_was_lost_on_the_way_is_not_said_twice(play: Play) -> None:
    """Telegram did it and the answer is lost: nothing tells that from not done, and once is enough."""
    max_, desk, world = play.town.max, play.desk, play.town.world
    world.faults.add("sendMessage", Fault.status(502))
    world.faults.add("sendMessage", Fault.lost_after())
    await play.say(max_, "/orders", desk)
    said = [message.text for message in desk.messages if message.sender is None]
    assert len([text for text in said if text.startswith("Telegram did not take my answer")]) == 1


async def test_a_group_whose_general_topic_is_closed_is_no_failure_of_ours(
    play: Play, log: io.StringIO
) -> None:
    """Nobody can be answered there: a line in the log, and no error."""
    town, desk = play.town, play.desk
    desk.open_topic("Orders")
    desk.close_topic()
    await play.say(town.olga, "/whoami", desk)
    assert "nobody to tell" in log.getvalue()
    assert "step failed" not in log.getvalue()
