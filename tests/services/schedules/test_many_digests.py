"""Digests of many chats that are due together: what they have in common is looked at once."""

from collections import Counter
from typing import Any

import pytest

from services.access import Access, Reach
from services.actor import Actor
from services.outbox import Outbox
from services.sales import Sales, SalesReport
from services.schedules import DIGEST, Digest, QuietSummary, ScheduleRunner, Schedules
from storage.database import Database
from tests.audited import audit_of
from tests.clock import ManualClock
from tests.membership import Crowd
from tests.services.conftest import OWNER

MAX = 12


class CountedAccess(Access):
    """Notes who is asked for."""

    def __init__(self, *wired: Any) -> None:
        super().__init__(*wired)
        self.asked: Counter[tuple[int, str]] = Counter()

    async def reach(self, user_id: int, permission: str) -> Reach:
        """Give it, and note that."""
        self.asked[user_id, permission] += 1
        return await super().reach(user_id, permission)


class CountedSales(Sales):
    """Counts its reports."""

    reports = 0

    async def report(self, *args: Any, **more: Any) -> SalesReport:
        """Report, and count it."""
        self.reports += 1
        return await super().report(*args, **more)


@pytest.mark.parametrize(("makers", "reports"), [((OWNER.user_id,), 2), ((OWNER.user_id, MAX), 6)])
async def test_numbers_are_counted_once_for_a_period_and_reach_and_rights_looked_at_once_for_a_person(
    sqlite_database: Database,
    clock: ManualClock,
    crowd: Crowd,
    makers: tuple[int, ...],
    reports: int,
) -> None:
    """Eight chats in two zones: an owner's digests tell of every chat, Max's of nothing but its own."""
    db, zones = sqlite_database, ("UTC", "Asia/Almaty")
    audit = audit_of(db, clock)
    access = CountedAccess(db, clock, frozenset({OWNER.user_id}), audit, crowd)
    await access.load()
    outbox, sales = Outbox(db, clock, access), CountedSales(db)
    runners = {DIGEST: Digest(db, outbox, sales, access)}
    schedules = Schedules(db, clock, audit, outbox, runners)
    for number in range(8):
        # The makers in turn, and each in both zones.
        actor = Actor(makers[number // 2 % len(makers)], -1000 - number, "Whoever")
        await schedules.add(actor, "digest", "every hour", zones[number % 2])
    clock.advance(3600)
    runner = ScheduleRunner(db, clock, outbox, access, runners, QuietSummary(db, outbox, access))
    assert await runner.run_due() == 8
    assert sales.reports == reports
    rights = "sales.view", "orders.view"
    assert access.asked == Counter([(who, right) for who in makers for right in rights])
