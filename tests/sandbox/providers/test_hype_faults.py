"""Faults and gates reach each endpoint by its name."""

import asyncio

import httpx
import pytest

from sandbox.faults import Fault
from sandbox.hype import Routes
from tests.clock import ManualClock
from tests.sandbox.providers.hype_partner import Partner, partner_of, stocked

ENDPOINTS = [route.endpoint for route in Routes()]


async def test_there_are_15_endpoints_and_all_can_be_called(clock: ManualClock) -> None:
    """Rightly, which nobody complains of, and each under its name."""
    hype = stocked(clock=clock)
    async with partner_of(hype) as partner:
        answers = await partner.each_endpoint()
    assert set(answers) == set(ENDPOINTS)
    assert len(ENDPOINTS) == 15
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(
        answers, 200
    )
    assert [call.endpoint for call in hype.calls] == ["auth", *answers]
    assert hype.complaints == []


@pytest.mark.parametrize("endpoint", ENDPOINTS)
async def test_a_fault_hits_the_endpoint_it_is_laid_on(endpoint: str) -> None:
    """In the order in which faults were laid, and no other endpoint."""
    hype = stocked()
    async with partner_of(hype) as partner:
        hype.faults.add(endpoint, Fault.refusal(418, "a teapot"))
        hype.faults.add(endpoint, Fault.status(503))
        first = await partner.each_endpoint("one")
        second = await partner.each_endpoint("two")
    assert first[endpoint].status_code == 418
    assert first[endpoint].json() == {"message": "a teapot"}
    assert second[endpoint].status_code == 503
    others = [answer for name, answer in (first | second).items() if name != endpoint]
    assert not {answer.status_code for answer in others} & {418, 503}
    assert len(hype.faults) == 0


@pytest.mark.parametrize("endpoint", ENDPOINTS)
async def test_a_gate_holds_the_endpoint_it_is_set_on(endpoint: str) -> None:
    """Everything before it was answered, it is not."""
    hype = stocked()
    async with partner_of(hype) as partner:
        gate = hype.gate(endpoint)
        calling = asyncio.create_task(partner.each_endpoint())
        await gate.reached()
        assert hype.calls[-1].endpoint == endpoint
        assert hype.calls[-1].status is None
        gate.release()
        assert (await calling)[endpoint].status_code < 500


async def act(partner: Partner, endpoint: str) -> None:
    """Book a pin as r, or take it back."""
    if endpoint == "pre_redeem":
        await partner.book("r")
    elif endpoint == "reverse_transaction":
        await partner.reverse(1000035)
    else:
        await partner.reverse_reference("r")


@pytest.mark.parametrize(
    ("fault", "acted"),
    [(Fault.lost_before(), False), (Fault.lost_after(), True), (Fault.truncated(), True)],
)
@pytest.mark.parametrize("endpoint", ["pre_redeem", "reverse_transaction", "reverse_reference"])
async def test_a_lost_answer_was_acted_on_or_not(endpoint: str, fault: Fault, acted: bool) -> None:
    """The client cannot tell; the stand-in can."""
    hype = stocked()
    hype.faults.add(endpoint, fault)
    async with partner_of(hype) as partner:
        if endpoint != "pre_redeem":
            await partner.book("r")
        with pytest.raises(httpx.RemoteProtocolError):
            await act(partner, endpoint)
    done = hype.pins if endpoint == "pre_redeem" else hype.reversals
    assert len(done) == acted


async def test_it_comes_back_under_its_address_with_its_state() -> None:
    """The path of the base URL included."""
    hype = stocked()
    async with partner_of(hype) as partner:
        await partner.book("r")
        address = hype.base_url
        assert address.endswith("/api")
        await hype.stop()
        with pytest.raises(httpx.ConnectError):
            await partner.get("echo")
        assert await hype.start(httpx.URL(address).port or 0) == address
        assert len((await partner.look_up("r")).json()) == 1
