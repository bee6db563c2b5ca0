"""Whatever PIN Hype answers: a sound result or an error of the tree, and money is safe."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from providers.base import Purchase
from providers.errors import (
    NotAllowed,
    OutcomeUnknown,
    ProviderError,
    Refused,
    Unavailable,
)
from providers.hype.books import Books
from providers.hype.client import HypeClient, Market
from providers.hype.fields import moment
from providers.hype.purchases import Purchases
from tests.clock import ManualClock
from tests.providers.answers import anything, examples, one_of_words, statuses
from tests.providers.parrot import Parrot

BR = Market("BR", "BRL")

DAY = date(2030, 1, 15)

names = one_of_words(
    "id name collections products salesPrice partnerCostPrice salesCurrencyCode isAvailable "
    "hasStock amount status transaction transactionId key partnerReference message "
    "transactionDate keySentToCustomer errors"
)

values = anything | st.sampled_from([101, "101", -1, "66.49", "txn-1", "delivered", "BRL", True])

bodies = st.recursive(
    values,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=8),
    max_leaves=20,
)

many = examples(80)

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


@examples(100)
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
    buying = Purchases(client, Books(client), timedelta(minutes=2), clock)
    clock.advance(waited)

    async def price_holds() -> bool:
        return True

    try:
        found = await buying.recover("101", "txn-1", BR, sent_at, price_holds)
        assert isinstance(found, Purchase)
    except ProviderError as error:
        assert not isinstance(error, Refused)


@given(st.text() | st.datetimes().map(str) | st.from_regex(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*"))
def test_any_moment(text: str) -> None:
    """No text breaks the reading, and what is read is aware."""
    read = moment(text)
    assert read is None or read.tzinfo is UTC
