"""A market under load: two stand-ins with their ledgers, and people who buy, hand over and claim."""

import asyncio
import random
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.house import House
from bot.redact import Redactor
from bot.settings import Settings
from bot.wiring import build_house
from providers.codegames.settings import CodeGamesSettings
from providers.hype.settings import HypeSettings
from sandbox.codegames import CodeGames
from sandbox.hype import Hype
from services.actor import Actor
from services.orders import OrderStatus
from services.orders.door import BUY, DELIVER
from tests.campaigns.bulk import OLGA, TOKEN
from tests.clock import ManualClock
from tests.services.orders_made import let_in


@dataclass
class Market:
    """Two stand-ins, their ledgers, and one secret for every desk that works with them."""

    hype: Hype
    shop: CodeGames
    clock: ManualClock
    folder: Path
    secret: str = field(default_factory=lambda: Fernet.generate_key().decode())

    def house(self, url: str) -> House:
        """A desk on this database, wired as the process does it."""
        settings = Settings(
            bot_token=SecretStr(TOKEN),
            owners=(OLGA.user_id,),
            data_dir=self.folder,
            database_url=SecretStr(url),
            providers={
                "hype": HypeSettings(
                    base_url=self.hype.base_url,
                    identifier=self.hype.identifier,
                    secret=SecretStr(self.hype.secret),
                    grace=0,
                ),
                "codegames": CodeGamesSettings(
                    base_url=self.shop.base_url,
                    login=self.shop.login,
                    password=SecretStr(self.shop.password),
                    auth_scheme="Bearer",
                ),
            },
        )
        return build_house(settings, [self.secret], self.clock, Redactor())

    def ledger(self) -> dict[str, tuple[str, Decimal]]:
        """What was charged, by our transaction id: the key and its price."""
        booked = {pin.reference: (pin.key, pin.sales_price) for pin in self.hype.pins}
        sold = {each.txn_id: (each.keys[0], each.price) for each in self.shop.orders}
        return booked | sold


@dataclass
class Load:
    """People who buy, hand over and claim until they are told to go home."""

    house: House
    clock: ManualClock
    dice: random.Random
    bought: int = 0
    over: bool = False
    _waiting: list[tuple[int, asyncio.Event]] = field(default_factory=list)

    async def until(self, more: int) -> None:
        """Wait until so many more orders are through."""
        reached = asyncio.Event()
        self._waiting.append((self.bought + more, reached))
        await reached.wait()

    async def buy(self, offer_id: int, customer: int) -> None:
        """One buyer's day."""
        desk = self.house.services
        buyer = Actor(customer + 1000, OLGA.chat_id, "Sam")
        while not self.over:
            draft = await desk.checkout.draft(buyer, offer_id, self.dice.randint(1, 4))
            await desk.checkout.confirm(let_in(buyer, draft.number, BUY))
            await self.house.worker.idle()
            order = await desk.orders.told(draft.number)
            self.clock.advance(0.5)
            if order.status is OrderStatus.KEYED and self.dice.random() < 0.7:
                link = await desk.claims.make(let_in(buyer, order.number, DELIVER))
                await desk.claims.honour(customer, link.token)
            self.bought += 1
            for count, reached in self._waiting:
                if self.bought >= count:
                    reached.set()
