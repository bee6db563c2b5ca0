"""The outbox: nothing lost, nothing to two takers, one at a time to a chat."""

import asyncio
from datetime import timedelta

import pytest

from services.access.service import Access
from services.back_off import LONGEST_WAIT, back_off
from services.outbox import Outbox
from services.outbox.endings import MOST_TRIES
from storage.database import Database
from storage.leases import LEASE
from tests.clock import ManualClock
from tests.services.outbox_made import posted, row_of

pytestmark = pytest.mark.both_databases


async def test_a_notice_goes_out_once(
    database: Database, outbox: Outbox, clock: ManualClock
) -> None:
    """Posted, taken, sent: it comes with its facts, and never again."""
    made = await posted(database, outbox, -100)
    (taken,) = await outbox.take(10)
    assert (taken.id, taken.kind, taken.chat_id, taken.facts, taken.state) == (
        made,
        "order-changed",
        -100,
        {"order": "K-1"},
        "waiting",
    )
    assert await outbox.take(10) == []
    assert await outbox.leave(made)
    assert (await row_of(database, made)).state == "sending"
    assert await outbox.take(10) == []
    assert await outbox.sent(made, 555)
    row = await row_of(database, made)
    assert (row.state, row.message_id, row.ended_at) == ("sent", 555, clock())
    assert not await outbox.sent(made, 556)
    assert not await outbox.again(made, None, "late")
    assert not await outbox.drop(made, "late")
    assert await outbox.take(10) == []


async def test_a_notice_of_a_failed_deed_does_not_exist(database: Database, outbox: Outbox) -> None:
    """It is in the transaction of what it tells of."""
    with pytest.raises(ZeroDivisionError):
        async with database.write() as tx:
            await outbox.post(tx, "order-changed", -100, {})
            _ = 1 / 0
    assert await outbox.take(10) == []
    assert await outbox.next_due() is None


async def test_once_means_once(database: Database, outbox: Outbox) -> None:
    """A second notice with the same key is not written, even after the first was sent."""
    first = await posted(database, outbox, -100, once_key="delivered:K-1")
    await outbox.take(1)
    await outbox.sent(first, 1)
    async with database.write() as tx:
        again = await outbox.post(tx, "delivered", -100, {}, once_key="delivered:K-1")
        other = await outbox.post(tx, "delivered", -100, {}, once_key="delivered:K-2")
    assert again is None
    assert other is not None


async def test_what_a_sender_has_read_is_not_changed(database: Database, outbox: Outbox) -> None:
    """Until somebody takes it a notice may come to tell something else; then that is told besides."""
    made = await posted(database, outbox, -100)
    async with database.write() as tx:
        assert await tx.notices.set_facts(made, {"order": "K-2"})
    (taken,) = await outbox.take(10)
    async with database.write() as tx:
        assert not await tx.notices.set_facts(made, {"order": "K-3"})
    assert (await row_of(database, made)).facts == taken.facts == {"order": "K-2"}


async def test_a_notice_waits_until_it_is_due(
    database: Database, outbox: Outbox, clock: ManualClock
) -> None:
    """Quiet hours are a later due_at."""
    due_at = clock() + timedelta(hours=8)
    made = await posted(database, outbox, -100, due_at=due_at)
    assert await outbox.next_due() == due_at
    clock.advance(8 * 3600 - 1)
    assert await outbox.take(10) == []
    clock.advance(1)
    assert [row.id for row in await outbox.take(10)] == [made]


async def test_oldest_first_and_one_at_a_time_to_a_chat(
    database: Database, outbox: Outbox, clock: ManualClock
) -> None:
    """While one is on its way to a chat the next to that chat waits, and others do not."""
    posts = []
    for chat_id in (-1, -1, -2, -1, -3):
        posts.append(await posted(database, outbox, chat_id))
        clock.advance(1)
    taken = await outbox.take(2)
    assert [row.id for row in taken] == [posts[0], posts[2]]
    assert [row.id for row in await outbox.take(10)] == [posts[4]]
    await outbox.sent(posts[0], 1)
    assert [row.id for row in await outbox.take(10)] == [posts[1]]


async def test_two_takers_never_get_the_same(
    database: Database, outbox: Outbox, clock: ManualClock, access: Access
) -> None:
    """Four takers race for sixty notices in twenty chats, on pools of their own."""
    others = [Database(database.url.render_as_string(hide_password=False)) for _ in range(3)]
    for other in others:
        await other.open()
    takers = [outbox, *(Outbox(other, clock, access) for other in others)]
    for number in range(60):
        await posted(database, outbox, -1 - number % 20)
    on_the_way: set[int] = set()
    arrived: list[int] = []

    async def work(taker: Outbox) -> None:
        while len(arrived) < 60:
            taken = await taker.take(4)
            chats = {row.chat_id for row in taken}
            assert len(chats) == len(taken)
            assert not chats & on_the_way
            on_the_way.update(chats)
            await asyncio.sleep(0)
            for row in taken:
                arrived.append(row.id)
                on_the_way.discard(row.chat_id)
                assert await taker.sent(row.id, 1)

    await asyncio.gather(*(work(taker) for taker in takers))
    assert len(arrived) == len(set(arrived)) == 60
    for other in others:
        await other.close()


async def test_a_taker_waits_for_the_one_before(
    database: Database, outbox: Outbox, clock: ManualClock
) -> None:
    """An older notice turns up while another of its chat is being taken: the chat gets only one."""
    await posted(database, outbox, -1)
    hour_ago = clock() - timedelta(hours=1)
    async with database.write() as tx:
        (first,) = await tx.sending.take(
            "another", clock() + LEASE, clock(), (), first=(), room=1, room_for_first=0
        )
        older = asyncio.create_task(posted(database, outbox, -1, due_at=hour_ago))
        if not database.is_sqlite:
            await older
        racing = asyncio.create_task(outbox.take(10))
        # Only a taker that does not wait would end here.
        await asyncio.wait({racing}, timeout=0.3)
    assert await racing == []
    async with database.write() as tx:
        await tx.sending.sent({first.id: 1}, clock())
    assert [row.id for row in await outbox.take(10)] == [await older]


async def test_a_failure_waits_longer_each_time_and_ends(
    database: Database, outbox: Outbox, clock: ManualClock
) -> None:
    """The wait doubles up to a bound, and after the last try the notice is given up with its problem."""
    made = await posted(database, outbox, -100)
    waits = []
    for turn in range(MOST_TRIES):
        assert [row.id for row in await outbox.take(1)] == [made], turn
        if not await outbox.again(made, None, "down " * 100):
            break
        due_at = await outbox.next_due()
        assert due_at is not None
        waits.append((due_at - clock()).total_seconds())
        assert await outbox.take(1) == []
        clock.advance(waits[-1])
    assert waits[:4] == [5, 10, 20, 40]
    assert waits[-1] == LONGEST_WAIT.total_seconds()
    assert back_off(10**6) == LONGEST_WAIT
    row = await row_of(database, made)
    assert (row.state, row.problem) == ("untold", ("down " * 100)[:200])
    assert sum(waits) > 20 * 3600


async def test_what_telegram_asks_for_is_no_failure(
    database: Database, outbox: Outbox, clock: ManualClock
) -> None:
    """A given delay is kept to the second and does not count."""
    made = await posted(database, outbox, -100)
    await outbox.take(1)
    assert await outbox.again(made, 37, "flood")
    clock.advance(36.9)
    assert await outbox.take(1) == []
    clock.advance(0.1)
    (row,) = await outbox.take(1)
    assert (row.tries, row.problem) == (0, "flood")


async def test_a_chat_with_a_long_line_keeps_no_other_waiting(
    database: Database, outbox: Outbox, clock: ManualClock
) -> None:
    """One chat has more that is due than is looked at first: it gets one, the next take finds the other."""
    for _ in range(10):
        await posted(database, outbox, -1)
    other = await posted(database, outbox, -2)
    [first] = await outbox.take(1, 1)
    assert first.chat_id == -1
    assert [row.id for row in await outbox.take(1, 1)] == [other]
    assert await outbox.take(1, 1) == []
