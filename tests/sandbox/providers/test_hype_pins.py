"""Booking pins: one a call, one a reference."""

from decimal import Decimal
from typing import Any

import pytest

from sandbox.hype import Quirks, Status
from tests.sandbox.providers.hype_partner import GTA, partner_of, stocked


async def test_a_pin_comes_with_its_transaction() -> None:
    """Status, key, link to the redeem page and our own reference."""
    hype = stocked()
    hype.next_keys("AAAA-BBBB")
    async with partner_of(hype) as partner:
        answer = await partner.book("K-1/1", 2)
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "delivered",
        "transaction": {
            "transactionId": 1000035,
            "key": "AAAA-BBBB",
            "redirectLink": "https://redeem.hype.games/AAAA-BBBB",
            "partnerReference": "K-1/1",
        },
    }
    pin = hype.pins[0]
    assert (pin.reference, pin.product_id, pin.status) == ("K-1/1", 2, Status.DELIVERED)
    assert pin.key not in repr(pin)
    assert hype.complaints == []


async def test_stock_falls_until_there_is_none() -> None:
    """Unlimited stock never falls."""
    hype = stocked()
    async with partner_of(hype) as partner:
        statuses = [(await partner.book(f"r{n}", 2)).status_code for n in range(4)]
        assert statuses == [200, 200, 200, 400]
        assert (await partner.book("gta")).status_code == 200
    assert (hype.stock(2), hype.stock(GTA), len(hype.pins)) == (0, -1, 4)


async def test_a_used_reference_is_refused_whatever_else_changed() -> None:
    """Also when its pin was the last, was taken back, or another product is asked for."""
    hype = stocked()
    hype.set_stock(2, 1)
    async with partner_of(hype) as partner:
        assert (await partner.book("r", 2)).status_code == 200
        repeats = [await partner.book("r", 2), await partner.book("r"), await partner.book("r", 99)]
        await partner.reverse_reference("r")
        repeats.append(await partner.book("r", 2))
    assert [answer.status_code for answer in repeats] == [400] * 4
    assert {answer.json()["message"] for answer in repeats} == {"Partner reference already used"}
    assert len(hype.pins) == 1
    assert hype.complaints == []


NOT_SOLD: list[tuple[int, dict[str, Any]]] = [
    (99, {}),
    (2, {"currencyCode": "USD"}),
    (2, {"countryCode": "CO"}),
    (3, {}),
    (4, {}),
]


async def test_what_is_not_sold_there_cannot_be_booked() -> None:
    """Unknown, of another market, or not available."""
    hype = stocked()
    hype.product(4, "Withdrawn", "1", collection=20, available=False)
    async with partner_of(hype) as partner:
        for product_id, more in NOT_SOLD:
            assert (await partner.book("r", product_id, **more)).status_code == 400
            assert (hype.pins, hype.spent, hype.complaints) == ([], {}, [])


async def test_spending_is_kept_by_currency() -> None:
    """It is the partner's cost at the time, and what is taken back is not owed."""
    hype = stocked()
    hype.set_price(2, "50", cost="45.50")
    async with partner_of(hype) as partner:
        await partner.book("a")
        await partner.book("b", 2)
        hype.set_price(2, "60", cost="55")
        await partner.book("c", 2)
        await partner.book("d", 3, countryCode="CO", currencyCode="COP")
        assert hype.spent == {"BRL": Decimal("164.19"), "COP": Decimal(36400)}
        await partner.reverse_reference("c")
        assert hype.spent["BRL"] == Decimal("109.19")
    assert [pin.sales_price for pin in hype.pins[1:3]] == [50, 60]


async def test_keys_are_distinct_unless_a_lever_repeats_them() -> None:
    """A provider that delivers a key twice can be played."""
    hype = stocked()
    async with partner_of(hype) as partner:
        for number in range(20):
            await partner.book(f"r{number}")
        assert len({pin.key for pin in hype.pins}) == 20
        hype.next_keys(hype.pins[0].key)
        again = (await partner.book("again")).json()
    assert again["transaction"]["key"] == hype.pins[0].key


async def test_an_empty_answer_still_books() -> None:
    """As in the document's sample; the lookup has the key."""
    hype = stocked(quirks=Quirks(empty_pre_redeem=True))
    async with partner_of(hype) as partner:
        assert (await partner.book("r")).json() == {}
        assert (await partner.look_up("r")).json()[0]["key"] == hype.pins[0].key


async def test_a_customer_redeems_a_pin_once() -> None:
    """The document number he gives does not replace the partner's."""
    hype = stocked()
    async with partner_of(hype) as partner:
        await partner.book("a", customer={"document": "111", "name": "Ana"})
        await partner.book("b")
    assert hype.redeem(1000035, document="222").document == "111"
    assert hype.redeem(1000036, document="222").document == "222"
    with pytest.raises(ValueError, match="Redeemed by Client"):
        hype.redeem(1000036)
    with pytest.raises(KeyError):
        hype.redeem(1000037)
