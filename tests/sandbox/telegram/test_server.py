"""Addresses, encodings, the record of calls, faults, and loud refusal of the unknown."""

import asyncio

import aiohttp
import pytest

from sandbox.telegram import Fault, Person, TelegramServer, World

from .caller import Caller


async def test_a_wrong_token_and_an_unknown_method(world: World, bot: Caller) -> None:
    """401 and 404 in Telegram's envelope; capitals do not matter."""
    assert (await bot.done("GETME"))["username"] == "keydesk_bot"
    body = await bot("sendTelepathy")
    assert (body["error_code"], body["description"]) == (404, "Not Found: method not found")
    bot.token = "7000000001:wrong"
    body = await bot("getMe")
    assert (body["error_code"], body["description"]) == (401, "Unauthorized")
    assert world.complaints == ["no method 'sendTelepathy' here"]


@pytest.mark.parametrize("way", ["query", "form", "multipart", "json"])
async def test_parameters_come_in_any_encoding(bot: Caller, sam: Person, way: str) -> None:
    """Query, urlencoded, multipart and JSON mean the same, objects being JSON strings."""
    url = f"{bot.base_url}/bot{bot.token}/sendMessage"
    flat = {
        "chat_id": str(sam.id),
        "text": "hi",
        "protect_content": "true",
        "reply_markup": '{"inline_keyboard":[[{"text":"A","callback_data":"a"}]]}',
    }
    if way == "query":
        request = bot.session.get(url, params=flat)
    elif way == "json":
        request = bot.session.post(url, json=flat)
    elif way == "form":
        request = bot.session.post(url, data=flat)
    else:
        form = aiohttp.FormData(default_to_multipart=True)
        for name, value in flat.items():
            form.add_field(name, value)
        request = bot.session.post(url, data=form)
    async with request as answer:
        assert answer.status == 200
    message = sam.private.last
    assert (message.text, message.protect_content, message.labels()) == ("hi", True, ["A"])


@pytest.mark.parametrize(
    "params",
    [
        {"text": "x", "colour": "red"},
        {"text": "x", "protect_content": "maybe"},
        {"text": "x", "reply_to_message_id": "1.5"},
        {"text": "x", "link_preview_options": {"disabled": True}},
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "data": "b"}]]}},
        {"text": "x", "reply_parameters": {"message_id": "1"}},
    ],
)
async def test_what_is_not_known_is_refused_and_noted(
    world: World, bot: Caller, sam: Person, params: dict[str, object]
) -> None:
    """Telegram would let some of it pass; the sandbox says so instead."""
    refused = await bot.refused("sendMessage", chat_id=sam.id, **params)
    assert refused.startswith("Bad Request: sandbox: ")
    assert len(world.complaints) == 1


async def test_calls_are_kept_with_their_outcome(world: World, bot: Caller, sam: Person) -> None:
    """Decoded parameters, whether it was done, and why not."""
    await bot("sendMessage", chat_id=str(sam.id), text="x")
    await bot("sendMessage", chat_id=1, text="x")
    assert [(c.params["chat_id"], c.ok, c.error) for c in world.calls] == [
        (sam.id, True, ""),
        (1, False, "Bad Request: chat not found"),
    ]


async def test_a_lost_answer_leaves_the_act_and_a_lost_request_does_not(
    world: World, bot: Caller, sam: Person
) -> None:
    """The client sees the same broken connection in both cases."""
    world.faults.add("sendMessage", Fault.lost_before())
    world.faults.add("sendMessage", Fault.lost_after())
    for text in ("before", "after"):
        with pytest.raises(aiohttp.ClientError):
            await bot("sendMessage", chat_id=sam.id, text=text)
    assert [m.text for m in sam.private.messages] == ["/start", "after"]
    assert [c.ok for c in world.calls] == [False, True]
    await bot.done("sendMessage", chat_id=sam.id, text="whole")


async def test_faults_can_be_ordered_for_certain_calls(
    world: World, bot: Caller, sam: Person, desk: object
) -> None:
    """A refusal, a 429 and a status, only where the condition holds."""
    world.faults.add("sendMessage", Fault.retry_after(3), when=lambda p: p["text"] == "slow")
    world.faults.add("sendMessage", Fault.error(403, "Forbidden: user is deactivated"))
    assert await bot.refused("sendMessage", chat_id=sam.id, text="x") == (
        "Forbidden: user is deactivated"
    )
    body = await bot("sendMessage", chat_id=sam.id, text="slow")
    assert (body["error_code"], body["parameters"]) == (429, {"retry_after": 3})
    world.faults.add("sendMessage", Fault.status(502))
    url = f"{bot.base_url}/bot{bot.token}/sendMessage"
    async with bot.session.post(url, json={"chat_id": sam.id, "text": "x"}) as answer:
        assert answer.status == 502
    assert sam.private.last.sender is sam


async def test_the_world_outlives_its_server(
    world: World, server: TelegramServer, sam: Person
) -> None:
    """After a stop and a start at the same port the chats are as they were."""
    port = int(server.base_url.rpartition(":")[2])
    await server.stop()
    assert await server.start(port) == server.base_url
    async with aiohttp.ClientSession() as session:
        bot = Caller(session, server.base_url, world.token)
        await bot.done("sendMessage", chat_id=sam.id, text="back")
    assert [m.text for m in sam.private.messages] == ["/start", "back"]


async def test_changes_are_told_to_every_subscriber(world: World, bot: Caller, sam: Person) -> None:
    """A new message, its edit and its end, in order."""
    with world.changes() as changes:
        sent = await bot.done("sendMessage", chat_id=sam.id, text="a")
        place = {"chat_id": sam.id, "message_id": sent["message_id"]}
        await bot.done("editMessageText", **place, text="b")
        await bot.done("deleteMessage", **place)
        kinds: list[str] = []
        while len(kinds) < 3:
            change = await anext(changes)
            if change.message is not None:
                kinds.append(change.kind)
    assert kinds == ["message_new", "message_edited", "message_deleted"]


async def test_until_says_what_the_chat_shows(sam: Person) -> None:
    """A condition that never holds ends in a TimeoutError with the chat's messages."""
    with pytest.raises(TimeoutError, match="/start"):
        await sam.private.until(lambda: sam.private.last.text == "never", timeout=0.01)


async def test_an_error_in_a_condition_is_told_to_who_waits(sam: Person) -> None:
    """What the condition raises comes out of until."""

    async def speak() -> None:
        sam.says("go")

    until = sam.private.until(lambda: len(sam.private.messages) > 1 and 1 / 0, timeout=5)
    with pytest.raises(ZeroDivisionError):
        await asyncio.gather(until, speak())
