"""The faults, seen from the other end of the wire."""

import json

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.codegames import CodeGames
from sandbox.faults import Fault, Faults
from tests.sandbox.providers.codegames.partner import Partner, partner_of


@pytest.mark.parametrize(
    ("fault", "charges"),
    [
        (Fault.lost_before(), 0),
        (Fault.lost_after(), 1),
        (Fault.truncated(), 1),
    ],
)
async def test_a_dropped_connection_is_a_transport_error(
    codegames: CodeGames, partner: Partner, fault: Fault, charges: int
) -> None:
    """The client learns nothing; whether it was charged depends on the moment."""
    codegames.faults.add("pay", fault)
    with pytest.raises(httpx.RemoteProtocolError):
        await partner.pay("t1")
    assert codegames.charges == charges
    assert codegames.calls[-1].status is None
    assert (await partner.check()).status_code == 200


async def test_a_truncated_body_is_shorter_than_it_was_declared(
    codegames: CodeGames, partner: Partner
) -> None:
    """Half of the real answer arrives under its whole length."""
    codegames.faults.add("check", Fault.truncated())
    headers = {"Authorization": partner.authorization}
    body = {"id": "562", "currency": "KZT"}
    path = "/api/v1/partner/product-offers/check"
    got = b""
    async with partner.http.stream("POST", path, json=body, headers=headers) as answer:
        with pytest.raises(httpx.RemoteProtocolError):
            async for chunk in answer.aiter_bytes():
                got += chunk
    whole = (await partner.check()).content
    assert int(answer.headers["content-length"]) == len(whole)
    assert got == whole[: len(whole) // 2]


async def test_wrong_types_keep_the_shape(codegames: CodeGames, partner: Partner) -> None:
    """It is done and answered under the right names, but no value is what it should be."""
    codegames.faults.add("pay", Fault.wrong_types())
    answer = await partner.pay("t1")
    assert (answer.status_code, codegames.charges) == (201, 1)
    assert answer.json() == {"orderId": {"value": codegames.orders[0].order_id}}


@pytest.mark.parametrize(
    ("fault", "status", "content_type", "charges"),
    [
        (Fault.status(503), 503, "text/plain", 0),
        (Fault.status(502, "oops", acted=True), 502, "text/plain", 1),
        (Fault.html(), 200, "text/html", 1),
        (Fault.html(502, acted=False), 502, "text/html", 0),
        (Fault.malformed(), 200, "application/json", 1),
    ],
)
async def test_a_wrong_answer_is_not_what_was_asked_for(
    codegames: CodeGames,
    partner: Partner,
    fault: Fault,
    status: int,
    content_type: str,
    charges: int,
) -> None:
    """Status and content type are the fault's, and no JSON is to be had."""
    codegames.faults.add("pay", fault)
    answer = await partner.pay("t1")
    assert answer.status_code == status == codegames.calls[-1].status
    assert answer.headers["content-type"].startswith(content_type)
    with pytest.raises(json.JSONDecodeError):
        answer.json()
    assert codegames.charges == charges


async def test_a_status_carries_its_headers(codegames: CodeGames, partner: Partner) -> None:
    """Such as Retry-After."""
    codegames.faults.add("check", Fault.status(429, headers={"Retry-After": "3"}))
    assert (await partner.check()).headers["retry-after"] == "3"


async def test_a_refusal_comes_in_the_providers_envelope(
    codegames: CodeGames, partner: Partner
) -> None:
    """Nothing is charged."""
    codegames.faults.add("pay", Fault.refusal("PRODUCT_OFFER_WRONG_PRICE"))
    answer = await partner.pay("t1")
    assert (answer.status_code, answer.json()["code"]) == (400, "PRODUCT_OFFER_WRONG_PRICE")
    assert codegames.charges == 0
    assert (await partner.pay("t1")).status_code == 201


async def test_a_delay_waits_first_and_answers_rightly() -> None:
    """The waiting goes through the awaitable it was given."""
    waited: list[float] = []
    charges_then: list[int] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)
        charges_then.append(codegames.charges)

    codegames = CodeGames(sleep=sleep)
    codegames.offer("562", title="GTA V", price="956.30", stock=7)
    codegames.faults.add("pay", Fault.delay(30))
    async with partner_of(codegames) as partner:
        assert (await partner.pay("t1")).status_code == 201
    assert (waited, charges_then) == ([30], [0])


async def test_a_fault_waits_for_the_request_its_predicate_agrees_to(
    codegames: CodeGames, partner: Partner
) -> None:
    """Others pass untouched."""
    codegames.faults.add("pay", Fault.status(500), when=lambda body: body["txnId"] == "t2")
    statuses = [(await partner.pay(txn_id)).status_code for txn_id in ("t1", "t2", "t3")]
    assert statuses == [201, 500, 201]


async def test_cleared_faults_never_happen(codegames: CodeGames, partner: Partner) -> None:
    """None times means for ever, until clear."""
    codegames.faults.add("check", Fault.status(500), times=None)
    assert [(await partner.check()).status_code for _ in range(3)] == [500] * 3
    codegames.faults.clear()
    assert (await partner.check()).status_code == 200


ENDPOINTS = st.sampled_from(["check", "pay"])


@given(
    added=st.lists(st.tuples(ENDPOINTS, st.integers(1, 3)), max_size=6),
    asked=st.lists(ENDPOINTS, max_size=20),
)
def test_faults_come_in_order_and_as_often_as_they_were_added(
    added: list[tuple[str, int]], asked: list[str]
) -> None:
    """Each endpoint has a queue of its own."""
    faults = Faults()
    waiting: dict[str, list[int]] = {"check": [], "pay": []}
    for number, (endpoint, times) in enumerate(added):
        faults.add(endpoint, Fault.status(500 + number), times=times)
        waiting[endpoint] += [500 + number] * times
    for endpoint in asked:
        fault = faults.take(endpoint, {})
        expected = waiting[endpoint].pop(0) if waiting[endpoint] else None
        assert (fault.http_status if fault else None) == expected


def test_a_fault_happens_at_least_once() -> None:
    """Zero times is a mistake of the test."""
    with pytest.raises(ValueError, match="at least once"):
        Faults().add("pay", Fault.html(), times=0)
