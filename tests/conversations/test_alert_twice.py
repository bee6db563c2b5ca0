"""A second alert of one kind is seen before it is added, and one that is just the same is not added."""

import pytest

from tests.conversations.play import Play


@pytest.mark.steps("/alerts", "tap alert.save", "tap alert.open")
async def test_a_second_alert_of_a_kind_says_that_there_is_one(play: Play) -> None:
    """With its number, its times and a button to it; at other times it may be meant, at the same never."""
    town, chat = play.town, play.town.managers
    card = await play.say(town.max, "/alerts add stock every 5 minutes", chat)
    assert "⚠️" not in card.text
    await play.tap(town.max, "Confirm", chat, card)
    card = await play.say(town.max, "/alerts add stock every 5 minutes", chat)
    assert "has just this already" in card.text and "number 3" in card.text
    assert card.labels() == ["Number 3"]
    await play.tap(town.max, "Number 3", chat, card)
    assert "Remove" in card.labels()
    card = await play.say(town.max, "/alerts add stock every hour", chat)
    assert "There is one here already, number 3, every 5 minutes" in card.text
    assert "Number 3" in card.labels()
    await play.tap(town.max, "Confirm", chat, card)
    assert len(await play.stage.app.house.services.schedules.of_chat(chat.id)) == 4
    card = await play.say(town.max, "/alerts add stock every hour", play.desk)
    assert "⚠️" not in card.text, "another chat is another reader"


async def test_what_may_be_misread_is_seen_before_it_is_confirmed(play: Play) -> None:
    """A digest in its own quiet hours, an offset that may be a time, and hours that are evenly apart."""
    town, chat = play.town, play.desk
    card = await play.say(town.max, "/alerts add digest 9:00-17:00", chat)
    assert "Each of these lies in its own quiet hours 09:00-17:00" in card.text
    card = await play.say(town.max, "/alerts add digest 18:00 9:00-17:00", chat)
    assert "lies in its own quiet hours" not in card.text
    card = await play.say(town.max, "/alerts add digest -1:00", chat)
    assert "I cannot read “-1:00” as a time." in card.text
    card = await play.say(town.max, "/alerts add digest every 2 hours", chat)
    assert "every 2 hours" in card.text and "in the hours of" not in card.text
