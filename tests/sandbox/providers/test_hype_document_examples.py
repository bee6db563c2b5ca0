"""The document's examples, sent and expected as they are printed."""

from typing import Any

from sandbox.hype import Quirks
from tests.clock import ManualClock
from tests.sandbox.providers.examples import example
from tests.sandbox.providers.hype_partner import GTA, partner_of, stocked


def shape(part: Any) -> Any:
    """Reduce an answer to its field names and types."""
    if isinstance(part, dict):
        return {name: shape(value) for name, value in part.items()}
    return type(part)


async def test_a_pair_of_tokens_looks_like_the_sample() -> None:
    """Three parts in the access token, 24 hours, seven digits after the second."""
    hype = stocked(identifier="string", secret="string")
    async with partner_of(hype) as partner:
        for endpoint, answer in (
            ("auth", await partner.send("POST", "auth", example("hype", "auth.request"))),
            ("refresh", await partner.refresh()),
        ):
            sample, pair = example("hype", f"{endpoint}.response"), answer.json()
            assert answer.status_code == 200
            assert shape(pair) == shape(sample)
            assert pair["accessToken"].count(".") == sample["accessToken"].count(".")
            for moment in ("createdAt", "expiredAt"):
                assert len(pair[moment]) == len(sample[moment])
                assert pair[moment].endswith("-03:00")
        assert example("hype", "refresh.request").keys() < example("hype", "auth.response").keys()
    assert hype.complaints == []


async def test_the_samples_tokens_open_nothing() -> None:
    """The refresh example is well formed, and refused because nobody was given that pair."""
    hype = stocked()
    async with partner_of(hype) as partner:
        answer = await partner.send("POST", "auth/refresh", example("hype", "refresh.request"))
    assert (answer.status_code, hype.complaints) == (400, [])


async def test_product_and_stock_are_the_samples() -> None:
    """By the document, not as it was seen, the product has its currency and collections."""
    hype = stocked(quirks=Quirks(product_in_usd=False))
    async with partner_of(hype) as partner:
        sample, product = (
            example("hype", "product.response"),
            (await partner.get(f"catalog/products/{GTA}")).json(),
        )
        assert shape(product) == shape(sample)
        for name in ("salesPrice", "originalPrice", "discountPercent", "partnerCostPrice"):
            assert product[name] == sample[name]
        for name in ("name", "countryCode", "salesCurrencyCode", "salesCurrencySymbol"):
            assert product[name] == sample[name]
        stock = await partner.get(f"catalog/products/{GTA}/stock")
        assert stock.json() == example("hype", "stock.response")
    assert hype.complaints == []


async def test_booking_and_reversal_can_be_played_as_printed() -> None:
    """The empty customer is accepted; the empty answer comes if a lever wants it."""
    hype = stocked(quirks=Quirks(empty_pre_redeem=True))
    async with partner_of(hype) as partner:
        booked = await partner.send("POST", "pre-redeem", example("hype", "pre-redeem.request"))
        assert (booked.status_code, booked.json()) == (200, example("hype", "pre-redeem.response"))
        assert hype.pins[0].reference == "100000121"

        body = example("hype", "reverse-transaction.request")
        reversed_ = await partner.send("PUT", "reversal", body)
        assert reversed_.json() == example("hype", "reverse-transaction.response")
        again = await partner.reverse_reference("100000121")
        assert again.json() == example("hype", "reverse-reference.response")
    assert hype.complaints == []


async def test_a_sale_looks_like_the_sample(clock: ManualClock) -> None:
    """In every report, alone or in an array."""
    hype = stocked(clock=clock)
    sample = shape(example("hype", "report-transaction.response"))
    async with partner_of(hype) as partner:
        await partner.book("a")
        hype.redeem(hype.pins[0].transaction_id, document="52998224725")
        sale = (await partner.get("report/transaction/1000035")).json()
        assert shape(sale) == sample
        assert sale["status"] == "Redeemed by Client"
        assert sale["keySentToCustomer"] is True
        for path in (
            "report/2030-01-15/2030-01-15",
            "report/partner-reference/a",
            "report/document/52998224725",
        ):
            assert (await partner.get(path)).json() == [sale]


async def test_what_the_page_folds_away_is_an_array_of_objects() -> None:
    """Of catalog, collections and one collection nothing but the outer form is printed."""
    async with partner_of(stocked()) as partner:
        for endpoint, path in (
            ("catalog", "catalog"),
            ("collections", "catalog/collections"),
            ("collection", "catalog/collections/11"),
        ):
            assert example("hype", f"{endpoint}.response") == [{}]
            entries = (await partner.get(path)).json()
            assert isinstance(entries, list)
            assert entries
            assert all(isinstance(entry, dict) for entry in entries)
