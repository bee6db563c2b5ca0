"""The desk opened on what a power cut left, among sellers whose ledgers are those of that moment."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from bot.house import House
from bot.redact import Redactor
from bot.secrets import secret_keys
from bot.settings import Settings
from bot.wiring import build_house
from sandbox.codegames import CodeGames
from sandbox.hype import Hype
from sandbox.hype.pins import Status
from storage.tables.orders import orders, purchases
from storage.tables.outbox import notices
from tests.campaigns.power_cut import judge
from tests.campaigns.power_cut.day import Seen
from tests.campaigns.power_cut.desk import RecordedDesk
from tests.campaigns.power_cut.judge import Promises
from tests.clock import ManualClock

LOOKS = 15
"""Of the recovery pass, a quarter of an hour apart: by then people have been told of what is late."""


class Sellers:
    """Both sellers as they stand when act number ``cut`` was never done."""

    def __init__(self, desk: RecordedDesk, promises: Promises, cut: int) -> None:
        self.shop = CodeGames(login=desk.shop.login, password=desk.shop.password)
        self.shop.offer("562", title="GTA V", price="956.30", stock=100)
        self.shop.take_over(
            replace(sold) for sold in desk.shop.orders if promises.charges[sold.txn_id] < cut
        )
        self.hype = Hype()
        self.hype.collection(1, "Vouchers")
        self.hype.product(2303, "Razer Gold", "66.49", collection=1)
        back = {txn_id for txn_id, since in promises.reversals.items() if since < cut}
        self.hype.take_over(
            replace(pin, status=Status.CANCELED if pin.reference in back else Status.DELIVERED)
            for pin in desk.hype.pins
            if promises.charges[pin.reference] < cut
        )

    def charged(self) -> dict[str, tuple[str, ...]]:
        """The keys by transaction id, those taken back too."""
        return {
            **{sold.txn_id: tuple(sold.keys) for sold in self.shop.orders},
            **{pin.reference: (pin.key,) for pin in self.hype.pins},
        }

    def taken_back(self) -> set[str]:
        """By transaction id."""
        return {pin.reference for pin in self.hype.pins if pin.status is Status.CANCELED}


async def recovered(
    folder: Path, desk: RecordedDesk, promises: Promises, seen: Seen, cut: int
) -> list[str]:
    """Let the desk recover on this copy of its folder, and tell what is wrong then."""
    sellers = Sellers(desk, promises, cut)
    await sellers.shop.start()
    await sellers.hype.start()
    settings = Settings.load(
        {
            **desk.bot.settings,
            "KEYDESK_DATA_DIR": str(folder),
            "KEYDESK_CODEGAMES__BASE_URL": sellers.shop.base_url,
            "KEYDESK_HYPE__BASE_URL": sellers.hype.base_url,
        },
        folder / "no.env",
    )
    clock = ManualClock(datetime.now(UTC))
    keys = [key.get_secret_value() for key in secret_keys(settings)]
    house = build_house(settings, keys, clock, Redactor())
    try:
        await house.open()
        await house.services.outbox.recover()
        await house.worker.take_over()
        await house.worker.idle()
        for _ in range(LOOKS):
            clock.advance(16 * 60)
            if not await house.worker.idle():
                break
        found = await _wrong(folder, house, sellers)
        found += await _unclaimed(house, desk, promises, seen, cut)
    finally:
        await house.close()
        await sellers.shop.stop()
        await sellers.hype.stop()
    return found + sellers.shop.complaints + sellers.hype.complaints


async def _wrong(folder: Path, house: House, sellers: Sellers) -> list[str]:
    found = []
    async with house.db.read() as tx:
        sent = {
            txn_id: (status, number)
            for txn_id, status, number in await tx.connection.execute(
                select(purchases.c.txn_id, purchases.c.status, orders.c.number).join(orders)
            )
        }
        columns = (orders.c.number, orders.c.status, orders.c.customer_id, orders.c.confirmed_at)
        wanted = select(*columns, orders.c.count.label("wanted"))
        ends = (await tx.connection.execute(wanted)).all()
        told = {
            (row.kind, row.facts.get("order"))
            for row in await tx.connection.execute(notices.select())
            if row.state != "dropped"
        }
    books = judge.read(folder)
    charged, taken_back = sellers.charged(), sellers.taken_back()
    for txn_id, keys in charged.items():
        status, number = sent.get(txn_id, ("unknown", ""))
        if status not in {"accepted", "uncertain", "reversed"}:
            found.append(f"charged, and after the recovery the purchase is {status}")
        if status != "uncertain" and any(books.keys.get(key) != number for key in keys):
            found.append(f"charged and {status}, but its key is in no book")
        if (status == "reversed") != (txn_id in taken_back):
            found.append(f"a purchase is {status} and {'' if txn_id in taken_back else 'not '}back")
    for txn_id, (status, _) in sent.items():
        if txn_id not in charged and status not in {"refused", "waiting"}:
            found.append(f"not charged, and the purchase is {status}")
    for order in ends:
        mine = [txn_id for txn_id, (_, number) in sent.items() if number == order.number]
        if sum(txn_id in charged for txn_id in mine) > order.wanted:
            found.append("more was bought than was wanted")
        if order.status in {"paying", "paid", "approved"}:
            found.append(f"an order is left {order.status}")
        if order.confirmed_at is not None and ("order-ended", order.number) not in told:
            found.append("an order has ended, and nobody tells who confirmed it")
        if order.status == "uncertain" and ("order-uncertain", order.number) not in told:
            found.append("an order waits for a person whom nobody tells")
        if order.status == "delivered" and ("delivered", order.number) not in told:
            found.append("an order is delivered and its chat is not told")
        sent_to = order.status == "keyed" and order.customer_id is not None
        if sent_to and ("keys-for-customer", order.number) not in told:
            found.append("keys are a customer's whom nobody sends them")
    return found


async def _unclaimed(
    house: House, desk: RecordedDesk, promises: Promises, seen: Seen, cut: int
) -> list[str]:
    """Whatever link Cara has been given shows her the keys, whether she has opened it or not."""
    found = []
    for token, number in seen.links.items():
        if promises.links[token] >= cut:
            continue
        keys = await house.services.claims.honour(desk.cara.id, token)
        bought = {sold.txn_id: sold.keys for sold in desk.shop.orders}
        view = await house.services.orders.told(number)
        wanted = [key for row in view.purchases for key in bought[row.txn_id]]
        if list(keys.plain) != wanted:
            found.append("a claim link shows other keys than were bought")
    return found
