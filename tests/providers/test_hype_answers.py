"""Whatever PIN Hype answers: a sound result or an error of the tree, and money is safe."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.base import Collection, Purchase, Reversal, ReversalEnd, Sale
from providers.errors import (
    UNREADABLE,
    NotAllowed,
    OutcomeUnknown,
    ProviderError,
    Refused,
    Unavailable,
)
from providers.hype.books import Books
from providers.hype.buying import Buying
from providers.hype.client import HypeClient, Market
from providers.hype.fields import moment
from providers.hype.provider import Hype
from providers.hype.session import Session
from providers.limiter import Limiter
from tests.clock import ManualClock
from tests.providers.answers import anything, examples, statuses
from tests.providers.conftest import TRUSTING, hype_settings
from tests.providers.parrot import Parrot

FIXTURES = Path(__file__).parents[1] / "fixtures" / "hype"
BR = Market("BR", "BRL")
DAY = date(2030, 1, 15)

names = st.sampled_from(
    [
        "id",
        "name",
        "collections",
        "products",
        "salesPrice",
        "partnerCostPrice",
        "salesCurrencyCode",
        "isAvailable",
        "hasStock",
        "amount",
        "status",
        "transaction",
        "transactionId",
        "key",
        "partnerReference",
        "message",
        "transactionDate",
        "keySentToCustomer",
        "errors",
    ]
)
values = anything | st.sampled_from([101, "101", -1, "66.49", "txn-1", "delivered", "BRL", True])
bodies = st.recursive(
    values,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=8),
    max_leaves=20,
)

many = examples(80)


@pytest.fixture
async def client(url: str) -> AsyncIterator[HypeClient]:
    """Our client, talking to a server that says what it was told."""
    session = Session(hype_settings(url), lambda _: None, TRUSTING, Limiter(10**6))
    yield HypeClient(hype_settings(url), session)
    await session.close()


def told(parrot: Parrot, name: str) -> None:
    """Let it say an example of the document."""
    parrot.told(200, (FIXTURES / f"{name}.response.json").read_bytes())


READS: dict[str, Callable[[HypeClient], Awaitable[object]]] = {
    "catalog": lambda client: client.catalog(BR),
    "collections": lambda client: client.collections(BR),
    "collection": lambda client: client.collection("1", BR),
    "product": lambda client: client.product("1", BR),
    "stock": lambda client: client.stock("1", BR),
    "period": lambda client: client.report_period(DAY, DAY),
    "transaction": lambda client: client.report_transaction("1"),
    "reference": lambda client: client.report_reference("txn-1"),
    "document": lambda client: client.report_document("1"),
}


@examples(150)
@given(status=statuses, body=bodies, read=st.sampled_from(sorted(READS)))
async def test_any_json_at_a_read(
    parrot: Parrot, client: HypeClient, status: int, body: object, read: str
) -> None:
    """A read ends in a sound result, a refusal or Unavailable: never unknown, never a crash."""
    parrot.told(status, body)
    with suppress(Refused, Unavailable):
        await READS[read](client)


@many
@given(status=statuses, body=bodies)
async def test_any_json_at_a_purchase(
    parrot: Parrot, client: HypeClient, status: int, body: object
) -> None:
    """Only a transaction with an id says "bought", only a refusal says "not"; all else is unknown."""
    parrot.told(status, body)
    try:
        booked = await client.pre_redeem("101", "txn-1", BR)
    except ProviderError as error:
        said_no = 400 <= status < 500 and status not in {408, 425, 429}
        assert isinstance(error, Refused if said_no else OutcomeUnknown)
        assert isinstance(error, NotAllowed) is (status in {401, 403})
    else:
        assert isinstance(body, dict)
        assert int(body["transaction"]["transactionId"]) == booked.transaction.transaction_id


@many
@given(status=statuses, body=bodies, waited=st.sampled_from([0, 1000]))
async def test_any_json_at_a_recovery(
    parrot: Parrot, client: HypeClient, status: int, body: object, waited: int
) -> None:
    """A recovery never says "not charged": the lost try is not what these answers are about."""
    parrot.told(status, body)
    clock = ManualClock()
    sent_at = clock()
    buying = Buying(client, Books(client), timedelta(minutes=2), clock)
    clock.advance(waited)

    async def price_holds() -> bool:
        return True

    try:
        found = await buying.recover("101", "txn-1", BR, sent_at, price_holds)
        assert isinstance(found, Purchase)
    except ProviderError as error:
        assert not isinstance(error, Refused)


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
    body = FIXTURES / f"{token}.response.json"
    text = body.read_text()
    created, expired = (
        moment(text.partition(f'"{name}": "')[2].partition('"')[0])
        for name in ("createdAt", "expiredAt")
    )
    assert created == datetime(2022, 9, 21, 15, 44, 51, 770639, tzinfo=UTC)
    assert expired is not None and created is not None
    assert expired - created == timedelta(days=1)


@given(st.text() | st.datetimes().map(str) | st.from_regex(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*"))
def test_any_moment(text: str) -> None:
    """No text breaks the reading, and what is read is aware."""
    read = moment(text)
    assert read is None or read.tzinfo is UTC


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
