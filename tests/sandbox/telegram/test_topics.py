"""Forum topics: what stands in one says so, and answers the topic's creation if nothing else."""

from sandbox.telegram import Person, World

from .caller import Caller


async def test_what_answers_nothing_in_a_topic_answers_its_creation(
    world: World, sam: Person
) -> None:
    """So Telegram has it; a real answer stands in the topic of the message it answers."""
    forum = world.group("Shop", [sam])
    topic = forum.open_topic("Orders", sam)
    alone = sam.says("/stock", topic=topic)
    assert alone.update is not None
    payload = alone.update.payload
    assert payload["message_thread_id"] == topic.id and payload["is_topic_message"]
    assert payload["reply_to_message"]["forum_topic_created"]["name"] == "Orders"
    answer = sam.says("/buy", forum, reply_to=alone)
    assert answer.update is not None
    assert answer.update.payload["reply_to_message"]["message_id"] == alone.id
    assert answer.update.payload["message_thread_id"] == topic.id
    general = sam.says("/menu", forum)
    assert general.update is not None
    assert "message_thread_id" not in general.update.payload


async def test_the_bot_sends_to_a_topic_that_is_there(
    bot: Caller, world: World, sam: Person
) -> None:
    """And is refused where there is none of that id."""
    forum = world.group("Shop", [sam])
    topic = forum.open_topic("Orders")
    sent = await bot.done("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic.id)
    assert sent["message_thread_id"] == topic.id
    for wrong in (99, sent["message_id"]):
        refused = await bot.refused(
            "sendMessage", chat_id=forum.id, text="x", message_thread_id=wrong
        )
        assert refused == "Bad Request: message thread not found"


async def test_the_bot_opens_a_topic_only_in_a_forum_and_with_the_right(
    bot: Caller, world: World, sam: Person
) -> None:
    """It then has messages like any other; whoever writes there is heard by an administrator."""
    forum = world.group("Shop", [sam])
    refused = await bot.refused("createForumTopic", chat_id=forum.id, name="Cara")
    assert refused == "Bad Request: the chat is not a forum"
    forum.is_forum = True
    assert (await bot.done("getChat", chat_id=forum.id))["is_forum"]
    made = await bot.done("createForumTopic", chat_id=forum.id, name="Cara")
    assert made["name"] == "Cara"
    there = made["message_thread_id"]
    sent = await bot.done("sendMessage", chat_id=forum.id, text="x", message_thread_id=there)
    assert sent["message_thread_id"] == there
    forum.bot_can_open_topics = False
    refused = await bot.refused("createForumTopic", chat_id=forum.id, name="Carl")
    assert refused == "Bad Request: not enough rights to create a topic"


async def test_the_bot_closes_and_reopens_topics_as_an_administrator(
    bot: Caller, world: World, sam: Person
) -> None:
    """Its own ones, and those of others with the right; what is so already is refused by its name."""
    forum = world.group("Shop", [sam])
    forum.is_forum = True
    there = (await bot.done("createForumTopic", chat_id=forum.id, name="Cara"))["message_thread_id"]
    other = forum.open_topic("Orders", sam).id
    place = {"chat_id": forum.id, "message_thread_id": there}
    assert await bot.done("closeForumTopic", **place) is True
    assert "closed the topic" in forum.messages[-1].notice
    assert await bot.refused("closeForumTopic", **place) == "Bad Request: TOPIC_NOT_MODIFIED"
    refused = await bot.refused("sendMessage", text="x", **place)
    assert refused == "Bad Request: TOPIC_CLOSED"
    forum.bot_can_open_topics = False
    assert await bot.done("reopenForumTopic", **place) is True
    assert await bot.refused("reopenForumTopic", **place) == "Bad Request: TOPIC_NOT_MODIFIED"
    assert (await bot.done("sendMessage", text="x", **place))["message_thread_id"] == there
    no_right = "Bad Request: not enough rights to close or reopen the topic"
    refused = await bot.refused("closeForumTopic", chat_id=forum.id, message_thread_id=other)
    assert refused == no_right
    forum.bot_can_open_topics = True
    assert await bot.done("closeForumTopic", chat_id=forum.id, message_thread_id=other) is True
    refused = await bot.refused("closeForumTopic", chat_id=forum.id, message_thread_id=999)
    assert refused == "Bad Request: TOPIC_ID_INVALID"
    forum.is_forum = False
    assert await bot.refused("closeForumTopic", **place) == "Bad Request: the chat is not a forum"
