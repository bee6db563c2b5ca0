"""How what was confirmed has ended is told until it has arrived, whatever happens between."""

import io
from dataclasses import replace

import pytest

from handlers.frame.cards import Card
from handlers.frame.turn import Turn
from handlers.games.coupons import Wish
from sandbox.faults import Fault
from tests.conversations.deeds_play import DONE, SOON, Case, coupon, every_case, unsent, withdraw
from tests.conversations.play import Play
from tests.conversations.test_games_coupons import GIFT
from tests.conversations.test_games_payments import ask, paid
from tests.conversations.test_games_secrets import assert_nowhere
from tests.conversations.test_held import UNDER_WAY, data_of


@every_case
async def test_done_while_telegram_takes_nothing(play: Play, case: Case) -> None:
    """It is told that it was done as soon as Telegram takes it; nobody reads that it did not work."""
    card = await case.asks(play)
    play.unheard()
    await play.tap(case.person(play), "Confirm", play.desk, card)
    assert "Confirm" in card.labels()
    play.town.world.faults.clear()
    await play.later(SOON)
    assert card.text.startswith(case.full)
    assert case.done(play) == 1
    assert "did not" not in play.shown(play.desk).text
    assert await unsent(play) == []


async def test_telegram_answers_502_for_a_while(play: Play) -> None:
    """As long as all tries of one answer take: the outbox tells it, and the person once what is so."""
    town, desk = play.town, play.desk
    card = await withdraw(play)
    for method in ("answerCallbackQuery", "editMessageText", "sendMessage"):
        town.world.faults.add(method, Fault.status(502), times=None)
    await play.tap(town.olga, "Confirm", desk, card)
    town.world.faults.clear()
    await play.later(SOON)
    assert card.text == "⚫ PZ1001 of puzzle is withdrawn."
    said = [message.text for message in desk.messages if message.sender is None]
    assert not [text for text in said if text.startswith(("Sorry", "Telegram did not take"))]
    assert len(town.gamebase.withdrawals.all) == 1


async def test_a_refusal_that_telegram_did_not_take_is_told_with_its_reason(play: Play) -> None:
    """Not as something that was stopped, nor as something unknown."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/coupon puzzle PZ1001 SUMMER", desk)
    play.unheard()
    await play.tap(town.sam, "Confirm", desk, card)
    town.world.faults.clear()
    await play.later(SOON)
    assert card.text == "This coupon is outside its period. Nothing was used up. Code -100008"


async def test_what_was_given_up_before_it_was_begun_is_told_as_that(play: Play) -> None:
    """The provider could not be asked whether the player is there: nothing was done, and why."""
    town, desk = play.town, play.desk
    card = await withdraw(play)
    town.gamebase.faults.add("member", Fault.refusal(-4010004), times=None)
    play.unheard()
    await play.tap(town.olga, "Confirm", desk, card)
    town.world.faults.clear()
    await play.later(SOON)
    assert "does not accept our credentials" in card.text
    assert town.gamebase.withdrawals.all == []


async def test_meanwhile_its_person_goes_on_and_does_it_no_second_time(play: Play) -> None:
    """Other commands are answered; Confirm, Cancel and the same asked anew do nothing twice."""
    town, desk, world = play.town, play.desk, play.town.world
    cards = [await withdraw(play), await withdraw(play)]
    yes, no = data_of(cards[0], "Confirm"), data_of(cards[0], "Cancel")
    gate = town.gamebase.gate("withdraw", "before")
    play.press(town.olga, "Confirm", desk, cards[0])
    await gate.reached()
    await desk.until(lambda: cards[0].text == "⏳ Under way …")
    town.olga.says("/whoami", desk)
    await desk.until(lambda: "Olga" in play.shown(desk).text)
    town.olga.forges(yes, cards[0])
    await desk.until(lambda: play.shown(desk).text.startswith(UNDER_WAY))
    cancelled = await town.olga.forges(no, cards[0]).answered()
    assert cancelled.text.startswith(UNDER_WAY)
    town.olga.taps("Confirm", desk, cards[1])
    await desk.until(lambda: cards[1].text.startswith("The very same is being done just now"))
    assert cards[0].text == "⏳ Under way …"
    gate.release()
    await play.stage.quiet()
    assert cards[0].text == "⚫ PZ1001 of puzzle is withdrawn."
    assert len(town.gamebase.withdrawals.all) == 1
    assert not [call for call in world.calls if "nothing was done" in str(call.params.get("text"))]
    assert await unsent(play) == []


async def test_a_mistake_of_ours_after_it_was_done_is_no_apology(
    play: Play, log: io.StringIO
) -> None:
    """The card says what was done, with the reference under which the log has the mistake."""
    known = play.stage.app.frame.registry.deeds

    async def broken(turn: Turn, wish: Wish) -> Card:
        await turn.services.games.coupons.redeem(turn.actor, wish.app, wish.player, wish.coupon)
        raise RuntimeError("a mistake of ours")

    known[Wish] = replace(known[Wish], maker=broken)
    card = await coupon(play)
    await play.tap(play.town.sam, "Confirm", play.desk, card)
    *_, done, reference = card.text.splitlines()
    assert done == DONE
    assert reference.startswith("The fault is ours. Tell the owner this reference: E-")
    assert reference.split()[-1] in log.getvalue()
    assert "a mistake of ours" in log.getvalue()


@pytest.mark.steps("notice deed-ended")
async def test_neither_code_nor_token_stands_in_what_is_told(play: Play, log: io.StringIO) -> None:
    """In no notice, no text and no line of the log, whatever was cut off."""
    town, desk = play.town, play.desk
    one = paid(play)
    cards = [await coupon(play), await ask(play, one)]
    play.unheard()
    for person, card in zip((town.sam, town.max), cards, strict=True):
        await play.tap(person, "Confirm", desk, card)
    for secret in (GIFT, one.access_token):
        await assert_nowhere(play, secret, log)
    town.world.faults.clear()
    await play.later(SOON)
    assert not [card.text for card in cards if "Confirm" in card.labels()]
    for secret in (GIFT, one.access_token):
        await assert_nowhere(play, secret, log)


async def test_the_end_takes_the_place_of_the_words_that_wait(play: Play) -> None:
    """Telegram asks for a pause: the coupon is used meanwhile, and “under way” is not said any more."""
    town, desk, world = play.town, play.desk, play.town.world
    card = await coupon(play)
    world.faults.add("editMessageText", Fault.retry_after(1))
    await play.tap(town.sam, "Confirm", desk, card)
    assert card.text.startswith("🎟")
    taken = [call for call in world.calls if call.method == "editMessageText" and call.ok]
    assert [str(call.params["text"])[0] for call in taken] == ["🎟"]
    assert await unsent(play) == []
