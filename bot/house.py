"""The house: all services, and the work that comes round by itself, opened and closed together."""

from dataclasses import dataclass

import structlog

from handlers.frame.services import Services
from providers.registry import Providers
from services.access.following import Following
from services.access.lapsing import Lapsing
from services.administration.launches import Launches
from services.alerts.desk import DeskAlerts
from services.audit_head import HeadFile
from services.audit_nights import AuditNights
from services.backups.nightly import Backups
from services.cases import CaseFollowing
from services.deeds import DeedWork
from services.duty import DutyRounds
from services.hooks import Heartbeats, Receiving
from services.inbox import Inbox
from services.incidents import Escalating, IncidentRounds, Incidents, InHand
from services.orders import Charges, Drafts, Fulfilment
from services.own_stock import LowStock
from services.privacy import KeyRetention
from services.quotes import Quotes
from services.sales.totals import TotalsKeeper
from services.schedules import ScheduleRunner
from services.seals import Seals
from services.starts import Starts
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
