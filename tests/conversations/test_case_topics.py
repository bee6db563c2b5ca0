"""The forum topic of a case: closed when the case is over, opened again while it is not."""

import pytest

from sandbox.telegram import Message
from tests.conversations.case_play import make_forum, report, staff_says
from tests.conversations.play import Play
from tests.conversations.scenes import begins, reported_in_a_forum, sent_to_cara


def topic_of(message: Message) -> Message:
    """The creation of the topic that a message stands in."""
    assert message.topic is not None
    return message.topic


@begins(reported_in_a_forum)
@pytest.mark.parametrize("may", [True, False], ids=["may", "may not"])
async def test_a_topic_is_closed_with_its_case(play: Play, may: bool) -> None:
    """Once, after the card says so, and not before; where the bot may not any more nothing else changes."""
    town, desk, cara = play.town, play.desk, play.town.cara
    _, card = play.begun(reported_in_a_forum)
    topic = topic_of(card)
    await staff_says(play, town.sam, "Try again", card)
    assert topic.id not in desk.closed_topics
    if not may:
        desk.bot_status = "member"
    await play.tap(cara, "It works now")
    assert "The customer says that it works now" in card.text
    assert (topic.id in desk.closed_topics) == may
    assert town.complaints == []
    async with play.stage.app.house.db.read() as tx:
        waiting = await tx.notices.waiting("case-changed", desk.id)
    assert not waiting


@begins(reported_in_a_forum)
async def test_a_topic_that_somebody_closed_is_opened_for_what_the_customer_says(
    play: Play,
) -> None:
    """The case is not over, so its words belong there; where the bot may not open it they come to General."""
    desk, cara = play.desk, play.town.cara
    topic = topic_of(play.begun(reported_in_a_forum)[1])
    desk.close_topic(topic)
    await play.say(cara, "still there?")
    assert topic.id not in desk.closed_topics
    word = next(m for m in reversed(desk.messages) if "still there?" in m.text)
    assert word.topic is topic
    desk.close_topic(topic)
    desk.bot_status = "member"
    await play.say(cara, "hello?")
    word = next(m for m in reversed(desk.messages) if "hello?" in m.text)
    assert word.topic is None
    assert topic.id in desk.closed_topics


@begins(reported_in_a_forum)
async def test_a_new_case_about_the_same_key_has_a_topic_of_its_own(play: Play) -> None:
    """The one of the case before stays closed."""
    desk, cara = play.desk, play.town.cara
    first = topic_of(play.begun(reported_in_a_forum)[1])
    keys = next(m for m in cara.private.messages if "Problem with this key" in m.labels())
    await play.tap(cara, "It works now")
    await play.tap(cara, "Problem with this key", message=keys)
    await play.tap(cara, "Other")
    await play.say(cara, "again")
    word = next(m for m in reversed(desk.messages) if m.text.endswith("again"))
    assert topic_of(word) is not first
    assert first.id in desk.closed_topics
    assert topic_of(word).id not in desk.closed_topics


@begins(sent_to_cara)
async def test_a_forum_where_the_bot_may_open_no_topic_has_the_card_itself(play: Play) -> None:
    """What Telegram refuses is no loss: the case is told in the chat."""
    make_forum(play)
    play.desk.bot_can_open_topics = False
    card = await report(play)
    assert card.topic is None
    assert "Reply to this message" in card.text
