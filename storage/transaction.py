"""One transaction and the repositories that work inside it."""

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
from storage.users import Users
from storage.work import Work


class Tx:
    """What can be read and written, all on one connection and in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.users = Users(connection)
        self.chats = Chats(connection)
        self.grants = Grants(connection)
        self.roles = Roles(connection)
        self.members = Members(connection)
        self.catalog = Catalog(connection)
        self.stock_wishes = StockWishes(connection)
        self.quotes = Quotes(connection)
        self.catalog_changes = CatalogChanges(connection)
        self.limits = Limits(connection)
        self.approvals = Approvals(connection)
        self.spent = Spent(connection)
        self.orders = Orders(connection)
        self.order_lists = OrderLists(connection)
        self.order_marks = OrderMarks(connection)
        self.purchases = Purchases(connection)
        self.charges = Charges(connection)
        self.sales_totals = SalesTotals(connection)
        self.sold_orders = SoldOrders(connection)
        self.reconciling = Reconciling(connection)
        self.keys = Keys(connection)
        self.key_retention = KeyRetention(connection)
        self.own_keys = OwnKeys(connection)
        self.low_stock = LowStock(connection)
        self.pieces = Pieces(connection)
        self.claims = Claims(connection)
        self.cases = Cases(connection)
        self.case_messages = CaseMessages(connection)
        self.case_lists = CaseLists(connection)
        self.case_settings = CaseSettings(connection)
        self.reply_templates = ReplyTemplates(connection)
        self.incidents = Incidents(connection)
        self.incident_lists = IncidentLists(connection)
        self.incidents_in_hand = IncidentsInHand(connection)
        self.incident_cards = IncidentCards(connection)
        self.escalations = Escalations(connection)
        self.duty = Duty(connection)
        self.notices = Notices(connection)
        self.sending = Sending(connection)
        self.schedules = Schedules(connection)
        self.maintenance_cards = MaintenanceCards(connection)
        self.hooks = HookRows(connection)
        self.dialogs = Dialogs(connection)
        self.forgetting = Forgetting(connection)
        self.pending_confirmations = PendingConfirmations(connection)
        self.secrets = Secrets(connection)
        self.backups = Backups(connection)
        self.allowances = Allowances(connection)
        self.inbox = Inbox(connection)
        self.work = Work(connection)
        self.object_changes = ObjectChanges(connection)
        self.audit = Audit(connection)
        self.audit_keys = AuditKeys(connection)
        self.audit_nights = AuditNights(connection)
        self.audit_reading = AuditReading(connection)
        self.heartbeat = Heartbeat(connection)
        self.starts = Starts(connection)
        self.provider_health = ProviderHealth(connection)
