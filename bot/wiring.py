"""The services put together: the one place where concrete parts meet. Nothing is started here."""

from datetime import timedelta

from bot.house import House
from bot.redact import Redactor
from bot.settings import Settings
from bot.wiring_alerts import alert_runners, desk_alerts, incidents_by_themselves
from bot.wiring_backups import build_backups
from bot.wiring_games import build_games
from bot.wiring_orders import build_ordering, charged_by_books
from handlers.frame.services import Services
from providers import registry
from providers.factories import Dependencies
from providers.limiter import Limiter
from providers.proxies import DIRECT, Proxies
from providers.timeouts import Patience
from services.access import Access
from services.access.following import Following
from services.access.lapsing import Lapsing
from services.access.own_roles import OwnRoles
from services.administration.accounts import GameAccounts
from services.administration.launches import Launches
from services.administration.products import KeyProducts
from services.arrivals import Arrivals
from services.audit import Audit, AuditKind
from services.audit_head import HeadFile
from services.audit_nights import AuditNights, NightRules
from services.audit_reading import AuditReading
from services.backups.manifest import this_version
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
from services.games.maintenance import GameStatus
from services.games.players import Players
from services.hooks import Heartbeats, Hooks, Receiving
from services.hooks.quiet import HookQuiet
from services.inbox import Inbox
from services.incidents import (
    AfterQuiet,
    EscalationSettings,
    IncidentHandling,
    IncidentLists,
    Incidents,
)
from services.known_keys import KnownKeys
from services.limits import Limits
from services.orders import (
    Charges,
)
from services.orders.wish import KIND
from services.outbox import Outbox
from services.own_stock import Additions, Keeping, Listing, LowStock, OwnOffers, OwnStock
from services.pdfs import Pdfs
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
    outbox.tell_shapes(known_keys.are_of)
    people = People(db, clock, settings.language, str(settings.timezone), access, audit)
    catalog = Catalog(db, clock, providers, audit)
    queue = WorkQueue(clock)
    worker = Worker(db, clock, queue)
    rights = Following(db, access)
    rights.tell(AuditKind.CATALOG, catalog.follow)
    rights.tell(AuditKind.CUSTOMERS, people.follow)
    deeds = Deeds(db, vault, queue, outbox, rights)
    deed_work = DeedWork(db, clock, vault, deeds, rights)
    by_books = charged_by_books(providers)
    ordering = build_ordering(
        db,
        clock,
        vault,
        providers,
        catalog,
        known_keys,
        access,
        outbox,
        audit,
        queue,
        rights,
        str(settings.timezone),
    )
    worker.learn({KIND: ordering.fulfilment, DEED: deed_work})
    shelf = KeyShelf(db, ordering.views, vault)
    case_views = CaseViews(ordering.views)
    case_keys = CaseKeys(db, shelf, vault)
    case_talk = CaseTalk(db, clock, case_views, case_keys, vault, outbox, audit, access)
    status = GameStatus(providers, clock)
    sales = Sales(db, by_books)
    reconciliation = Reconciliation(db, providers)
    digest = Digest(db, outbox, sales, access, reconciliation)
    # What makes the runs of each kind of alert; a kind that is not here is offered to nobody.
    maintenance_cards = MaintenanceCards(db, clock, outbox)
    incidents = Incidents(clock, outbox)
    runners: dict[str, KindRunner] = {
        DIGEST: digest,
        MAINTENANCE: Watch(outbox, status, clock, maintenance_cards),
    }
    backups = build_backups(settings, db, vault, clock, outbox)
    allowances = Allowances(db, clock, audit)
    stock = Stock(clock, catalog, providers)
    quotes = Quotes(db, clock)
    stock.heard_by(quotes.note)
    desk = desk_alerts(db, clock, incidents, outbox, settings.data_dir)
    runners |= alert_runners(
        db, clock, incidents, outbox, access, providers, catalog, quotes, sales, desk
    )
    duty = DutyRota(db, clock, access, audit, str(settings.timezone), redactor.seen)
    hook_quiet = HookQuiet(people.timezone)
    by_themselves = incidents_by_themselves(db, clock, access, outbox, duty, runners, hook_quiet)
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
        orders=ordering.orders,
        checkout=ordering.checkout,
        approvals=ordering.approvals,
        limits=Limits(db, clock, access, ordering.spending, audit, catalog),
        uncertain=ordering.uncertain,
        reversals=ordering.reversals,
        delivery=Delivery(db, clock, ordering.views, shelf, people, outbox, audit),
        claims=Claims(db, clock, ordering.views, shelf, outbox, audit),
        shelf=shelf,
        cases=Cases(db, clock, case_views, case_talk, outbox, audit),
        case_books=CaseBooks(db, providers),
        case_keys=case_keys,
        case_lists=CaseLists(db, case_views, access),
        case_posts=CasePosts(db),
        case_replacing=CaseReplacing(
            db, clock, case_views, ordering.checkout, ordering.approvals, outbox, audit
        ),
        case_reversing=CaseReversing(db, case_views, ordering.reversals),
        case_rewording=CaseRewording(db, clock, case_talk, case_keys, vault, outbox, audit),
        case_settings=CaseSettings(db, audit),
        case_talk=case_talk,
        reply_templates=ReplyTemplates(db, clock, audit),
        incident_showing=by_themselves.showing,
        incident_summaries=by_themselves.summaries,
        after_quiet=AfterQuiet(db, access, outbox),
        incident_handling=IncidentHandling(db, clock, access, outbox, audit),
        incident_lists=IncidentLists(db, access),
        escalation_settings=EscalationSettings(db, access, audit),
        duty=duty,
        game_accounts=GameAccounts(db, providers, audit, deeds, clock),
        players=Players(providers),
        games=build_games(db, providers, audit, vault, deeds),
        products=KeyProducts(db, providers, audit, deeds, clock),
        status=status,
        quiet_summary=QuietSummary(db, outbox, access),
        schedules=Schedules(db, clock, audit, outbox, runners),
        maintenance_cards=maintenance_cards,
        hooks=Hooks(
            db, clock, audit, outbox, incidents, lambda: settings.listen.url, redactor.seen
        ),
        digest=digest,
        sales=sales,
        sold_orders=SoldOrders(db, sales),
        reconciliation=reconciliation,
        charts=Charts(settings.data_dir / "charts"),
        pdfs=Pdfs(),
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
        ordering.fulfilment,
        deed_work,
        ordering.drafts,
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
        Inbox(db, clock, vault, known_keys.are_of),
        rights,
        Lapsing(db, clock, access, audit),
        LowStock(db, clock, outbox, access),
        CaseFollowing(db, clock, services.delivery, access, outbox, audit),
        KeyRetention(db, clock, vault, audit, settings.keep_keys_days),
        quotes,
        Starts(db, clock, this_version()),
        incidents,
        desk,
        TotalsKeeper(db),
        by_themselves.rounds,
        Receiving(db, clock, outbox, incidents, known_keys, redactor.seen, hook_quiet),
        Heartbeats(db, clock, outbox, incidents, hook_quiet),
        by_themselves.escalating,
        by_themselves.in_hand,
        DutyRounds(db, clock, outbox, duty),
    )
