"""What waits for a button outlives the process; a secret does not, and the person is told."""

import asyncio
import io

import pytest

from sandbox.telegram import Chat, Message
from tests.conversations.play import Play
from tests.conversations.test_games_coupons import GIFT, MASKED
from tests.conversations.test_games_payments import ask, paid
from tests.conversations.test_games_secrets import TOKEN, assert_nowhere, rows, standing

GONE = "I do not hold this question any more."
ENDED = "This was confirmed before, and how it ended was told."
UNDER_WAY = "This was confirmed and is under way:"
SECRET_GONE = "I was started anew since then, and what I may not write down is forgotten."


def data_of(card: Message, label: str) -> str:
    """What the button carries, to be sent once more when it is gone."""
    button = card.button(label)
    assert button is not None
    assert button.data is not None
    return button.data


@pytest.mark.steps("/coupon", "tap coupon.do")
async def test_a_question_is_still_open_after_a_restart(play: Play) -> None:
    """Confirm does it once; a second tap is told kindly; no row ever shows the code."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, f"/coupon puzzle PZ1001 {GIFT}", desk)
    yes = data_of(card, "Confirm")
    assert GIFT not in await rows(play)
    await play.restart()
    await play.tap(town.sam, "Confirm", desk, card)
    assert card.text.startswith("🎟 A present: used up for PZ1001 of puzzle.")
    for _ in range(2):
        await play.forge(town.sam, yes, card)
        assert play.shown(desk).text.startswith(ENDED)
        await play.restart()
    assert len(town.gamebase.coupons.uses) == 1
    assert GIFT not in await rows(play)


@pytest.mark.steps("/coupon", "tap coupon.app")
async def test_what_was_typed_before_the_app_is_there_after_a_restart(play: Play) -> None:
    """The buttons for the app go on with it; held for one command it serves no other."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, f"/coupon PZ1001 {GIFT}", desk)
    chosen = data_of(card, "puzzle")
    assert GIFT not in await rows(play)
    await play.restart()
    await play.forge(town.sam, chosen.replace("coupon.app", "players.app"), card)
    assert play.shown(desk).text.startswith("This menu is from an earlier version.")
    card = await play.say(town.sam, f"/coupon PZ1001 {GIFT}", desk)
    await play.restart()
    await play.tap(town.sam, "puzzle", desk, card)
    assert card.text.startswith(f"Use the coupon {MASKED} up for PZ1001 of puzzle?")


@pytest.mark.steps("/withdraw", "tap confirm.cancel")
async def test_cancel_after_a_restart_forgets_it(play: Play) -> None:
    """Nothing was done, and Confirm finds nothing any more."""
    town, desk = play.town, play.desk
    card = await play.say(town.olga, "/withdraw puzzle PZ1001", desk)
    yes = data_of(card, "Confirm")
    await play.restart()
    await play.tap(town.olga, "Cancel", desk, card)
    assert card.text == "All right, nothing was done."
    await play.forge(town.olga, yes, card)
    assert play.shown(desk).text.startswith(GONE)
    assert town.gamebase.withdrawals.all == []


async def test_two_taps_at_once_do_it_once(play: Play) -> None:
    """Both reach the bot before either is answered."""
    town, desk = play.town, play.desk
    card = await play.say(town.olga, "/withdraw puzzle PZ1001", desk)
    taps = [play.press(town.olga, "Confirm", desk, card) for _ in range(2)]
    await play.stage.quiet()
    await asyncio.gather(*(tap.answered() for tap in taps))
    assert len(town.gamebase.withdrawals.all) == 1
    again = (UNDER_WAY, ENDED)
    assert sum(message.text.startswith(again) for message in desk.messages) == 1


async def test_a_question_serves_only_the_button_it_was_asked_for(play: Play) -> None:
    """The key of one question under the verb of another does nothing."""
    town, desk = play.town, play.desk
    card = await play.say(town.olga, f"/coupon puzzle PZ1001 {GIFT}", desk)
    await play.forge(town.olga, data_of(card, "Confirm").replace("coupon.do", "withdraw.do"), card)
    assert play.shown(desk).text.startswith(GONE)
    assert town.gamebase.withdrawals.all == []


@pytest.mark.steps("/consume", "tap consume.do")
async def test_a_token_does_not_outlive_the_process(play: Play, log: io.StringIO) -> None:
    """It is in memory only: after a restart the person is told to send it again."""
    town, desk = play.town, play.desk
    one = paid(play)
    card = await ask(play, one)
    await assert_nowhere(play, one.access_token, log)
    await play.restart()
    await play.tap(town.max, "Confirm", desk, card)
    assert play.shown(desk).text.startswith(SECRET_GONE)
    assert not [call for call in town.gamebase.calls if call.endpoint == "consume"]
    await play.tap(town.max, "Cancel", desk, card)
    assert card.text == "All right, nothing was done."
    card = await ask(play, one)
    await play.tap(town.max, "Confirm", desk, card)
    assert one.state == "consumed"
    await assert_nowhere(play, one.access_token, log)


@pytest.mark.parametrize("typed", [f"/token PZ1001 {TOKEN}", f"/consume 1 {TOKEN}"])
async def test_a_token_typed_before_the_app_is_in_memory_only(
    play: Play, log: io.StringIO, typed: str
) -> None:
    """Its buttons say so after a restart."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, typed, desk)
    assert standing(desk, TOKEN) == []
    await assert_nowhere(play, TOKEN, log)
    await play.restart()
    await play.tap(town.max, "puzzle", desk, card)
    assert play.shown(desk).text.startswith(SECRET_GONE)
    assert play.asked_of_gamebase() == []


async def upgraded(play: Play, group: Chat) -> Message:
    """The group becomes a supergroup; gives a message of the bot there."""
    new = await play.upgrade(group)
    return await play.say(play.town.olga, "/help", new)


async def test_a_question_follows_the_group_to_its_new_id(play: Play) -> None:
    """Asked in the group, confirmed in the supergroup: what is held, sealed or in memory, is there."""
    town = play.town
    group = town.world.group("Small desk", [town.olga], kind="group")
    await play.say(town.olga, "/setup", group)
    one = paid(play)
    kept = await play.say(town.olga, "/withdraw puzzle PZ1001", group)
    typed = f"/consume puzzle {one.payment_seq} {one.access_token}"
    secret = await play.say(town.olga, typed, group)
    said = await upgraded(play, group)
    for card in (kept, secret):
        await play.forge(town.olga, data_of(card, "Confirm"), said)
    assert len(town.gamebase.withdrawals.all) == 1
    assert one.state == "consumed"
