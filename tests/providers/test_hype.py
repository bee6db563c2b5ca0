"""PIN Hype over real HTTP against the stand-in: the job, and every refusal."""

import asyncio
import logging
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal

import pytest
from structlog.testing import capture_logs

from providers.base import OfferRef
from providers.errors import (
    NotAllowed,
    NotFound,
    OutcomeUnknown,
    OutOfStock,
    ProviderError,
    Rejected,
    Unavailable,
    WrongPrice,
)
from providers.hype.provider import Hype
from sandbox import hype
from sandbox.faults import Fault
from tests.clock import ManualClock
from tests.providers.conftest import HYPE_SECRET, PIN, hype_settings
from tests.providers.discreet import assert_hides

PRICE = Decimal("66.49")


def endpoints(hy: hype.Hype) -> list[str]:
    """What was called, in order."""
    return [call.endpoint for call in hy.calls]


async def test_quote(hy: hype.Hype, pins: Hype) -> None:
    """The price is the tree's, to the cent, the stock is the product's own; 5.6 is never asked."""
    quote = await pins.quote(PIN)
    assert (quote.unit_price, quote.currency, quote.stock) == (PRICE, "BRL", 7)
    assert "product" not in endpoints(hy)


async def test_quote_by_cost(hy: hype.Hype) -> None:
    """One setting makes what the partner pays the price of the offer."""
    provider = Hype(hype_settings(hy.base_url, price="cost"), on_secret=lambda _: None)
    assert (await provider.quote(PIN)).unit_price == Decimal("63.69")
    await provider.close()


async def test_unlimited_and_sold_out(hy: hype.Hype, pins: Hype) -> None:
    """An amount of -1 has no end; 0 is sold out and still a quote."""
    assert (await pins.quote(OfferRef("102", "BRL"))).stock is None
    hy.set_stock(101, 0)
    assert (await pins.quote(PIN)).stock == 0


async def test_currencies_are_never_mixed(hy: hype.Hype, pins: Hype) -> None:
    """A product is quoted in the currency it is sold in, also where the tree lists others."""
    hy.quirks.mixed_currencies = True
    assert (await pins.quote(OfferRef("103", "COP", "CO"))).unit_price == Decimal(90000)
    for wrong in (OfferRef("103", "BRL"), OfferRef("101", "COP", "CO"), OfferRef("999", "BRL")):
        with pytest.raises(NotFound):
            await pins.quote(wrong)


@pytest.mark.parametrize("wrong", ["", "abc", "1/2", "-1", "٣", "99999999999"])
async def test_what_is_no_id_is_not_sent(hy: hype.Hype, pins: Hype, wrong: str) -> None:
    """Ids are int32; nothing else gets into an address."""
    for call in (pins.sale(wrong), pins.keys(wrong), pins.quote(OfferRef(wrong, "BRL"))):
        with pytest.raises((Rejected, NotFound)):
            await call
    assert {"report_transaction", "stock"}.isdisjoint(endpoints(hy))


async def test_purchase(hy: hype.Hype, pins: Hype) -> None:
    """One pin is booked under our id, in the market of the offer, and its key comes at once."""
    bought = await pins.purchase(PIN, PRICE, "txn-1")
    [pin] = hy.pins
    assert (bought.reference, bought.keys) == (str(pin.transaction_id), (pin.key,))
    assert pin.reference == "txn-1"
    assert hy.calls[-1].body == {
        "productId": 101,
        "partnerReference": "txn-1",
        "countryCode": "BR",
        "currencyCode": "BRL",
    }
    assert pin.key not in repr(bought)
    assert await pins.keys(bought.reference) == (pin.key,)
    assert await pins.keys("999999") == ()


async def test_a_price_that_moved(hy: hype.Hype, pins: Hype, clock: ManualClock) -> None:
    """The call names no price, so ours is held against a tree of the last seconds before it."""
    await pins.quote(PIN)
    hy.set_price(101, "70.00", cost="63.69")
    clock.advance(6)
    with pytest.raises(WrongPrice):
        await pins.purchase(PIN, PRICE, "txn-1")
    assert "pre_redeem" not in endpoints(hy)
    assert (await pins.quote(PIN)).unit_price == Decimal("70.00")
    await pins.purchase(PIN, Decimal("70.00"), "txn-2")


@pytest.mark.parametrize("form", hype.ErrorForm)
async def test_refusals(hy: hype.Hype, pins: Hype, form: hype.ErrorForm) -> None:
    """Whatever body a refusal has: the books are asked, then it is sold out or refused."""
    hy.errors = form
    await pins.quote(PIN)
    hy.set_stock(101, 0)
    with pytest.raises(OutOfStock):
        await pins.purchase(PIN, PRICE, "txn-1")
    hy.set_stock(101, 1)
    hy.faults.add("pre_redeem", Fault.refusal(422, "no"))
    with pytest.raises(Rejected, match="status 422"):
        await pins.purchase(PIN, PRICE, "txn-2")
    assert endpoints(hy)[-3:] == ["pre_redeem", "report_reference", "stock"]
    assert hy.pins == []


async def test_a_refusal_that_was_none(hy: hype.Hype, pins: Hype) -> None:
    """Refused because the id was used: the books have the pin, and it is ours."""
    first = await pins.purchase(PIN, PRICE, "txn-1")
    assert await pins.purchase(PIN, PRICE, "txn-1") == first
    assert len(hy.pins) == 1


async def test_a_refusal_that_cannot_be_checked(hy: hype.Hype, pins: Hype) -> None:
    """Without the books a refusal proves nothing."""
    hy.faults.add("pre_redeem", Fault.refusal(400, "no"))
    hy.faults.add("report_reference", Fault.status(500), times=3)
    with pytest.raises(OutcomeUnknown):
        await pins.purchase(PIN, PRICE, "txn-1")


async def test_an_answer_without_a_pin(hy: hype.Hype, pins: Hype, clock: ManualClock) -> None:
    """The document's own sample, ``{}``, is no proof of anything: the look-up finds the pin."""
    hy.quirks.empty_pre_redeem = True
    with pytest.raises(OutcomeUnknown):
        await pins.purchase(PIN, PRICE, "txn-1")
    bought = await pins.recover(PIN, PRICE, "txn-1", clock())
    assert bought.keys == (hy.pins[0].key,)


async def test_wrong_credentials(hy: hype.Hype, secrets: list[str]) -> None:
    """Refused by a status or by a word in the answer, it is NotAllowed; nothing else is called."""
    settings = hype_settings(hy.base_url, secret="wrong")
    for hy.quirks.refused_sign_in_is_200 in (False, True):
        for hy.errors in hype.ErrorForm:
            provider = Hype(settings, on_secret=secrets.append)
            with pytest.raises(NotAllowed):
                await provider.check()
            with pytest.raises(NotAllowed):
                await provider.purchase(PIN, PRICE, "txn-1")
            await provider.close()
    assert set(endpoints(hy)) == {"auth"}
    assert secrets == []


async def test_one_sign_in_for_many(hy: hype.Hype, pins: Hype) -> None:
    """Twenty calls at once sign in once and walk the tree once; a token that ended is replaced once."""
    gold = OfferRef("102", "BRL")
    await asyncio.gather(*(pins.quote(gold) for _ in range(20)))
    assert endpoints(hy).count("auth") == endpoints(hy).count("catalog") == 1
    hy.expire_tokens()
    await asyncio.gather(*(pins.quote(gold) for _ in range(20)))
    assert endpoints(hy).count("auth") == 2
    assert "refresh" not in endpoints(hy)


async def test_every_token_is_told(hy: hype.Hype, pins: Hype, secrets: list[str]) -> None:
    """Both tokens of the pair are told to whoever hides secrets in logs."""
    await pins.check()
    assert len(secrets) == 2
    await pins.quote(PIN)
    sent = hy.calls[-1].headers["Authorization"]
    assert sent.removeprefix("Bearer ") in secrets


async def test_refreshed_before_its_end(clock: ManualClock, secrets: list[str]) -> None:
    """A pair that is all but used up is refreshed; where that is refused one signs in anew."""
    brief = hype.Hype(clock=clock, token_lifetime=timedelta(microseconds=10))
    await brief.start()
    settings = hype_settings(brief.base_url, identifier=brief.identifier, secret=brief.secret)
    provider = Hype(settings, on_secret=secrets.append)
    await provider.check()
    assert await provider.keys("1") == ()
    assert endpoints(brief) == ["auth", "refresh", "report_transaction"]
    brief.expire_refresh_tokens()
    assert await provider.keys("1") == ()
    assert endpoints(brief)[3:] == ["refresh", "auth", "report_transaction"]
    assert len(set(secrets)) == 6
    await provider.close()
    await brief.stop()


async def test_echo(hy: hype.Hype, pins: Hype) -> None:
    """Any 2xx is a yes, with a token where one is wanted; nobody there is Unavailable."""
    await pins.ping()
    assert endpoints(hy) == ["echo"]
    hy.quirks.echo_needs_token = True
    await pins.ping()
    assert endpoints(hy)[-3:] == ["echo", "auth", "echo"]
    hy.complaints.clear()  # it has found out that a token is wanted
    await hy.stop()
    with pytest.raises(Unavailable):
        await pins.ping()


async def test_other_routes(hy: hype.Hype, secrets: list[str]) -> None:
    """What no document tells is taken from the settings, methods included."""
    other = hype.Hype(
        identifier=hy.identifier,
        secret=hy.secret,
        routes=hype.Routes(
            reverse_transaction="POST /cancel",
            reverse_reference="DELETE /cancel/{partnerReference}",
            report_reference="GET /sales/by/{partnerReferenceId}/all",
            echo="POST /ping",
        ),
    )
    other.collection(1, "All")
    other.product(101, "GTA V", "66.49", collection=1)
    await other.start()
    settings = hype_settings(
        other.base_url,
        reversal_path="POST /cancel",
        reversal_by_reference_path="DELETE /cancel/{reference}",
        report_by_reference_path="/sales/by/{reference}/all",
        echo_path="POST /ping",
    )
    provider = Hype(settings, on_secret=secrets.append)
    await provider.ping()
    for txn_id in ("one/two", "three"):
        await provider.purchase(PIN, PRICE, txn_id)
    [sale] = await provider.sales_of_txn("one/two")
    assert (await provider.reverse("one/two", None)).end == "done"
    assert (await provider.reverse("three", str(int(sale.reference) + 1))).end == "done"
    await provider.close()
    await other.stop()
    assert other.complaints == []
    assert len(other.reversals) == 2


async def test_nothing_secret_is_logged(
    hy: hype.Hype, pins: Hype, secrets: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    """No secret, token, key or document is logged, whether calls end well or not."""
    caplog.set_level(logging.DEBUG)
    bought = await pins.purchase(PIN, PRICE, "txn-0")
    hy.redeem(int(bought.reference), document="12345678900")
    names = ("auth", "pre_redeem", "report_transaction", "report_document", "reverse_transaction")
    with capture_logs() as lines:
        for fault in (Fault.html(), Fault.malformed(), Fault.truncated(), Fault.refusal(400), None):
            for name in names if fault else ():
                hy.faults.add(name, fault or Fault.status(500))
            for call in (
                pins.check(),
                pins.purchase(PIN, PRICE, f"txn-{len(hy.calls)}"),
                pins.sale(bought.reference),
                pins.sales_of_document("12345678900"),
                pins.reverse("txn-0", bought.reference),
            ):
                with suppress(ProviderError):
                    await call
    assert len(lines) > 30
    hidden = [HYPE_SECRET, "12345678900", *secrets, *(pin.key for pin in hy.pins)]
    assert_hides(f"{lines}\n{caplog.text}", hidden)
