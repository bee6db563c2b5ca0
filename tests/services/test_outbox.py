"""The outbox: nothing lost, nothing to two takers, one at a time to a chat."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from services.access.service import Access
from services.outbox import UNCONFIRMED, Lost, Outbox, Then
from services.outbox.endings import FIRST_WAIT, LONGEST_WAIT, MOST_TRIES, back_off
from storage.database import Database
from storage.leases import LEASE
from storage.notices import NoticeRow
from storage.transaction import Tx
from tests.audited import audit_of
from tests.clock import ManualClock
from tests.membership import Crowd


async def _post(
    database: Database, outbox: Outbox, chat_id: int, kind: str = "order-changed", **more: Any
) -> int:
    async with database.write() as tx:
        made = await outbox.post(tx, kind, chat_id, {"order": "K-1"}, **more)
    assert made is not None
    return made


async def _row(database: Database, notice_id: int) -> NoticeRow:
    async with database.read() as tx:
        row = await tx.notices.get(notice_id)
    assert row is not None
    return row


async def test_a_notice_goes_out_once(
    database: Database, outbox: Outbox, clock: ManualClock
) -> None:
    """Posted, taken, sent: it comes with its facts, and never again."""
    made = await _post(database, outbox, -100)
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
    assert (await _row(database, made)).state == "sending"
    assert await outbox.take(10) == []
    assert await outbox.sent(made, 555)
    row = await _row(database, made)
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
    first = await _post(database, outbox, -100, once_key="delivered:K-1")
    await outbox.take(1)
    await outbox.sent(first, 1)
    async with database.write() as tx:
        again = await outbox.post(tx, "delivered", -100, {}, once_key="delivered:K-1")
        other = await outbox.post(tx, "delivered", -100, {}, once_key="delivered:K-2")
    assert again is None
    assert other is not None


async def test_what_a_sender_has_read_is_not_changed(database: Database, outbox: Outbox) -> None:
    """Until somebody takes it a notice may come to tell something else; then that is told besides."""
    made = await _post(database, outbox, -100)
    async with database.write() as tx:
        assert await tx.notices.set_facts(made, {"order": "K-2"})
    (taken,) = await outbox.take(10)
    async with database.write() as tx:
        assert not await tx.notices.set_facts(made, {"order": "K-3"})
    assert (await _row(database, made)).facts == taken.facts == {"order": "K-2"}


async def test_a_notice_waits_until_it_is_due(
    database: Database, outbox: Outbox, clock: ManualClock
) -> None:
    """Quiet hours are a later due_at."""
    due_at = clock() + timedelta(hours=8)
    made = await _post(database, outbox, -100, due_at=due_at)
    assert await outbox.next_due() == due_at
    clock.advance(8 * 3600 - 1)
    assert await outbox.take(10) == []
    clock.advance(1)
    assert [row.id for row in await outbox.take(10)] == [made]


async def test_oldest_first_and_one_at_a_time_to_a_chat(
    database: Database, outbox: Outbox, clock: ManualClock
) -> None:
    """While one is on its way to a chat the next to that chat waits, and others do not."""
    posted = []
    for chat_id in (-1, -1, -2, -1, -3):
        posted.append(await _post(database, outbox, chat_id))
        clock.advance(1)
    taken = await outbox.take(2)
    assert [row.id for row in taken] == [posted[0], posted[2]]
    assert [row.id for row in await outbox.take(10)] == [posted[4]]
    await outbox.sent(posted[0], 1)
    assert [row.id for row in await outbox.take(10)] == [posted[1]]


async def test_two_takers_never_get_the_same(
    database: Database, outbox: Outbox, clock: ManualClock, access: Access
) -> None:
    """Four takers race for sixty notices in twenty chats, on pools of their own."""
    others = [Database(database.url.render_as_string(hide_password=False)) for _ in range(3)]
    for other in others:
        await other.open()
    takers = [outbox, *(Outbox(other, clock, access) for other in others)]
    for number in range(60):
        await _post(database, outbox, -1 - number % 20)
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
    await _post(database, outbox, -1)
    hour_ago = clock() - timedelta(hours=1)
    async with database.write() as tx:
        (first,) = await tx.sending.take(
            "another", clock() + LEASE, clock(), (), first=(), room=1, room_for_first=0
        )
        older = asyncio.create_task(_post(database, outbox, -1, due_at=hour_ago))
        if not database.is_sqlite:
            await older
        racing = asyncio.create_task(outbox.take(10))
        # Only a taker that does not wait would end here.
        await asyncio.wait({racing}, timeout=0.3)
    assert await racing == []
    async with database.write() as tx:
        assert await tx.sending.sent(first.id, "another", 1, clock())
    assert [row.id for row in await outbox.take(10)] == [await older]


async def test_a_failure_waits_longer_each_time_and_ends(
    database: Database, outbox: Outbox, clock: ManualClock
) -> None:
    """The wait doubles up to a bound, and after the last try the notice is given up with its problem."""
    made = await _post(database, outbox, -100)
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
    assert waits[:4] == [FIRST_WAIT, FIRST_WAIT * 2, FIRST_WAIT * 4, FIRST_WAIT * 8]
    assert waits[-1] == LONGEST_WAIT == back_off(10**6)
    row = await _row(database, made)
    assert (row.state, row.problem) == ("untold", ("down " * 100)[:200])
    assert sum(waits) > 20 * 3600


async def test_what_telegram_asks_for_is_no_failure(
    database: Database, outbox: Outbox, clock: ManualClock
) -> None:
    """A given delay is kept to the second and does not count."""
    made = await _post(database, outbox, -100)
    await outbox.take(1)
    assert await outbox.again(made, 37, "flood")
    clock.advance(36.9)
    assert await outbox.take(1) == []
    clock.advance(0.1)
    (row,) = await outbox.take(1)
    assert (row.tries, row.problem) == (0, "flood")


@pytest.mark.parametrize(
    ("kind", "repeated"),
    [
        ("order-changed", True),
        ("order-uncertain", True),
        ("keys-for-customer", True),
        ("digest", False),
        ("maintenance", False),
        ("something-new", False),
    ],
)
async def test_what_was_on_the_wire_at_a_crash(
    database: Database,
    outbox: Outbox,
    clock: ManualClock,
    access: Access,
    kind: str,
    repeated: bool,
) -> None:
    """Keys and order cards are sent again; what must never come twice is untold, and says why.

    Of a file that is at the next start; on a server, where another process may live, when the lease is over.
    """
    made = await _post(database, outbox, -100, kind)
    waiting = await _post(database, outbox, -200)
    await outbox.take(1)
    assert await outbox.leave(made)
    after = Outbox(database, clock, access)
    assert not after.wake.is_set()
    if not database.is_sqlite:
        assert await after.recover() == 0
        clock.advance(LEASE.total_seconds() + 1)
    assert await after.recover() == 1
    assert after.wake.is_set()
    assert await after.recover() == 0
    assert (await _row(database, made)).problem == UNCONFIRMED
    taken = {row.id for row in await after.take(10)}
    assert taken == ({made, waiting} if repeated else {waiting})
    assert not await outbox.sent(made, 1), "who has lost the lease has no say any more"


@pytest.mark.parametrize("kind", ["keys-for-customer", "digest"])
async def test_what_was_claimed_and_had_not_left_is_simply_taken_again(
    database: Database, outbox: Outbox, clock: ManualClock, access: Access, kind: str
) -> None:
    """A sender dies while a notice waits for its turn: another sends it, as if it had not been touched."""
    made = await _post(database, outbox, -100, kind)
    await outbox.take(1)
    other = Outbox(database, clock, access)
    assert await other.take(1) == []
    clock.advance(LEASE.total_seconds() - 1)
    await outbox.renew()
    clock.advance(LEASE.total_seconds() - 1)
    assert await other.take(1) == []
    clock.advance(2)
    assert await other.settle() == 0
    (row,) = await other.take(1)
    assert (row.id, row.state, row.tries, row.problem) == (made, "waiting", 0, None)
    assert not await outbox.leave(made), "it must not leave twice"
    assert await other.leave(made)


async def test_what_was_left_on_the_wire_is_settled_while_running(
    database: Database, outbox: Outbox, clock: ManualClock, access: Access
) -> None:
    """By the sender itself when it knows of nobody at it, by another when the lease has run out."""
    mine = await _post(database, outbox, -100)
    await outbox.take(1)
    assert await outbox.leave(mine)
    assert await outbox.settle() == 0
    outbox.let_go(mine)
    assert await outbox.settle() == 1
    (row,) = await outbox.take(1)
    assert (row.tries, row.problem) == (1, UNCONFIRMED)
    assert await outbox.leave(mine)
    other = Outbox(database, clock, access)
    assert await other.settle() == 0
    clock.advance(LEASE.total_seconds() + 1)
    assert await other.settle() == 1
    assert [row.id for row in await other.take(9)] == [mine]


async def test_one_that_cannot_be_settled_keeps_no_other(
    database: Database, outbox: Outbox, clock: ManualClock, access: Access
) -> None:
    """Whoever sees to what is lost breaks: that one is given up and marked, the others are sent again."""

    async def breaks(_tx: Tx, _notice: NoticeRow, _lost: Lost) -> Then:
        raise ZeroDivisionError

    outbox.when_lost("digest", breaks)
    made = [await _post(database, outbox, -1, "digest"), await _post(database, outbox, -2)]
    for row in await outbox.take(2):
        assert await outbox.leave(row.id)
        outbox.let_go(row.id)
    assert await outbox.settle() == 2
    assert [(await _row(database, each)).state for each in made] == ["untold", "waiting"]


async def test_what_waits_for_its_turn_can_still_be_withdrawn(
    database: Database, outbox: Outbox
) -> None:
    """People know by now: its request does not leave any more. On the wire it is too late."""
    waits = await _post(database, outbox, -1, once_key="a")
    leaves = await _post(database, outbox, -2, once_key="b")
    await outbox.take(2)
    assert await outbox.leave(leaves)
    async with database.write() as tx:
        assert await outbox.withdraw(tx, "a")
        assert not await outbox.withdraw(tx, "b")
    assert not await outbox.leave(waits)


async def test_what_surely_was_not_acted_on_is_not_on_the_wire(
    database: Database, outbox: Outbox, clock: ManualClock, access: Access
) -> None:
    """Telegram has said no, and the notice waits for its next turn: nobody takes it for unconfirmed."""
    made = await _post(database, outbox, -100, "digest")
    await outbox.take(1)
    assert await outbox.leave(made)
    assert await outbox.come_back(made)
    assert not await outbox.come_back(made)
    clock.advance(LEASE.total_seconds() + 1)
    other = Outbox(database, clock, access)
    assert await other.settle() == 0
    assert [row.id for row in await other.take(1)] == [made]


async def test_a_stop_gives_back_what_has_not_left(
    database: Database, outbox: Outbox, clock: ManualClock, access: Access
) -> None:
    """Another process takes it at once; what is on the wire waits for its answer or for the lease."""
    made = [await _post(database, outbox, chat) for chat in (-1, -2)]
    await outbox.take(2)
    assert await outbox.leave(made[0])
    assert await outbox.give_back() == 1
    other = Outbox(database, clock, access)
    assert [row.id for row in await other.take(9)] == [made[1]]
    assert await outbox.sent(made[0], 1)


async def test_what_people_wait_for_goes_before_a_broadcast(
    database: Database, outbox: Outbox, clock: ManualClock
) -> None:
    """However many alerts are due, and were due earlier: an answer is taken first, in room of its own."""
    alerts = [await _post(database, outbox, -1 - chat) for chat in range(5)]
    clock.advance(1)
    answer = await _post(database, outbox, 7, "keys-for-customer")
    assert {row.id for row in await outbox.take(0, 3)} == {answer}
    assert [row.id for row in await outbox.take(3, 3)] == alerts[:3]


@pytest.mark.parametrize(("kind", "repeated"), [("keys-for-customer", True), ("digest", False)])
async def test_a_lost_answer_is_like_a_crash(
    database: Database, outbox: Outbox, kind: str, repeated: bool
) -> None:
    """Nobody knows whether it arrived: the same rule, after a wait."""
    made = await _post(database, outbox, -100, kind)
    await outbox.take(1)
    assert await outbox.leave(made)
    assert await outbox.unconfirmed(made) is repeated
    assert (await _row(database, made)).state == ("waiting" if repeated else "untold")
    assert await outbox.take(1) == []
    assert not await outbox.unconfirmed(made)


async def test_that_it_may_have_arrived_is_not_forgotten(
    database: Database, outbox: Outbox, clock: ManualClock
) -> None:
    """An answer was lost, then there was no connection, then the chat is gone: it may have arrived."""
    heard: list[str | None] = []

    async def lose(tx: Tx, notice: NoticeRow, lost: Lost) -> Then:
        heard.append(notice.problem)
        return Then.TOLD

    outbox.when_lost("order-changed", lose)
    made = await _post(database, outbox, -100)
    await outbox.take(10)
    assert await outbox.leave(made)
    assert await outbox.unconfirmed(made)
    clock.advance(LONGEST_WAIT)
    await outbox.take(10)
    assert await outbox.again(made, None, "no connection to Telegram")
    clock.advance(LONGEST_WAIT)
    await outbox.take(10)
    assert await outbox.lost(made, Lost.GONE, "blocked")
    assert heard == [UNCONFIRMED]


async def test_what_a_keydesk_without_claims_had_on_its_way_is_settled(
    empty_url: str, clock: ManualClock
) -> None:
    """The version before marked a notice as sending when it was taken: it may have arrived."""
    database = Database(empty_url)
    await database.migrate("0012")
    row = (
        "INSERT INTO notices (id, kind, chat_id, facts, state, due_at, tries, made_at) "
        "VALUES (:id, :kind, :id, '{}', :state, :now, 0, :now)"
    )
    moment = clock().strftime("%Y-%m-%d %H:%M:%S.%f") if database.is_sqlite else clock()
    engine = create_async_engine(empty_url)
    async with engine.begin() as connection:
        for each, (kind, state) in enumerate(
            (("flood", "sending"), ("digest", "sending"), ("digest", "waiting")), 1
        ):
            values = {"id": each, "kind": kind, "state": state, "now": moment}
            await connection.execute(text(row), values)
    await engine.dispose()
    await database.open()
    access = Access(database, clock, frozenset({1}), audit_of(database, clock), Crowd())
    outbox = Outbox(database, clock, access)
    assert await outbox.recover() == 2
    assert [(await _row(database, each)).state for each in (1, 2, 3)] == [
        "waiting",
        "untold",
        "waiting",
    ]
    assert {row.id for row in await outbox.take(9)} == {1, 3}
    await database.close()


async def _over(database: Database, outbox: Outbox, kind: str, chat_id: int, **more: Any) -> int:
    made = await _post(database, outbox, chat_id, kind, **more)
    assert [row.id for row in await outbox.take(1)] == [made]
    assert await outbox.sent(made, 1)
    return made


async def test_what_is_over_is_forgotten_after_its_days(
    database: Database, clock: ManualClock, access: Access
) -> None:
    """Sent and dropped ones go; what nobody knows, what bars a second telling and proof of keys stay."""
    outbox = Outbox(database, clock, access, timedelta(days=3))
    assert await outbox.forget_old() == 0
    gone = [await _over(database, outbox, kind, -1) for kind in ("digest", "order-changed")]
    stay = [
        await _over(database, outbox, "keys-for-customer", 7),
        await _over(database, outbox, "alerts-silent", 1, once_key="alerts-silent:-5:1"),
    ]
    untold = await _post(database, outbox, -1, "digest")
    await outbox.take(1)
    assert await outbox.lost(untold, Lost.REFUSED, "no")
    clock.advance(3 * 86400 - 1)
    assert await outbox.forget_old() == 0
    clock.advance(2)
    waits = await _post(database, outbox, -2)
    assert await outbox.forget_old() == len(gone)
    rows = {row.id for row in await outbox.rows([*gone, *stay, untold, waits])}
    assert rows == {*stay, untold, waits}
    async with database.write() as tx:
        again = await outbox.post(tx, "alerts-silent", 1, {}, once_key="alerts-silent:-5:1")
    assert again is None


async def test_a_clock_that_was_set_forgets_nothing(
    database: Database, clock: ManualClock, access: Access
) -> None:
    """What looks old by a clock that has just jumped may be of today."""
    outbox = Outbox(database, clock, access, timedelta(days=3))
    await _over(database, outbox, "order-changed", -1)
    assert await outbox.forget_old() == 0
    clock.jump(timedelta(days=400))
    assert await outbox.forget_old() == 0
