"""The services put together: the one place where concrete parts meet. Nothing is started here."""

from dataclasses import dataclass

from bot.redact import Redactor
from bot.settings import Settings
from handlers.desk import Desk
from providers.registry import Providers, build
from services.access import Access
from services.audit import Audit
from services.catalog import Catalog
from services.clock import Clock
from services.delivery import Claims, DeliveryDesk, KeyShelf
from services.orders import OrderDesk, OrderViews, Recovery, UncertainOrders
from services.orders.arrivals import Arrivals
from services.orders.buyer import Buyer
from services.outbox import Outbox
from services.people import People
from services.players import Players
from services.sales import Sales
from services.schedules import ScheduleRunner, Schedules
from services.status import GameStatus
from services.stock import Stock
from services.vault import Vault
from storage.database import Database


@dataclass(frozen=True, slots=True)
class House:
    """All services, and the work that comes round by itself."""

    db: Database
    providers: Providers
    desk: Desk
    recovery: Recovery
    schedules: ScheduleRunner

    async def open(self) -> None:
        """Migrate the database and read into memory what is answered from memory."""
        await self.db.open()
        await self.desk.access.load()
        await self.desk.people.load()
        await self.desk.catalog.load()

    async def close(self) -> None:
        """Give back connections."""
        await self.providers.close()
        await self.db.close()


def build_house(
    settings: Settings, secret_keys: list[str], clock: Clock, redactor: Redactor
) -> House:
    """Wire the services for these settings. Raises ValueError for a bad database URL or secret."""
    db = Database(settings.database_url.get_secret_value())
    providers = build(
        codegames=settings.codegames, gamebase=settings.gamebase, on_secret=redactor.seen
    )
    vault = Vault(secret_keys, on_plain=redactor.seen)
    audit = Audit(db, clock)
    outbox = Outbox(db, clock)
    access = Access(db, clock, frozenset(settings.owners), audit)
    people = People(db, clock, settings.language, str(settings.timezone), access, audit)
    catalog = Catalog(db, clock, providers, audit)
    views = OrderViews()
    arrivals = Arrivals(clock, vault, outbox, access)
    buyer = Buyer(db, clock, providers, arrivals)
    shelf = KeyShelf(db, views, vault)
    status = GameStatus(providers, clock)
    sales = Sales(db)
    desk = Desk(
        clock=clock,
        providers=providers,
        access=access,
        people=people,
        catalog=catalog,
        stock=Stock(clock, catalog, providers),
        orders=OrderDesk(db, clock, providers, catalog, views, buyer, vault, audit, outbox),
        uncertain=UncertainOrders(db, clock, providers, views, arrivals, vault, audit),
        delivery=DeliveryDesk(db, clock, views, shelf, people, outbox, audit),
        claims=Claims(db, clock, views, shelf, outbox, audit),
        shelf=shelf,
        players=Players(providers),
        status=status,
        schedules=Schedules(db, clock, audit, outbox, sales, status),
        sales=sales,
        audit=audit,
        outbox=outbox,
    )
    return House(
        db,
        providers,
        desk,
        Recovery(db, clock, providers, buyer, outbox),
        ScheduleRunner(db, clock, outbox, sales, status),
    )
