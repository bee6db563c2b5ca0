"""Faults and gates reach each endpoint by its name."""

import asyncio

from sandbox.faults import Fault
from sandbox.hype import Routes
from tests.sandbox.providers.held import passed
from tests.sandbox.providers.hype_partner import partner_of, stocked

ENDPOINTS = [route.endpoint for route in Routes()]


async def test_a_fault_hits_the_endpoint_it_is_laid_on() -> None:
    """In the order in which faults were laid, and no other endpoint."""
    hype = stocked()
    async with partner_of(hype) as partner:
        for endpoint in ENDPOINTS:
            hype.faults.add(endpoint, Fault.refusal(418, endpoint))
            hype.faults.add(endpoint, Fault.status(503, endpoint))
        first = await partner.each_endpoint("one")
        second = await partner.each_endpoint("two")
    assert {name: answer.json()["message"] for name, answer in first.items()} == {
        name: name for name in ENDPOINTS
    }
    assert {answer.status_code for answer in first.values()} == {418}
    assert {name: answer.text for name, answer in second.items()} == {
        name: name for name in ENDPOINTS
    }
    assert len(hype.faults) == 0


async def test_a_gate_holds_the_endpoint_it_is_set_on() -> None:
    """Everything before it was answered, it is not."""
    hype = stocked()
    async with partner_of(hype) as partner:
        gates = [hype.gate(endpoint) for endpoint in ENDPOINTS]
        calling = asyncio.create_task(partner.each_endpoint())
        held = await asyncio.gather(*(passed(hype, gate) for gate in gates))
        answers = await calling
    assert held == [(endpoint, None) for endpoint in ENDPOINTS]
    assert {answer.status_code for answer in answers.values()} == {200}
    assert (len(ENDPOINTS), hype.complaints) == (15, [])
