"""What several processes take of a hook together, and which of them tells that a heartbeat is missing."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet

from services.actor import Actor
from services.alerts.quiet_now import QuietNow
from services.audit import Audit
from services.hooks import Heartbeats, Hooks, Receiving, Taken, TooOftenError, UnknownTokenError
from services.hooks.heartbeats import KIND
from services.hooks.quiet import HookQuiet
from services.hooks.receiving import AT_ONCE, ONE_MORE
from services.hooks.service import digest_of, missing_key, refused_key
from services.incidents import Incidents
from services.incidents.cards import CARD, HELD
from services.known_keys import KnownKeys
from services.outbox import Outbox
from services.vault import Vault
from storage.database import Database
from tests.clock import ManualClock

pytestmark = pytest.mark.both_databases

MAX = Actor(12, -1001, "Max Manager", 7)


async def test_quiet_hours_of_a_hook_hold_what_is_not_urgent_as_those_of_an_alert_do(
    database: Database, clock: ManualClock, audit: Audit, outbox: Outbox
) -> None:
    """By the chat's clock: a warning waits for one summary at their end, what is urgent comes at once."""
    incidents, quiet = Incidents(clock, outbox), HookQuiet(lambda _: "Asia/Seoul")
    seen = list[str]().append
    hooks = Hooks(database, clock, audit, outbox, incidents, lambda: "http://here", seen)
    known = KnownKeys(database, Vault([Fernet.generate_key().decode()]))
    taking = Receiving(database, clock, outbox, incidents, known, seen, quiet)
    made = await hooks.make(MAX, "Monitoring")
    beat = await hooks.make(MAX, "Cron", every=5)
    clock.now = datetime(2030, 1, 16, 14, tzinfo=UTC)  # 23:00 there
    looks = Heartbeats(database, clock, outbox, incidents, quiet)
    await looks.run()
    for hook in (made.hook, beat.hook):
        assert (await hooks.keep_quiet(MAX, hook.id, "22-7")).quiet == "22:00-07:00"
    for severity in ("info", "warning", "urgent"):
        asked = {"severity": severity, "key": severity}
        await taking.take(made.address.rpartition("/")[2], b"Disk", "text/plain", asked)
    clock.advance(55)
    for _ in range(7):
        await looks.run()
        clock.advance(59)
    until = datetime(2030, 1, 16, 22, tzinfo=UTC)
    async with database.read() as tx:
        told = await tx.notices.of_kind(CARD, MAX.chat_id)
        [summary] = await tx.notices.of_kind(HELD, MAX.chat_id)
        rows = [await tx.incidents.get(each) for each in range(1, 5)]
        now = await QuietNow({}, quiet).until(tx, [row for row in rows if row], clock())
    assert len(told) == 1 and summary.due_at == until
    assert [row and row.held_until for row in rows] == [until, until, None, until]
    assert now == dict.fromkeys((1, 2, 4), until)
    assert (await hooks.keep_quiet(MAX, made.hook.id, "")).quiet == ""


async def test_several_processes_go_by_one_allowance_and_miss_a_heartbeat_once(
    database: Database, clock: ManualClock, audit: Audit, outbox: Outbox
) -> None:
    """So many at once and then one in a while, however many take; whoever is late finds it told."""
    incidents = Incidents(clock, outbox)
    heard: list[str] = []
    hooks = Hooks(database, clock, audit, outbox, incidents, lambda: "http://here", heard.append)
    known = KnownKeys(database, Vault([Fernet.generate_key().decode()]))
    processes = [
        Receiving(database, clock, outbox, incidents, known, heard.append) for _ in range(3)
    ]
    made = await hooks.make(MAX, " Backup\nof db1 ")
    token = made.address.removeprefix("http://here/hooks/")
    assert heard == [token] and token not in repr(made)
    assert made.hook.name == "Backup of db1"

    async def post(number: int) -> bool:
        try:
            taken = await processes[number % 3].take(token, b"Disk full", "text/plain", {})
        except TooOftenError as error:
            assert timedelta(0) < error.wait <= ONE_MORE
            return False
        return taken == Taken(1)

    async def refused() -> object:
        async with database.read() as tx:
            found = await tx.incidents.standing(MAX.chat_id, [refused_key(made.hook.id)])
        return [each.facts["count"] for each in found.values()]

    assert sum(await asyncio.gather(*map(post, range(AT_ONCE + 10)))) == AT_ONCE
    assert await refused() != []
    for each in processes:
        await each.count_refused()
    assert await refused() == [10]
    clock.advance(ONE_MORE.total_seconds() * 2)
    assert sum(await asyncio.gather(*map(post, range(5)))) == 2
    for each in processes:
        await each.count_refused()
    assert await refused() == [13], "as long as it goes on it is one incident"
    clock.advance(ONE_MORE.total_seconds() * AT_ONCE)
    assert await post(0)
    assert await refused() == []
    async with database.read() as tx:
        row = await tx.hooks.of_digest(digest_of(token))
        assert row is not None and row.thread_id == 7

    beat = await hooks.make(MAX, "Cron", every=5)
    looks = [Heartbeats(database, clock, outbox, incidents) for _ in range(3)]
    assert [await each.run() for each in looks] == [0, 0, 0]
    for _ in range(6):
        clock.advance(59)
        assert [await each.run() for each in looks] == [0, 0, 0]
    clock.advance(7)
    assert sorted(await asyncio.gather(*(each.run() for each in looks))) == [0, 0, 1]
    async with database.write() as tx:
        missing = await tx.incidents.open_of(MAX.chat_id, missing_key(beat.hook.id))
        assert missing is not None and missing.kind == KIND
    await processes[0].take(beat.address.rpartition("/")[2], b"", "", {})
    for unseen in (clock.jump, lambda by: clock.advance(by.total_seconds())):
        unseen(timedelta(hours=1))
        assert [await each.run() for each in looks] == [0, 0, 0], "nobody looked for an hour"
    for _ in range(7):
        clock.advance(59)
        missed = [await each.run() for each in looks]
    assert missed == [1, 0, 0], "it had its whole time again, and no more"
    await processes[0].take(beat.address.rpartition("/")[2], b"", "", {})
    clock.advance(5 * 60 + 10)
    restarted = Heartbeats(database, clock, outbox, incidents)
    missed = []
    for _ in range(7):
        missed.append(await restarted.run())
        clock.advance(59)
    assert missed == [0] * 7, "it may have come while nobody listened, shortly before"
    assert await restarted.run() == 1
    await hooks.revoke(MAX, beat.hook.id)
    async with database.write() as tx:
        assert await tx.incidents.open_of(MAX.chat_id, missing_key(beat.hook.id)) is None
    with pytest.raises(UnknownTokenError):
        await processes[0].take(beat.address.rpartition("/")[2], b"", "", {})
