"""What comes of a call whose answer does not arrive, told by what may have been done."""

import socket
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot

from bot.telegram.errors import NotConnected, Unconfirmed
from bot.telegram.session import BACK_OFF
from sandbox.telegram import Fault, Person, TelegramServer, World
from tests.bot.fake_time import JumpingTime
from tests.bot.sessions import Told, bot_at

LOST = {
    "hung up before": Fault.lost_before(),
    "hung up after": Fault.lost_after(),
    "half an answer": Fault.truncated(),
    "not JSON": Fault.malformed(),
    "a web page": Fault.html(502),
    "a gateway's error": Fault.error(502, "Bad Gateway"),
    "a server that closes": Fault.error(500, "Internal Server Error: Request aborted"),
}


@pytest.fixture
def port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
async def lonely_bot(world: World, port: int, time: JumpingTime, told: Told) -> AsyncIterator[Bot]:
    """A bot whose Telegram does not listen yet."""
    url = f"http://127.0.0.1:{port}"
    async with bot_at(url, world.token, told, time, time.sleep) as made:
        yield made


@pytest.mark.parametrize("fault", LOST.values(), ids=LOST.keys())
async def test_a_send_with_a_lost_answer_is_not_repeated(
    bot: Bot, sam: Person, world: World, fault: Fault
) -> None:
    """Whether it was done is for the outbox to decide; it was asked for once."""
    world.faults.add("sendMessage", fault)
    with pytest.raises(Unconfirmed) as lost:
        await bot.send_message(sam.id, "the-key-itself")
    assert [call.method for call in world.calls] == ["sendMessage"]
    assert "the-key-itself" not in str(lost.value)


async def test_a_send_that_the_server_itself_failed_is_repeated(
    bot: Bot, sam: Person, world: World
) -> None:
    """The server's own 500 says that nothing was sent: the message arrives once."""
    world.faults.add("sendMessage", Fault.error(500, "Internal Server Error: message send failed"))
    await bot.send_message(sam.id, "hello")
    assert [m.text for m in sam.private.messages if m.sender is None] == ["hello"]


async def test_an_answer_that_cannot_be_read_is_not_shown_in_the_traceback(
    bot: Bot, sam: Person, world: World
) -> None:
    """What Telegram echoes of a message stays out of what is logged."""
    body = '{"ok": true, "result": {"text": "the-key-itself"}}'
    world.faults.add("sendMessage", Fault.status(200, body, content_type="application/json"))
    with pytest.raises(Unconfirmed) as lost:
        await bot.send_message(sam.id, "hello")
    assert lost.value.__cause__ is None
    assert lost.value.__suppress_context__


@pytest.mark.parametrize("fault", LOST.values(), ids=LOST.keys())
async def test_an_edit_with_a_lost_answer_is_repeated(
    bot: Bot, sam: Person, world: World, fault: Fault
) -> None:
    """An edit done twice is an edit done once."""
    sent = await bot.send_message(sam.id, "old")
    world.faults.add("editMessageText", fault)
    await bot.edit_message_text("new", chat_id=sam.id, message_id=sent.message_id)
    assert sam.private.last.text == "new"


@pytest.mark.parametrize("fault", LOST.values(), ids=LOST.keys())
async def test_a_read_with_a_lost_answer_is_repeated(
    bot: Bot, sam: Person, world: World, fault: Fault
) -> None:
    """Reading costs nothing."""
    world.faults.add("getChat", fault)
    assert (await bot.get_chat(sam.id)).id == sam.id


async def test_a_deletion_with_a_lost_answer_ends_well(bot: Bot, sam: Person, world: World) -> None:
    """The second try finds the message gone, which is what was wanted."""
    sent = await bot.send_message(sam.id, "hello")
    world.faults.add("deleteMessage", Fault.lost_after())
    assert await bot.delete_message(sam.id, sent.message_id)
    assert all(message.sender is not None for message in sam.private.messages)


async def test_an_answer_to_a_tap_with_a_lost_answer_ends_well(
    bot: Bot, sam: Person, world: World
) -> None:
    """The second try is refused as invalid, which is what was wanted."""
    world.faults.add("answerCallbackQuery", Fault.lost_before())
    assert await bot.answer_callback_query("404404404") is True
    assert [call.method for call in world.calls] == ["answerCallbackQuery"] * 2


async def test_reading_gives_up_in_the_end(
    bot: Bot, sam: Person, world: World, time: JumpingTime
) -> None:
    """A Telegram that only ever hangs up is told after the back-off is used up."""
    world.faults.add("getChat", Fault.lost_before(), times=None)
    with pytest.raises(Unconfirmed):
        await bot.get_chat(sam.id)
    assert time.slept == list(BACK_OFF)


async def test_what_was_surely_not_sent_is_repeated_and_then_told_as_such(
    lonely_bot: Bot, time: JumpingTime
) -> None:
    """Without a connection nothing was done: even a send is tried again, with back-off."""
    with pytest.raises(NotConnected):
        await lonely_bot.send_message(1, "hello")
    assert time.slept == list(BACK_OFF)


async def test_a_telegram_that_comes_back_gets_the_message_once(
    world: World, sam: Person, port: int, told: Told
) -> None:
    """The message waits for the connection and arrives."""
    server = TelegramServer(world)
    time = JumpingTime()

    async def start_at_second_try(seconds: float) -> None:
        await time.sleep(seconds)
        if len(time.slept) == 2:
            await server.start(port)

    url = f"http://127.0.0.1:{port}"
    async with bot_at(url, world.token, told, time, start_at_second_try) as bot:
        await bot.send_message(sam.id, "hello")
    assert [m.text for m in sam.private.messages if m.sender is None] == ["hello"]
    await server.stop()


async def test_a_slow_answer_to_a_send_is_unconfirmed(
    world: World, server: TelegramServer, sam: Person, time: JumpingTime, told: Told
) -> None:
    """A time limit says nothing about what was done."""
    world.faults.add("sendMessage", Fault.delay(5))
    url = server.base_url
    async with bot_at(url, world.token, told, time, time.sleep, request_timeout=0.05) as bot:
        with pytest.raises(Unconfirmed):
            await bot.send_message(sam.id, "hello")
