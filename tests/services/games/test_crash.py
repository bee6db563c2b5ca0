"""The desk stops in the middle of a call: what it meant to do is noted, and settles what follows."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest
from pydantic import SecretStr

from services.deeds import Outcome
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
