"""Faults and gates reach each endpoint of PaySuper by its name."""

import asyncio
from collections.abc import Awaitable, Callable

import httpx
import pytest

from sandbox.faults import Fault
from sandbox.paysuper import EXAMPLE_PROJECT, ROUTES, PaySuper
from tests.sandbox.providers.paysuper_merchant import Merchant, merchant_of

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


@pytest.mark.parametrize("endpoint", ENDPOINTS)
async def test_a_fault_hits_the_endpoint_it_is_laid_on(endpoint: str) -> None:
    """In the order in which faults were laid, and no other endpoint."""
    paysuper, (one, two) = stocked()
    async with merchant_of(paysuper) as merchant:
        paysuper.faults.add(endpoint, Fault.refusal("ma000004", "not yours"))
        paysuper.faults.add(endpoint, Fault.refusal(429, "slow down"))
        first = await merchant.each_endpoint(one, "new-1")
        second = await merchant.each_endpoint(two, "new-2")
    assert first[endpoint].status_code == 403
    assert first[endpoint].json() == {
        "code": "ma000004",
        "message": "access denied",
        "details": "not yours",
    }
    assert second[endpoint].status_code == 429
    assert second[endpoint].json() == {"message": "slow down"}
    others = [answer for name, answer in (first | second).items() if name != endpoint]
    assert not {answer.status_code for answer in others} & {403, 429}
    assert len(paysuper.faults) == 0


@pytest.mark.parametrize("endpoint", ENDPOINTS)
async def test_a_gate_holds_the_endpoint_it_is_set_on(endpoint: str) -> None:
    """Everything before it was answered, it is not."""
    paysuper, (product_id, _) = stocked()
    async with merchant_of(paysuper) as merchant:
        gate = paysuper.gate(endpoint)
        calling = asyncio.create_task(merchant.each_endpoint(product_id, "new"))
        await gate.reached()
        assert paysuper.calls[-1].endpoint == endpoint
        assert paysuper.calls[-1].status is None
        gate.release()
        assert (await calling)[endpoint].is_success


def act(merchant: Merchant, endpoint: str, product_id: str) -> Awaitable[httpx.Response]:
    """Call the one endpoint."""
    calls: dict[str, Callable[[], Awaitable[httpx.Response]]] = {
        "create": merchant.create,
        "update": lambda: merchant.update(product_id, UPDATE),
        "publish": lambda: merchant.publish(product_id),
        "delete": lambda: merchant.delete(product_id),
        "add_platform": lambda: merchant.add_platform(product_id),
        "remove_platform": lambda: merchant.remove_platform(product_id),
    }
    return calls[endpoint]()


UPDATE = {
    "project_id": EXAMPLE_PROJECT,
    "object": "product",
    "name": {"en": "Renamed"},
    "description": {"en": "Renamed"},
    "default_currency": "USD",
}


@pytest.mark.parametrize(
    ("fault", "acted"),
    [
        (Fault.lost_before(), False),
        (Fault.lost_after(), True),
        (Fault.truncated(), True),
    ],
)
@pytest.mark.parametrize("endpoint", CHANGING)
async def test_a_lost_answer_was_acted_on_or_not(endpoint: str, fault: Fault, acted: bool) -> None:
    """The client cannot tell; the stand-in can."""
    paysuper, (product_id, _) = stocked()
    paysuper.faults.add(endpoint, fault)
    async with merchant_of(paysuper) as merchant:
        with pytest.raises(httpx.RemoteProtocolError):
            await act(merchant, endpoint, product_id)
    assert [change.endpoint for change in paysuper.changes] == [endpoint] * acted
    assert paysuper.complaints == []


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


async def test_it_comes_back_under_its_address_with_its_state() -> None:
    """In between nobody answers."""
    paysuper, (product_id, _) = stocked()
    async with merchant_of(paysuper) as merchant:
        address = paysuper.base_url
        await paysuper.stop()
        with pytest.raises(httpx.ConnectError):
            await merchant.platforms()
        assert await paysuper.start(httpx.URL(address).port or 0) == address
        assert (await merchant.get(product_id)).status_code == 200
