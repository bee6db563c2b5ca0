"""Whatever JSON CodeGames answers: a result or an error of the tree, and money is safe."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from providers.base import Purchase, Quote
from providers.codegames.errors import PAY
from providers.codegames.provider import CodeGames
from providers.errors import OutcomeUnknown, ProviderError, Refused, Unavailable
from providers.gamebase.provider import Gamebase
from tests.providers.answers import bodies, examples, statuses
from tests.providers.conftest import OFFER
from tests.providers.parrot import Parrot

PRICE = Decimal("956.3")
SENT_AT = datetime(2030, 1, 15, 12, 0, tzinfo=UTC)

READS: dict[str, Callable[[CodeGames], Awaitable[object]]] = {
    "quote": lambda shop: shop.quote(OFFER),
    "keys": lambda shop: shop.keys("782"),
}

many = examples(100)


@many
@given(status=statuses, body=bodies, read=st.sampled_from(sorted(READS)))
async def test_any_json_at_a_read(
    parrot: Parrot, desk: tuple[CodeGames, Gamebase], status: int, body: object, read: str
) -> None:
    """A read ends in a sound result, a refusal or Unavailable: never unknown, never a crash."""
    parrot.told(status, body)
    try:
        result = await READS[read](desk[0])
    except (Refused, Unavailable):
        return
    _assert_sound(result)


def _assert_sound(result: object) -> None:
    if isinstance(result, Quote):
        assert result.unit_price >= 0
        assert result.stock is not None
        assert result.stock >= 0
    else:
        assert isinstance(result, tuple)
        for part in result:
            assert isinstance(part, str) and part.strip() == part


@many
@given(status=statuses, body=bodies)
async def test_any_json_at_a_purchase(
    parrot: Parrot, desk: tuple[CodeGames, Gamebase], status: int, body: object
) -> None:
    """Only a documented code, 401 or 403 says "not charged"; only an order number says "bought"."""
    shop, _ = desk
    parrot.told(status, body)
    try:
        bought = await shop.purchase(OFFER, PRICE, "txn-1")
    except ProviderError as error:
        if isinstance(error, Refused):
            documented = any(code in error.detail for code in PAY)
            assert documented or status in {401, 403}
        else:
            assert isinstance(error, OutcomeUnknown) or error.kind == "already-charged"
    else:
        assert isinstance(body, dict)
        assert bought == Purchase(bought.reference)
        given_id = body["orderId"]
        assert given_id == bought.reference or int(given_id) == int(bought.reference)


@many
@given(price=st.integers(0, 8).flatmap(lambda places: st.decimals(0, 10**11, places=places)))
async def test_quoted_price_is_the_price_sent(
    parrot: Parrot, desk: tuple[CodeGames, Gamebase], price: Decimal
) -> None:
    """What was quoted is what is paid, to the last digit."""
    shop, _ = desk
    digits = format(price, "f")
    parrot.told(200, {"count": 1, "price": price})
    quote = await shop.quote(OFFER)
    assert format(quote.unit_price, "f") == digits
    parrot.told(201, {"orderId": 1})
    await shop.purchase(OFFER, quote.unit_price, "txn-1")
    assert b'"price":%s,' % digits.encode() in parrot.heard[-1].body


@many
@given(status=statuses, body=bodies)
async def test_any_json_at_a_recovery(
    parrot: Parrot, desk: tuple[CodeGames, Gamebase], status: int, body: object
) -> None:
    """A recovery never says "not charged": the lost try is not what this answer is about."""
    shop, _ = desk
    parrot.told(status, body)
    try:
        await shop.recover(OFFER, PRICE, "txn-1", SENT_AT)
    except ProviderError as error:
        assert not isinstance(error, Refused)
