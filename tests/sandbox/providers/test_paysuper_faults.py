"""Faults and gates reach each endpoint of PaySuper by its name."""

import asyncio

from sandbox.faults import Fault
from sandbox.paysuper import ROUTES, PaySuper
from tests.sandbox.providers.held import passed
from tests.sandbox.providers.paysuper_merchant import merchant_of

ENDPOINTS = list(ROUTES["document"])


def stocked() -> tuple[PaySuper, list[str]]:
    """Two products on sale."""
    paysuper = PaySuper()
    tags = {"steam": [("USD", "USD", "1")]}
    made = [
        paysuper.product(f"sku-{index}", "Game", published=True, prices=tags) for index in range(2)
    ]
    return paysuper, [each.product_id for each in made]


async def test_a_fault_hits_the_endpoint_it_is_laid_on() -> None:
    """In the order in which faults were laid, and no other endpoint."""
    paysuper, (one, two) = stocked()
    async with merchant_of(paysuper) as merchant:
        for endpoint in ENDPOINTS:
            paysuper.faults.add(endpoint, Fault.refusal("ma000004", endpoint))
            paysuper.faults.add(endpoint, Fault.refusal(429, endpoint))
        first = await merchant.each_endpoint(one, "new-1")
        second = await merchant.each_endpoint(two, "new-2")
    for endpoint in ENDPOINTS:
        assert first[endpoint].status_code == 403
        assert first[endpoint].json() == {
            "code": "ma000004",
            "message": "access denied",
            "details": endpoint,
        }
        assert second[endpoint].status_code == 429
        assert second[endpoint].json() == {"message": endpoint}
    assert len(paysuper.faults) == 0


async def test_a_gate_holds_the_endpoint_it_is_set_on() -> None:
    """Everything before it was answered, it is not."""
    paysuper, (product_id, _) = stocked()
    async with merchant_of(paysuper) as merchant:
        gates = [paysuper.gate(endpoint) for endpoint in ENDPOINTS]
        calling = asyncio.create_task(merchant.each_endpoint(product_id, "new"))
        held = await asyncio.gather(*(passed(paysuper, gate) for gate in gates))
        answers = await calling
    assert held == [(endpoint, None) for endpoint in ENDPOINTS]
    assert all(answer.is_success for answer in answers.values())
    assert (len(ENDPOINTS), paysuper.complaints) == (10, [])
