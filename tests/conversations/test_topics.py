"""What the bot says by itself goes to the forum topic it belongs to."""

from datetime import timedelta

import pytest

from sandbox.telegram import Chat, Message
from tests.conversations.play import Play


def of_bot(message: Message) -> bool:
    """Whether the bot has said it."""
    return message.sender is None and message.service is None


def in_topic(topic: Message) -> list[str]:
    """What the bot has said in a topic."""
    return [m.text for m in topic.chat.messages if of_bot(m) and m.topic is topic]


def in_general(chat: Chat) -> list[str]:
    """What the bot has said in General."""
    return [m.text for m in chat.messages if of_bot(m) and m.topic is None]


async def say(play: Play, text: str, topic: Message) -> Message:
    """Let Max write something in a topic; gives the bot's newest message in that chat."""
    play.done.add(text.split()[0])
    play.town.max.says(text, topic=topic)
    await play.stage.quiet()
    return play.shown(play.town.managers)


async def began(play: Play, message: str = "New levels") -> None:
    """Let a maintenance begin, and the watches see it."""
    play.town.gamebase.begin_maintenance(play.town.apps["puzzle"].app_id, message=message)
    await play.later(timedelta(minutes=1))


async def watch_in(play: Play, topic: Message) -> Message:
    """Leave a watch in the topic as the group's only alert; gives its card."""
    await say(play, "/alerts remove 1", topic)
    await play.tap(play.town.max, "Confirm", play.town.managers)
    card = await say(play, "/alerts add maintenance", topic)
    await play.tap(play.town.max, "Confirm", play.town.managers, card)
    return card


async def test_an_alert_is_told_in_the_topic_it_was_made_in(play: Play) -> None:
    """Not in General, where nobody looks."""
    topic = play.town.managers.open_topic("Alerts")
    await watch_in(play, topic)
    before = in_general(play.town.managers)
    await began(play)
    assert "has begun" in in_topic(topic)[-1]
    assert [
        text
        for text in in_general(play.town.managers)
        if "has begun" in text and text not in before
    ] == []


@pytest.mark.steps("tap alert.here")
async def test_an_alert_can_be_moved_to_another_topic(play: Play) -> None:
    """Its card says how, since no topics can be listed; opened elsewhere, it offers to tell it there."""
    managers = play.town.managers
    managers.is_forum = True
    first, second = managers.open_topic("Alerts"), managers.open_topic("Games")
    card = await watch_in(play, first)
    assert "Tell it here" not in card.labels()
    assert "write /alerts show 3 there and press Tell it here" in card.text
    number = card.text.partition("number ")[2].split()[0]
    card = await say(play, f"/alerts show {number}", second)
    assert "It is told in another topic of this group." in card.text
    await play.tap(play.town.max, "Tell it here", managers, card)
    assert "Tell it here" not in card.labels()
    await began(play)
    assert "has begun" in in_topic(second)[-1]


@pytest.mark.parametrize("closed", [True, False])
async def test_a_topic_that_is_closed_or_deleted_is_left_for_general(
    play: Play, closed: bool
) -> None:
    """The alert is told in the chat itself; a closed topic that opens again is used again."""
    managers = play.town.managers
    topic = managers.open_topic("Alerts")
    await watch_in(play, topic)
    if closed:
        managers.close_topic(topic)
    else:
        managers.delete_topic(topic)
    await began(play)
    assert "has begun" in in_general(managers)[-1]
    if closed:
        managers.reopen_topic(topic)
        play.town.gamebase.end_maintenance(play.town.apps["puzzle"].app_id)
        await play.later(timedelta(minutes=1))
        assert "is over" in in_topic(topic)[-1] or "ended" in in_topic(topic)[-1]


async def test_news_of_an_order_go_to_its_topic(play: Play) -> None:
    """Bought in a topic, delivered later: what is told of it stands there."""
    topic = play.town.managers.open_topic("Orders")
    await say(play, "/buy gta v 1", topic)
    await play.tap(play.town.max, "Confirm", play.town.managers)
    number = play.order_number(play.shown(play.town.managers))
    outbox = play.stage.app.house.services.outbox
    async with play.stage.app.house.db.write() as tx:
        await outbox.post(tx, "order-changed", topic.chat.id, {"order": number})
    outbox.kick()
    await play.stage.quiet()
    assert f"News of {number}" in in_topic(topic)[-1]


async def test_a_reply_thread_of_a_plain_group_is_no_topic(play: Play) -> None:
    """Where there are no topics a message's thread is that of a reply, and nothing is sent there."""
    await play.say(play.town.sam, "/stock gtav", play.desk)
    sends = [c for c in play.town.world.calls if "message_thread_id" in c.params]
    assert sends == []
