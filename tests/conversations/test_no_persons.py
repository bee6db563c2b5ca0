"""What is no person has no role: channels, anonymous administrators, bots, and a topic's creation."""

import pytest

from services.actor import NO_PERSONS
from storage.tables.chats import users
from tests.conversations.play import Play


async def _give_all_support(play: Play) -> None:
    """Let every member of the support desk be support."""
    await play.say(play.town.olga, "/setup", play.desk)
    await play.tap(play.town.olga, "Role of every member", play.desk)
    await play.tap(play.town.olga, "support", play.desk)


async def _noted(play: Play) -> set[int]:
    async with play.stage.app.house.db.read() as tx:
        return {row.id for row in await tx.connection.execute(users.select())}


async def test_a_linked_channels_post_is_nobodys(play: Play) -> None:
    """Whoever may post in a linked channel has no right in the group, and gets no answer."""
    await _give_all_support(play)
    news = play.town.world.channel("Shop news")
    before = len(play.desk.messages)
    for text in ("/stock gta v", "/buy gta v 3", "/menu", "hello"):
        play.desk.add_post(news, text)
        await play.stage.quiet()
    assert [m for m in play.desk.messages[before:] if m.sender is None] == []
    assert not await _noted(play) & NO_PERSONS


@pytest.mark.parametrize("speaks_as", ["the group", "a channel"])
async def test_who_writes_as_a_chat_is_told_how_to_go_on(play: Play, speaks_as: str) -> None:
    """An anonymous administrator and a person who writes as a channel alike; for our commands only."""
    await _give_all_support(play)
    town, desk = play.town, play.desk
    voice = desk if speaks_as == "the group" else town.world.channel("Olga’s channel")
    town.olga.says("/buy gta v 3", desk, speaks_as=voice)
    await play.stage.quiet()
    told = desk.last
    assert told.text == (
        f"You write as “{voice.title}”, so I cannot tell who you are and what you may do. Please "
        "write as yourself: press the picture beside the text field and choose your own name. An "
        "administrator has to switch “Remain anonymous” off first."
    )
    assert told.reply_to is not None and told.reply_to.text == "/buy gta v 3"
    for other in ("/stock@other_bot", "/ban Stan", "who buys?"):
        town.olga.says(other, desk, speaks_as=voice)
        await play.stage.quiet()
        assert desk.last.text == other
    assert not await _noted(play) & NO_PERSONS


async def test_an_answer_in_the_name_of_a_channel_is_told_so(play: Play) -> None:
    """While something is asked there; else it is a remark about a card, and nobody is disturbed."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/stock gta v", desk)
    channel = town.world.channel("Sam’s games")
    town.sam.says("nice price", desk, reply_to=card, speaks_as=channel)
    await play.stage.quiet()
    assert desk.last.text == "nice price"
    await play.say(town.olga, "/grant support", desk)
    town.sam.says("me", desk, reply_to=play.shown(desk), speaks_as=channel)
    await play.stage.quiet()
    assert "You write as “Sam’s games”" in desk.last.text


async def test_no_role_is_given_in_reply_to_a_channel(play: Play) -> None:
    """Nor to a post, an anonymous administrator, or the bot itself."""
    town, desk = play.town, play.desk
    channel = town.world.channel("Shop news")
    spoken = [
        desk.add_post(channel, "Sale!"),
        town.sam.says("hi", desk, speaks_as=channel),
        town.sam.says("hi", desk, speaks_as=desk),
        await play.say(town.sam, "/stock gta v", desk),
    ]
    for message in spoken:
        said = await play.say(town.olga, "/grant support", desk, message)
        assert said.text.startswith("No person is behind that"), message
    for number in NO_PERSONS:
        said = await play.say(town.olga, f"/grant support {number}", desk)
        assert said.text.startswith(("No person is behind that", "I do not know")), number


async def test_the_creation_of_a_topic_is_no_reply(play: Play) -> None:
    """/grant in a topic asks who is meant, and does not take who once made the topic."""
    town, desk = play.town, play.desk
    topic = desk.open_topic("Sales", town.stan)
    town.olga.says("/grant support", desk, topic=topic)
    await play.stage.quiet()
    asked = play.shown(desk)
    assert asked.text.startswith("Who gets the role support?")
    assert asked.topic is topic


async def test_talk_in_a_topic_the_bot_made_is_no_answer(play: Play) -> None:
    """Only a real reply answers an open question; the rest is people talking."""
    town, desk = play.town, play.desk
    topic = desk.open_topic("Alerts")
    town.olga.says("/grant support", desk, topic=topic)
    await play.stage.quiet()
    asked = play.shown(desk)
    town.olga.says("@sam, have you seen this", desk, topic=topic)
    await play.stage.quiet()
    assert play.shown(desk) is asked
    said = await play.say(town.olga, "@max", desk, asked)
    assert "Make Max Manager support in this chat?" in said.text
