"""The services, as handlers and notices call them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from providers.registry import Providers
    from services.access.own_roles import OwnRoles
    from services.access.service import Access
    from services.administration import GameAccounts
    from services.administration.products import KeyProducts
    from services.arrivals import Arrivals
    from services.audit import Audit
    from services.audit_reading import AuditReading
    from services.backups.nightly import Backups
    from services.books import Books
    from services.cases import (
        CaseKeys,
        CaseLists,
        CasePosts,
        CaseReplacing,
        CaseReversing,
        CaseRewording,
        Cases,
        CaseSettings,
        CaseTalk,
        ReplyTemplates,
    )
    from services.cases.books import CaseBooks
    from services.catalog import Catalog
    from services.catalog.editing import CatalogEditing
    from services.catalog.importing import CatalogImporting
    from services.catalog.undoing import CatalogUndoing
    from services.charts import Charts
    from services.clock import Clock
    from services.deeds import Deeds
    from services.delivery import Claims, Delivery, KeyShelf
    from services.duty import DutyRota
    from services.floods import Allowances, Floods, Strangers
    from services.games.maintenance import GameStatus
    from services.games.players import Players
    from services.games.service import Games
    from services.hooks import Hooks
    from services.incidents import (
        AfterQuiet,
        EscalationSettings,
        IncidentHandling,
        IncidentLists,
        IncidentShowing,
        IncidentSummaries,
    )
    from services.known_keys import KnownKeys
    from services.limits import Limits
    from services.orders import Approvals, Checkout, Orders, Reversals, UncertainOrders
    from services.outbox import Outbox
    from services.own_stock import Additions, Keeping, Listing
    from services.pdfs import Pdfs
    from services.pending_confirmations import PendingConfirmations
    from services.people import People
    from services.privacy import Forgetting
    from services.reconciliation import Reconciliation
    from services.sales import Sales
    from services.sales.sold import SoldOrders
    from services.schedules import Digest, QuietSummary, Schedules
    from services.schedules.maintenance_cards import MaintenanceCards
    from services.stock import Stock
    from services.stock_forecast import StockForecasts
    from services.stock_overview import StockOverview
    from services.stock_wishes import StockWishes


@dataclass(frozen=True, slots=True)
class Services:
    """The services, as handlers and notices call them."""

    clock: Clock
    providers: Providers
    access: Access
    own_roles: OwnRoles
    arrivals: Arrivals
    people: People
    catalog: Catalog
    catalog_editing: CatalogEditing
    catalog_importing: CatalogImporting
    catalog_undoing: CatalogUndoing
    stock: Stock
    stock_overview: StockOverview
    stock_wishes: StockWishes
    orders: Orders
    checkout: Checkout
    approvals: Approvals
    limits: Limits
    uncertain: UncertainOrders
    reversals: Reversals
    delivery: Delivery
    claims: Claims
    shelf: KeyShelf
    cases: Cases
    case_books: CaseBooks
    case_keys: CaseKeys
    case_lists: CaseLists
    case_posts: CasePosts
    case_replacing: CaseReplacing
    case_reversing: CaseReversing
    case_rewording: CaseRewording
    case_settings: CaseSettings
    case_talk: CaseTalk
    reply_templates: ReplyTemplates
    incident_showing: IncidentShowing
    incident_summaries: IncidentSummaries
    after_quiet: AfterQuiet
    incident_handling: IncidentHandling
    incident_lists: IncidentLists
    escalation_settings: EscalationSettings
    duty: DutyRota
    game_accounts: GameAccounts
    players: Players
    games: Games
    products: KeyProducts
    status: GameStatus
    quiet_summary: QuietSummary
    schedules: Schedules
    maintenance_cards: MaintenanceCards
    hooks: Hooks
    digest: Digest
    sales: Sales
    sold_orders: SoldOrders
    reconciliation: Reconciliation
    charts: Charts
    pdfs: Pdfs
    forecasts: StockForecasts
    books: Books
    audit: Audit
    audit_reading: AuditReading
    outbox: Outbox
    deeds: Deeds
    pending_confirmations: PendingConfirmations
    known_keys: KnownKeys
    own_stock: Listing
    own_additions: Additions
    keeping: Keeping
    backups: Backups
    strangers: Strangers
    allowances: Allowances
    floods: Floods
    forgetting: Forgetting
