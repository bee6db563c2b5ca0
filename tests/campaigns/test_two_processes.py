"""Two real processes share one PostgreSQL: each order is bought once and its end told once, though one dies.

Only one may fetch updates, so what the other asks Telegram for has nothing new in it.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession, web

from bot.secrets import FILE_NAME
from sandbox.gates import Point
from sandbox.telegram import Chat
from services.actor import Actor
from services.orders.door import BUY
from tests.campaigns.length import LONG
from tests.campaigns.process import Keydesk
from tests.campaigns.unwritable import UnwritableDesk
from tests.databases import PostgresServer
from tests.services.orders_made import let_in

ORDERS = 20
PATIENCE = 150.0
"""Seconds after which a test says what the chats show."""


class Forwarder:
    """A way to a Bot API server on which nothing is ever fetched."""

    def __init__(self, behind: str) -> None:
        self._behind = behind
        self.base_url = ""

    async def start(self) -> web.AppRunner:
        """Listen on a port of its own."""
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._pass_on)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        self.base_url = f"http://{host}:{port}"
        return runner

    async def _pass_on(self, request: web.Request) -> web.Response:
        if request.path.endswith("/getUpdates"):
            await asyncio.sleep(1)
            return web.json_response({"ok": True, "result": []})
        kind = {"Content-Type": request.headers.get("Content-Type", "application/json")}
        async with (
            ClientSession() as session,
            session.request(
                request.method,
                self._behind + request.path_qs,
                data=await request.read(),
                headers=kind,
            ) as answer,
        ):
            return web.Response(
                status=answer.status, body=await answer.read(), content_type="application/json"
            )


class SharedDesk(UnwritableDesk):
    """A desk at which two processes are at work."""

    other: Keydesk

    async def open(self) -> None:
        """Start the one that fetches, then the other."""
        await super().open()
        forwarder = Forwarder(self._telegram.base_url)
        self._running.push_async_callback((await forwarder.start()).cleanup)
        folder = self._folder / "other"
        (folder / "data").mkdir(parents=True)
        secrets = (self.bot.data_dir / FILE_NAME).read_text(encoding="utf-8")
        settings = {
            **self._settings(),
            "KEYDESK_TELEGRAM_API": forwarder.base_url,
            "KEYDESK_SECRET_KEYS": ",".join(secrets.split()),
        }
        self.other = Keydesk(folder, settings)
        self._running.push_async_callback(self.other.clear)
        await self.other.start()
        await self.until(lambda: "started" in self.other.log)

    async def confirmed(self) -> dict[str, Chat]:
        """Orders that were just confirmed, each in a chat of its own."""
        chats: dict[str, Chat] = {}
        async with self._services() as house:
            [product] = house.services.catalog.search("Pin card")
            for at in range(ORDERS):
                chat = self.world.group(f"Desk {at}", [self.olga, self.sam])
                olga = Actor(self.olga.id, chat.id, self.olga.name)
                draft = await house.services.checkout.draft(olga, product.offers[0].id, 1)
                chats[draft.number] = chat
            for number, chat in chats.items():
                olga = Actor(self.olga.id, chat.id, self.olga.name)
                await house.services.checkout.confirm(let_in(olga, number, BUY))
        return chats

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for what no stand-in tells of."""
        async with asyncio.timeout(PATIENCE):
            while not condition():  # noqa: ASYNC110 - it is another process
                await asyncio.sleep(0.05)


@pytest.fixture
async def shared(tmp_path: Path, postgres_server: PostgresServer) -> AsyncIterator[SharedDesk]:
    """Two processes; none of the stand-ins may complain of them."""
    url = await asyncio.to_thread(postgres_server.fresh)
    desk = SharedDesk(tmp_path, url)
    try:
        await desk.open()
        yield desk
        assert desk.world.complaints + desk.shop.complaints + desk.hype.complaints == []
    finally:
        await desk.close()


def told(chats: dict[str, Chat]) -> Counter[tuple[str, bool]]:
    """How often the end of each order was told in its chat: as its card, and as news where that was left."""
    return Counter(
        (number, message.text.startswith("🔔"))
        for number, chat in chats.items()
        for message in chat.messages
        if message.sender is None and "✅ Bought." in message.text and number in message.text
    )


async def all_told(desk: SharedDesk, chats: dict[str, Chat]) -> None:
    """Each is bought once, and each end told once."""
    try:
        await desk.world.until(
            lambda: len({number for number, _ in told(chats)}) == ORDERS, PATIENCE
        )
    except TimeoutError as error:
        raise AssertionError(
            f"{told(chats)}\n{desk.bot.log[-3000:]}\n{desk.other.log[-3000:]}"
        ) from error
    assert Counter(pin.reference for pin in desk.hype.pins).most_common(1)[0][1] == 1
    assert len(desk.hype.pins) == ORDERS
    assert set(told(chats).values()) == {1}


@pytest.mark.postgres
async def test_two_processes_buy_each_order_once(
    shared: SharedDesk, figure: Callable[[str], None]
) -> None:
    """Whichever takes an order, the other does not; the figure says how they shared them."""
    chats = await shared.confirmed()
    await all_told(shared, chats)
    did = [each.log.count("pre_redeem") for each in (shared.bot, shared.other)]
    figure(f"two processes: {ORDERS} orders bought once, {did[0]} and {did[1]} calls in their logs")


@pytest.mark.skipif(not LONG, reason="a lease of twenty seconds: a part of the long form")
@pytest.mark.postgres
@pytest.mark.timeout(400)
@pytest.mark.parametrize("point", ["before", "after"])
async def test_one_is_killed_and_the_other_goes_on(
    shared: SharedDesk, point: Point, figure: Callable[[str], None]
) -> None:
    """SIGKILL while its calls are at the provider: the rest takes them over when the leases are over."""
    gates = [shared.hype.gate("pre_redeem", point) for _ in range(5)]
    chats = await shared.confirmed()
    await asyncio.gather(*(gate.reached(PATIENCE) for gate in gates))
    await shared.bot.kill()
    for gate in gates:
        gate.release()
    await all_told(shared, chats)
    figure(f"two processes, one killed {point} the act: {ORDERS} orders bought once and told once")
