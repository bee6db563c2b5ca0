"""What is on the wire and what is not: after a crash, a stop, a lost answer."""

import pytest

from services.access.service import Access
from services.back_off import LONGEST_WAIT
from services.outbox import UNCONFIRMED, Lost, Outbox, Then
from storage.database import Database
from storage.leases import LEASE
from storage.notices import NoticeRow
from storage.transaction import Tx
from tests.clock import ManualClock
from tests.services.outbox_made import posted, row_of


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
    made = await posted(database, outbox, -100, kind)
    waiting = await posted(database, outbox, -200)
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
    assert (await row_of(database, made)).problem == UNCONFIRMED
    taken = {row.id for row in await after.take(10)}
    assert taken == ({made, waiting} if repeated else {waiting})
    assert not await outbox.sent(made, 1), "who has lost the lease has no say any more"


@pytest.mark.parametrize("kind", ["keys-for-customer", "digest"])
async def test_what_was_claimed_and_had_not_left_is_simply_taken_again(
    database: Database, outbox: Outbox, clock: ManualClock, access: Access, kind: str
) -> None:
    """A sender dies while a notice waits for its turn: another sends it, as if it had not been touched."""
    made = await posted(database, outbox, -100, kind)
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
    mine = await posted(database, outbox, -100)
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
    made = [await posted(database, outbox, -1, "digest"), await posted(database, outbox, -2)]
    for row in await outbox.take(2):
        assert await outbox.leave(row.id)
        outbox.let_go(row.id)
    assert await outbox.settle() == 2
    assert [(await row_of(database, each)).state for each in made] == ["untold", "waiting"]


async def test_what_waits_for_its_turn_can_still_be_withdrawn(
    database: Database, outbox: Outbox
) -> None:
    """People know by now: its request does not leave any more. On the wire it is too late."""
    waits = await posted(database, outbox, -1, once_key="a")
    leaves = await posted(database, outbox, -2, once_key="b")
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
    made = await posted(database, outbox, -100, "digest")
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
    made = [await posted(database, outbox, chat) for chat in (-1, -2)]
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
    alerts = [await posted(database, outbox, -1 - chat) for chat in range(5)]
    clock.advance(1)
    answer = await posted(database, outbox, 7, "keys-for-customer")
    assert {row.id for row in await outbox.take(0, 3)} == {answer}
    assert [row.id for row in await outbox.take(3, 3)] == alerts[:3]


@pytest.mark.parametrize(("kind", "repeated"), [("keys-for-customer", True), ("digest", False)])
async def test_a_lost_answer_is_like_a_crash(
    database: Database, outbox: Outbox, kind: str, repeated: bool
) -> None:
    """Nobody knows whether it arrived: the same rule, after a wait."""
    made = await posted(database, outbox, -100, kind)
    await outbox.take(1)
    assert await outbox.leave(made)
    assert await outbox.unconfirmed(made) is repeated
    assert (await row_of(database, made)).state == ("waiting" if repeated else "untold")
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
    made = await posted(database, outbox, -100)
    await outbox.take(10)
    assert await outbox.leave(made)
    assert await outbox.unconfirmed(made)
    clock.advance(LONGEST_WAIT.total_seconds())
    await outbox.take(10)
    assert await outbox.again(made, None, "no connection to Telegram")
    clock.advance(LONGEST_WAIT.total_seconds())
    await outbox.take(10)
    assert await outbox.lost(made, Lost.GONE, "blocked")
    assert heard == [UNCONFIRMED]
