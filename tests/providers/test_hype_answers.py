"""PIN Hype's answers, form by form: the document's examples, and where it is silent or drifts."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from providers.base import Collection, Reversal, ReversalEnd, Sale
from providers.errors import (
    UNREADABLE,
    OutcomeUnknown,
    Unavailable,
)
from providers.hype.client import HypeClient, Market
from providers.hype.fields import moment
from providers.hype.provider import Hype
from tests.providers.conftest import hype_settings
from tests.providers.examples import example
from tests.providers.parrot import Parrot
from tests.providers.patience import TRUSTING

BR = Market("BR", "BRL")

DAY = date(2030, 1, 15)


def told(parrot: Parrot, name: str) -> None:
    """Let it say an example of the document."""
    parrot.told(200, example(f"hype/{name}.response.json"))


async def test_the_documents_examples(parrot: Parrot, url: str, client: HypeClient) -> None:
    """The document's own examples are understood, the folded ones as holding nothing."""
    provider = Hype(hype_settings(url), on_secret=lambda _: None, patience=TRUSTING)
    told(parrot, "catalog")
    assert (await provider.browse()).collections == ()
    told(parrot, "collections")
    assert await client.collections(BR) == ()
    told(parrot, "collection")
    assert await client.collection("1", BR) == ()
    told(parrot, "product")
    product = await client.product("0", BR)
    assert (product.sales_price, product.partner_cost_price) == (Decimal("66.49"), Decimal("63.69"))
    told(parrot, "stock")
    assert (await client.stock("0", BR)).left() is None
    told(parrot, "pre-redeem")
    with pytest.raises(OutcomeUnknown):
        await client.pre_redeem("1", "100000121", BR)
    told(parrot, "reverse-transaction")
    done = Reversal(
        ReversalEnd.DONE, "Canceled in stock", "Successful cancellation", reference="1000035"
    )
    assert await provider.reverse("100000121", "1000035") == done
    told(parrot, "reverse-reference")
    assert await provider.reverse("100000121", None) == done
    told(parrot, "report-transaction")
    sale = await provider.sale("0")
    assert isinstance(sale, Sale)
    assert (sale.status, sale.sold_at, sale.key_sent) == ("Redeemed by Client", None, True)
    await provider.close()


@pytest.mark.parametrize("name", ["report-period", "report-reference", "report-document"])
async def test_a_folded_sale(parrot: Parrot, client: HypeClient, name: str) -> None:
    """A sale without an id is no answer: a sale that is missed might be bought again."""
    told(parrot, name)
    with pytest.raises(Unavailable):
        await client.report_reference("txn-1")


@pytest.mark.parametrize("token", ["auth", "refresh"])
async def test_the_documents_tokens(token: str) -> None:
    """The pair of the document holds a day, whatever its seventh digit."""
    text = example(f"hype/{token}.response.json").decode()
    created, expired = (
        moment(text.partition(f'"{name}": "')[2].partition('"')[0])
        for name in ("createdAt", "expiredAt")
    )
    assert created == datetime(2022, 9, 21, 15, 44, 51, 770639, tzinfo=UTC)
    assert expired is not None and created is not None
    assert expired - created == timedelta(days=1)


@pytest.mark.parametrize("as_object", [True, False])
async def test_a_tree_with_slips(parrot: Parrot, client: HypeClient, as_object: bool) -> None:
    """What cannot be read is left out; the rest of the tree, and of a collection, is there."""
    good = {"id": "7", "name": "Good", "salesPrice": "1.50", "salesCurrencyCode": "brl"}
    products = [good, {"name": "no id"}, None, {"id": 2**31}, {"id": 8, "salesPrice": -1}]
    parrot.told(200, [{"id": 1, "name": None, "products": products, "collections": None}, 5, {}])
    [branch] = await client.catalog(BR)
    assert isinstance(branch, Collection)
    assert [product.external_id for product in branch.products] == ["7", "8"]
    assert (branch.products[0].sales_price, branch.products[0].currency) == (Decimal("1.50"), "BRL")
    assert branch.products[1].sales_price is None
    parrot.told(200, {"id": 1, "products": products} if as_object else products)
    assert [product.id for product in await client.collection("1", BR)] == [7, 8]


async def test_a_tree_without_end(parrot: Parrot, client: HypeClient) -> None:
    """A tree deeper than any that means something is no answer."""
    tree: list[object] = []
    for level in range(60):
        tree = [{"id": level, "collections": tree}]
    parrot.told(200, tree)
    with pytest.raises(Unavailable):
        await client.catalog(BR)


@pytest.mark.parametrize(
    ("has_stock", "amount", "left"),
    [
        (True, -1, None),
        (True, 5, 5),
        (True, "5", 5),
        (True, None, None),
        (False, -1, 0),
        (False, 5, 0),
        (None, 3, 3),
        (True, 0, 0),
        ("yes", Decimal("3.0"), 3),
    ],
)
async def test_stock(
    parrot: Parrot, client: HypeClient, has_stock: object, amount: object, left: int | None
) -> None:
    """Below zero is without end, and "no stock" is none, whatever number stands beside it."""
    parrot.told(200, {"hasStock": has_stock, "amount": amount})
    assert (await client.stock("1", BR)).left() == left


@pytest.mark.parametrize("odd", [None, {"value": 5}, ["5"], "many"])
async def test_a_stock_that_says_nothing_is_not_sold_out(
    parrot: Parrot, client: HypeClient, odd: object
) -> None:
    """Neither whether there is any nor how many: an answer that makes no sense, and no zero."""
    parrot.told(200, {"hasStock": odd, "amount": odd})
    with pytest.raises(Unavailable) as caught:
        await client.stock("1", BR)
    assert caught.value.reason == UNREADABLE


async def test_a_catalog_of_slips_is_not_an_empty_one(parrot: Parrot, client: HypeClient) -> None:
    """Where nothing of what was sent can be read, no tree is shown and none is remembered."""
    odd = {"id": {"value": 1}, "name": {"value": "Games"}}
    for tree in ([odd], [{"id": 1, "products": [odd]}], [{"id": 1, "collections": [odd]}]):
        parrot.told(200, tree)
        with pytest.raises(Unavailable):
            await client.catalog(BR)
    parrot.told(200, [odd])
    for asked in (client.collections(BR), client.collection("1", BR)):
        with pytest.raises(Unavailable):
            await asked
    parrot.told(200, [{"id": 1, "products": []}])
    assert len(await client.catalog(BR)) == 1


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"message": "Pin already redeemed"}, "Pin already redeemed"),
        (
            {"title": "Bad request", "errors": {"transactionId": ["must be a number"]}},
            "Bad request",
        ),
        ({"errors": {"transactionId": ["must be a number"]}}, "must be a number"),
        ({"error": {"message": " two\nlines "}}, "two lines"),
        (["first", "second"], "first"),
        ("just so", "just so"),
        ({"code": 5}, ""),
        ({"message": "x" * 500}, "x" * 200),
    ],
)
async def test_what_a_refusal_said(
    parrot: Parrot, client: HypeClient, body: object, said: str
) -> None:
    """The sentence for people is found in the common forms of an error, short and on one line."""
    parrot.told(400, body)
    assert await client.reverse("1") == (said,)
