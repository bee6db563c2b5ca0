"""The desk stops in the middle of a call: what it meant to do is noted, and settles what follows.

First by a person's next try, then by the process that goes on with the same deed.
"""

import asyncio
from collections.abc import Coroutine
from decimal import Decimal
from typing import Any

import pytest
from pydantic import SecretStr

from providers.games import ScoreEntry
from sandbox.faults import Fault
from services.deeds import NotKnownError, Outcome
from services.errors import ProviderTroubleError
from tests.deeds_made import CutOff, deeds_of
from tests.services.games.conftest import EAST, OLGA, GameRoom


async def _cut_off(room: GameRoom, endpoint: str, asked: Coroutine[Any, Any, object]) -> None:
    """Stop a call once the stand-in has acted and before its answer is out."""
    gate = room.world.gate(endpoint, "after")
    task = asyncio.create_task(asked)
    await gate.reached()
    # The intent was committed before anything was asked.
    assert (await room.actions())[-1].endswith(".intended")
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    gate.release()


async def test_withdrawal(room: GameRoom) -> None:
    """The player is gone, and the next try says that ours did it."""
    room.world.member(EAST, "P1")
    begun = room.clock()
    await _cut_off(room, "withdraw", room.games.withdrawals.withdraw(OLGA, "East", "P1"))
    room.clock.advance(60)
    came = await room.games.withdrawals.withdraw(OLGA, "East", "P1")
    assert (came.outcome, came.earlier_at) == (Outcome.FOUND_DONE, begun)
    assert await room.actions() == ["player.withdraw.intended", "player.withdraw.found-done"]
    assert len(room.world.withdrawals.all) == 1


async def test_payment(room: GameRoom) -> None:
    """The payment is consumed, and the next try says that ours did it."""
    paid = room.world.purchases.pay(EAST, "P1")
    token = SecretStr(paid.access_token)
    begun = room.clock()
    asked = room.games.payments.consume(OLGA, "East", paid.payment_seq, token)
    await _cut_off(room, "consume", asked)
    room.clock.advance(60)
    came = await room.games.payments.consume(OLGA, "East", paid.payment_seq, token)
    assert (came.outcome, came.earlier_at) == (Outcome.FOUND_DONE, begun)
    assert len(room.world.purchases.consumptions) == 1


async def test_listed_payment(room: GameRoom) -> None:
    """A payment that is gone from its list after a try that was cut off is consumed by it."""
    paid = room.world.purchases.pay(EAST, "P1")
    begun = room.clock()
    asked = room.games.payments.consume_waiting(OLGA, "East", "P1", "GG", paid.payment_seq)
    await _cut_off(room, "consume", asked)
    room.clock.advance(60)
    for _ in range(2):
        came = await room.games.payments.consume_waiting(OLGA, "East", "P1", "gg", paid.payment_seq)
        assert (came.outcome, came.earlier_at) == (Outcome.FOUND_DONE, begun)
    assert len(room.world.purchases.consumptions) == 1


async def test_coupon(room: GameRoom) -> None:
    """The coupon is used up, and nobody can say by whom: that is what is told."""
    room.world.member(EAST, "P1")
    room.world.coupons.publish(EAST, "CODE-1234-XY")
    begun = room.clock()
    coupon = SecretStr("CODE-1234-XY")
    await _cut_off(room, "coupon", room.games.coupons.redeem(OLGA, "East", "P1", coupon))
    room.clock.advance(60)
    assert await room.games.coupons.lost_try("East", "P1", coupon) == begun
    came = await room.games.coupons.redeem(OLGA, "East", "P1", coupon)
    assert (came.outcome, came.earlier_at) == (Outcome.AMBIGUOUS, begun)
    assert len(room.world.coupons.uses) == 1


async def test_deletion(room: GameRoom) -> None:
    """The score is gone, and the next try says that ours did it."""
    factor = room.world.leaderboard.factor(EAST, "7")
    room.world.leaderboard.put(factor, "P1", 5)
    begun = room.clock()
    asked = room.games.leaderboards.delete(OLGA, "East", 7, "P1")
    await _cut_off(room, "delete_scores", asked)
    room.clock.advance(60)
    came = await room.games.leaderboards.delete(OLGA, "East", 7, "P1")
    assert (came.outcome, came.earlier_at) == (Outcome.FOUND_DONE, begun)
    assert len(room.world.leaderboard.deletions) == 1


PAYMENT = "payment.consume"


@pytest.fixture
async def deed(room: GameRoom) -> CutOff:
    """A deed that processes are cut off in."""
    made = CutOff(room.db, room.clock, deeds_of(room.db, room.clock))
    await made.confirmed(OLGA)
    return made


async def test_the_next_process_looks_whether_the_player_is_gone(
    room: GameRoom, deed: CutOff
) -> None:
    """The withdrawal is found done, and not asked for again."""
    room.world.member(EAST, "P1")
    gate = room.world.gate("withdraw", "after")
    await deed.dies_at(gate, room.games.withdrawals.withdraw(OLGA, "East", "P1"))
    async with deed.process(young=False):
        came = await room.games.withdrawals.withdraw(OLGA, "East", "P1")
    assert (came.outcome, came.earlier_at) == (Outcome.FOUND_DONE, None)
    assert await deed.outcomes() == [("player.withdraw", "", "found-done")]
    assert len([call for call in room.world.calls if call.endpoint == "withdraw"]) == 1


async def test_the_next_process_leaves_a_player_alone_who_is_still_there(
    room: GameRoom, deed: CutOff
) -> None:
    """The withdrawal may still be on its way: it is told as that, and not asked for again."""
    room.world.member(EAST, "P1")
    room.world.faults.add("withdraw", Fault.lost_before())
    gate = room.world.gate("withdraw", "before")
    await deed.dies_at(gate, room.games.withdrawals.withdraw(OLGA, "East", "P1"))
    async with deed.process():
        came = await room.games.withdrawals.withdraw(OLGA, "East", "P1")
    assert came.outcome is Outcome.NOT_DONE
    assert await deed.outcomes() == [("player.withdraw", "", "unknown")]
    assert room.world.withdrawals.all == []


async def test_the_next_process_asks_later_where_it_cannot_ask_now(
    room: GameRoom, deed: CutOff
) -> None:
    """Nothing is written down as known."""
    room.world.member(EAST, "P1")
    gate = room.world.gate("withdraw", "after")
    await deed.dies_at(gate, room.games.withdrawals.withdraw(OLGA, "East", "P1"))
    room.world.faults.add("member", Fault.status(503), times=None)
    async with deed.process():
        with pytest.raises(ProviderTroubleError):
            await room.games.withdrawals.withdraw(OLGA, "East", "P1")
    assert await deed.outcomes() == [("player.withdraw", "", None)]


@pytest.mark.parametrize(("acted", "end"), [(True, "found-done"), (False, "done")])
async def test_the_next_process_consumes_a_payment_that_may_be_consumed(
    room: GameRoom, deed: CutOff, acted: bool, end: str
) -> None:
    """Once more is safe: it is consumed once, by whichever."""
    paid = room.world.purchases.pay(EAST, "P1")
    token = SecretStr(paid.access_token)
    if not acted:
        room.world.faults.add("consume", Fault.lost_before())
    gate = room.world.gate("consume", "after" if acted else "before")
    await deed.dies_at(gate, room.games.payments.consume(OLGA, "East", paid.payment_seq, token))
    async with deed.process():
        came = await room.games.payments.consume(OLGA, "East", paid.payment_seq, token)
    assert came.outcome == end
    assert await deed.outcomes() == [(PAYMENT, "", end)]
    assert len(room.world.purchases.consumptions) == 1


async def test_a_payment_is_not_asked_for_again_when_nobody_may_want_it_any_more(
    room: GameRoom, deed: CutOff
) -> None:
    """It is told as not known; only a list can tell, and that of a payment from one does."""
    paid = room.world.purchases.pay(EAST, "P1")
    token = SecretStr(paid.access_token)
    gate = room.world.gate("consume", "after")
    await deed.dies_at(gate, room.games.payments.consume(OLGA, "East", paid.payment_seq, token))
    async with deed.process(young=False):
        with pytest.raises(NotKnownError):
            await room.games.payments.consume(OLGA, "East", paid.payment_seq, token)
        listed = room.games.payments.consume_waiting(OLGA, "East", "P1", "GG", paid.payment_seq)
        assert (await listed).outcome is Outcome.FOUND_DONE
    assert len([call for call in room.world.calls if call.endpoint == "consume"]) == 1


async def test_the_next_process_writes_the_scores_that_are_left(
    room: GameRoom, deed: CutOff
) -> None:
    """Of three parts one was written, one may be: that and the third are written."""
    room.world.leaderboard.factor(EAST, "7")
    boards, calls = room.games.leaderboards, room.world.calls
    entries = [ScoreEntry(7, f"P{each}", Decimal(each)) for each in range(1201)]
    gate = room.world.gate("scores", "after", lambda _: len(calls) == 2)
    await deed.dies_at(gate, boards.write(OLGA, "East", entries))
    async with deed.process():
        results = await boards.write(OLGA, "East", entries)
    assert [one.user_id for one in results] == [one.user_id for one in entries[500:]]
    assert await deed.outcomes() == [
        ("scores.write", place, "done") for place in ("1–500", "501–1000", "1001–1201")
    ]
    assert len(calls) == 4
    assert sum(write.changed for write in room.world.leaderboard.writes) == len(entries)


async def test_the_next_process_deletes_no_score_again(room: GameRoom, deed: CutOff) -> None:
    """The player may have played on: one looks."""
    factor = room.world.leaderboard.factor(EAST, "7")
    room.world.leaderboard.put(factor, "P1", 5)
    gate = room.world.gate("delete_scores", "after")
    await deed.dies_at(gate, room.games.leaderboards.delete(OLGA, "East", 7, "P1"))
    async with deed.process():
        came = await room.games.leaderboards.delete(OLGA, "East", 7, "P1")
        assert came.outcome is Outcome.FOUND_DONE
    assert await deed.outcomes() == [("scores.delete", "", "found-done")]
    room.world.leaderboard.put(factor, "P1", 6)
    assert len(room.world.leaderboard.deletions) == 1
