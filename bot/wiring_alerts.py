"""What makes the runs of alerts, put together: the part of wiring.py that is about what lasts."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from providers.registry import Providers
from services.access import Access
from services.alerts.bans import BanAlerts
from services.alerts.cases import CaseAlerts
from services.alerts.desk import DeskAlerts
from services.alerts.orders import OrderAlerts
from services.alerts.price import PriceAlerts
from services.alerts.providers import ProviderAlerts
from services.alerts.quiet_now import QuietNow, prefixes_of
from services.alerts.stock import StockAlerts
from services.catalog import Catalog
from services.clock import Clock
from services.duty import DutyRota
from services.forecast import Forecasts
from services.games.bans import Bans
from services.hooks.quiet import HookQuiet
from services.incidents import (
    Escalating,
    IncidentRounds,
    Incidents,
    IncidentShowing,
    IncidentSummaries,
    InHand,
)
from services.outbox import Outbox
from services.quotes import Quotes
from services.sales import Sales
from services.schedules import KindRunner
from services.schedules.kinds import BANS, CASES, DESK, ORDERS, PRICE, PROVIDERS, STOCK
from storage.database import Database


@dataclass(frozen=True, slots=True)
class ByThemselves:
    """What is told of incidents by itself, by the quiet hours of their alerts."""

    rounds: IncidentRounds
    escalating: Escalating
    in_hand: InHand
    showing: IncidentShowing
    summaries: IncidentSummaries


def incidents_by_themselves(
    db: Database,
    clock: Clock,
    access: Access,
    outbox: Outbox,
    duty: DutyRota,
    runners: Mapping[str, KindRunner],
    hooks: HookQuiet,
) -> ByThemselves:
    """Put together what looks after incidents."""
    quiet = QuietNow(prefixes_of(runners), hooks)
    in_hand = InHand(db, clock, access, outbox, quiet)
    return ByThemselves(
        IncidentRounds(db, clock, outbox, quiet),
        Escalating(db, clock, access, outbox, duty, quiet),
        in_hand,
        IncidentShowing(db, clock, quiet, in_hand),
        IncidentSummaries(db, clock, access, outbox),
    )


def desk_alerts(
    db: Database, clock: Clock, incidents: Incidents, outbox: Outbox, data_dir: Path
) -> DeskAlerts:
    """Those of the desk itself, which others have things to tell."""

    def room() -> int | None:
        try:
            return shutil.disk_usage(data_dir).free
        except OSError:
            return None

    return DeskAlerts(db, clock, incidents, outbox, room)


def alert_runners(
    db: Database,
    clock: Clock,
    incidents: Incidents,
    outbox: Outbox,
    access: Access,
    providers: Providers,
    catalog: Catalog,
    quotes: Quotes,
    sales: Sales,
    desk: DeskAlerts,
) -> dict[str, KindRunner]:
    """By the kind of alert."""
    forecasts = Forecasts(clock, sales)
    return {
        STOCK: StockAlerts(db, clock, incidents, outbox, catalog, quotes, forecasts),
        PRICE: PriceAlerts(db, clock, incidents, outbox, catalog, quotes),
        PROVIDERS: ProviderAlerts(db, clock, incidents, outbox, providers),
        ORDERS: OrderAlerts(db, clock, incidents, outbox, access),
        CASES: CaseAlerts(db, clock, incidents, outbox, access),
        BANS: BanAlerts(clock, incidents, outbox, Bans(providers)),
        DESK: desk,
    }
