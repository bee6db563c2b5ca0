"""Cards of incidents that Telegram does not edit, or does not say that it took: what comes twice, and how."""

from dataclasses import replace
from datetime import timedelta

from sandbox.telegram import Fault
from sandbox.telegram.refusals import Refusal
from tests.conversations.play import Play
from tests.conversations.test_incidents import DOWN, raised


async def test_a_card_that_cannot_be_edited_any_more_comes_once_and_as_quietly_as_an_edit(
    play: Play,
) -> None:
    """Deleted, or too old: whoever pressed its button brings one that takes over, and so does a change."""
    town, desk = play.town, play.desk
    card = await raised(play, DOWN)
    assert not card.silent
    refused = Refusal(400, "Bad Request: message can't be edited")
    town.world.refuses(desk, refused, "editMessageText")
    await play.tap(town.sam, "Acknowledge", desk, card)
    await play.later(timedelta(seconds=6))
    in_hand = f"{town.sam.name} has it in hand"
    [anew] = [m for m in desk.messages if in_hand in m.text]
    assert anew.silent
    changed = await raised(play, replace(DOWN, facts={"mill": "old"}))
    assert changed.silent
    assert [m for m in desk.messages if in_hand in m.text] == [anew, changed]
    town.world.faults.clear()
    await play.tap(town.sam, "Unacknowledge", desk, changed)
    assert play.shown(desk) is changed


async def test_a_card_whose_answer_is_lost_sounds_once_and_is_not_sent_again_once_it_is_pressed(
    play: Play,
) -> None:
    """The repeats make no sound until that goes on for minutes; a tap on one shows that it has arrived."""
    desk, world = play.desk, play.town.world
    world.faults.add("sendMessage", Fault.lost_after(), times=2)
    first = await raised(play, DOWN)
    await play.later(timedelta(seconds=6))
    assert [m.silent for m in desk.messages if "has it in hand" in m.text] == [False, True]
    await play.tap(play.town.sam, "Acknowledge", desk, first)
    await play.later(timedelta(seconds=30))
    assert len([m for m in desk.messages if "has it in hand" in m.text]) == 2
    assert play.shown(desk) is not first
