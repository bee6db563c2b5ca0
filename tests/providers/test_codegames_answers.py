"""Answers of CodeGames, form by form, where the document is silent or drifts."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from pydantic import BaseModel, ValidationError

from providers.base import Purchase
from providers.codegames.models import Keys, SignedIn
from providers.codegames.provider import CodeGames
from providers.errors import (
    AlreadyCharged,
    NotFound,
    OutcomeUnknown,
    ProviderError,
    Unavailable,
    WrongPrice,
)
from providers.gamebase.provider import Gamebase
from providers.lists import slips_of
from tests.providers.conftest import OFFER
from tests.providers.examples import example
from tests.providers.parrot import Parrot

PRICE = Decimal("956.30")
SENT_AT = datetime(2030, 1, 15, 12, 0, tzinfo=UTC)
DUPLICATE, WRONG = "PRODUCT_OFFER_TXN_DUPLICATE", "PRODUCT_OFFER_WRONG_PRICE"
Desk = tuple[CodeGames, Gamebase]


async def test_the_documents_examples(parrot: Parrot, desk: Desk) -> None:
    """The document's: 7 keys at 956.3, order 782, one key."""
    shop, _ = desk
    parrot.told(200, example("codegames/check.response.json"))
    quote = await shop.quote(OFFER)
    assert (quote.stock, str(quote.unit_price)) == (7, "956.3")
    parrot.told(201, example("codegames/pay.response.json"))
    assert await shop.purchase(OFFER, Decimal("956.3"), "1") == Purchase("782")
    parrot.told(200, example("codegames/keys.response.json"))
    assert await shop.keys("782") == ("XBBRF-MR09R-NX8V",)


@pytest.mark.parametrize(
    ("status", "body", "reference"),
    [
        (201, b'{"orderId": 782}', "782"),
        (200, b'{"orderId": "782"}', "782"),
        (201, b'{"orderId": " 0782 "}', "782"),
        (201, b'{"orderId": 782.0}', "782"),
        (201, b'{"orderId": 782, "message": "Created", "extra": {}}', "782"),
        (409, b'{"orderId": 782, "code": "PRODUCT_OFFER_TXN_DUPLICATE"}', "782"),
        (500, b'{"orderId": 782, "error": {"code": "PRODUCT_OFFER_TXN_DUPLICATE"}}', "782"),
    ],
)
async def test_bought(parrot: Parrot, desk: Desk, status: int, body: bytes, reference: str) -> None:
    """An order's number is a purchase, by whatever answer it is told, a duplicate's included."""
    parrot.told(status, body)
    assert await desk[0].purchase(OFFER, PRICE, "txn-1") == Purchase(reference)
    assert await desk[0].recover(OFFER, PRICE, "txn-1", SENT_AT) == Purchase(reference)


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (201, {"orderId": 0}, OutcomeUnknown),
        (201, {"orderId": -1}, OutcomeUnknown),
        (201, {"orderId": True}, OutcomeUnknown),
        (201, {"orderId": None}, OutcomeUnknown),
        (201, {"orderId": ""}, OutcomeUnknown),
        (201, {"orderId": "0"}, OutcomeUnknown),
        (201, {"orderId": "a1-b2"}, OutcomeUnknown),
        (201, {"orderId": "7.5"}, OutcomeUnknown),
        (201, {"orderId": "-782"}, OutcomeUnknown),
        (201, {"orderId": "٧٨٢"}, OutcomeUnknown),
        (201, {"orderId": "9" * 19}, OutcomeUnknown),
        (201, {"orderId": Decimal("7.5")}, OutcomeUnknown),
        (201, {"orderId": 10**30}, OutcomeUnknown),
        (201, b'{"orderId": 1e999999999}', OutcomeUnknown),
        (201, b'{"orderId": 1e-999999999}', OutcomeUnknown),
        (201, {"orderId": [782]}, OutcomeUnknown),
        (201, {}, OutcomeUnknown),
        (201, [], OutcomeUnknown),
        (400, {"orderId": 782}, OutcomeUnknown),
        (201, {"orderId": 782, "code": WRONG}, OutcomeUnknown),
        (400, {"orderId": None, "code": WRONG}, WrongPrice),
        (201, {"code": WRONG}, WrongPrice),
        (503, {"message": WRONG}, WrongPrice),
        (400, {"code": DUPLICATE}, AlreadyCharged),
        (400, {"code": DUPLICATE, "orderId": None}, AlreadyCharged),
        (400, {"code": WRONG, "message": DUPLICATE}, OutcomeUnknown),
        (400, {"code": WRONG.lower()}, OutcomeUnknown),
        (400, {"message": f"not a {WRONG}"}, OutcomeUnknown),
        (400, {"message": [WRONG]}, OutcomeUnknown),
        (400, {"code": "PRODUCT_OFFER_ORDER_NOT_FOUND"}, OutcomeUnknown),
        (400, {"code": "USER_NOT_FOUND"}, OutcomeUnknown),
        (400, WRONG, OutcomeUnknown),
    ],
)
async def test_not_bought(
    parrot: Parrot, desk: Desk, status: int, body: object, error: type[ProviderError]
) -> None:
    """A refusal is one only where the document has it and nothing contradicts it."""
    parrot.told(status, body)
    with pytest.raises(ProviderError) as caught:
        await desk[0].purchase(OFFER, PRICE, "txn-1")
    assert type(caught.value) is error


@pytest.mark.parametrize(
    ("body", "price", "stock"),
    [
        (b'{"count": 7, "price": 956.30}', "956.30", 7),
        (b'{"count": 7.0, "price": 956}', "956", 7),
        (b'{"count": "7", "price": "956.30"}', "956.30", 7),
        (b'{"count": 0, "price": 0}', "0", 0),
        (b'{"count": 1, "price": 0.1000000000000000055}', "0.1000000000000000055", 1),
    ],
)
async def test_quoted(parrot: Parrot, desk: Desk, body: bytes, price: str, stock: int) -> None:
    """A quote keeps the digits of the price as they stand in the answer."""
    parrot.told(200, body)
    quote = await desk[0].quote(OFFER)
    assert (str(quote.unit_price), quote.stock) == (price, stock)


@pytest.mark.parametrize(
    "body",
    [
        {"count": True, "price": 1},
        {"count": 1, "price": True},
        {"count": -1, "price": 1},
        {"count": 1, "price": -1},
        {"count": Decimal("1.5"), "price": 1},
        {"count": 1},
        {"price": 1},
        {"count": None, "price": None},
        b'{"count": 1, "price": 1e999}',
        b'{"count": 1, "price": 1e-999999999}',
        b'{"count": 1e999999999, "price": 1}',
        b'{"count": 1, "price": "NaN"}',
        b'{"count": 1, "price": NaN}',
    ],
)
async def test_not_quoted(parrot: Parrot, desk: Desk, body: object) -> None:
    """A count or price that cannot be one is no answer."""
    parrot.told(200, body)
    with pytest.raises(Unavailable, match="makes no sense"):
        await desk[0].quote(OFFER)


@pytest.mark.parametrize(
    ("body", "keys"),
    [
        ({"keys": "XBBRF-MR09R-NX8V"}, ("XBBRF-MR09R-NX8V",)),
        ({"keys": " A \n"}, ("A",)),
        ({"keys": ["A", "", " ", None, "B"]}, ("A", "B")),
        ({"keys": []}, ()),
        ({"keys": ""}, ()),
        ({"keys": None}, ()),
        ({}, ()),
        ({"status": "PROCESSING"}, ()),
    ],
)
async def test_keys(parrot: Parrot, desk: Desk, body: object, keys: tuple[str, ...]) -> None:
    """Keys come as a text or a list; blank, empty, null and absent are "not yet"."""
    parrot.told(200, body)
    assert await desk[0].keys("782") == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ('{"keys": 12345678901234567890123}', ("12345678901234567890123",)),
        ('{"keys": [12.0, 1E5, -0, 12.50]}', ("12.0", "1E5", "-0", "12.50")),
        ('{"keys": ["A", 5]}', ("A", "5")),
    ],
)
async def test_a_number_is_a_key(
    parrot: Parrot, desk: Desk, text: str, keys: tuple[str, ...]
) -> None:
    """A key that comes as a JSON number is that number just as it was written."""
    parrot.told(200, text.encode())
    assert await desk[0].keys("782") == keys


async def test_one_bad_key_spoils_no_other(parrot: Parrot, desk: Desk) -> None:
    """The readable ones are there; the others are known by their places."""
    parrot.told(200, b'{"keys": ["A-1", {"code": "B-2"}, null, true, "C-3", "\\ud800-4"]}')
    read = await desk[0].keys("782")
    assert read == ("A-1", "C-3")
    assert [slip.place for slip in slips_of(read)] == [2, 4, 6]


@pytest.mark.parametrize("body", [{"keys": {"a": "b"}}, {"keys": [True, []]}, [], "A"])
async def test_no_keys(parrot: Parrot, desk: Desk, body: object) -> None:
    """Keys of a wrong type are no answer, so they are asked for again."""
    parrot.told(200, body)
    with pytest.raises(Unavailable):
        await desk[0].keys("782")


async def test_code_with_status_200(parrot: Parrot, desk: Desk) -> None:
    """A read understands its own codes at any status."""
    parrot.told(200, {"message": "PRODUCT_OFFER_NOT_FOUND"})
    with pytest.raises(NotFound):
        await desk[0].quote(OFFER)


@pytest.mark.parametrize(
    ("model", "body"),
    [
        (Keys, {"keys": {"first": "hidden-1"}}),
        (Keys, {"keys": [{"first": "hidden-1"}, True]}),
        (SignedIn, {"token": ["hidden-1"]}),
        (SignedIn, {"other": "hidden-1"}),
    ],
)
def test_models_keep_secrets(model: type[BaseModel], body: dict[str, object]) -> None:
    """What does not fit a model is not repeated in its error, and what fits is not in its repr."""
    with pytest.raises(ValidationError) as caught:
        model.model_validate(body)
    assert "hidden-1" not in str(caught.value)
    assert "hidden-1" not in repr(Keys(keys=("hidden-1",)))


@pytest.mark.parametrize(
    ("price", "digits"),
    [("956.30", b"956.30"), ("956.3", b"956.3"), ("1E+3", b"1000"), ("0.07", b"0.07")],
)
@pytest.mark.parametrize(("reference", "sent"), [("782", b"782"), ("007", b"7")])
async def test_bytes_sent(
    parrot: Parrot, desk: Desk, price: str, digits: bytes, reference: str, sent: bytes
) -> None:
    """A price goes out as a number of the quoted digits, a reference as the number it is."""
    parrot.told(201, {"orderId": 782})
    await desk[0].purchase(OFFER, Decimal(price), "170022")
    await desk[0].keys(reference)
    bodies = [heard.body for heard in parrot.heard]
    assert bodies[1] == b'{"id":"562","price":%s,"currency":"KZT","txnId":"170022"}' % digits
    assert bodies[2] == b'{"orderId":%s}' % sent
