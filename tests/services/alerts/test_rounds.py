"""A round on a real database: told once by whoever looks, by a bounded number of statements."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.wiring_alerts import alert_runners, desk_alerts
from providers.registry import Providers
from services.access.service import Access
from services.alerts.orders import OrderAlerts
from services.audit import Audit
from services.catalog import Catalog
from services.incidents import Incidents
from services.outbox import Outbox
from services.quotes import Quotes
from services.sales import Sales
from services.schedules.due import DueRun
from services.schedules.kinds import DESK, ORDERS, STOCK
from storage.database import Database
from storage.quotes import QuoteRow
from storage.schedules import ScheduleRow
from storage.tables.orders import orders
from tests.clock import ManualClock
from tests.services.orders_made import OrderMade, make_orders
from tests.statements import statements

pytestmark = pytest.mark.both_databases


@pytest.fixture
def alerts(database: Database, clock: ManualClock, outbox: Outbox, access: Access) -> OrderAlerts:
    """Orders that need a person."""
    return OrderAlerts(database, clock, Incidents(clock, outbox), outbox, access)


async def schedule(db: Database, at: datetime) -> ScheduleRow:
    """An owner's chat wishes to hear of orders."""
    async with db.write() as tx:
        return await tx.schedules.add(-100, ORDERS, "* * * * *", "UTC", None, None, 1, at)


async def round_of(db: Database, alerts: OrderAlerts, *schedules: ScheduleRow) -> int:
    """Look once for all of them; gives how much was told."""
    now = alerts._clock()
    due = [DueRun(each, now, None, now) for each in schedules]
    tell = await alerts.look(due)
    told = 0
    for run in due:
        async with db.write() as tx:
            told += await tell(tx, run)
    return told


async def become(db: Database, status: str, at: datetime) -> None:
    """All orders are that now, drawn up lately."""
    async with db.write() as tx:
        await tx.connection.execute(update(orders).values(status=status, created_at=at))


async def test_a_quiet_round_costs_the_same_whatever_lasts(
    database: Database, alerts: OrderAlerts, clock: ManualClock
) -> None:
    """Of three orders or of sixty, for one schedule or for five; nothing of it is said again."""
    made = await schedule(database, clock())
    await make_orders(
        database, [OrderMade("hype", "uncertain", "10", "EUR", clock(), ("uncertain",))]
    )
    costs = []
    for count in (2, 60):
        await more(database, count)
        assert await round_of(database, alerts, made) > 0
        clock.advance(60)
        with statements() as said:
            assert await round_of(database, alerts, made) == 0
        costs.append(len(said))
    assert costs[0] == costs[1] <= 15
    many = [made, *[await schedule(database, clock()) for _ in range(4)]]
    await round_of(database, alerts, *many)
    with statements() as said:
        assert await round_of(database, alerts, *many) == 0
    assert len(said) <= costs[0] + 4 * 4, "a transaction and one read for each more"


async def more(db: Database, count: int) -> None:
    """So many more orders like the first, drawn up now."""
    async with db.write() as tx:
        row = dict((await tx.connection.execute(orders.select().limit(1))).mappings().one())
        del row["id"]
        row["created_at"] = row["confirmed_at"]
        copies = [{**row, "number": f"M-{count}-{number}"} for number in range(count)]
        await tx.connection.execute(orders.insert(), copies)


async def test_every_kind_can_look(
    database: Database,
    clock: ManualClock,
    outbox: Outbox,
    access: Access,
    audit: Audit,
    tmp_path: Path,
) -> None:
    """On either database; two keys that are left are told, and nothing else is so."""
    await make_orders(
        database, [OrderMade("codegames", "delivered", "10", "KZT", clock(), ("accepted",))]
    )
    providers, incidents = Providers([]), Incidents(clock, outbox)
    sold = Catalog(database, clock, providers, audit)
    await sold.load()
    [game] = sold.all()
    async with database.write() as tx:
        read = QuoteRow(game.offers[0].id, Decimal(10), 2, 0, clock(), None, clock())
        await tx.quotes.put([read])
    desk = desk_alerts(database, clock, incidents, outbox, tmp_path)
    runners = alert_runners(
        database,
        clock,
        incidents,
        outbox,
        access,
        providers,
        sold,
        Quotes(database, clock),
        Sales(database, lambda _name: False),
        desk,
    )
    told = {}
    for kind, runner in runners.items():
        async with database.write() as tx:
            made = await tx.schedules.add(-100, kind, "* * * * *", "UTC", None, None, 1, clock())
        run = DueRun(made, clock(), None, clock())
        tell = await runner.look([run])
        async with database.write() as tx:
            told[kind] = await tell(tx, run)
        async with database.write() as tx:
            await runner.leave(tx, made)
            assert not await tx.incidents.lasting_under((-100,), f"{kind}:")
    assert {kind for kind, count in told.items() if count} <= {STOCK, DESK}
    assert told[STOCK] == 1


async def test_who_resolves_by_hand_hears_of_it_when_it_begins_anew(
    database: Database,
    alerts: OrderAlerts,
    clock: ManualClock,
) -> None:
    """Two processes tell it once; resolved, it stays quiet while it lasts; over and back it is told again."""
    made = await schedule(database, clock())
    await make_orders(
        database, [OrderMade("hype", "uncertain", "10", "EUR", clock(), ("uncertain",))]
    )
    await become(database, "uncertain", clock())
    assert [await round_of(database, alerts, made) for _ in range(2)] == [1, 0]
    async with database.write() as tx:
        row = await tx.incidents.last_of(-100, f"order:{made.id}:uncertain")
        assert row is not None
        assert await tx.incidents.change(row, status="resolved", open_key=None, resolved_by=1)
    clock.advance(60)
    assert await round_of(database, alerts, made) == 0
    await become(database, "delivered", clock())
    assert await round_of(database, alerts, made) == 1
    await become(database, "uncertain", clock())
    clock.advance(timedelta(hours=2).total_seconds())
    assert await round_of(database, alerts, made) == 1
    async with database.write() as tx:
        again = await tx.incidents.last_of(-100, f"order:{made.id}:uncertain")
    assert again is not None and again.id != row.id and again.status == "open"
