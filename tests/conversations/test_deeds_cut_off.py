"""A process dies over what was confirmed: the next one goes on with it, or says what nobody knows."""

from datetime import timedelta

from sandbox.faults import Fault
from sandbox.telegram import Message
from services.deeds.deed import STILL_WANTED
from tests.conversations.deeds_play import (
    CUT_OFF,
    DONE,
    SOON,
    Case,
    coupon,
    every_case,
    unsent,
    withdraw,
)
from tests.conversations.play import Play
from tests.conversations.test_games_withdraw import written
from tests.conversations.test_held import ENDED, GONE, data_of
from tests.conversations.test_products_document import HEAD, sent

NOT_BEGUN = "✖️ I was stopped before I began this: nothing was done."


@every_case
async def test_killed_while_the_provider_has_it(play: Play, case: Case) -> None:
    """The next process learns what came of it, or says that nobody knows and where to look: done once."""
    card = await case.asks(play)
    yes = data_of(card, "Confirm")
    gate = case.gate(play)
    play.press(case.person(play), "Confirm", play.desk, card)
    await play.dies_while(gate)
    if case.after:
        assert case.after in card.text
    else:
        assert_not_known(card, case)
    assert play.shown(play.desk) is card  # that the tap has come again is no news to anybody
    await play.forge(case.person(play), yes, card)
    assert play.shown(play.desk).text.startswith(ENDED)
    assert case.done(play) == 1
    assert await unsent(play) == []


@every_case
async def test_killed_while_the_provider_has_it_and_away_for_long(play: Play, case: Case) -> None:
    """An hour later nothing is asked for again: what can be looked at is, the rest is not known."""
    card = await case.asks(play)
    gate = case.gate(play)
    play.press(case.person(play), "Confirm", play.desk, card)
    await play.dies_while(gate, timedelta(hours=1))
    if case.after and case.is_seen:
        assert case.after in card.text
    else:
        assert_not_known(card, case)
    calls = [call for call in case.shop(play).calls if call.endpoint == case.endpoint]
    assert len([call for call in calls if case.when is None or case.when(call.body)]) == 1
    assert await unsent(play) == []


def assert_not_known(card: Message, case: Case) -> None:
    """It says what was confirmed and by whom, that nobody knows, and where to look."""
    lines = card.text.splitlines()
    assert lines[0].startswith(case.title)
    assert lines[1].startswith("Asked for by ")
    assert CUT_OFF in lines
    assert lines[-1].startswith(case.look)
    assert card.labels() == []


async def in_the_middle_of_a_document(play: Play, away: timedelta) -> list[str]:
    """Killed while the platform is added, the texts being changed already; gives what the card says then."""
    row = "name,en,,,,Space Miner 2\nplatform,,gog,,,\nprice,,gog,USD,USD,21.50\n"
    card = await sent(play, HEAD + row)
    gate = play.town.paysuper.gate("add_platform", "after")
    play.press(play.town.max, "Confirm", play.desk, card)
    await play.dies_while(gate, away)
    title, _, _, *lines = card.text.splitlines()
    assert title.startswith("Changing the key product")
    return lines


async def test_killed_in_the_middle_of_several_requests(play: Play) -> None:
    """The next process sees that the platform is there, and does what is left: nothing."""
    assert await in_the_middle_of_a_document(play, timedelta(0)) == [
        "Texts and general data: ✅ Done.",
        "gog with its prices: ✅ Done. There was no clear answer; looking showed it.",
        "What is not named here was not begun.",
    ]


async def test_killed_before_the_last_of_several_requests(play: Play) -> None:
    """The next process makes it: what was confirmed is done whole, and nothing of it twice."""
    row = "name,en,,,,Space Miner 2\nplatform,,gog,,,\nprice,,gog,USD,USD,21.50\n"
    card = await sent(play, HEAD + row)
    shop = play.town.paysuper
    gate = shop.gate("add_platform", "before")
    shop.faults.add("add_platform", Fault.lost_before(), times=2)
    play.press(play.town.max, "Confirm", play.desk, card)
    await gate.reached()
    edits = len([call for call in shop.calls if call.endpoint == "update"])
    await play.dies_while(gate)
    assert card.text.splitlines()[3:5] == [
        "Texts and general data: ✅ Done.",
        "gog with its prices: ✅ Done.",
    ]
    assert len([call for call in shop.calls if call.endpoint == "update"]) == edits


async def test_done_and_killed_before_it_was_told(play: Play) -> None:
    """The next start tells it."""
    card = await coupon(play)
    play.unheard()
    await play.tap(play.town.sam, "Confirm", play.desk, card)
    await play.stage.app.stop()
    play.town.world.faults.clear()
    play.clock.forward_to(play.clock() + SOON)
    await play.restart()
    assert card.text.startswith("Coupon •••••X9ND")
    assert card.text.endswith(DONE)


async def killed_before_it_was_begun(play: Play, away: timedelta) -> Message:
    """While the player was being looked up, for a while; gives the card."""
    town, desk = play.town, play.desk
    card = await withdraw(play)
    gate = town.gamebase.gate("member", "before")
    # What the dead process does after that moment has never been: the stand-in must not see it.
    town.gamebase.faults.add("withdraw", Fault.lost_before())
    play.press(town.olga, "Confirm", desk, card)
    await play.dies_while(gate, away)
    return card


async def test_killed_before_it_was_begun(play: Play) -> None:
    """The next process does it: it was confirmed."""
    card = await killed_before_it_was_begun(play, timedelta(0))
    assert card.text.startswith("⚫ PZ1001 of puzzle is withdrawn")
    assert await unsent(play) == []


async def test_killed_before_it_was_begun_and_away_for_long(play: Play) -> None:
    """A quarter of an hour later nobody may want it any more: the card says that nothing was done."""
    card = await killed_before_it_was_begun(play, STILL_WANTED + timedelta(seconds=1))
    assert NOT_BEGUN in card.text
    assert await written(play, "player.withdraw") == []
    assert await unsent(play) == []


async def test_a_message_that_is_gone_is_answered_by_a_new_one(play: Play) -> None:
    """The question was deleted meanwhile: how it ended comes into its topic as a message."""
    town, desk = play.town, play.desk
    card = await coupon(play)
    gate = town.gamebase.gate("coupon", "after")
    play.press(town.sam, "Confirm", desk, card)
    await gate.reached()
    town.world.remove(card)
    await play.dies_while(gate)
    told = play.shown(desk)
    assert told is not card
    assert CUT_OFF in told.text.splitlines()
    assert GONE not in told.text
