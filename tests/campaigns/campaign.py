"""A desk's services and its shop through any series of steps, and what must hold all the time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from cryptography.fernet import Fernet
from hypothesis import event
from sqlalchemy import select

from sandbox import codegames
from services.actor import Actor
from services.errors import DeskError
from services.money import Money
from services.orders import OrderStatus, OrderView, OrderViews, PurchaseStatus
from services.orders.door import BUY
from services.sales import Sales
from services.vault import Vault
from storage.database import Database
from storage.order_lists import OrderFilter
from storage.orders import OrderRow
from storage.tables.outbox import notices
from storage.tables.work import work
from tests.campaigns.steps import (
    FAULTS,
    OFFERS,
    Goods,
    KeysLate,
    Later,
    Ordered,
    Restart,
    Step,
    Taps,
    Wrong,
)
from tests.clock import ManualClock
from tests.databases import SqliteFiles
from tests.services.orders.conftest import SAM, OrderRoom, wire
from tests.services.orders_made import let_in

SECRET = Fernet.generate_key().decode()
DAY = timedelta(days=1)
MAY_BE_CHARGED = {PurchaseStatus.SENT, PurchaseStatus.ACCEPTED, PurchaseStatus.UNCERTAIN}
ENDED = {OrderStatus.KEYED, OrderStatus.FAILED, OrderStatus.UNCERTAIN, OrderStatus.EXPIRED}


@dataclass
class Campaign:
    """The desk's services on one database, and the shop that outlives them."""

    url: str
    clock: ManualClock
    shop: codegames.CodeGames
    drawn: list[str] = field(default_factory=list)
    ids: dict[tuple[str, int], str] = field(default_factory=dict)
    room: OrderRoom = field(init=False)
    offers: list[int] = field(default_factory=list)

    async def open(self) -> None:
        """Put services together, as a process does at its start."""
        db = Database(self.url)
        await db.open()
        self.room = wire(db, self.clock, self.shop, SECRET)
        await self.room.catalog.load()
        await self.room.worker.take_over()

    async def close(self) -> None:
        """Let the services go; the rows stay."""
        await self.room.provider.close()
        await self.room.db.close()

    async def furnish(self) -> None:
        """Two offers in the catalog."""
        for external_id in OFFERS:
            offer = await self.room.offer(external_id, f"Game {external_id}")
            self.offers.append(offer.id)

    async def take(self, step: Step) -> None:
        """Do one step; what the desk says no to is no failure of it."""
        match step:
            case Ordered(offer, count):
                try:
                    draft = await self.room.checkout.draft(SAM, self.offers[offer], count)
                except DeskError:
                    return
                self.drawn.append(draft.number)
            case Taps(order, people):
                await self._tap(order, people)
            case Wrong(endpoint, fault):
                self.shop.faults.add(endpoint, FAULTS[fault])
            case KeysLate(polls, late):
                self.shop.keys_late(polls, late)
            case Goods(offer, price, stock):
                self.shop.set_stock(OFFERS[offer], stock)
                if price is not None:
                    self.shop.set_price(OFFERS[offer], price)
            case Later(seconds):
                self.clock.advance(seconds)
                await asyncio.gather(self.room.worker.idle(), self.room.worker.idle())
            case Restart():
                await self._restart(step)

    async def _tap(self, order: int, people: tuple[Actor, ...]) -> None:
        if not self.drawn:
            return
        number = self.drawn[order % len(self.drawn)]
        results = await asyncio.gather(
            *(self.room.confirm(let_in(person, number, BUY)) for person in people),
            return_exceptions=True,
        )
        served = [result for result in results if isinstance(result, OrderView)]
        assert len(served) <= 1, "two taps of one card were both told that they bought"
        for result in results:
            if isinstance(result, BaseException):
                assert isinstance(result, DeskError), repr(result)
            elif result.asked_anew is not None:
                self.drawn.append(result.asked_anew)

    async def _restart(self, step: Restart) -> None:
        gate = self.shop.gate(step.endpoint, step.point)
        tap = asyncio.create_task(self._tap(step.order, (SAM,)))
        held = asyncio.create_task(gate.reached())
        await asyncio.wait({tap, held}, return_when=asyncio.FIRST_COMPLETED)
        await self.room.worker.stop(0)
        tap.cancel()
        held.cancel()
        outcome = await asyncio.gather(tap, held, return_exceptions=True)
        assert not any(isinstance(one, AssertionError) for one in outcome), outcome
        event(f"restart in the middle: {held.done() and not held.cancelled()}")
        await self.close()
        gate.release()
        await self.open()

    async def check(self) -> list[OrderView]:
        """What must be true after every step."""
        async with self.room.db.read() as tx:
            rows = await tx.order_lists.newest(OrderFilter(), 10**6)
            subjects = await tx.connection.scalars(select(work.c.subject))
            worked_on = {int(subject) for subject in subjects}
            views = list(await OrderViews(self.room.clock).all_of(tx, rows))
        known: dict[str, tuple[OrderView, PurchaseStatus]] = {}
        for view in views:
            for purchase in view.purchases:
                same = self.ids.setdefault((view.number, purchase.position), purchase.txn_id)
                assert same == purchase.txn_id, "a purchase was given another id"
                known[purchase.txn_id] = (view, purchase.status)
        pays = {call.body["txnId"] for call in self.shop.calls if call.endpoint == "pay"}
        assert pays <= set(known), "an id was sent that no row remembers"
        for sold in self.shop.orders:
            view, status = known[sold.txn_id]
            assert status in MAY_BE_CHARGED, f"charged and {status}: paid and lost"
            assert sold.price == view.unit_price.amount, "bought at another price than confirmed"
        for row, view in zip(rows, views, strict=True):
            if view.status in {OrderStatus.PAYING, OrderStatus.PAID}:
                assert row.id in worked_on, f"{view.status} and nobody will look"
            await self._check_keys(row, view, worked_on)
        return views

    async def _check_keys(self, row: OrderRow, view: OrderView, worked_on: set[int]) -> None:
        sold = {each.txn_id: each for each in self.shop.orders}
        charged = [purchase for purchase in view.purchases if purchase.txn_id in sold]
        likely = [p for p in view.purchases if p.status in MAY_BE_CHARGED]
        assert len(charged) <= len(likely) <= view.count
        async with self.room.db.read() as tx:
            held = await tx.keys.of_order(row.id)
            purchases = {each.id: each for each in await tx.purchases.of_order(row.id)}
        plain: dict[str, list[str]] = {}
        for key in held:
            txn_id = purchases[key.purchase_id].txn_id
            plain.setdefault(txn_id, []).append(Vault([SECRET]).open(key.sealed))
        for purchase in view.purchases:
            if purchase.status is not PurchaseStatus.ACCEPTED:
                assert purchase.txn_id not in plain
                continue
            assert purchase.reference == str(sold[purchase.txn_id].order_id)
            if purchase.txn_id in plain:
                assert plain[purchase.txn_id] == sold[purchase.txn_id].keys
            else:
                waiting = {OrderStatus.PAYING, OrderStatus.PAID, OrderStatus.UNCERTAIN}
                assert view.status in waiting
                assert row.id in worked_on, "charged without a key and nobody will look"

    async def end(self) -> None:
        """The shop is well again and time passes: everything comes to an end, and the sums agree."""
        self.shop.faults.clear()
        self.shop.keys_late(0)
        for _ in range(12):
            self.clock.advance(1000)
            await self.room.worker.idle()
        views = await self.check()
        for view in views:
            if view.confirmed_at is not None:
                assert view.status in ENDED, f"left in {view.status}"
        for order in views:
            event(f"ended {order.status}")
        report = await Sales(self.room.db).report(self.clock() - DAY, self.clock() + DAY)
        sure = {p.txn_id for view in views for p in view.purchases if p.status == "accepted"}
        doubtful = [sold for sold in self.shop.orders if sold.txn_id not in sure]
        spent = self.shop.spent - sum(sold.price for sold in doubtful)
        reported = report.money.get("KZT", Money(Decimal(0), "KZT"))
        assert reported.amount == spent
        assert report.keys == len(self.shop.orders) - len(doubtful)
        async with self.room.db.read() as tx:
            told = await tx.connection.execute(
                select(notices.c.facts).where(notices.c.kind == "order-uncertain")
            )
            numbers = {facts["order"] for facts in told.scalars()}
        waiting = {view.number for view in views if view.status is OrderStatus.UNCERTAIN}
        assert waiting <= numbers, "an order waits for a person whom nobody told"


@asynccontextmanager
async def campaign(files: SqliteFiles) -> AsyncIterator[Campaign]:
    """A fresh desk and shop."""
    clock = ManualClock()
    shop = codegames.CodeGames(login="desk", password="pass-word-7Q", clock=clock)
    for external_id in OFFERS:
        shop.offer(external_id, title=f"Game {external_id}", price="956.30", stock=9)
    await shop.start()
    url = files.fresh()
    made = Campaign(url, clock, shop)
    await made.open()
    try:
        await made.furnish()
        yield made
    finally:
        await made.close()
        await shop.stop()
        files.drop(url)
    assert shop.complaints == []
