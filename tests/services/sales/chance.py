"""Orders that are made and changed at random, near days at which clocks change."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, update

from services.periods import local_days
from storage.chat_moves import follow
from storage.tables.catalog import offers, products
from storage.tables.keys import keys
from storage.tables.orders import orders, purchases
from storage.transaction import Tx
from tests.campaigns.length import LONG

ORDERS = 100_000 if LONG else 400
BERLIN, LORD_HOWE = ZoneInfo("Europe/Berlin"), ZoneInfo("Australia/Lord_Howe")
SHORT, SHORT_ENDS = date(2026, 3, 29), datetime(2026, 3, 29, 22, tzinfo=UTC)
"""A day of 23 hours in Berlin, one of 25 in October, and one of 23.5 in Lord Howe's."""
LONG_ONE, HALF_AN_HOUR = date(2026, 10, 25), date(2026, 10, 4)
DAYS = ((SHORT, BERLIN), (LONG_ONE, BERLIN), (HALF_AN_HOUR, LORD_HOWE))
CHATS, BUYERS = (-1001, -1002, 77), (1, 2, 3)
SELLERS = (("codegames", "KZT"), ("hype", "BRL"), ("own", "EUR"))
STATUSES = ("paying", "paid", "keyed", "delivered", "failed", "uncertain", "reversed", "rejected")
FATES = ("waiting", "sent", "accepted", "accepted", "refused", "uncertain", "reversing", "reversed")
PRICES = ("956.30", "0.10", "49.90", "3", "0.000001", "12.345")
ODD = ("10000000000000000000000000.5", "0.00000001")
"""Amounts that no row of totals holds."""


@dataclass
class Desk:
    """Orders that are made and changed at random."""

    chance: Random
    made: int = 0
    moved: int = 0

    def moment(self) -> datetime:
        """Near a day at which clocks change; often the first moment of a quarter of an hour, or its last."""
        day, zone = self.chance.choice(DAYS)
        asked = local_days(day, day, zone)
        minutes = self.chance.randint(-3000, 3000)
        at = asked.since + timedelta(minutes=15 * (minutes // 15))
        return at + self.chance.choice(
            (timedelta(), -timedelta(microseconds=1), timedelta(minutes=minutes % 15, seconds=7))
        )

    def reason(self, fate: str) -> str | None:
        """What was uncertain has one, and keeps it while it is being taken back."""
        lost = fate == "uncertain" or (fate == "reversing" and self.chance.random() < 0.5)
        return "lost" if lost else None

    async def begin(self, tx: Tx) -> None:
        """A catalog of three products, each from every seller."""
        before = datetime(2026, 1, 1, tzinfo=UTC)
        for each in (1, 2, 3):
            name = f"Game {each}"
            row = {"id": each, "name": name, "name_key": name.lower(), "created_at": before}
            await tx.connection.execute(insert(products).values(row))
            for at, (provider, currency) in enumerate(SELLERS):
                offer: dict[str, Any] = {"id": 10 * each + at, "product_id": each}
                offer |= {"provider": provider}
                offer |= {"external_id": str(each), "currency": currency, "created_at": before}
                await tx.connection.execute(insert(offers).values(offer))

    async def order(self, tx: Tx, count: int, *, odd: bool = False) -> None:
        """So many orders more."""
        pick, made, bought, kept = self.chance.choice, [], [], []
        for _ in range(count):
            self.made += 1
            number, seller = self.made, self.chance.randrange(len(SELLERS))
            made.append(
                {
                    "id": number,
                    "number": f"K-{number}",
                    "status": pick(STATUSES),
                    "offer_id": 10 * pick((1, 2, 3)) + seller,
                    "provider": SELLERS[seller][0],
                    "product": "Game",
                    "count": 3,
                    "currency": SELLERS[seller][1],
                    "unit_price": Decimal(pick(ODD if odd else PRICES)),
                    "buyer_id": pick(BUYERS),
                    "chat_id": pick(CHATS),
                    "created_at": self.moment(),
                    "confirmed_at": self.moment(),
                }
            )
            for position in range(1, self.chance.randint(0, 3) + 1):
                each = number * 10 + position
                fate = pick(FATES)
                row = {"id": each, "order_id": number, "position": position, "txn_id": str(each)}
                row |= {"status": fate, "reason": self.reason(fate)}
                bought.append(row)
                if fate == "accepted" and self.chance.random() < 0.3:
                    key = {"order_id": number, "purchase_id": each, "position": 1, "sealed": b""}
                    kept.append(
                        key | {"fingerprint": str(each), "mask": "", "arrived_at": self.moment()}
                    )
        for table, rows in ((orders, made), (purchases, bought), (keys, kept)):
            for at in range(0, len(rows), 500):
                await tx.connection.execute(insert(table), rows[at : at + 500])

    async def change(self, tx: Tx) -> None:
        """What happens to orders afterwards."""
        which = self.chance.randint(1, self.made)
        purchase = update(purchases).where(purchases.c.order_id == which)
        what = self.chance.randrange(7)
        if what == 0:
            moved = update(orders).where(orders.c.id == which)
            await tx.connection.execute(moved.values(status=self.chance.choice(STATUSES)))
        elif what == 1:
            read = {
                "charged": Decimal("51.5"),
                "charged_currency": self.chance.choice(("BRL", "EUR")),
            }
            cost = self.chance.choice((None, Decimal("40.25")))
            await tx.connection.execute(purchase.values(**read, cost=cost))
        elif what == 2:
            back = {"status": "reversing", "reason": self.reason("reversing")}
            await tx.connection.execute(purchase.values(back))
        elif what == 3:
            await tx.connection.execute(purchase.values(status="reversed"))
        elif what == 4:
            mine = update(keys).where(keys.c.order_id == which)
            await tx.connection.execute(mine.values(kept_at=self.moment()))
        elif what == 5:
            await self.order(tx, 1, odd=self.chance.random() < 0.2)
        elif self.moved < 2:
            await follow(tx.connection, CHATS[self.moved], -2000 - self.moved)
            self.moved += 1
