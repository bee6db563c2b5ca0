"""Sending, editing and deleting, and how Telegram refuses."""

from typing import Any

from sandbox.telegram import Chat, Person, World
from tests.clock import ManualClock

from .caller import Caller

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)


def keyboard(*buttons: dict[str, Any]) -> dict[str, Any]:
    """An inline keyboard of one row."""
    return {"inline_keyboard": [list(buttons)]}


BUY = {"text": "Buy", "callback_data": "buy:1"}


async def test_a_sent_message_stands_in_the_chat_and_comes_back(bot: Caller, sam: Person) -> None:
    """What the bot gets back is what the chat shows."""
    sent = await bot.done(
        "sendMessage",
        chat_id=sam.id,
        text="<b>Key</b> 🔑 <i>x</i>\n",
        parse_mode="HTML",
        protect_content=True,
        reply_markup=keyboard(
            BUY, {"text": "Copy", "copy_text": {"text": "K-1"}, "style": "primary"}
        ),
    )
    message = sam.private.last
    assert message.id == sent["message_id"]
    assert message.text == sent["text"] == "Key 🔑 x"
    assert message.html == "<b>Key</b> 🔑 <i>x</i>"
    assert sent["entities"] == [
        {"type": "bold", "offset": 0, "length": 3},
        {"type": "italic", "offset": 7, "length": 1},
    ]
    assert message.labels() == ["Buy", "Copy"]
    assert message.keyboard[0][1].style == "primary"
    assert message.protect_content and sent["has_protected_content"]
    assert sent["from"]["is_bot"] and sent["chat"]["type"] == "private"


REFUSED_TEXTS: list[tuple[dict[str, Any], str]] = [
    ({}, "message text is empty"),
    ({"text": ""}, "message text is empty"),
    ({"text": " \n "}, "text must be non-empty"),
    ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
    ({"text": "x" * 4097}, "message is too long"),
    ({"text": "🔑" * 2049}, "message is too long"),
    ({"text": "<x>", "parse_mode": "html"},
     'can\'t parse entities: Unsupported start tag "x" at byte offset 0'),
    ({"text": "x", "parse_mode": "bbcode"}, "unsupported parse_mode"),
    ({"text": "x", "reply_markup": keyboard({"text": "a", "callback_data": "é" * 33})},
     "BUTTON_DATA_INVALID"),
    ({"text": "x", "reply_markup": keyboard({"text": "a", "callback_data": ""})},
     "BUTTON_DATA_INVALID"),
    ({"text": "x", "reply_markup": keyboard({"text": "a", "copy_text": {"text": "k" * 257}})},
     "BUTTON_COPY_TEXT_INVALID"),
    ({"text": "x", "reply_markup": keyboard({"text": "a"})},
     "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    ({"text": "x", "reply_markup": keyboard({"text": "a", "url": "nowhere"})},
     "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL"),
    ({"text": "x", "reply_markup": keyboard(*[BUY] * 101)}, "reply markup is too long"),
    ({"text": "x", "reply_markup": []}, "object expected as reply markup"),
    ({"text": "x", "reply_markup": {"inline_keyboard": [BUY]}},
     'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
    ({"text": "x", "reply_markup": keyboard({"callback_data": "a"})},
     'can\'t parse inline keyboard button: Can\'t find field "text"'),
    ({"text": "x", "reply_markup": keyboard({**BUY, "style": "pink"})},
     "can't parse inline keyboard button: Invalid button style specified"),
    ({"text": "x", "reply_markup": {"keyboard": [[5]]}},
     "can't parse keyboard button: KeyboardButton must be a String or an Object"),
    ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
    ({"text": "x", "reply_parameters": {"message_id": 77}}, "message to be replied not found"),
]  # fmt: skip


async def test_what_telegram_refuses_is_refused_in_its_words(bot: Caller, sam: Person) -> None:
    """A refused message is not in the chat."""
    for params, text in REFUSED_TEXTS:
        assert await bot.refused("sendMessage", chat_id=sam.id, **params) == f"Bad Request: {text}"
        assert sam.private.last.sender is sam


LONGEST: list[str] = ["x" * 4096, "🔑" * 2048]


async def test_the_longest_text_goes_through(bot: Caller, sam: Person) -> None:
    """4096 UTF-16 units are allowed."""
    for text in LONGEST:
        await bot.done("sendMessage", chat_id=sam.id, text=text)
        assert sam.private.last.text == text


async def test_entities_may_be_given_instead_of_a_parse_mode(
    world: World, bot: Caller, sam: Person
) -> None:
    """Explicit entities mean what tags mean; automatic ones are found, not taken; who is named is told."""
    entities = [
        {"type": "spoiler", "offset": 0, "length": 3},
        {"type": "mention", "offset": 0, "length": 3},
        {"type": "text_link", "offset": 4, "length": 4, "url": "https://example.com/"},
        {"type": "text_mention", "offset": 9, "length": 3, "user": {"id": sam.id}},
        {"type": "text_mention", "offset": 9, "length": 3, "user": {"id": 1}},
    ]
    text = "K-1 here Sam /help"
    sent = await bot.done("sendMessage", chat_id=sam.id, text=text, entities=entities)
    kinds = [e.type for e in sam.private.last.entities]
    assert kinds == ["spoiler", "text_link", "text_mention", "bot_command"]
    assert sent["entities"][2]["user"]["username"] == sam.username


WRONG_ENTITIES: list[tuple[object, str]] = [
    ("x", "can't parse MessageEntity: expected an Object"),
    ({"type": "bold", "offset": 0}, "can't parse MessageEntity: Can't find field \"length\""),
    (
        {"type": "glow", "offset": 0, "length": 1},
        "can't parse MessageEntity: Unsupported type specified",
    ),
    (
        {"type": "text_link", "offset": 0, "length": 1},
        "can't parse MessageEntity: Can't find field \"url\"",
    ),
]


async def test_wrong_entities_are_refused(bot: Caller, sam: Person) -> None:
    """An entity has a type Telegram knows, a place, and what its type needs."""
    for entity, text in WRONG_ENTITIES:
        refused = await bot.refused("sendMessage", chat_id=sam.id, text="x", entities=[entity])
        assert refused == f"Bad Request: {text}"


async def test_an_entity_outside_the_text_is_complained_of(
    world: World, bot: Caller, sam: Person
) -> None:
    """Telegram would drop it; the sandbox says so, as its offset was surely miscounted."""
    entity = {"type": "bold", "offset": 1, "length": 1}
    await bot.refused("sendMessage", chat_id=sam.id, text="x", entities=[entity])
    assert len(world.complaints) == 1


async def test_people_edit_and_delete_their_own(world: World, sam: Person) -> None:
    """An edit is told as edited_message, a deletion not at all."""
    said = sam.says("helo")
    sam.edits(said, "hello /help")
    told = world.updates.pending[-1]
    assert told.kind == "edited_message" and told.payload["text"] == "hello /help"
    assert told.payload["entities"][0]["type"] == "bot_command" and "edit_date" in told.payload
    sam.deletes(said)
    assert said not in sam.private.messages and world.updates.pending[-1] is told


async def test_a_quote_must_be_in_the_message(bot: Caller, sam: Person) -> None:
    """What is quoted is a part of the text, to the letter."""
    said = sam.says("two keys please")
    reply = {"message_id": said.id, "quote": "two keys"}
    await bot.done("sendMessage", chat_id=sam.id, text="x", reply_parameters=reply)
    reply["quote"] = "three keys"
    refused = await bot.refused("sendMessage", chat_id=sam.id, text="x", reply_parameters=reply)
    assert refused == "Bad Request: QUOTE_TEXT_INVALID"


async def test_a_reply_to_nothing_may_be_allowed(bot: Caller, sam: Person) -> None:
    """allow_sending_without_reply sends all the same."""
    reply = {"message_id": 77, "allow_sending_without_reply": True}
    sent = await bot.done("sendMessage", chat_id=sam.id, text="x", reply_parameters=reply)
    assert "reply_to_message" not in sent


async def test_a_reply_carries_its_message_but_no_deeper(bot: Caller, sam: Person) -> None:
    """reply_to_message is there once."""
    first = sam.says("one")
    two = await bot.done(
        "sendMessage", chat_id=sam.id, text="two", reply_parameters={"message_id": first.id}
    )
    third = sam.says("three", reply_to=sam.private.last)
    assert two["reply_to_message"]["text"] == "one"
    assert third.update is not None
    inner = third.update.payload["reply_to_message"]
    assert inner["text"] == "two" and "reply_to_message" not in inner


async def test_an_edit_changes_the_message_and_drops_an_absent_keyboard(
    bot: Caller, sam: Person
) -> None:
    """editMessageText without a keyboard takes the keyboard away."""
    sent = await bot.done("sendMessage", chat_id=sam.id, text="a", reply_markup=keyboard(BUY))
    edit = {"chat_id": sam.id, "message_id": sent["message_id"]}
    result = await bot.done("editMessageText", **edit, text="b")
    message = sam.private.last
    assert (message.text, message.labels(), message.edits) == ("b", [], 1)
    assert result["edit_date"] >= result["date"] and "reply_markup" not in result


async def test_an_edit_that_changes_nothing_is_refused(bot: Caller, sam: Person) -> None:
    """The same text with the same keyboard is "not modified", with another one it is."""
    sent = await bot.done("sendMessage", chat_id=sam.id, text="a", reply_markup=keyboard(BUY))
    edit = {"chat_id": sam.id, "message_id": sent["message_id"]}
    same = {"text": "<i></i>a", "parse_mode": "HTML", "reply_markup": keyboard(BUY)}
    assert await bot.refused("editMessageText", **edit, **same) == NOT_MODIFIED
    assert await bot.refused("editMessageReplyMarkup", **edit, reply_markup=keyboard(BUY)) == (
        NOT_MODIFIED
    )
    await bot.done("editMessageReplyMarkup", **edit)
    assert sam.private.last.labels() == []


async def test_edits_of_what_cannot_be_edited(bot: Caller, sam: Person) -> None:
    """Unknown, deleted and other people's messages, each with its own text."""
    params = {"chat_id": sam.id, "text": "x"}
    missing = await bot.refused("editMessageText", **params, message_id=1)
    assert missing == "Bad Request: message to edit not found"
    theirs = await bot.refused("editMessageText", **params, message_id=sam.says("hi").id)
    assert theirs == "Bad Request: message can't be edited"
    sent = await bot.done("sendMessage", **params)
    await bot.done("deleteMessage", chat_id=sam.id, message_id=sent["message_id"])
    gone = await bot.refused("editMessageText", **params, message_id=sent["message_id"])
    assert gone == "Bad Request: message to edit not found"
    long = await bot.refused("editMessageText", chat_id=sam.id, message_id=1, text="x" * 4097)
    assert long == "Bad Request: MESSAGE_TOO_LONG"


async def test_deletes_follow_the_rights_in_the_chat(
    world: World, bot: Caller, sam: Person
) -> None:
    """In a group the bot deletes other people's messages only as an administrator."""
    strict = world.group("No rights", [sam], bot_can_delete=False)
    loose = world.group("Rights", [sam], bot_can_delete=True)
    for chat in (strict, loose):
        own = await bot.done("sendMessage", chat_id=chat.id, text="mine")
        await bot.done("deleteMessage", chat_id=chat.id, message_id=own["message_id"])
    theirs = sam.says("secret", loose)
    await bot.done("deleteMessage", chat_id=loose.id, message_id=theirs.id)
    assert theirs.deleted and theirs not in loose.messages
    again = await bot.refused("deleteMessage", chat_id=loose.id, message_id=theirs.id)
    assert again == "Bad Request: message to delete not found"
    kept = sam.says("secret", strict)
    refused = await bot.refused("deleteMessage", chat_id=strict.id, message_id=kept.id)
    assert refused == "Bad Request: message can't be deleted"


async def test_nothing_older_than_two_days_is_deleted(
    bot: Caller, sam: Person, clock: ManualClock
) -> None:
    """48 hours after it was sent a message stays."""
    sent = await bot.done("sendMessage", chat_id=sam.id, text="old")
    clock.advance(48 * 3600 + 1)
    refused = await bot.refused("deleteMessage", chat_id=sam.id, message_id=sent["message_id"])
    assert refused == "Bad Request: message can't be deleted"


async def test_several_messages_are_deleted_at_once_and_missing_ones_skipped(
    bot: Caller, sam: Person
) -> None:
    """deleteMessages takes what is there."""
    ids = [sam.says(text).id for text in "abc"]
    await bot.done("deleteMessages", chat_id=sam.id, message_ids=[*ids[:2], 5])
    assert [m.text for m in sam.private.messages] == ["/start", "c"]


async def test_ids_are_counted_per_supergroup_and_shared_elsewhere(
    world: World, bot: Caller, sam: Person, desk: Chat
) -> None:
    """The same message id may stand in two chats, as on Telegram."""
    other = world.group("Other", [sam])
    first = [(await bot.done("sendMessage", chat_id=c.id, text="x"))["message_id"]
             for c in (desk, other)]  # fmt: skip
    assert first[0] == first[1]
    assert sam.says("a").id < sam.says("b").id
