"""The timekeeper: what a wrong clock has written is set right, and owners hear of it once."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Table, insert, select

from services.access.service import Access
from services.actor import Actor
from services.audit import Audit
from services.outbox import Outbox
from services.timekeeper import WAITS, Timekeeper
from storage.columns import UtcTime
from storage.database import Database
from storage.notices import NoticeRow
from storage.order_lists import OrderFilter
from storage.tables import keys as of_keys
from storage.tables.cases import cases
from storage.tables.chats import users
from storage.tables.conversations import dialogs, pending_confirmations
from storage.tables.hooks import hooks
from storage.tables.incidents import escalations, incident_log, incidents
from storage.tables.keys import claim_misses, claims
from storage.tables.metadata import metadata
from storage.tables.orders import order_marks
from storage.tables.outbox import notices
from storage.tables.system import backups, starts
from storage.tables.work import work
from tests.clock import ManualClock
from tests.services.orders_made import OrderMade, make_orders

pytestmark = pytest.mark.both_databases


YEARS = timedelta(days=2000)
TOLD_ONLY = {
    # When something happened, as the wall had it: shown to people, counted by /sales and the audit.
    *(
        "users.started_at",
        "users.met_at",
        "users.blocked_at",
        "chats.set_up_at",
        *("chats.removed_at", "chats.left_at", "chats.open_yes_at"),
    ),
    "incident_signals.since",
    # From when until when somebody is on duty is a person's word.
    *("duty_overrides.begins_at", "duty_overrides.ends_at", "duty_rotas.feed_made_at"),
    *("hooks.made_at", "hooks.heard_at", "hooks.missed_at"),
    # What a clock that was ahead has found is found anew once it is set back: the second is asked for that.
    *("schedules.due_at", "schedules.looked_at"),
    *("maintenance_cards.opened_at", "maintenance_cards.ended_at"),
    *("roles.made_at", "products.created_at", "offers.created_at", "offers.removed_at"),
    *("products.paused_at", "stock_wishes.made_at", "catalog_changes.at"),
    *(
        "case_messages.at",
        "case_messages.edited_at",
        "cases.ended_at",
        "cases.opened_at",
        "reply_templates.made_at",
        "orders.confirmed_at",
        "orders.ended_at",
        "orders.handed_at",
        "purchases.sent_at",
        "purchases.settled_at",
    ),
    *("purchases.asked_back_at", "work.made_at"),
    *("limits.made_at", "orders.asked_at", "approvals.asked_at", "approval_votes.at"),
    # Until when a key is sold is a person's word, which no clock of ours wrote.
    *("own_keys.sold_until", "own_keys.taken_at"),
    *("keys.seen_at", "keys.kept_at", "keys.let_go_at", "low_stock.told_at"),
    *("keys.arrived_at", "claims.made_at", "claims.used_at", "claims.revoked_at"),
    *(
        "notices.ended_at",
        "notices.told_instead_at",
        "schedules.paused_at",
        "audit.at",
        "audit_keys.made_at",
    ),
    "object_changes.changed_at",
    *("secrets.used_at", "secrets.retired_at"),
    # Nights that lie ahead are forgotten by services/schedules/nights.py.
    *("backups.night", "backups.ended_at"),
    *("audit_nights.night", "audit_nights.ended_at"),
    # What was read at a moment that lies ahead counts as long ago.
    *("quotes.read_at", "quotes.tried_at"),
    *("provider_health.since", "provider_health.looked_at"),
    *("starts.beat_at", "starts.ended_at", "starts.crashed_at"),
    "inbox.acted_at",
    "members.seen_at",  # a row from ahead counts as unknown
    # Runs that lie ahead are forgotten by services/schedules/runner.py.
    *("runs.fire_at", "runs.claimed_at"),
}
"""Moments that nothing waits for, or that are held against now safely (``is_over`` of services/clock.py)."""


def test_every_moment_is_waited_for_or_only_told() -> None:
    """Whoever adds a column of moments says whether a clock that was wrong can make something wait."""
    columns = [column for table in metadata.sorted_tables for column in table.c]
    moments = {str(column) for column in columns if isinstance(column.type, UtcTime)}
    waited = {str(column) for wait in WAITS for column in (wait.column, *wait.besides)}
    unknown = moments - waited - TOLD_ONLY
    assert not unknown, f"put {sorted(unknown)} into WAITS of services/timekeeper.py, or here"
    assert not (TOLD_ONLY | waited) - moments


@pytest.fixture
def keeper(database: Database, clock: ManualClock, outbox: Outbox, access: Access) -> Timekeeper:
    """A timekeeper that has not looked yet."""
    return Timekeeper(database, clock, outbox, access)


async def written(database: Database, table: Table, **values: Any) -> None:
    """Write a row."""
    async with database.write() as tx:
        await tx.connection.execute(insert(table).values(**values))


async def moment(database: Database, table: Table, column: str) -> datetime:
    """The moment in the only row of a table."""
    async with database.read() as tx:
        found: datetime = (await tx.connection.execute(select(table.c[column]))).scalar_one()
    return found


async def told(database: Database) -> list[NoticeRow]:
    """What owners are told of the clock."""
    async with database.read() as tx:
        found = select(notices).where(notices.c.kind.startswith("clock-")).order_by(notices.c.id)
        return [NoticeRow(*row) for row in await tx.connection.execute(found)]


@pytest.mark.parametrize("running", [True, False], ids=["running", "stopped"])
async def test_what_lies_years_ahead_waits_no_longer_than_its_own_longest(
    database: Database, clock: ManualClock, keeper: Timekeeper, running: bool
) -> None:
    """Set right while the desk runs or before it starts: each kind of wait is over, or as long as new."""
    if running:
        clock.jump(YEARS)
        await keeper.run()
    ahead = clock() if running else clock() + YEARS
    await make_orders(
        database, [OrderMade("codegames", "paid", "1.00", "KZT", ahead, ("accepted",))]
    )
    async with database.write() as tx:
        [order] = await tx.order_lists.newest(OrderFilter(), 1)
        await tx.work.add("order", "1", "codegames", {}, ahead + timedelta(minutes=15), ahead)
        await tx.work.claim("dead", ahead + timedelta(hours=1), ahead + timedelta(hours=1), 1, 1)
    who = {"user_id": 21, "chat_id": 21}
    await written(
        database,
        claims,
        order_id=order.id,
        token_hash="x",
        made_by=1,
        made_at=ahead,
        expires_at=ahead + timedelta(days=7),
    )
    await written(database, claim_misses, user_id=21, misses=9, last_at=ahead, barred_until=ahead)
    await written(database, dialogs, **who, question="q", facts={}, asked_at=ahead)
    await written(database, pending_confirmations, **who, key="k", sealed=b"", expires_at=ahead)
    await written(database, users, id=21, name="Cara", seen_at=ahead)
    async with database.write() as tx:
        await tx.notices.add("delivered", 21, {}, None, ahead, ahead)
    if running:
        clock.jump(-YEARS)
    await keeper.run()
    now = clock()
    assert await moment(database, work, "due_at") == now
    assert await moment(database, work, "claimed_until") == now
    assert await moment(database, claims, "expires_at") == now + timedelta(days=7)
    assert await moment(database, claim_misses, "barred_until") == now + timedelta(hours=1)
    assert await moment(database, claim_misses, "last_at") == now
    assert await moment(database, dialogs, "asked_at") == now
    assert await moment(database, pending_confirmations, "expires_at") == now + timedelta(hours=1)
    assert await moment(database, users, "seen_at") == now
    async with database.write() as tx:
        assert [
            row.kind for row in await tx.notices.waiting("delivered", 21) if row.due_at <= now
        ] == ["delivered"]


@pytest.mark.parametrize("jump", [timedelta(minutes=40), timedelta(hours=3), timedelta(days=40)])
async def test_what_people_chose_a_length_for_waits_no_longer_than_that(
    database: Database, clock: ManualClock, keeper: Timekeeper, jump: timedelta
) -> None:
    """A clock that was ahead by less than the longest choice is set right: nothing waits for it besides."""
    clock.jump(jump)
    await keeper.run()
    ahead, chat = clock(), {"chat_id": -1}
    order = OrderMade("codegames", "delivered", "1.00", "KZT", clock() - jump, ("accepted",))
    await make_orders(database, [order])
    await written(database, escalations, **chat, after_minutes=10, to_duty=True, to_owners=True)
    signal = {"group_key": "g", "kind": "hook", "severity": "urgent", "status": "open"}
    counts = {"step": 0, "times": 1, "version": 1}
    for goes_on, quiet in ((timedelta(minutes=10), None), (None, timedelta(hours=1))):
        values = {
            "opened_at": ahead,
            "acknowledged_at": ahead,
            "escalate_at": goes_on and ahead + goes_on,
            "snoozed_until": quiet and ahead + quiet,
        }
        await written(database, incidents, **chat, **signal, **counts, **values)
    for what in ("snoozed", "opened"):
        await written(database, incident_log, incident_id=2, at=ahead, what=what, facts={})
    key = {"order_id": 1, "purchase_id": 1, "position": 1, "sealed": b"", "fingerprint": "f"}
    await written(database, of_keys.keys, **key, mask="", arrived_at=ahead, handed_at=ahead)
    await written(database, order_marks, order_id=1, what="twin", at=ahead)
    started = {"version": "1", "started_at": ahead, "beat_at": ahead}
    await written(database, starts, **started)
    await written(database, backups, begun_at=ahead, problem="no room")
    beat = {"token_digest": "d", "name": "Beat", "severity": "urgent", "made_by": 1, "every": 15}
    due = ahead + timedelta(minutes=16, seconds=30)
    await written(database, hooks, **chat, **beat, made_at=ahead, due_at=due)
    of = {"order_id": 1, "product_id": 1, "customer_id": 2, "kind": "used", "status": "open"}
    at = {"opened_at": ahead, "waiting_since": ahead, "remind_at": ahead + timedelta(hours=1)}
    await written(database, cases, **of, **chat, **at)
    clock.jump(-jump)
    await keeper.run()
    now = clock()
    async with database.read() as tx:
        [first, second] = await tx.connection.execute(select(incidents).order_by(incidents.c.id))
    assert first.escalate_at == now + timedelta(minutes=10)
    assert second.snoozed_until == now
    assert {first.opened_at, first.acknowledged_at} == {now}
    assert await moment(database, hooks, "due_at") == now + timedelta(minutes=16, seconds=30)
    assert await moment(database, cases, "remind_at") == now + timedelta(hours=1)
    for table, column in (
        *((cases, "waiting_since"), (order_marks, "at"), (starts, "started_at")),
        *((backups, "begun_at"), (of_keys.keys, "handed_at")),
    ):
        assert await moment(database, table, column) == now, column
    async with database.read() as tx:
        heard = select(incident_log.c.at).where(incident_log.c.what == "opened")
        assert (await tx.connection.execute(heard)).scalar_one() == now
    assert await keeper.run() == 0


async def test_what_may_lie_ahead_is_left_alone(
    database: Database, clock: ManualClock, keeper: Timekeeper, outbox: Outbox
) -> None:
    """A digest held for quiet hours and a look within its pause stand as they are."""
    now = clock()
    async with database.write() as tx:
        await outbox.post(tx, "digest", -1, {}, due_at=now + timedelta(hours=9))
    assert await keeper.run() == 0
    clock.jump(timedelta(seconds=-50))
    assert await keeper.run() == 0
    assert await moment(database, notices, "due_at") == now + timedelta(hours=9)


@pytest.mark.parametrize("jump", [YEARS, -YEARS, timedelta(hours=1), timedelta(minutes=-6)])
async def test_owners_are_told_once_that_the_clock_was_set(
    database: Database, clock: ManualClock, outbox: Outbox, access: Access, jump: timedelta
) -> None:
    """By either process, with what it showed and shows; that it was set right is told a while later."""
    keeper, other = [Timekeeper(database, clock, outbox, access) for _ in range(2)]
    assert (await keeper.run(), await other.run()) == (0, 0)
    clock.advance(5)
    was = clock()
    clock.jump(jump)
    for _ in range(3):
        await keeper.run()
        clock.advance(5)
        await other.run()
    [notice] = await told(database)
    assert (notice.kind, notice.chat_id) == ("clock-moved", 1)
    assert notice.facts == {"was": was.isoformat(), "now": (was + jump).isoformat()}
    clock.jump(-jump)
    for _ in range(200):
        await keeper.run()
        clock.advance(5)
        await other.run()
    assert [row.kind for row in await told(database)] == ["clock-moved", "clock-moved"]


async def test_time_that_passes_is_no_news(
    database: Database, clock: ManualClock, keeper: Timekeeper
) -> None:
    """A desk that was busy for an hour, and a clock that is slewed, are told to nobody."""
    for seconds in (0, 5, 3600, 5):
        clock.advance(seconds)
        clock.jump(timedelta(seconds=2))
        await keeper.run()
    assert await told(database) == []


async def test_a_start_before_the_last_entry_is_told(
    database: Database, clock: ManualClock, keeper: Timekeeper, audit: Audit
) -> None:
    """The clock was set back while the desk stood still: what was written last lies ahead."""
    async with database.write() as tx:
        await audit.write(tx, Actor(1, 1, "Olga"), "order.confirmed", "K-1")
    last = clock()
    clock.jump(timedelta(days=-3))
    await keeper.run()
    [notice] = await told(database)
    assert (notice.kind, notice.facts["last"]) == ("clock-behind", last.isoformat())
