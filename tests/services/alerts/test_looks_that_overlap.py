"""Looks at a provider that go on side by side, in two processes or in one: each counts from its beginning."""

import asyncio

import pytest

from providers.errors import Unavailable
from providers.registry import Providers
from services.alerts.providers import DOWN, ProviderAlerts
from services.incidents import Incidents
from services.outbox import Outbox
from storage.database import Database
from tests.clock import ManualClock

pytestmark = pytest.mark.both_databases


class Shop:
    """A provider that answers each sign of life when the test says so."""

    name = "hype"

    def __init__(self) -> None:
        self.asked: list[asyncio.Future[None]] = []
        self.heard = asyncio.Event()

    async def check(self) -> None:
        """Wait for what is said of it."""
        said = asyncio.get_running_loop().create_future()
        self.asked.append(said)
        self.heard.set()
        await said

    async def close(self) -> None:
        """It keeps nothing."""

    def answers(self, number: int) -> None:
        """It is there."""
        self.asked[number].set_result(None)

    def fails(self, number: int) -> None:
        """It is not."""
        self.asked[number].set_exception(Unavailable("hype", "health: nothing there"))


async def test_a_look_that_was_long_under_way_undoes_no_later_one(
    database: Database, clock: ManualClock, outbox: Outbox
) -> None:
    """It saw the provider well before two others saw it down; and of two at the same time one counts."""
    shop = Shop()
    looks = [
        ProviderAlerts(database, clock, Incidents(clock, outbox), outbox, Providers([shop]))
        for _ in range(2)
    ]

    async def begun(process: int) -> asyncio.Task[object]:
        shop.heard.clear()
        look = asyncio.create_task(looks[process].find([]))
        await shop.heard.wait()
        return look

    async def known() -> tuple[str | None, int]:
        async with database.read() as tx:
            row = (await tx.provider_health.all())["hype"]
        return row.trouble, row.streak

    long = await begun(0)
    clock.advance(60)
    one, other = await begun(0), await begun(1)
    shop.fails(1)
    await one
    shop.fails(2)
    await other
    assert await known() == (None, 1)
    shop.answers(0)
    await long
    assert await known() == (None, 1)
    clock.advance(60)
    last = await begun(1)
    shop.fails(3)
    await last
    assert await known() == (DOWN, 0)
