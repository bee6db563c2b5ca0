"""Payments are consumed once, by a token that is kept nowhere."""

from decimal import Decimal

import pytest
from pydantic import SecretStr

from providers.games import Consumed
from sandbox.faults import Fault
from services.deeds import Outcome
from services.errors import ProviderTroubleError
from services.games.errors import BadValueError, NoPaymentError
from tests.services.games.conftest import EAST, LOST, OLGA, GameRoom, called

UNCLEAR = [*LOST, Fault.refusal(9999)]


async def test_lists(room: GameRoom) -> None:
    """What waits and what is subscribed, by store; the store's case does not matter."""
    paid = room.world.purchases.pay(EAST, "P1", price="9.90")
    made = room.world.subscriptions.subscribe(EAST, "P1")
    (one,) = await room.games.payments.waiting("East", "P1", "gg")
    assert (one.payment, one.price) == (paid.payment_seq, Decimal("9.9"))
    (running,) = await room.games.payments.subscriptions("East", "P1", "GG", made.package)
    assert running.payment == made.payment_seq
    with pytest.raises(BadValueError) as caught:
        await room.games.payments.waiting("East", "P1", "ALL")
    assert caught.value.facts["known"] == ["GG", "ONESTORE", "AS"]


async def test_consumed(room: GameRoom) -> None:
    """A payment is consumed with its token, by hand or from the list, and the token is not kept."""
    typed, listed = (room.world.purchases.pay(EAST, "P1", price="1500.5") for _ in range(2))
    token = SecretStr(typed.access_token)
    done = await room.games.payments.consume(OLGA, "East", typed.payment_seq, token)
    assert (done.outcome, done.paid) == (
        Outcome.DONE,
        Consumed(1000292, Decimal("1500.5"), "KRW"),
    )
    done = await room.games.payments.consume_waiting(OLGA, "East", "P1", "GG", listed.payment_seq)
    assert done.outcome is Outcome.DONE
    assert await room.actions() == ["payment.consume.intended", "payment.consume.done"] * 2
    kept = str(await room.rows())
    assert typed.access_token not in kept
    assert listed.access_token not in kept
    with pytest.raises(NoPaymentError):
        await room.games.payments.consume_waiting(OLGA, "East", "P1", "GG", "404")


async def test_by_somebody_else(room: GameRoom) -> None:
    """What somebody else has consumed is refused; what we consumed ourselves is known to be ours."""
    paid = room.world.purchases.pay(EAST, "P1")
    token = SecretStr(paid.access_token)
    paid.state = "consumed"
    for _ in range(2):  # a refused try is no lost one
        with pytest.raises(ProviderTroubleError) as caught:
            await room.games.payments.consume(OLGA, "East", paid.payment_seq, token)
        assert caught.value.facts["kind"] == "already-done"
        assert caught.value.facts["reason"] == "payment-consumed"
    ours = room.world.purchases.pay(EAST, "P1")
    token, begun = SecretStr(ours.access_token), room.clock()
    await room.games.payments.consume(OLGA, "East", ours.payment_seq, token)
    room.clock.advance(60)
    again = await room.games.payments.consume(OLGA, "East", ours.payment_seq, token)
    assert (again.outcome, again.earlier_at) == (Outcome.FOUND_DONE, begun)
    assert len(room.world.purchases.consumptions) == 1


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("fault", UNCLEAR, ids=called)
async def test_lost_answer(room: GameRoom, fault: Fault, listed: bool) -> None:
    """A lost answer is settled by the same payment once more, which cannot consume it twice."""
    paid = room.world.purchases.pay(EAST, "P1")
    room.world.faults.add("consume", fault)
    if listed:
        came = await room.games.payments.consume_waiting(OLGA, "East", "P1", "GG", paid.payment_seq)
    else:
        token = SecretStr(paid.access_token)
        came = await room.games.payments.consume(OLGA, "East", paid.payment_seq, token)
    assert came.outcome is (Outcome.FOUND_DONE if fault.acted else Outcome.DONE)
    assert (came.paid is None) == fault.acted
    assert paid.state == "consumed"
    assert len(room.world.purchases.consumptions) == 1


@pytest.mark.parametrize("acted", [True, False])
async def test_twice_lost(room: GameRoom, acted: bool) -> None:
    """Twice lost it is unknown, and the next try tells whose deed it was."""
    paid = room.world.purchases.pay(EAST, "P1")
    token, begun = SecretStr(paid.access_token), room.clock()
    first = Fault.lost_after() if acted else Fault.lost_before()
    room.world.faults.add("consume", first)
    room.world.faults.add("consume", Fault.lost_before())
    came = await room.games.payments.consume(OLGA, "East", paid.payment_seq, token)
    assert came.outcome is Outcome.UNKNOWN
    room.clock.advance(60)
    again = await room.games.payments.consume(OLGA, "East", paid.payment_seq, token)
    assert again.outcome is (Outcome.FOUND_DONE if acted else Outcome.DONE)
    assert again.earlier_at == (begun if acted else None)
    assert len(room.world.purchases.consumptions) == 1


@pytest.mark.parametrize("acted", [True, False])
async def test_twice_lost_from_the_list(room: GameRoom, acted: bool) -> None:
    """Where the payment came from a list, the list tells what became of it."""
    paid = room.world.purchases.pay(EAST, "P1")
    first = Fault.lost_after() if acted else Fault.lost_before()
    room.world.faults.add("consume", first)
    room.world.faults.add("consume", Fault.lost_before())
    came = await room.games.payments.consume_waiting(OLGA, "East", "P1", "GG", paid.payment_seq)
    assert came.outcome is (Outcome.FOUND_DONE if acted else Outcome.NOT_DONE)
    again = await room.games.payments.consume_waiting(OLGA, "East", "P1", "GG", paid.payment_seq)
    assert again.outcome is (Outcome.FOUND_DONE if acted else Outcome.DONE)
    assert len(room.world.purchases.consumptions) == 1


async def test_another_list_proves_nothing(room: GameRoom) -> None:
    """That a payment is missing from a list where it never stood does not make it consumed."""
    paid = room.world.purchases.pay(EAST, "P1")
    for _ in range(2):
        room.world.faults.add("consume", Fault.lost_before())
    await room.games.payments.consume(OLGA, "East", paid.payment_seq, SecretStr(paid.access_token))
    for player, store in (("P1", "AS"), ("P2", "GG")):
        with pytest.raises(NoPaymentError):
            await room.games.payments.consume_waiting(OLGA, "East", player, store, paid.payment_seq)
    assert paid.state == "paid"


async def test_refused(room: GameRoom) -> None:
    """A wrong token or a refund consumes nothing, and is told with its code."""
    paid = room.world.purchases.pay(EAST, "P1")
    with pytest.raises(ProviderTroubleError) as caught:
        await room.games.payments.consume(OLGA, "East", paid.payment_seq, SecretStr("wrong"))
    assert (caught.value.facts["reason"], caught.value.facts["code"]) == ("consume-failed", 5000)
    assert await room.actions() == ["payment.consume.intended", "payment.consume.refused"]
    for payment, token in (("", "t"), ("1", ""), ("x" * 101, "t"), ("1", "t\n1")):
        with pytest.raises(BadValueError):
            await room.games.payments.consume(OLGA, "East", payment, SecretStr(token))
    assert len(room.world.calls) == 1


async def test_not_reached(room: GameRoom) -> None:
    """A provider that is not there has done nothing, and a later try starts anew."""
    paid = room.world.purchases.pay(EAST, "P1")
    await room.world.stop()
    with pytest.raises(ProviderTroubleError) as caught:
        await room.games.payments.consume(
            OLGA, "East", paid.payment_seq, SecretStr(paid.access_token)
        )
    assert caught.value.facts["kind"] == "unavailable"
    assert (await room.actions())[-1] == "payment.consume.not-sent"
