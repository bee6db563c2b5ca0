"""Faults and gates reach each endpoint of PaySuper by its name."""

import asyncio

import httpx
import pytest

from sandbox.faults import Fault
from sandbox.paysuper import EXAMPLE_PROJECT, ROUTES, PaySuper
from tests.sandbox.providers.held import passed
from tests.sandbox.providers.paysuper_merchant import merchant_of

ENDPOINTS = list(ROUTES["document"])
CHANGING = ["create", "update", "publish", "delete", "add_platform", "remove_platform"]


def stocked() -> tuple[PaySuper, list[str]]:
    """Two products on sale."""
    paysuper = PaySuper()
    tags = {"steam": [("USD", "USD", "1")]}
    made = [
        paysuper.product(f"sku-{index}", "Game", published=True, prices=tags) for index in range(2)
    ]
    return paysuper, [each.product_id for each in made]


async def test_there_are_ten_endpoints_and_all_can_be_called() -> None:
    """Rightly, which nobody complains of, and each under its name."""
    paysuper, (product_id, _) = stocked()
    async with merchant_of(paysuper) as merchant:
        answers = await merchant.each_endpoint(product_id, "new")
    assert set(answers) == set(ENDPOINTS)
    assert len(ENDPOINTS) == 10
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(
        answers, 200
    ) | {"create": 201}
    assert [call.endpoint for call in paysuper.calls] == [*answers]
    assert [change.endpoint for change in paysuper.changes] == [
        name for name in answers if name in CHANGING
    ]
    assert paysuper.complaints == []


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


async def test_a_lost_creation_is_found_by_its_sku_and_never_made_twice() -> None:
    """A repetition is refused, and the list has the one that is there."""
    paysuper = PaySuper()
    paysuper.faults.add("create", Fault.lost_after(), when=lambda params: params["sku"] == "mine")
    async with merchant_of(paysuper) as merchant:
        await merchant.made(sku="mine_too")
        with pytest.raises(httpx.RemoteProtocolError):
            await merchant.create(sku="mine")
        assert (await merchant.create(sku="mine")).json()["code"] == "kp000006"
        found = (await merchant.list(sku="mine", project_id=EXAMPLE_PROJECT)).json()["items"]
    assert sorted(item["sku"] for item in found) == ["mine", "mine_too"]
    assert len(paysuper.products) == 2
