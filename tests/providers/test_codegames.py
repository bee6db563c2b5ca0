"""CodeGames over real HTTP against the stand-in: the job, and every documented refusal."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.base import OfferRef, Purchase, Purchasing, Quote
from providers.codegames.models import order_id
from providers.codegames.provider import CodeGames
from providers.errors import (
    AlreadyCharged,
    NotAllowed,
    NotFound,
    NotProven,
    NotRepeated,
    OutcomeUnknown,
    OutOfStock,
    ProviderError,
    Rejected,
    Unavailable,
    WrongPrice,
)
from providers.sent_purchases import YOUNG
from sandbox import codegames
from sandbox.codegames import Envelope, ErrorForm, Late
from sandbox.faults import Fault
from tests.clock import ManualClock
from tests.providers.conftest import LOGIN, OFFER, PASSWORD, codegames_settings
from tests.providers.patience import QUICK

PRICE = Decimal("956.3")
SENT_AT = datetime(2030, 1, 15, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
async def by_the_document(cg: codegames.CodeGames) -> AsyncIterator[None]:
    """Whatever a test does, no request may go against the document."""
    yield
    assert cg.complaints == []


def test_capability(shop: CodeGames) -> None:
    """It has the capability of selling."""
    assert isinstance(shop, Purchasing)
    assert (shop.name, shop.currencies) == ("codegames", frozenset({"KZT"}))


async def test_main_job(cg: codegames.CodeGames, shop: CodeGames) -> None:
    """Quote, buy, read the key: one charge, at the quoted price."""
    quote = await shop.quote(OFFER)
    assert quote == Quote(PRICE, "KZT", 7)

    bought = await shop.purchase(OFFER, quote.unit_price, "txn-1")
    assert bought == Purchase("782")
    assert await shop.keys(bought.reference) == tuple(cg.orders[0].keys)
    assert (cg.charges, cg.spent, cg.stock("562")) == (1, PRICE, 6)


async def test_pay_body(cg: codegames.CodeGames, shop: CodeGames) -> None:
    """A purchase sends what the document lists, and no count."""
    await shop.purchase(OFFER, Decimal("956.30"), "1700220589699083777")
    assert cg.calls[-1].body == {
        "id": "562",
        "price": 956.3,
        "currency": "KZT",
        "txnId": "1700220589699083777",
    }


async def test_key_in_array(cg: codegames.CodeGames, shop: CodeGames) -> None:
    """One key in an array is one key."""
    cg.single_key_as_list()
    bought = await shop.purchase(OFFER, PRICE, "txn-1")
    assert await shop.keys(bought.reference) == tuple(cg.orders[0].keys)


@pytest.mark.parametrize("late", Late)
async def test_late_keys(cg: codegames.CodeGames, shop: CodeGames, late: Late) -> None:
    """Keys that are late are not yet there, in whatever form that is said."""
    cg.keys_late(2, late)
    bought = await shop.purchase(OFFER, PRICE, "txn-1")
    answers = [await shop.keys(bought.reference) for _ in range(3)]
    assert answers == [(), (), tuple(cg.orders[0].keys)]


async def test_unknown_order(shop: CodeGames) -> None:
    """Keys of an order nobody knows are not yet there."""
    assert await shop.keys("999999") == ()


@pytest.mark.parametrize("reference", ["K12-a", "", "0", "7.5", "-782", "٧٨٢", "1e3", "9" * 19])
async def test_a_reference_that_is_no_number_is_refused_before_any_call(
    cg: codegames.CodeGames, shop: CodeGames, reference: str
) -> None:
    """The document has numbers only: nothing else is sent, not even a sign-in."""
    with pytest.raises(Rejected) as caught:
        await shop.keys(reference)
    assert caught.value.reason == "order-id-no-number"
    assert cg.calls == []


@given(st.integers(1, 10**18 - 1), st.text("0", max_size=5), st.text(" \n", max_size=2))
def test_digits_are_an_order_id(number: int, zeros: str, blanks: str) -> None:
    """However many zeros stand before them."""
    assert order_id(f"{blanks}{zeros}{number}{blanks}") == number


@given(st.text(st.characters(codec="ascii", exclude_categories=["Nd"])), st.integers(0, 10**6))
def test_anything_else_is_no_order_id(text: str, number: int) -> None:
    """One sign among the digits that is no digit, and it is none."""
    assert order_id(f"{text}!{number}") is None
    assert order_id(f"{number}!{text}") is None


CODES: list[tuple[str, type[ProviderError] | None, type[ProviderError], type[ProviderError]]] = [
    ("PRODUCT_OFFER_NOT_FOUND", NotFound, NotFound, NotProven),
    ("PRODUCT_OFFER_OUT_OF_STOCK", OutOfStock, OutOfStock, NotProven),
    ("PRODUCT_OFFER_WRONG_PRICE", None, WrongPrice, NotProven),
    ("PRODUCT_OFFER_TXN_DUPLICATE", None, AlreadyCharged, AlreadyCharged),
]
"""What each is at a check, at a purchase and at its recovery."""
FORMS = [
    *(ErrorForm(envelope, 400) for envelope in Envelope),
    *(ErrorForm(Envelope.CODE, status) for status in (200, 409, 500)),
]
"""Where a code stands, and with what status: the one changes nothing about the other."""


@pytest.mark.parametrize(
    "form", FORMS, ids=lambda form: f"{form.envelope.value}-{form.http_status}"
)
async def test_documented_codes(cg: codegames.CodeGames, shop: CodeGames, form: ErrorForm) -> None:
    """A documented code is understood in every envelope and at every status."""
    cg.errors = form
    for code, at_check, at_pay, at_recovery in CODES:
        cg.faults.add("pay", Fault.refusal(code), times=2)
        with pytest.raises(ProviderError, match=code) as caught:
            await shop.purchase(OFFER, PRICE, "txn-1")
        assert type(caught.value) is at_pay
        with pytest.raises(ProviderError, match=code) as caught:
            await shop.recover(OFFER, PRICE, "txn-1", SENT_AT)
        assert type(caught.value) is at_recovery
        if at_check is not None:
            cg.faults.add("check", Fault.refusal(code))
            with pytest.raises(at_check, match=code):
                await shop.quote(OFFER)
    assert cg.charges == 0


async def test_real_refusals(cg: codegames.CodeGames, shop: CodeGames) -> None:
    """What the shop itself refuses arrives as the error it is, and costs nothing."""
    with pytest.raises(NotFound):
        await shop.quote(OfferRef("563", "KZT"))
    with pytest.raises(WrongPrice):
        await shop.purchase(OFFER, Decimal("956.31"), "txn-1")
    cg.set_stock("562", 0)
    with pytest.raises(OutOfStock):
        await shop.quote(OFFER)
    with pytest.raises(OutOfStock):
        await shop.purchase(OFFER, PRICE, "txn-2")
    assert cg.charges == 0


async def test_other_currency(cg: codegames.CodeGames, shop: CodeGames) -> None:
    """Another currency than KZT is refused before anything is sent."""
    dollars = OfferRef("562", "USD")
    with pytest.raises(Rejected, match="KZT"):
        await shop.quote(dollars)
    with pytest.raises(Rejected, match="KZT"):
        await shop.purchase(dollars, PRICE, "txn-1")
    with pytest.raises(Rejected, match="KZT"):
        await shop.recover(dollars, PRICE, "txn-1", SENT_AT)
    assert cg.calls == []


@pytest.mark.parametrize("price", ["NaN", "sNaN", "Infinity", "-1"])
async def test_price_is_money(cg: codegames.CodeGames, shop: CodeGames, price: str) -> None:
    """A price that is no amount of money is refused before anything is sent."""
    with pytest.raises(Rejected):
        await shop.purchase(OFFER, Decimal(price), "txn-1")
    assert cg.calls == []


async def test_recovery_buys(cg: codegames.CodeGames, shop: CodeGames) -> None:
    """Recovery of a purchase that never arrived buys it now, with its own id."""
    assert await shop.recover(OFFER, PRICE, "txn-1", SENT_AT) == Purchase("782")
    assert [order.txn_id for order in cg.orders] == ["txn-1"]


@pytest.mark.parametrize("jump", [timedelta(days=-3650), timedelta(0), timedelta(days=3650)])
async def test_recovery_buys_nothing_old(
    cg: codegames.CodeGames, shop: CodeGames, clock: ManualClock, jump: timedelta
) -> None:
    """A lost try is sent again for an hour, whatever the clock is set to; then nothing is sent."""
    sent_at = clock()
    cg.faults.add("pay", Fault.lost_before(), times=2)
    with pytest.raises(OutcomeUnknown):
        await shop.purchase(OFFER, PRICE, "txn-1")
    clock.jump(jump)
    clock.advance(YOUNG.total_seconds())
    with pytest.raises(OutcomeUnknown):
        await shop.recover(OFFER, PRICE, "txn-1", sent_at)
    clock.advance(1)
    with pytest.raises(NotRepeated):
        await shop.recover(OFFER, PRICE, "txn-1", sent_at)
    assert cg.charges == 0


@pytest.mark.parametrize(
    "wrong", [timedelta(days=-3), timedelta(hours=-2), timedelta(minutes=2), timedelta(days=2000)]
)
async def test_recovery_buys_nothing_of_unknown_age(
    cg: codegames.CodeGames, shop: CodeGames, clock: ManualClock, wrong: timedelta
) -> None:
    """Sent by an earlier process long ago, or at a moment that lies ahead: a person must look."""
    with pytest.raises(NotRepeated):
        await shop.recover(OFFER, PRICE, "txn-1", clock() + wrong)
    assert cg.calls == []


async def test_recovery_never_charges_twice(cg: codegames.CodeGames, shop: CodeGames) -> None:
    """A purchase that was charged is not charged again by any repeat of its id."""
    await shop.purchase(OFFER, PRICE, "txn-1")
    with pytest.raises(AlreadyCharged):
        await shop.recover(OFFER, PRICE, "txn-1", SENT_AT)
    with pytest.raises(AlreadyCharged):
        await shop.purchase(OFFER, PRICE, "txn-1")
    assert cg.charges == 1


async def test_recovery_without_entry(cg: codegames.CodeGames, shop: CodeGames) -> None:
    """Recovery without being let in learns nothing, and says so."""
    cg.password = "changed"
    with pytest.raises(Unavailable, match="nothing learnt"):
        await shop.recover(OFFER, PRICE, "txn-1", SENT_AT)


async def test_wrong_credentials(cg: codegames.CodeGames, shop: CodeGames) -> None:
    """Wrong credentials are NotAllowed at any call, and are tried once."""
    cg.password = "changed"
    with pytest.raises(NotAllowed, match="INVALID_CREDENTIALS"):
        await shop.check()
    cg.login = "changed"
    with pytest.raises(NotAllowed, match="USER_NOT_FOUND"):
        await shop.purchase(OFFER, PRICE, "txn-1")
    assert [call.endpoint for call in cg.calls] == ["sign_in", "sign_in"]


async def test_undocumented_no_to_sign_in(cg: codegames.CodeGames, shop: CodeGames) -> None:
    """An undocumented refusal of a sign-in is NotAllowed too."""
    cg.faults.add("sign_in", Fault.refusal("ACCOUNT_BLOCKED"))
    with pytest.raises(NotAllowed, match="status 400"):
        await shop.check()


@pytest.mark.parametrize("scheme", ["Bearer", "JWT", ""])
async def test_auth_scheme(cg: codegames.CodeGames, scheme: str) -> None:
    """The token is sent in the scheme of the settings; without one, bare."""
    cg.auth_scheme = scheme
    settings = codegames_settings(cg.base_url, auth_scheme=scheme)
    shop = CodeGames(settings, on_secret=lambda _: None, patience=QUICK)
    try:
        assert (await shop.quote(OFFER)).stock == 7
    finally:
        await shop.close()


async def test_closed(cg: codegames.CodeGames, shop: CodeGames) -> None:
    """After close it is Unavailable, and closing again is harmless."""
    await shop.check()
    await shop.close()
    await shop.close()
    with pytest.raises(Unavailable, match="closed"):
        await shop.purchase(OFFER, PRICE, "txn-1")
    assert cg.charges == 0


async def test_check(cg: codegames.CodeGames, shop: CodeGames) -> None:
    """A check of health signs in each time."""
    await shop.check()
    await shop.check()
    assert [call.body for call in cg.calls] == [{"login": LOGIN, "password": PASSWORD}] * 2
