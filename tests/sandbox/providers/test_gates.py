"""Holding a request, as the kill test needs it."""

import asyncio

import httpx
import pytest

from sandbox.codegames import CodeGames
from tests.sandbox.providers.codegames.partner import Partner


@pytest.mark.parametrize(("point", "charges"), [("before", 0), ("after", 1)])
async def test_a_gate_holds_before_or_after_the_act(
    codegames: CodeGames, partner: Partner, point: str, charges: int
) -> None:
    """Once released, the answer comes as if nothing had been."""
    gate = codegames.gate("pay", point="after" if point == "after" else "before")
    paying = asyncio.create_task(partner.pay("t1"))
    assert (await gate.reached())["txnId"] == "t1"
    assert codegames.charges == charges
    gate.release()
    assert (await paying).status_code == 201
    assert codegames.charges == 1


async def test_a_gate_holds_one_request_only(codegames: CodeGames, partner: Partner) -> None:
    """The repeat after a crash is not held, and finds the first one charged."""
    gate = codegames.gate("pay", point="after")
    paying = asyncio.create_task(partner.pay("t1"))
    await gate.reached()
    assert (await partner.pay("t1")).json()["code"] == "PRODUCT_OFFER_TXN_DUPLICATE"
    gate.release()
    assert (await paying).status_code == 201


async def test_the_act_happens_though_the_client_is_gone(
    codegames: CodeGames, partner: Partner
) -> None:
    """A client that dies while its request is held is charged all the same."""
    before, after = codegames.gate("pay"), codegames.gate("pay", point="after")
    paying = asyncio.create_task(partner.pay("t1"))
    await before.reached()
    paying.cancel()
    await asyncio.gather(paying, return_exceptions=True)
    before.release()
    await after.reached()
    assert codegames.charges == 1
    after.release()


async def test_a_gate_nobody_reaches_times_out(codegames: CodeGames, partner: Partner) -> None:
    """Its predicate decides whom it waits for."""
    gate = codegames.gate("pay", when=lambda body: body["txnId"] == "other")
    assert (await partner.pay("t1")).status_code == 201
    with pytest.raises(TimeoutError):
        await gate.reached(timeout=0.01)


async def test_stopping_cuts_off_a_held_request(codegames: CodeGames, partner: Partner) -> None:
    """A provider that goes down does not wait for a gate."""
    gate = codegames.gate("pay")
    paying = asyncio.create_task(partner.pay("t1"))
    await gate.reached()
    await codegames.stop()
    with pytest.raises(httpx.TransportError):
        await paying
    assert codegames.charges == 0
