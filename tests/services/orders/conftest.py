"""Orders wired to a real database and, over real HTTP, to the CodeGames stand-in."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr
from sqlalchemy import select

from providers.codegames.provider import CodeGames
from providers.codegames.settings import CodeGamesSettings
from providers.registry import Providers
from sandbox import codegames
from sandbox.hype import Hype
from services.access.service import Access
from services.actor import Actor
from services.audit import Audit
from services.catalog import Catalog, Offer
from services.delivery import Claims, Delivery, KeyShelf
from services.known_keys import KnownKeys
from services.limits import Spending
from services.orders import (
    Approvals,
    Beginning,
    Checkout,
    Drafts,
    Fulfilment,
    News,
    Orders,
    OrderView,
    OrderViews,
    Reversals,
    Reverser,
    UncertainOrders,
)
from services.orders.answers import Answers
from services.orders.approval_cards import ApprovalCards
from services.orders.buyer import Buyer
from services.orders.door import Admitted
from services.orders.outcomes import Outcomes
from services.orders.wish import KIND
from services.outbox import Outbox
from services.people import People
from services.vault import Vault
from services.work import MayStill, Worker, WorkQueue
from storage.database import Database
from storage.notices import NoticeRow
from storage.tables.outbox import notices
from tests.campaigns.bulk import BulkDesk, open_desk
from tests.clock import ManualClock
from tests.may_still import EverybodyBut
from tests.providers.patience import QUICK

GROUP = -1001
SAM = Actor(11, GROUP, "Sam Support")
MAX = Actor(12, GROUP, "Max Manager")
CARA, CARL = 21, 22


@dataclass
class OrderRoom:
    """Everything a test of orders needs at hand."""

    db: Database
    clock: ManualClock
    shop: codegames.CodeGames
    catalog: Catalog
    orders: Orders
    checkout: Checkout
    approvals: Approvals
    outcomes: Outcomes
    drafts: Drafts
    queue: WorkQueue
    fulfilment: Fulfilment
    worker: Worker
    uncertain: UncertainOrders
    reversals: Reversals
    delivery: Delivery
    claims: Claims
    shelf: KeyShelf
    people: People
    outbox: Outbox
    audit: Audit
    provider: CodeGames
    vault: Vault

    async def offer(self, external_id: str = "562", name: str = "GTA V") -> Offer:
        """An offer in the catalog."""
        return await self.catalog.add(SAM, name, "codegames", external_id, "KZT")

    async def confirm(self, admitted: Admitted) -> OrderView:
        """Confirm a draft, let it be worked on, and give it as it stands then."""
        order = await self.checkout.confirm(admitted)
        await self.worker.idle()
        return await self.orders.told(order.number)

    async def dies(self) -> None:
        """Break off all work where it stands, and go on as another process does after a start."""
        await self.worker.stop(0)
        self.worker = Worker(self.db, self.clock, self.queue)
        self.worker.learn({KIND: self.fulfilment})
        await self.worker.take_over()

    async def notices_of(self, chat_id: int) -> list[NoticeRow]:
        """All notices written for a chat so far."""
        async with self.db.read() as tx:
            found = select(notices).where(notices.c.chat_id == chat_id).order_by(notices.c.id)
            return [NoticeRow(*row) for row in await tx.connection.execute(found)]

    async def notices(self) -> list[NoticeRow]:
        """Take what waits in the outbox."""
        return list(await self.outbox.take(100))


def wire(
    db: Database,
    clock: ManualClock,
    shop: codegames.CodeGames,
    secret: str,
    rights: MayStill | None = None,
    owners: frozenset[int] = frozenset(),
) -> OrderRoom:
    """Put the services together as the running process does."""
    provider = CodeGames(
        CodeGamesSettings(
            base_url=shop.base_url,
            login=shop.login,
            password=SecretStr(shop.password),
            auth_scheme="Bearer",
        ),
        on_secret=lambda secret: None,
        patience=QUICK,
    )
    providers = Providers([provider])
    vault = Vault([secret])
    audit = Audit(db, clock, vault)
    catalog = Catalog(db, clock, providers, audit)
    access = Access(db, clock, owners, audit)
    outbox = Outbox(db, clock, access)
    people = People(db, clock, "en", "UTC", access, audit)
    views = OrderViews(clock)
    known = KnownKeys(db, vault)
    spending = Spending(clock, access)
    outcomes = Outcomes(clock, vault, known, outbox, access, spending)
    queue = WorkQueue(clock)
    drafts = Drafts(db, clock, providers, catalog)
    approval_cards = ApprovalCards(outbox)
    news = News(outbox, queue, approval_cards)
    rights = rights or EverybodyBut()
    fulfilment = Fulfilment(
        db,
        clock,
        providers,
        drafts,
        outcomes,
        Buyer(db, clock, Answers(db, outcomes), rights),
        Reverser(db, clock, outbox, audit),
        news,
        rights,
    )
    beginning = Beginning(clock, queue)
    approvals = Approvals(
        db,
        clock,
        access,
        views,
        beginning,
        spending,
        approval_cards,
        outbox,
        audit,
        rights,
    )
    worker = Worker(db, clock, queue)
    worker.learn({KIND: fulfilment})
    shelf = KeyShelf(db, views, vault)
    return OrderRoom(
        db,
        clock,
        shop,
        catalog,
        Orders(db, views, known, access, news),
        Checkout(
            *(db, clock, drafts, views, beginning, outbox, audit, spending, approvals), rights
        ),
        approvals,
        outcomes,
        drafts,
        queue,
        fulfilment,
        worker,
        UncertainOrders(db, clock, providers, views, outcomes, vault, audit, outbox, news),
        Reversals(db, clock, providers, views, queue, audit),
        Delivery(db, clock, views, shelf, people, outbox, audit),
        Claims(db, clock, views, shelf, outbox, audit),
        shelf,
        people,
        outbox,
        audit,
        provider,
        vault,
    )


@pytest.fixture
async def shop(clock: ManualClock) -> AsyncIterator[codegames.CodeGames]:
    """The CodeGames stand-in with one offer; whatever a test asked of it must fit the document."""
    stand_in = codegames.CodeGames(login="desk", password="pass-word-7Q", clock=clock)
    stand_in.offer("562", title="GTA V", price="956.30", stock=7)
    await stand_in.start()
    yield stand_in
    await stand_in.stop()
    assert stand_in.complaints == []


@pytest.fixture
async def room(
    database: Database, clock: ManualClock, shop: codegames.CodeGames
) -> AsyncIterator[OrderRoom]:
    """The services, wired."""
    wired = wire(database, clock, shop, Fernet.generate_key().decode())
    await wired.catalog.load()
    for person, name in (
        (SAM.user_id, "Sam"),
        (MAX.user_id, "Max"),
        (CARA, "Cara"),
        (CARL, "Carl"),
    ):
        await wired.people.seen(person, name, name.lower(), person, "private", name)
    for customer in (CARA, CARL):
        await wired.people.started(customer)
    yield wired
    await wired.provider.close()


@pytest.fixture
async def till(tmp_path: Path, database_url: str, clock: ManualClock) -> AsyncIterator[BulkDesk]:
    """A desk that buys from the PIN Hype stand-in, and a customer who may be written to."""
    api = Hype(
        clock=clock, rate=None
    )  # the desk keeps to none here: the limiter has tests of its own
    made = await open_desk(api, tmp_path, database_url, clock)
    people = made.house.services.people
    await people.seen(CARA, "Cara", "cara", CARA, "private", "Cara")
    await people.started(CARA)
    yield made
    await made.house.close()
    await api.stop()
    assert api.complaints == []
