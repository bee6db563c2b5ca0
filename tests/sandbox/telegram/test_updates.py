"""Fetching of updates: order, confirmation, long polls, repeats and webhooks."""

import asyncio

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from sandbox.http import LocalServer
from sandbox.telegram import Chat, Person, Update, World
from sandbox.telegram.updates import UpdateQueue

from .caller import Caller


async def test_updates_stay_until_a_later_offset_confirms_them(
    world: World, bot: Caller, sam: Person
) -> None:
    """The same updates come again until they are confirmed."""
    first = await bot.done("getUpdates")
    assert [u["message"]["text"] for u in first] == ["/start"]
    assert await bot.done("getUpdates") == first
    assert await bot.done("getUpdates", offset=first[-1]["update_id"] + 1) == []
    assert not world.updates.pending


async def test_a_long_poll_returns_as_soon_as_something_happens(
    world: World, bot: Caller, sam: Person
) -> None:
    """The poll waits for the update instead of for its time."""
    first = await bot.done("getUpdates")
    offset = first[-1]["update_id"] + 1
    poll = asyncio.create_task(bot.done("getUpdates", offset=offset, timeout=30))
    await world.until(lambda: len(world.calls) == 2)
    sam.says("news")
    assert [u["message"]["text"] for u in await poll] == ["news"]


async def test_of_two_pollers_the_older_gets_409(world: World, bot: Caller) -> None:
    """The second getUpdates ends the first."""
    older = asyncio.create_task(bot("getUpdates", timeout=30))
    await world.until(lambda: [c.method for c in world.calls] == ["getUpdates"])
    newer = asyncio.create_task(bot("getUpdates", timeout=1))
    body = await older
    assert body["error_code"] == 409
    assert body["description"] == (
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )
    assert (await newer)["ok"]


async def test_kinds_not_asked_for_do_not_come(world: World, bot: Caller, desk: Chat) -> None:
    """chat_member comes only when it is named in allowed_updates."""
    desk.add(world.person("Ann"))
    assert "chat_member" not in {u.kind for u in world.updates.pending}
    await bot.done("getUpdates", allowed_updates=["chat_member"])
    desk.add(world.person("Bob"))
    assert world.updates.pending[-1].kind == "chat_member"


async def test_settled_means_confirmed(world: World, bot: Caller, sam: Person) -> None:
    """It waits for the getUpdates after the one that fetched the last update."""
    fetched = await bot.done("getUpdates")
    with pytest.raises(TimeoutError):
        await world.settled(timeout=0.01)
    waiting = asyncio.create_task(world.settled())
    await bot.done("getUpdates", offset=fetched[-1]["update_id"] + 1)
    await waiting


async def test_a_repeated_update_comes_once_more_under_its_id(
    world: World, bot: Caller, sam: Person
) -> None:
    """Even after it was confirmed, and without bringing others back."""
    said = sam.says("buy")
    fetched = await bot.done("getUpdates")
    offset = fetched[-1]["update_id"] + 1
    await bot.done("getUpdates", offset=offset)
    world.repeat(said)
    assert said.update is not None
    again = await bot.done("getUpdates", offset=offset)
    assert again == [said.update.json()]
    assert await bot.done("getUpdates", offset=said.update.id + 1) == []
    await world.settled(timeout=0.01)


async def test_a_negative_offset_keeps_the_last_ones(bot: Caller, sam: Person) -> None:
    """-1 gives the newest update and forgets the rest."""
    sam.says("one")
    sam.says("two")
    assert [u["message"]["text"] for u in await bot.done("getUpdates", offset=-1)] == ["two"]


@given(st.lists(st.sampled_from(["add", "repeat first", "repeat last", "poll"]), max_size=30))
async def test_every_update_comes_exactly_as_often_as_it_was_queued(acts: list[str]) -> None:
    """A client that polls as aiogram does misses none, and sees none again unasked."""
    queue = UpdateQueue(lambda: None)
    queued: list[Update] = []
    seen: list[int] = []
    offset = 0

    async def poll() -> None:
        nonlocal offset
        for update in await queue.fetch(offset, 100, 0):
            seen.append(update.id)
            offset = update.id + 1

    for act in acts:
        if act == "poll":
            await poll()
        elif act == "add" or not queued:
            update = queue.add("message", {})
            assert update is not None
            queued.append(update)
        else:
            queued.append(queue.repeat(queued[0 if act == "repeat first" else -1]))
    await poll()
    await poll()
    assert not queue.pending
    assert sorted(seen) == sorted(update.id for update in queued)


async def test_a_webhook_gets_each_update_until_it_accepts_it(
    world: World, bot: Caller, sam: Person
) -> None:
    """A refused delivery is repeated, the secret comes along, and an answer may call a method."""
    seen: list[tuple[str, str | None]] = []

    async def receive(request: web.Request) -> web.Response:
        update = await request.json()
        text = update["message"]["text"]
        seen.append((text, request.headers.get("X-Telegram-Bot-Api-Secret-Token")))
        if len(seen) == 1:
            return web.Response(status=500)
        return web.json_response({"method": "sendMessage", "chat_id": sam.id, "text": f"re {text}"})

    def build() -> web.Application:
        app = web.Application()
        app.router.add_post("/hook", receive)
        return app

    own = LocalServer(build)
    url = f"{await own.start()}/hook"
    try:
        await bot.done("setWebhook", url=url, secret_token="s3cret")
        await sam.private.until(lambda: sam.private.last.text == "re /start")
        sam.says("more")
        await sam.private.until(lambda: sam.private.last.text == "re more")
        await world.settled()
        assert seen == [("/start", "s3cret"), ("/start", "s3cret"), ("more", "s3cret")]
        body = await bot("getUpdates")
        assert body["error_code"] == 409
        assert body["description"].startswith("Conflict: can't use getUpdates method while webhook")
        info = await bot.done("getWebhookInfo")
        assert info["url"] == url and "500" in info["last_error_message"]
        await bot.done("deleteWebhook")
        assert (await bot("getUpdates"))["ok"]
    finally:
        await own.stop()


async def test_a_webhook_elsewhere_needs_https(bot: Caller) -> None:
    """Only this machine may do without."""
    assert await bot.refused("setWebhook", url="http://example.com/") == (
        "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    )
