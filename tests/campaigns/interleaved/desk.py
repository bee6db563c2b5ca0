"""A whole desk in one loop: what people, the clock and the world may do to it."""

import asyncio
import sqlite3
from collections.abc import Coroutine
from contextlib import ExitStack
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet

from bot.app import App
from bot.redact import Redactor
from bot.settings import Settings
from bot.telegram.rates import Rates
from providers.timeouts import Patience
from sandbox.codegames import CodeGames
from sandbox.hype import Hype, Quirks
from services.actor import Actor
from services.delivery.errors import NothingToDeliverError
from services.errors import DeskError
from services.orders import OrderView, PurchaseStatus
from services.orders.door import BUY, DELIVER, RESOLVE, REVERSE, VIEW
from storage.errors import TroubleError
from storage.leases import LEASE
from tests.campaigns.interleaved.database import held_sqlite
from tests.campaigns.interleaved.network import HeldGates, in_memory
from tests.campaigns.interleaved.stepping import ACTOR, Points, SteppedLoop
from tests.campaigns.interleaved.telegram import Chats, HeldTelegram
from tests.clock import ManualClock
from tests.services.orders_made import let_in

TOKEN = "7000000001:AAKeydeskTokenForTestsOnly0000000000"
SECRET = Fernet.generate_key().decode()
HOME = -1001
SAM = Actor(1, HOME, "Sam Support")
MAX = Actor(2, HOME, "Max Manager")
CUSTOMERS = (501, 502)
PRICE = Decimal("66.49")


@dataclass
class Meant:
    """What people meant by what they pressed."""

    prices: dict[str, set[Decimal]] = field(default_factory=dict)
    """By order: the prices that were shown to who confirmed it."""
    closed: set[str] = field(default_factory=set)
    """The transactions whose cases somebody closed, having seen that they were not charged."""
    handed: list[tuple[int, str]] = field(default_factory=list)
    """Which customer was given which key in answer to a link."""


class InterleavedDesk:
    """The process wired as always but for its edges, with two providers and no time of its own."""

    def __init__(self, url: str, folder: Path) -> None:
        self.loop = SteppedLoop()
        self.points = Points(self.loop)
        self.chats = Chats()
        self.meant = Meant()
        self.clock = ManualClock()
        self.shop = CodeGames(login="desk", password="pass-word-7Q", clock=self.clock)
        # Where the document is silent, the harder way: what was taken back once is refused the next time.
        quirks = Quirks(repeated_reversal_refused=True)
        self.hype = Hype(rate=None, clock=self.clock, quirks=quirks)
        self.tasks: dict[str, asyncio.Task[None]] = {}
        self.drawn: list[str] = []
        self.links: list[str] = []
        self._around = ExitStack()
        self._connections: list[sqlite3.Connection] = []
        self.loop.drive(self._open(url, folder))

    async def _open(self, url: str, folder: Path) -> None:
        self.shop.offer("562", title="Portal", price="956.30", stock=50)
        self.hype.collection(1, "Games")
        self.hype.product(101, "GTA V", PRICE, collection=1)
        servers = {}
        for stand_in in (self.shop, self.hype):
            stand_in._gates = HeldGates(self.points)
            await stand_in.start()
            servers[int(stand_in.base_url.split(":")[2].split("/")[0])] = stand_in.protocol
        self._around.enter_context(in_memory(servers))
        self._around.enter_context(held_sqlite(self.points, self._connections))
        self._settings = Settings.load(
            {
                "KEYDESK_BOT_TOKEN": TOKEN,
                "KEYDESK_OWNERS": "9",
                "KEYDESK_DATA_DIR": str(folder),
                "KEYDESK_DATABASE_URL": url,
                "KEYDESK_SECRET_KEYS": SECRET,
                "KEYDESK_CODEGAMES__BASE_URL": self.shop.base_url,
                "KEYDESK_CODEGAMES__LOGIN": self.shop.login,
                "KEYDESK_CODEGAMES__PASSWORD": self.shop.password,
                "KEYDESK_HYPE__BASE_URL": self.hype.base_url,
                "KEYDESK_HYPE__IDENTIFIER": self.hype.identifier,
                "KEYDESK_HYPE__SECRET": self.hype.secret,
                "KEYDESK_HYPE__GRACE": "0",
            },
            folder / "none.env",
        )
        await self._start()
        for customer in CUSTOMERS:
            await self.desk.people.seen(
                customer, f"Customer {customer}", None, customer, "private", ""
            )
            await self.desk.people.started(customer)
        owner = Actor(9, HOME, "Olga Owner")
        await self.desk.access.set_up(owner, "supergroup", "Support desk")
        for person in (SAM, MAX):
            await self.desk.access.grant(owner, person.user_id, "manager")
        catalog = self.desk.catalog
        self.offers = [
            (await catalog.add(SAM, "Portal", "codegames", "562", "KZT")).id,
            (await catalog.add(SAM, "GTA V", "hype", "101", "BRL")).id,
        ]
        # Signed in already, so that nobody waits for somebody else's signing in.
        for offer in self.offers:
            await self.desk.checkout.draft(SAM, offer, 1)

    async def _start(self) -> None:
        """A process, with nothing in memory."""
        # A provider is never taken for down: how long, a clock would say that the test does not move.
        self.app = App(
            self._settings,
            Redactor(),
            clock=self.clock,
            rates=Rates.unlimited(),
            patience=Patience(down_after=10**6),
        )
        self.app.bot.session = HeldTelegram(self.points, self.chats, self.app.bot.session)
        self.house = self.app.house
        await self.house.open()
        self.desk = self.house.services

    def crash(self) -> None:
        """Kill the process, whatever it is at; another goes on when its leases have run out."""
        self.raise_what_broke()
        self.tasks.clear()
        self.points.kill()
        for connection in self._connections:
            connection.close()
        self._connections.clear()
        before, self.points.open = self.points.open, True
        self.loop.drive(self.house.close())
        self.clock.advance(LEASE.total_seconds() + 1)
        self.loop.drive(self._start())
        self.points.open = before

    def close(self) -> None:
        """Let all of it go."""
        self.points.open = True
        self.loop.drive(self._close())
        self._around.close()
        self.loop.close()

    async def _close(self) -> None:
        await self.house.close()
        for stand_in in (self.shop, self.hype):
            await stand_in.stop()
            assert stand_in.complaints == []

    # Who does what

    def begin(self, actor: str, work: Coroutine[Any, Any, None]) -> bool:
        """Let an actor begin something. False: it is still at something else."""
        if actor in self.tasks and not self.tasks[actor].done():
            work.close()
            return False
        self.raise_what_broke()
        around = copy_context()
        around.run(ACTOR.set, actor)
        self.tasks[actor] = around.run(self.loop.create_task, _said_no(work))
        self.loop.settle()
        return True

    def now(self, work: Coroutine[Any, Any, None]) -> None:
        """See something through by itself, with nobody else going on."""
        self.points.open, before = True, self.points.open
        try:
            self.loop.drive(_said_no(work))
            self.raise_what_broke()
        finally:
            self.points.open = before

    def let_end(self, actor: str) -> None:
        """Let an actor go on to the end, or until nothing but others keeps it waiting."""
        while self.points.step(actor):
            pass

    def let_all_end(self) -> None:
        """Let everybody go on, by turns, until all have ended."""
        while self.points.actors() or any(not task.done() for task in self.tasks.values()):
            stepped = [self.points.step(actor) for actor in self.points.actors()]
            if not any(stepped) and not self.loop.pass_time():
                raise AssertionError("everybody waits for somebody else")
        self.raise_what_broke()

    def raise_what_broke(self) -> None:
        """What ended by an error that is no answer to a person is a failure of the desk."""
        for task in self.tasks.values():
            if task.done():
                task.result()

    # What they do: thin, because what is called changes

    async def order(self, actor: Actor, offer: int, count: int) -> None:
        """Draw an order up."""
        view = await self.desk.checkout.draft(actor, self.offers[offer], count)
        self.drawn.append(view.number)

    async def confirm(self, actor: Actor, number: str) -> None:
        """Look at the card and press Confirm."""
        view = await self._card(actor, number)
        self.meant.prices.setdefault(number, set()).add(view.unit_price.amount)
        await self.desk.checkout.confirm(let_in(actor, number, BUY))

    async def cancel(self, actor: Actor, number: str) -> None:
        """Press Cancel on the question."""
        await self.desk.checkout.cancel(let_in(actor, number, BUY))

    async def settle(self, actor: Actor, number: str, which: int) -> None:
        """Settle one of the uncertain purchases of an order, by what the provider's own account shows."""
        view = await self._card(actor, number)
        uncertain = [row for row in view.purchases if row.status is PurchaseStatus.UNCERTAIN]
        if not uncertain:
            return
        row = uncertain[which % len(uncertain)]
        charged = self.charged().get(row.txn_id)
        admitted = let_in(actor, number, RESOLVE)
        if charged is None:
            self.meant.closed.add(row.txn_id)
            await self.desk.uncertain.close_case(admitted, row.position)
        else:
            await self.desk.uncertain.resolve(admitted, row.position, charged.reference)

    async def close_unseen(self, actor: Actor, number: str, which: int) -> None:
        """Close the case of one of them without a look, which is what a person may do."""
        view = await self._card(actor, number)
        row = view.purchases[which % len(view.purchases)]
        self.meant.closed.add(row.txn_id)
        await self.desk.uncertain.close_case(let_in(actor, number, RESOLVE), row.position)

    async def reverse(self, actor: Actor, number: str) -> None:
        """Take it back."""
        await self.desk.reversals.reverse(let_in(actor, number, REVERSE))

    async def link(self, actor: Actor, number: str) -> None:
        """Make a claim link."""
        made = await self.desk.claims.make(let_in(actor, number, DELIVER))
        self.links.append(made.token)

    async def link_each(self, actor: Actor, number: str) -> None:
        """Make a link a key."""
        made = await self.desk.claims.make_each(let_in(actor, number, DELIVER))
        self.links += [each.token for each in made.links]

    async def end_links(self, actor: Actor, number: str, which: int) -> None:
        """End one of the open links, or all of them."""
        admitted = let_in(actor, number, DELIVER)
        found = await self.desk.claims.open_links(admitted)
        ids = [each.id for each in found.links]
        await self.desk.claims.revoke(
            admitted, ids[which % len(ids)] if which % 3 and ids else None
        )

    async def claim(self, customer: int, which: int) -> None:
        """Open a claim link."""
        if not self.links:
            return
        gone = self.gone()
        keys = await self.desk.claims.honour(customer, self.links[which % len(self.links)])
        for key in keys.plain:
            assert key not in gone, "a customer was given a key that had been taken back before"
            self.meant.handed.append((customer, key))

    async def send(
        self, actor: Actor, number: str, customer: int, count: int | None = None
    ) -> None:
        """Send an order's keys to a customer, or so many of them."""
        await self.desk.delivery.send_to(let_in(actor, number, DELIVER), customer, count)

    async def tell(self) -> None:
        """Send what the outbox has."""
        gone, before = self.gone(), len(self.chats.shown)
        await self.app.sender.run()
        for shown in self.chats.shown[before:]:
            assert not any(key in shown.words for key in gone), "a key was sent that was taken back"

    async def carry_on(self, seconds: float) -> None:
        """After so many seconds, do what is due: what was left open, and what is to be done."""
        self.clock.advance(seconds)
        await self.house.worker.idle()

    async def _card(self, actor: Actor, number: str) -> OrderView:
        return await self.desk.orders.view(let_in(actor, number, VIEW))

    # What the books of the providers say

    def charged(self) -> "dict[str, Charged]":
        """Every charge that stands, by our transaction id."""
        found = {
            order.txn_id: Charged(str(order.order_id), order.price, tuple(order.keys), None)
            for order in self.shop.orders
        }
        taken_back = {each.transaction_id for each in self.hype.reversals}
        for pin in self.hype.pins:
            if pin.transaction_id not in taken_back:
                found[pin.reference] = Charged(
                    str(pin.transaction_id), pin.sales_price, (pin.key,), pin.created_at
                )
        return found

    def sold(self, txn_id: str) -> tuple[str, ...]:
        """The keys that were sold under a transaction id of ours, also if they were taken back since."""
        pins = [pin.key for pin in self.hype.pins if pin.reference == txn_id]
        return (
            *pins,
            *(key for order in self.shop.orders if order.txn_id == txn_id for key in order.keys),
        )

    def every_key(self) -> list[str]:
        """Every key that was ever sold."""
        pins = [pin.key for pin in self.hype.pins]
        return pins + [key for order in self.shop.orders for key in order.keys]

    def gone(self) -> frozenset[str]:
        """The keys that were taken back."""
        taken_back = {each.transaction_id for each in self.hype.reversals}
        return frozenset(pin.key for pin in self.hype.pins if pin.transaction_id in taken_back)

    async def keys_of(self, number: str) -> dict[str, list[str]]:
        """The keys of an order as they are stored, in plain, by the transaction they hang on."""
        async with self.house.db.read() as tx:
            row = await tx.orders.by_number(number)
            assert row is not None
            purchases = {each.id: each.txn_id for each in await tx.purchases.of_order(row.id)}
            found: dict[str, list[str]] = {}
            rows = await tx.keys.of_order(row.id)
            try:
                plain = await self.desk.shelf.every_plain(tx, row)
            except NothingToDeliverError:
                plain = {}
            for key in rows:
                found.setdefault(purchases[key.purchase_id], []).append(plain[key.id])
        return found


@dataclass(frozen=True)
class Charged:
    """A charge in a provider's books; ``at``: when it was made, where they say."""

    reference: str
    price: Decimal
    keys: tuple[str, ...]
    at: datetime | None


async def _said_no(work: Coroutine[Any, Any, None]) -> None:
    """What the desk says no to is an answer, no failure of it."""
    try:
        await work
    except (DeskError, TroubleError):
        return
