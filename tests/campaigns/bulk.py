"""A desk that buys from PIN Hype, many keys at a time."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.redact import Redactor
from bot.settings import Settings
from bot.wiring import House, build_house
from providers.hype.settings import HypeSettings
from sandbox.hype import Hype
from services.actor import Actor
from services.delivery.errors import NothingToDeliverError
from services.orders import OrderView
from tests.clock import ManualClock

OLGA = Actor(1, -1001, "Olga Owner")
PRICE = Decimal("66.49")
TOKEN = "7000000001:AAKeydeskTokenForTestsOnly0000000000"


@dataclass
class BulkDesk:
    """The services wired as the process does it, the stand-in, and a clock for the desk."""

    house: House
    api: Hype
    clock: ManualClock

    async def draft(self, count: int) -> OrderView:
        """An order of so many keys, not confirmed yet."""
        [product] = self.house.desk.catalog.search("GTA V")
        return await self.house.desk.orders.draft(OLGA, product.offers[0].id, count)

    async def finish(self, number: str, looks: int = 20) -> OrderView:
        """Let the recovery pass look until the order is paid no more."""
        for _ in range(looks):
            order = await self.house.desk.orders.view(number)
            if order.status not in {"paying", "paid"}:
                break
            self.clock.advance(16 * 60)
            await self.house.recovery.run()
        return await self.house.desk.orders.view(number)

    async def keys(self, number: str) -> list[str]:
        """The keys of an order in plain, as they are sealed in the database."""
        async with self.house.db.read() as tx:
            row = await tx.orders.by_number(number)
            assert row is not None
            try:
                return list((await self.house.desk.shelf.open(tx, row)).plain)
            except NothingToDeliverError:
                return []


def wire(api: Hype, folder: Path, url: str | None, clock: ManualClock, secret: str) -> House:
    """A house whose only provider is the stand-in. ``grace`` is nothing: tests do not wait."""
    hype = HypeSettings(
        base_url=api.base_url,
        identifier=api.identifier,
        secret=SecretStr(api.secret),
        grace=0,
    )
    settings = Settings(
        bot_token=SecretStr(TOKEN),
        owners=(OLGA.user_id,),
        data_dir=folder,
        database_url=SecretStr(url or ""),
        hype=hype,
    )
    return build_house(settings, [secret], clock, Redactor())


async def open_desk(api: Hype, folder: Path, url: str | None, clock: ManualClock) -> BulkDesk:
    """Wire a house, and put one offer into its catalog."""
    house = wire(api, folder, url, clock, Fernet.generate_key().decode())
    await house.open()
    await house.desk.catalog.add(OLGA, "GTA V", "hype", "101", "BRL")
    return BulkDesk(house, api, clock)
