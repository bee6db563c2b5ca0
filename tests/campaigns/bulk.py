"""A desk that buys from PIN Hype, many keys at a time."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.house import House
from bot.redact import Redactor
from bot.settings import Settings
from bot.wiring import build_house
from providers.hype.settings import HypeSettings
from providers.limiter import Limiter, Slot
from sandbox.hype import Hype
from services.actor import Actor
from services.delivery.errors import NothingToDeliverError
from services.orders import OrderView
from services.orders.door import BUY
from services.orders.wish import KIND
from services.work import Worker
from tests.clock import ManualClock
from tests.services.orders_made import let_in

OLGA = Actor(1, -1001, "Olga Owner")
PRICE = Decimal("66.49")
TOKEN = "7000000001:AAKeydeskTokenForTestsOnly0000000000"


@dataclass
class BulkDesk:
    """The services wired as the process does it, the stand-in, and a clock for the desk.

    ``again`` wires them anew on the same database, as the next process does.
    """

    house: House
    api: Hype
    clock: ManualClock
    again: Callable[[], House]

    async def draft(self, count: int) -> OrderView:
        """An order of so many keys, not confirmed yet."""
        [product] = self.house.services.catalog.search("GTA V")
        return await self.house.services.checkout.draft(OLGA, product.offers[0].id, count)

    async def buy(self, count: int) -> OrderView:
        """An order of so many keys, confirmed and worked on, as it stands then."""
        return await self.bought(await self.draft(count))

    async def bought(self, draft: OrderView) -> OrderView:
        """Confirm a draft, let it be worked on, and give it as it stands then."""
        await self.house.services.checkout.confirm(let_in(OLGA, draft.number, BUY))
        await self.house.worker.idle()
        return await self.house.services.orders.told(draft.number)

    async def dies(self) -> None:
        """Break off all work where it stands; what another process does after a start is in ``after``."""
        await self.house.worker.stop(0)

    def after(self) -> Worker:
        """The worker of another process on the same database."""
        worker = Worker(self.house.db, self.clock, self.house.queue)
        worker.learn({KIND: self.house.fulfilment})
        self.house = replace(self.house, worker=worker)
        return worker

    async def restart(self) -> None:
        """Break off all work, and let another process take over with nothing in memory."""
        await self.dies()
        await self.house.close()
        self.house = self.again()
        await self.house.open()

    async def close(self) -> None:
        """Stop all of it."""
        await self.house.close()
        await self.api.stop()
        assert self.api.complaints == []

    async def finish(self, number: str, looks: int = 20) -> OrderView:
        """Let it be worked on until the order is paid no more."""
        for _ in range(looks):
            order = await self.house.services.orders.told(number)
            if order.status not in {"paying", "paid"}:
                break
            self.clock.advance(16 * 60)
            await self.house.worker.idle()
        return await self.house.services.orders.told(number)

    async def keys(self, number: str) -> list[str]:
        """The keys of an order in plain, as they are sealed in the database."""
        async with self.house.db.read() as tx:
            row = await tx.orders.by_number(number)
            assert row is not None
            try:
                return list((await self.house.services.shelf.open(tx, row)).plain)
            except NothingToDeliverError:
                return []


UNLIMITED = 10.0**6
"""Requests a second."""


class PacedTime:
    """Seconds that pass only while the limiter waits, once all it let go has arrived.

    So what is measured is the limiter's pace, whatever machine this is. ``arrival`` is the clock of the
    stand-in, which reads it once a request.
    """

    def __init__(self) -> None:
        self.now = 1000.0
        self.left = 0
        self._arrived = 0

    def arrival(self) -> float:
        """The moment, for a request that comes."""
        self._arrived += 1
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Let the time pass."""
        while self._arrived < self.left:  # noqa: ASYNC110 - what it waits for comes by a socket
            await asyncio.sleep(0.001)
        self.now += seconds


class PacedLimiter(Limiter):
    """A limiter by such time, which counts what it lets go."""

    def __init__(self, rate: float, time: PacedTime) -> None:
        super().__init__(rate, clock=lambda: time.now, sleep=time.sleep)
        self._time = time

    async def wait(self, kind: str = "") -> Slot:
        """As ever, and count."""
        slot = await super().wait(kind)
        self._time.left += 1
        return slot


def wire(
    api: Hype,
    folder: Path,
    url: str | None,
    clock: ManualClock,
    secret: str,
    limiter: Limiter | None = None,
    grace: float = 0,
) -> House:
    """A house whose only provider is the stand-in. It does not wait: there is no ``grace`` in seconds, nor
    a rate to keep to, unless they are given.
    """
    hype = HypeSettings(
        base_url=api.base_url,
        identifier=api.identifier,
        secret=SecretStr(api.secret),
        grace=grace,
    )
    settings = Settings(
        bot_token=SecretStr(TOKEN),
        owners=(OLGA.user_id,),
        data_dir=folder,
        database_url=SecretStr(url or ""),
        providers={"hype": hype},
    )
    return build_house(settings, [secret], clock, Redactor(), limiter=limiter or Limiter(UNLIMITED))


async def open_desk(
    api: Hype,
    folder: Path,
    url: str | None,
    clock: ManualClock,
    limiter: Limiter | None = None,
    grace: float = 0,
) -> BulkDesk:
    """Start the stand-in with one product, wire a house, and put that into its catalog."""
    api.collection(1, "Games")
    api.product(101, "GTA V", PRICE, collection=1)
    await api.start()
    secret = Fernet.generate_key().decode()
    again = partial(wire, api, folder, url, clock, secret, limiter, grace)
    house = again()
    await house.open()
    await house.services.catalog.add(OLGA, "GTA V", "hype", "101", "BRL")
    return BulkDesk(house, api, clock, again)
