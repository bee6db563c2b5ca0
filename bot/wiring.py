"""The services put together: the one place where concrete parts meet. Nothing is started here."""

from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot.redact import Redactor
from bot.settings import Settings
from bot.wiring_alerts import alert_runners, desk_alerts
from handlers.frame.services import Services
from handlers.words.own_names import OwnNames
from providers import registry
from providers.base import ChargesByBooks, Reversing
from providers.factories import Dependencies
from providers.games import KnowsOwnNames
from providers.limiter import Limiter
from providers.proxies import DIRECT, Proxies
from providers.registry import Providers
from providers.timeouts import Patience
from services.access import Access
from services.access.following import Following
from services.access.lapsing import Lapsing
from services.access.own_roles import OwnRoles
from services.administration.accounts import GameAccounts
from services.administration.launches import Launches
from services.administration.products import KeyProducts
from services.alerts.desk import DeskAlerts
from services.arrivals import Arrivals
from services.audit import Audit, AuditKind
from services.audit_head import HeadFile
from services.audit_nights import AuditNights, NightRules
from services.audit_reading import AuditReading
from services.backups.making import BackupMaker
from services.backups.manifest import this_version
from services.backups.nightly import Backups, Rules
from services.books import Books
from services.cases import (
    CaseFollowing,
    CaseKeys,
    CaseLists,
    CasePosts,
    CaseReplacing,
    CaseReversing,
    CaseRewording,
    Cases,
    CaseSettings,
    CaseTalk,
    CaseViews,
    ReplyTemplates,
)
from services.cases.books import CaseBooks
from services.catalog import Catalog
from services.catalog.editing import CatalogEditing
from services.catalog.importing import CatalogImporting
from services.catalog.undoing import CatalogUndoing
from services.charts import Charts
from services.clock import Clock
from services.deeds import KIND as DEED
from services.deeds import Deeds, DeedWork
from services.delivery import Claims, Delivery, KeyShelf
from services.duty import DutyRota, DutyRounds
from services.floods import Allowances, Floods, Strangers
from services.forecast import Forecasts
from services.games.bans import Bans
from services.games.coupons import Coupons
from services.games.launching import Launchings
from services.games.leaderboards import Leaderboards
from services.games.maintenance import GameStatus
from services.games.members import Members
from services.games.payments import Payments
from services.games.players import Players
from services.games.service import Games
from services.games.tokens import Tokens
from services.games.transfer import Transfers
from services.games.withdrawal import Withdrawals
from services.hooks import Heartbeats, Hooks, Receiving
from services.inbox import Inbox
from services.incidents import (
    AfterQuiet,
    Escalating,
    EscalationSettings,
    IncidentHandling,
    IncidentLists,
    IncidentRounds,
    Incidents,
    IncidentShowing,
    InHand,
)
from services.known_keys import KnownKeys
from services.limits import Limits, Spending
from services.orders import (
    Approvals,
    Beginning,
    Charges,
    Checkout,
    Drafts,
    Fulfilment,
    News,
    Orders,
    OrderViews,
    Reversals,
    Reverser,
    UncertainOrders,
)
from services.orders.answers import Answers
from services.orders.approval_cards import ApprovalCards
from services.orders.buyer import Buyer
from services.orders.outcomes import Outcomes
from services.orders.wish import KIND
from services.outbox import Outbox
from services.own_stock import Additions, Keeping, Listing, LowStock, OwnOffers, OwnStock
from services.pending_confirmations import PendingConfirmations
from services.people import People
from services.privacy import Forgetting, KeyRetention
from services.quotes import Quotes
from services.reconciliation import Reconciliation
from services.sales import Sales
from services.sales.sold import SoldOrders
from services.sales.totals import TotalsKeeper
from services.schedules import (
    DIGEST,
    MAINTENANCE,
    Digest,
    KindRunner,
    QuietSummary,
    ScheduleRunner,
    Schedules,
    Watch,
)
from services.schedules.maintenance_cards import MaintenanceCards
from services.seals import Seals
from services.starts import Starts
from services.stock import Stock
from services.stock_forecast import StockForecasts
from services.stock_overview import StockOverview
from services.stock_wishes import StockWishes
from services.timekeeper import Timekeeper
from services.vault import Vault
from services.work import Worker, WorkQueue
from storage.database import Database

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class House:
    """All services, and the work that comes round by itself."""

    db: Database
    vault: Vault
    providers: Providers
    services: Services
    queue: WorkQueue
    worker: Worker
    fulfilment: Fulfilment
    deed_work: DeedWork
    drafts: Drafts
    schedules: ScheduleRunner
    launches: Launches
    seals: Seals
    backups: Backups
    timekeeper: Timekeeper
    charges: Charges
    audit_head: HeadFile
    audit_nights: AuditNights
    inbox: Inbox
    rights: Following
    lapsing: Lapsing
    low_stock: LowStock
    case_following: CaseFollowing
    key_retention: KeyRetention
    quotes: Quotes
    starts: Starts
    incidents: Incidents
    desk_alerts: DeskAlerts
    sales_totals: TotalsKeeper
    incident_rounds: IncidentRounds
    receiving: Receiving
    heartbeats: Heartbeats
    escalating: Escalating
    in_hand: InHand
    duty_rounds: DutyRounds

    async def open(self) -> None:
        """Migrate the database and read into memory what is answered from memory.

        Raises WrongSecretsError before anything is changed, where the secrets do not fit.
        """
        report = await self.seals.check()
        await self.db.open()
        await self.seals.note_start()
        await self.services.audit.begin()
        if report.unopened:
            log.error("keys that no secret opens", orders=report.unopened)
        await self.rights.begin()
        await self.services.access.load()
        await self.services.people.load()
        await self.services.catalog.load()
        await self.services.known_keys.load()

    async def close(self) -> None:
        """Give back connections."""
        await self.launches.close()
        await self.services.charts.close()
        await self.providers.close()
        await self.db.close()


def build_house(
    settings: Settings,
    secret_keys: list[str],
    clock: Clock,
    redactor: Redactor,
    patience: Patience | None = None,
    limiter: Limiter | None = None,
    proxies: Proxies = DIRECT,
) -> House:
    """Wire the services for these settings; ``patience`` is how long providers may take,
    ``limiter`` the rate limit of those that have one.

    Raises ValueError for a bad database URL or secret; FactoryError, an heir of it, for a provider of a
    package that cannot be made.
    """
    db = Database(settings.database_url.get_secret_value())
    dependencies = Dependencies(clock, patience, proxies, limiter)
    vault = Vault(secret_keys, on_plain=redactor.seen)
    own_stock = OwnStock(db, clock, vault)
    providers = registry.build(
        settings.for_factories(), redactor.seen, dependencies, besides=[own_stock]
    )
    known_keys = KnownKeys(db, vault)
    audit = Audit(db, clock, vault)
    access = Access(db, clock, frozenset(settings.owners), audit)
    outbox = Outbox(db, clock, access, timedelta(days=settings.keep_notices))
    people = People(db, clock, settings.language, str(settings.timezone), access, audit)
    catalog = Catalog(db, clock, providers, audit)

    def by_books(name: str) -> bool:
        return providers.has(name, ChargesByBooks)

    views = OrderViews(
        clock, lambda name: providers.has(name, Reversing), by_books, title_of=access.title_of
    )
    spending = Spending(clock, access, str(settings.timezone))
    outcomes = Outcomes(clock, vault, known_keys, outbox, access, spending, by_books)
    queue = WorkQueue(clock)
    worker = Worker(db, clock, queue)
    rights = Following(db, access)
    rights.tell(AuditKind.CATALOG, catalog.follow)
    rights.tell(AuditKind.CUSTOMERS, people.follow)
    deeds = Deeds(db, vault, queue, outbox, rights)
    deed_work = DeedWork(db, clock, vault, deeds, rights)
    drafts = Drafts(db, clock, providers, catalog)
    approval_cards = ApprovalCards(outbox)
    news = News(outbox, queue, approval_cards)
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
    worker.learn({KIND: fulfilment, DEED: deed_work})
    shelf = KeyShelf(db, views, vault)
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
    checkout = Checkout(db, clock, drafts, views, beginning, audit, spending, approvals)
    reversals = Reversals(db, clock, providers, views, queue, audit)
    case_views = CaseViews(views)
    case_keys = CaseKeys(db, shelf, vault)
    case_talk = CaseTalk(db, clock, case_views, case_keys, vault, outbox, audit)
    status = GameStatus(providers, clock)
    sales = Sales(db, by_books)
    reconciliation = Reconciliation(db, providers)
    digest = Digest(db, outbox, sales, access, reconciliation)
    # What makes the runs of each kind of alert; a kind that is not here is offered to nobody.
    maintenance_cards = MaintenanceCards(db, clock, outbox)
    incidents = Incidents(clock, outbox)

    def listening() -> str:
        return f"http://{settings.listen.host}:{settings.listen.port}"

    runners: dict[str, KindRunner] = {
        DIGEST: digest,
        MAINTENANCE: Watch(outbox, status, clock, maintenance_cards),
    }
    backups = Backups(
        db, clock, outbox, build_maker(settings, db, vault, clock), backup_rules(settings)
    )
    allowances = Allowances(db, clock, audit)
    stock = Stock(clock, catalog, providers)
    quotes = Quotes(db, clock)
    stock.heard_by(quotes.note)
    desk = desk_alerts(db, clock, incidents, outbox, settings.data_dir)
    runners |= alert_runners(
        db, clock, incidents, outbox, access, providers, catalog, quotes, sales, desk
    )
    duty = DutyRota(db, clock, access, audit, str(settings.timezone), redactor.seen)
    services = Services(
        clock=clock,
        providers=providers,
        access=access,
        own_roles=OwnRoles(db, clock, access, audit),
        arrivals=Arrivals(db, clock, access, audit, allowances),
        people=people,
        catalog=catalog,
        catalog_editing=CatalogEditing(catalog),
        catalog_importing=CatalogImporting(catalog),
        catalog_undoing=CatalogUndoing(db, catalog),
        stock=stock,
        stock_overview=StockOverview(catalog, quotes, stock),
        stock_wishes=StockWishes(db, clock, catalog, stock, outbox),
        orders=Orders(db, views, known_keys, access, news),
        checkout=checkout,
        approvals=approvals,
        limits=Limits(db, clock, access, spending, audit, catalog),
        uncertain=UncertainOrders(
            db, clock, providers, views, outcomes, vault, audit, outbox, news
        ),
        reversals=reversals,
        delivery=Delivery(db, clock, views, shelf, people, outbox, audit),
        claims=Claims(db, clock, views, shelf, outbox, audit),
        shelf=shelf,
        cases=Cases(db, clock, case_views, case_talk, outbox, audit),
        case_books=CaseBooks(db, providers),
        case_keys=case_keys,
        case_lists=CaseLists(db, case_views, access),
        case_posts=CasePosts(db),
        case_replacing=CaseReplacing(db, clock, case_views, checkout, outbox, audit),
        case_reversing=CaseReversing(db, case_views, reversals),
        case_rewording=CaseRewording(db, clock, case_talk, case_keys, vault, outbox, audit),
        case_settings=CaseSettings(db, audit),
        case_talk=case_talk,
        reply_templates=ReplyTemplates(db, clock, audit),
        incident_showing=IncidentShowing(db),
        after_quiet=AfterQuiet(db, access, outbox),
        incident_handling=IncidentHandling(db, clock, access, outbox, audit),
        incident_lists=IncidentLists(db, access),
        escalation_settings=EscalationSettings(db, access, audit),
        duty=duty,
        game_accounts=GameAccounts(db, providers, audit, deeds, clock),
        players=Players(providers),
        games=_games(db, providers, audit, vault, deeds),
        products=KeyProducts(db, providers, audit, deeds, clock),
        status=status,
        quiet_summary=QuietSummary(db, outbox, access),
        schedules=Schedules(db, clock, audit, outbox, runners),
        maintenance_cards=maintenance_cards,
        hooks=Hooks(db, clock, audit, outbox, incidents, listening, redactor.seen),
        digest=digest,
        sales=sales,
        sold_orders=SoldOrders(db, sales),
        reconciliation=reconciliation,
        charts=Charts(settings.data_dir / "charts"),
        forecasts=StockForecasts(db, catalog, stock, Forecasts(clock, sales)),
        books=Books(db, providers),
        audit=audit,
        audit_reading=AuditReading(db, access),
        outbox=outbox,
        deeds=deeds,
        pending_confirmations=PendingConfirmations(db, clock, vault),
        known_keys=known_keys,
        own_stock=Listing(db, clock, catalog),
        keeping=Keeping(db, clock, vault, OwnOffers(catalog), audit),
        own_additions=Additions(db, clock, vault, known_keys, catalog, audit),
        backups=backups,
        strangers=Strangers(db, clock, access),
        allowances=allowances,
        floods=Floods(db, clock, access, outbox, audit),
        forgetting=Forgetting(db, clock, access, people, outbox, audit),
    )
    return House(
        db,
        vault,
        providers,
        services,
        queue,
        worker,
        fulfilment,
        deed_work,
        drafts,
        ScheduleRunner(db, clock, outbox, access, runners, services.quiet_summary),
        Launches(providers, clock),
        Seals(db, clock, vault),
        backups,
        Timekeeper(db, clock, outbox, access),
        Charges(db, clock, providers, outbox, access),
        HeadFile(db, settings.audit_head, outbox, access),
        AuditNights(
            db, clock, audit, outbox, access, NightRules(settings.timezone, settings.audit_chat)
        ),
        Inbox(db, clock, vault),
        rights,
        Lapsing(db, clock, access, audit),
        LowStock(db, clock, outbox, access),
        CaseFollowing(db, clock, services.delivery, outbox, audit),
        KeyRetention(db, clock, vault, audit, settings.keep_keys_days),
        quotes,
        Starts(db, clock, this_version()),
        incidents,
        desk,
        TotalsKeeper(db),
        IncidentRounds(db, clock, outbox),
        Receiving(db, clock, outbox, incidents, known_keys, redactor.seen),
        Heartbeats(db, clock, outbox, incidents),
        Escalating(db, clock, access, outbox, duty),
        InHand(db, clock, access, outbox),
        DutyRounds(db, clock, outbox, duty),
    )


def build_maker(settings: Settings, db: Database, vault: Vault, clock: Clock) -> BackupMaker:
    """Who makes backups. A sealed copy beside each is made only where a chat is to get it."""
    passphrase = settings.backup_passphrase if settings.backup_chat is not None else None
    return BackupMaker(db, clock, vault, settings.data_dir / "backups", passphrase)


def backup_rules(settings: Settings) -> Rules:
    """What the settings say of backups."""
    return Rules(
        settings.backup_at,
        settings.timezone,
        settings.backup_keep,
        settings.backup_chat,
        settings.owners,
    )


def _games(db: Database, providers: Providers, audit: Audit, vault: Vault, deeds: Deeds) -> Games:
    return Games(
        members=Members(providers),
        bans=Bans(providers),
        tokens=Tokens(providers),
        transfers=Transfers(providers),
        withdrawals=Withdrawals(db, providers, audit, deeds),
        launchings=Launchings(providers),
        coupons=Coupons(db, providers, audit, vault, deeds),
        payments=Payments(db, providers, audit, deeds),
        leaderboards=Leaderboards(db, providers, audit, deeds),
    )


def own_names(providers: Providers) -> OwnNames:
    """What the team calls leaderboards and stores, by the settings of all providers."""
    naming = providers.with_capability(KnowsOwnNames)
    return OwnNames(
        stores={code: name for each in naming for code, name in each.store_names.items()},
        boards={app: names for each in naming for app, names in each.board_names.items()},
    )
