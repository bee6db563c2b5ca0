"""Pinned messages: who may pin, what the chat says of it, and what is left when one is unpinned."""

from sandbox.telegram import Chat, Person, World

from .caller import Caller


async def test_a_message_is_pinned_and_unpinned_by_whom_the_group_lets(
    bot: Caller, world: World, sam: Person, desk: Chat
) -> None:
    """An administrator with the right; the chat says it once; without a number the newest goes."""
    first, second = [
        (await bot.done("sendMessage", chat_id=desk.id, text=text))["message_id"]
        for text in ("one", "two")
    ]
    for number in (second, first, first):
        await bot.done("pinChatMessage", chat_id=desk.id, message_id=number)
    assert [message.text for message in desk.pinned] == ["two", "one"]
    served = [message for message in desk.messages if "pinned_message" in (message.service or {})]
    told = [(each.service or {})["pinned_message"]["message_id"] for each in served]
    assert told == [second, first]
    await bot.done("unpinChatMessage", chat_id=desk.id)
    assert [message.text for message in desk.pinned] == ["one"]
    await bot.done("unpinChatMessage", chat_id=desk.id, message_id=first)
    assert desk.pinned == []
    for method, what in (("pinChatMessage", "pin"), ("unpinChatMessage", "unpin")):
        refused = await bot.refused(method, chat_id=desk.id, message_id=99)
        assert refused == f"Bad Request: message to {what} not found"
    desk.bot_can_pin = False
    plain = world.group("Plain", [sam], bot_can_delete=False)
    for chat in (desk, plain):
        refused = await bot.refused("pinChatMessage", chat_id=chat.id, message_id=first)
        expected = "Bad Request: not enough rights to manage pinned messages in the chat"
        assert refused == expected
    own = await bot.done("sendMessage", chat_id=sam.id, text="for you")
    await bot.done("pinChatMessage", chat_id=sam.id, message_id=own["message_id"])
    assert [message.text for message in sam.private.pinned] == ["for you"]
