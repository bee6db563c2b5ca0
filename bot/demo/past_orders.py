"""The demo's past: two months of orders, written as an import would, in one transaction."""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal

from sqlalchemy import insert

from bot.demo.stage import Stage
from sandbox.demo_goods import GOODS
from sandbox.demo_vouchers import VOUCHERS
from sandbox.mint import KeyMint
from services.catalog import Offer
from services.key_shapes import shapes_of
from services.limits.scopes import millionths
from services.orders.numbers import new_number
from services.vault import mask
from storage.spent import Sum
from storage.tables.keys import keys
from storage.tables.orders import orders, purchases
from storage.transaction import Tx

DAYS = 61
A_DAY = (4, 6, 5, 6, 7, 11, 10)
"""Orders, from Monday on; a third more at the end than at the beginning."""
_SEED = 562
_CUSTOMERS = 14
_FIRST_CUSTOMER = 7_000_000_001
_PRICES = {
    **{("codegames", each.external_id): Decimal(each.price) for each in GOODS},
    **{("hype", str(each.product_id)): Decimal(each.price) for each in VOUCHERS},
}
_FAILED = ("out-of-stock", "unavailable", "not-enough", "price-moved")


@dataclass
class _Past:
    """An order of the past, before it is written."""

    offer: Offer
    at: datetime
    count: int
    price: Decimal
    buyer: int
    customer: int | None
    end: str
    number: str = field(default_factory=new_number)

    @property
    def amount(self) -> int:
        """What it holds of limits."""
        spent = self.end in ("delivered", "keyed")
        return millionths(self.price * self.count) if spent else 0


async def write_past_orders(stage: Stage, until: datetime) -> int:
    """Write the orders that were confirmed before today; gives how many. Hype's books have theirs too."""
    draw = random.Random(_SEED)  # noqa: S311 - every demo has the same past
    past = _orders(stage, draw, until)
    async with stage.app.house.db.write() as tx:
        for number in range(_CUSTOMERS):
            await tx.users.note(_FIRST_CUSTOMER + number, f"Customer {number + 1}", None, until)
        await _write(stage, tx, past, draw)
        await _hold(stage, tx, past)
    await stage.app.house.services.people.load()
    await stage.app.house.services.known_keys.load()
    return len(past)


def _orders(stage: Stage, draw: random.Random, until: datetime) -> list[_Past]:
    desk, town = stage.app.house.services, stage.town
    offers = [
        offer
        for product in desk.catalog.all()
        for offer in product.offers
        if (offer.provider, offer.external_id) in _PRICES
    ]
    # The first of the catalog sell best.
    weights = [1 / (2 + at) for at in range(len(offers))]
    made = []
    today = datetime.combine(until.date(), time(), until.tzinfo)
    for ago in range(DAYS, 0, -1):
        day = today - timedelta(days=ago)
        growth = 1 + (DAYS - ago) / (3 * DAYS)
        for _ in range(round(A_DAY[day.weekday()] * growth * draw.uniform(0.7, 1.3))):
            offer = draw.choices(offers, weights)[0]
            price = _PRICES[offer.provider, offer.external_id]
            end = _end(draw, offer, ago)
            made.append(
                _Past(
                    offer,
                    day + timedelta(seconds=draw.triangular(7 * 3600, 23 * 3600, 18 * 3600)),
                    draw.choices((1, 2, 3, 5), (70, 18, 8, 4))[0] if price < 9000 else 1,
                    price,
                    draw.choices((town.sam.id, town.max.id), (4, 1))[0],
                    _FIRST_CUSTOMER + draw.randrange(_CUSTOMERS) if end == "delivered" else None,
                    end,
                )
            )
    return sorted(made, key=lambda each: each.at)


def _end(draw: random.Random, offer: Offer, ago: int) -> str:
    """How one ended: most were delivered, and of the last days a few wait for their customer."""
    luck = draw.random()
    if luck < 0.06:
        return "failed"
    if luck < 0.1 and offer.provider == "hype":
        return "reversed"
    return "keyed" if luck > 0.9 and ago <= 4 else "delivered"


async def _write(stage: Stage, tx: Tx, past: list[_Past], draw: random.Random) -> None:
    desk, vault = stage.town.support_desk.id, stage.app.house.vault
    written = insert(orders).returning(orders.c.id, sort_by_parameter_order=True)
    rows = [_order_row(each, desk, draw) for each in past]
    order_ids = list(await tx.connection.scalars(written, rows))
    mint = KeyMint(4, 4, 4, 4)
    bought, plain = [], []
    for each, order_id in zip(past, order_ids, strict=True):
        for position in range(1, each.count + 1):
            key = mint.make()
            bought.append(_purchase_row(stage, each, order_id, position, key))
            plain.append((each, order_id, position, key))
    added = insert(purchases).returning(purchases.c.id, sort_by_parameter_order=True)
    purchase_ids = list(await tx.connection.scalars(added, bought))
    sealed = [
        {
            "order_id": order_id,
            "purchase_id": purchase_id,
            "position": position,
            "sealed": vault.seal(key),
            "fingerprint": vault.fingerprint(key),
            "bare_fingerprint": vault.bare_fingerprint(key),
            "mask": mask(key),
            "arrived_at": each.at + timedelta(seconds=4),
        }
        for (each, order_id, position, key), purchase_id in zip(plain, purchase_ids, strict=True)
        if each.end != "failed"
    ]
    await tx.connection.execute(insert(keys), sealed)
    await stage.app.house.services.known_keys.note_shapes(tx, shapes_of(mint.make()))


def _order_row(each: _Past, desk: int, draw: random.Random) -> dict[str, object]:
    over = each.at + timedelta(minutes=draw.randrange(1, 90))
    handed = over if each.end == "delivered" else None
    return {
        "number": each.number,
        "status": each.end,
        "reason": draw.choice(_FAILED) if each.end == "failed" else None,
        "offer_id": each.offer.id,
        "provider": each.offer.provider,
        "product": each.offer.product_name,
        "count": each.count,
        "unit_price": each.price,
        "currency": each.offer.currency,
        "buyer_id": each.buyer,
        "chat_id": desk,
        "customer_id": each.customer,
        "created_at": each.at - timedelta(seconds=20),
        "confirmed_at": each.at,
        "ended_at": None if each.end == "keyed" else over,
        "handed_at": handed,
        "held": each.amount,
        "held_day": each.at.date().isoformat(),
        "held_desk_day": each.at.date().isoformat(),
    }


def _purchase_row(
    stage: Stage, each: _Past, order_id: int, position: int, key: str
) -> dict[str, object]:
    txn = f"{each.number}-{position}"
    row: dict[str, object] = {
        "order_id": order_id,
        "position": position,
        "txn_id": txn,
        "status": {"failed": "refused", "reversed": "reversed"}.get(each.end, "accepted"),
        "reason": "out-of-stock" if each.end == "failed" else None,
        "reference": None if each.end == "failed" else f"7{order_id:05}{position}",
        "sent_at": each.at + timedelta(seconds=1),
        "settled_at": each.at + timedelta(seconds=3),
        "charged": None,
        "charged_currency": None,
        "cost": None,
    }
    if each.offer.provider == "hype" and each.end != "failed":
        back = each.at + timedelta(hours=2) if each.end == "reversed" else None
        pin = stage.town.hype.booked_before(int(each.offer.external_id), txn, key, each.at, back)
        row |= {
            "reference": str(pin.transaction_id),
            "charged": pin.sales_price,
            "charged_currency": pin.market.currency,
            "cost": pin.cost,
        }
    return row


async def _hold(stage: Stage, tx: Tx, past: list[_Past]) -> None:
    """Add up what they hold of limits, as each Confirm did: services/limits/spending.py."""
    desk = stage.town.support_desk.id
    sums: dict[int, list[Sum]] = defaultdict(list)
    amounts: dict[Sum, int] = defaultdict(int)
    for each in past:
        day, currency = each.at.date().isoformat(), each.offer.currency
        for which in (
            (desk, each.buyer, day, currency),
            (0, each.buyer, day, currency),
            (desk, 0, day, currency),
            (desk, 0, day[:7], currency),
        ):
            amounts[which] += each.amount
    for which, amount in amounts.items():
        sums[amount].append(which)
    for amount, some in sums.items():
        await tx.spent.add(some, amount)
