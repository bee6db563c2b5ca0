"""One transaction and the repositories that work inside it."""

from collections.abc import Callable
from typing import Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.allowances import Allowances
from storage.approvals import Approvals
from storage.audit import Audit
from storage.audit_keys import AuditKeys
from storage.audit_nights import AuditNights
from storage.audit_reading import AuditReading
from storage.backups import Backups
from storage.case_lists import CaseLists
from storage.case_messages import CaseMessages
from storage.case_settings import CaseSettings
from storage.cases import Cases
from storage.catalog import Catalog
from storage.catalog_changes import CatalogChanges
from storage.charges import Charges
from storage.chats import Chats
from storage.claims import Claims
from storage.dialogs import Dialogs
from storage.duty import Duty
from storage.escalations import Escalations
from storage.forgetting import Forgetting
from storage.grants import Grants
from storage.heartbeat import Heartbeat
from storage.hooks import HookRows
from storage.inbox import Inbox
from storage.incident_cards import IncidentCards
from storage.incident_lists import IncidentLists
from storage.incidents import Incidents
from storage.incidents_in_hand import IncidentsInHand
from storage.key_retention import KeyRetention
from storage.key_samples import KeySamples
from storage.keys import Keys
from storage.limits import Limits
from storage.low_stock import LowStock
from storage.maintenance_cards import MaintenanceCards
from storage.members import Members
from storage.notice_claims import Sending
from storage.notices import Notices
from storage.object_changes import ObjectChanges
from storage.order_lists import OrderLists
from storage.order_marks import OrderMarks
from storage.orders import Orders
from storage.own_keys import OwnKeys
from storage.pending_confirmations import PendingConfirmations
from storage.pieces import Pieces
from storage.provider_health import ProviderHealth
from storage.purchases import Purchases
from storage.quotes import Quotes
from storage.reconciling import Reconciling
from storage.reply_templates import ReplyTemplates
from storage.roles import Roles
from storage.sales_totals import SalesTotals
from storage.schedules import Schedules
from storage.secrets import Secrets
from storage.sold_orders import SoldOrders
from storage.spent import Spent
from storage.starts import Starts
from storage.stock_wishes import StockWishes
from storage.twins import Twins
from storage.users import Users
from storage.work import Work

T = TypeVar("T")


class Repository(Generic[T]):
    """A repository of a transaction, made when it is first asked for: there are sixty, a step needs few."""

    def __init__(self, made: Callable[[AsyncConnection], T]) -> None:
        self._made = made
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        """Python says under which name it stands."""
        self._name = name

    def __get__(self, tx: "Tx", owner: type) -> T:
        """Make it, and put it in its own place on the transaction, where it is found from then on."""
        repository = self._made(tx.connection)
        tx.__dict__[self._name] = repository
        return repository


class Tx:
    """What can be read and written, all on one connection and in one transaction."""

    users = Repository(Users)
    chats = Repository(Chats)
    grants = Repository(Grants)
    roles = Repository(Roles)
    members = Repository(Members)
    catalog = Repository(Catalog)
    stock_wishes = Repository(StockWishes)
    quotes = Repository(Quotes)
    catalog_changes = Repository(CatalogChanges)
    limits = Repository(Limits)
    approvals = Repository(Approvals)
    spent = Repository(Spent)
    orders = Repository(Orders)
    order_lists = Repository(OrderLists)
    order_marks = Repository(OrderMarks)
    purchases = Repository(Purchases)
    charges = Repository(Charges)
    sales_totals = Repository(SalesTotals)
    sold_orders = Repository(SoldOrders)
    reconciling = Repository(Reconciling)
    keys = Repository(Keys)
    key_samples = Repository(KeySamples)
    key_retention = Repository(KeyRetention)
    own_keys = Repository(OwnKeys)
    low_stock = Repository(LowStock)
    pieces = Repository(Pieces)
    twins = Repository(Twins)
    claims = Repository(Claims)
    cases = Repository(Cases)
    case_messages = Repository(CaseMessages)
    case_lists = Repository(CaseLists)
    case_settings = Repository(CaseSettings)
    reply_templates = Repository(ReplyTemplates)
    incidents = Repository(Incidents)
    incident_lists = Repository(IncidentLists)
    incidents_in_hand = Repository(IncidentsInHand)
    incident_cards = Repository(IncidentCards)
    escalations = Repository(Escalations)
    duty = Repository(Duty)
    notices = Repository(Notices)
    sending = Repository(Sending)
    schedules = Repository(Schedules)
    maintenance_cards = Repository(MaintenanceCards)
    hooks = Repository(HookRows)
    dialogs = Repository(Dialogs)
    forgetting = Repository(Forgetting)
    pending_confirmations = Repository(PendingConfirmations)
    secrets = Repository(Secrets)
    backups = Repository(Backups)
    allowances = Repository(Allowances)
    inbox = Repository(Inbox)
    work = Repository(Work)
    object_changes = Repository(ObjectChanges)
    audit = Repository(Audit)
    audit_keys = Repository(AuditKeys)
    audit_nights = Repository(AuditNights)
    audit_reading = Repository(AuditReading)
    heartbeat = Repository(Heartbeat)
    starts = Repository(Starts)
    provider_health = Repository(ProviderHealth)

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
