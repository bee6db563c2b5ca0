"""The library the bot is built on, polling the sandbox: the real seam."""

import asyncio
from collections.abc import AsyncIterator
from html import escape as quote

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
)
from aiogram.filters import Command, CommandObject
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    CallbackQuery,
    ChatMemberUpdated,
    CopyTextButton,
    EphemeralMessageParameters,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)

from sandbox.telegram import Fault, Person, Rates, TelegramServer, World


@pytest.fixture
async def aiobot(world: World, server: TelegramServer) -> AsyncIterator[Bot]:
    """The library's client, pointed at the sandbox."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(server.base_url))
    bot = Bot(world.token, session, default=DefaultBotProperties(parse_mode="HTML"))
    yield bot
    await bot.session.close()


KEYS = InlineKeyboardMarkup(
    inline_keyboard=[
        [InlineKeyboardButton(text="Buy", callback_data="buy", style="success")],
        [InlineKeyboardButton(text="Copy key", copy_text=CopyTextButton(text="AAAA"))],
    ]
)


async def test_a_whole_dialogue_through_long_polling(
    world: World, aiobot: Bot, sam: Person
) -> None:
    """A command, a card, a tap, an edit and an answer; group and member updates parse as well."""
    dispatcher = Dispatcher()
    members: list[ChatMemberUpdated] = []

    @dispatcher.message(Command("stock"))
    async def stock(message: Message, command: CommandObject) -> None:
        text = f"<b>{quote(command.args or '')}</b> 🔑"
        await message.reply(text, reply_markup=KEYS, protect_content=True)

    @dispatcher.callback_query(F.data == "buy")
    async def buy(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.message.edit_text("Bought <code>K-1</code>")
        await query.answer("Done")

    @dispatcher.my_chat_member()
    @dispatcher.chat_member()
    async def moved(update: ChatMemberUpdated) -> None:
        members.append(update)

    polling = asyncio.create_task(
        dispatcher.start_polling(aiobot, handle_signals=False, close_bot_session=False)
    )
    try:
        await world.settled()
        sam.says("/stock gta <5>")
        await sam.private.until(lambda: sam.private.last.labels() == ["Buy", "Copy key"])
        card = sam.private.last
        assert card.html == "<b>gta &lt;5&gt;</b> 🔑" and card.protect_content
        assert card.reply_to is not None and card.reply_to.sender is sam
        assert (await sam.taps("Buy").answered()).text == "Done"
        assert card.html == "Bought <code>K-1</code>"
        ann = world.person("Ann Other", language="pt-br")
        group = world.group("Desk", [sam, ann], kind="group").upgrade()
        ann.leaves(group)
        group.remove_bot()
        await world.settled()
        await dispatcher.stop_polling()
    finally:
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)
    assert [type(m.new_chat_member).__name__ for m in members] == [
        "ChatMemberAdministrator",
        "ChatMemberLeft",
        "ChatMemberBanned",
    ]
    assert world.complaints == []


async def test_refusals_become_the_librarys_errors(world: World, aiobot: Bot, sam: Person) -> None:
    """Blocked, migrated, too fast and broken off, each under its own class."""
    group = world.group("Desk", [sam], kind="group")
    new = group.upgrade()
    with pytest.raises(TelegramMigrateToChat) as moved:
        await aiobot.send_message(group.id, "x")
    assert moved.value.migrate_to_chat_id == new.id
    world.rates = Rates(chat_burst=1)
    await aiobot.send_message(sam.id, "x")
    with pytest.raises(TelegramRetryAfter) as fast:
        await aiobot.send_message(sam.id, "x")
    assert fast.value.retry_after == 1
    world.faults.add("getMe", Fault.lost_after())
    with pytest.raises(TelegramNetworkError):
        await aiobot.get_me()
    sam.blocks_bot()
    with pytest.raises(TelegramForbiddenError, match="blocked"):
        await aiobot.send_message(sam.id, "x")
    assert world.complaints == []


async def test_every_other_method_the_bot_uses(world: World, aiobot: Bot, sam: Person) -> None:
    """The library's requests are understood, and its types take the answers."""
    desk = world.group("Desk", [sam])
    sent = await aiobot.send_document(
        sam.id, BufferedInputFile(b"1,2", "x.csv"), caption="<i>c</i>"
    )
    assert sent.document is not None
    stored = await aiobot.get_file(sent.document.file_id)
    content = await aiobot.download_file(stored.file_path or "")
    assert content is not None and content.read() == b"1,2"
    scope = BotCommandScopeChat(chat_id=sam.id)
    await aiobot.set_my_commands([BotCommand(command="a", description="A")], scope=scope)
    assert sam.commands() == [("a", "A")]
    assert (await aiobot.get_chat(desk.id)).title == "Desk"
    assert (await aiobot.get_chat(sam.id)).first_name == "Sam"
    assert (await aiobot.get_chat_member(desk.id, world.bot.id)).status == "administrator"
    assert [m.user.id for m in await aiobot.get_chat_administrators(desk.id)] == [sam.id]
    whisper = await aiobot.send_message(
        desk.id,
        "psst",
        ephemeral_message_parameters=EphemeralMessageParameters(receiver_user_id=sam.id),
    )
    assert whisper.ephemeral_message_id is not None
    await aiobot.edit_ephemeral_message_text(
        chat_id=desk.id,
        receiver_user_id=sam.id,
        ephemeral_message_id=whisper.ephemeral_message_id,
        text="pssst",
    )
    await aiobot.send_chat_action(sam.id, "typing")
    await aiobot.set_my_description("Keys")
    await aiobot.set_webhook("https://example.com/hook", secret_token="abc")
    assert (await aiobot.get_webhook_info()).url == "https://example.com/hook"
    await aiobot.delete_webhook(drop_pending_updates=True)
    await aiobot.delete_messages(sam.id, [sent.message_id])
    await aiobot.leave_chat(desk.id)
    assert world.complaints == []
