"""PIN Hype's books, reversals and tree as the desk has them."""

import asyncio
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.base import Browsing, Pinging, Purchasing, Reporting, ReversalEnd, Reversing
from providers.errors import NotFound, Rejected, Unavailable
from providers.hype.books import MOST_DAYS, months
from providers.hype.provider import Hype
from sandbox import hype
from sandbox.faults import Fault
from tests.clock import ManualClock
from tests.providers.conftest import PIN, hype_settings

PRICE = Decimal("66.49")
TODAY = date(2030, 1, 15)
GRACE = 120
days = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@given(begin=days, length=st.integers(0, 1000))
def test_a_period_in_parts(begin: date, length: int) -> None:
    """Every day is in exactly one part, in order, and none is longer than a report covers."""
    end = begin + timedelta(days=length)
    parts = list(months(begin, end))
    assert all((last - first).days < MOST_DAYS for first, last in parts)
    covered = [
        first + timedelta(days=day)
        for first, last in parts
        for day in range((last - first).days + 1)
    ]
    assert covered == [begin + timedelta(days=day) for day in range(length + 1)]


def test_capabilities(pins: Hype) -> None:
    """It can all that the desk asks of a seller."""
    for capability in (Purchasing, Reversing, Reporting, Browsing, Pinging):
        assert isinstance(pins, capability)
    assert pins.parallel == 25


async def test_sales_of_half_a_year(hy: hype.Hype, pins: Hype, clock: ManualClock) -> None:
    """A long period is asked for in parts, each allowed, and every sale comes once."""
    for number in range(4):
        await pins.purchase(PIN, PRICE, f"txn-{number}")
        clock.advance(40 * 24 * 3600)
    sales = await pins.sales(TODAY, TODAY + timedelta(days=179))
    assert sorted(sale.txn_id for sale in sales) == [f"txn-{number}" for number in range(4)]
    asked = [call for call in hy.calls if call.endpoint == "report_period"]
    assert [call.status for call in asked].count(200) == 6
    assert await pins.sales(TODAY + timedelta(days=1), TODAY + timedelta(days=31)) == ()


async def test_a_sale(hy: hype.Hype, pins: Hype) -> None:
    """Prices, days and words are the provider's; the key is there and never shown."""
    bought = await pins.purchase(PIN, PRICE, "txn-1")
    sale = await pins.sale(bought.reference)
    [pin] = hy.pins
    assert (sale.reference, sale.txn_id, sale.external_id) == (bought.reference, "txn-1", "101")
    assert (sale.sales_price, sale.cost) == (PRICE, Decimal("63.69"))
    assert (sale.currency, sale.country, sale.status) == ("BRL", "BR", "delivered")
    assert sale.sold_at is not None and sale.sold_at.date() == TODAY
    assert sale.key is not None and sale.key.get_secret_value() == pin.key
    assert pin.key not in f"{sale!r}{sale}"
    assert await pins.sales_of_txn("txn-1") == (sale,)
    assert await pins.sales_of_txn("txn-2") == ()
    with pytest.raises(NotFound):
        await pins.sale("999999")


@pytest.mark.parametrize("as_404", [False, True])
async def test_sales_to_a_document(hy: hype.Hype, pins: Hype, as_404: bool) -> None:
    """The number is sent without its mask; nobody's is an empty list however that is said."""
    hy.quirks.no_sale_is_404 = as_404
    bought = await pins.purchase(PIN, PRICE, "txn-1")
    hy.redeem(int(bought.reference), document="12345678900")
    assert [sale.txn_id for sale in await pins.sales_of_document("123.456.789-00")] == ["txn-1"]
    assert await pins.sales_of_document("98765432100") == ()
    with pytest.raises(Rejected):
        await pins.sales_of_document(" .-/ ")


async def test_what_is_no_number_is_no_sale_of_theirs(pins: Hype) -> None:
    """Whoever asks for "nope" hears that there is none, and not of a fault of ours."""
    for odd in ("nope", "²", "-1"):
        with pytest.raises(NotFound):
            await pins.sale(odd)


@pytest.mark.parametrize(("begin", "end"), [(1, 0), (0, 2000)])
async def test_what_is_no_period(pins: Hype, begin: int, end: int) -> None:
    """Backwards, or of many years, is refused before anything is asked."""
    with pytest.raises(Rejected):
        await pins.sales(TODAY + timedelta(days=begin), TODAY + timedelta(days=end))


async def test_a_part_that_fails_leaves_no_other_running(hy: hype.Hype, pins: Hype) -> None:
    """Nobody wants the rest of a period any more, and it would use up the rate."""
    await pins.check()
    hy.faults.add("report_period", Fault.refusal(400, "no"))
    with pytest.raises(Rejected):
        await pins.sales(TODAY - timedelta(days=900), TODAY)
    left = [each for each in asyncio.all_tasks() if each.get_name() == "report"]
    await asyncio.gather(*left, return_exceptions=True)
    assert all(each.cancelled() for each in left)
    assert left


@pytest.mark.parametrize("known", [True, False])
async def test_reversal(hy: hype.Hype, pins: Hype, known: bool) -> None:
    """By Hype's id where it is known, else by ours; with what was said."""
    bought = await pins.purchase(PIN, PRICE, "txn-1")
    answer = await pins.reverse("txn-1", bought.reference if known else None)
    assert (answer.end, answer.status) == (ReversalEnd.DONE, "Canceled in stock")
    assert (answer.said, answer.reference) == ("Successful cancellation", bought.reference)
    used = "reverse_transaction" if known else "reverse_reference"
    assert [call.endpoint for call in hy.calls if call.endpoint.startswith("reverse")] == [used]


@pytest.mark.parametrize("refused", [True, False])
async def test_reversed_twice(hy: hype.Hype, pins: Hype, refused: bool) -> None:
    """The second time it is done all the same, whether that is refused or not."""
    hy.quirks.repeated_reversal_refused = refused
    bought = await pins.purchase(PIN, PRICE, "txn-1")
    for _ in range(2):
        answer = await pins.reverse("txn-1", bought.reference)
        assert (answer.end, answer.status) == (ReversalEnd.DONE, "Canceled in stock")
    assert len(hy.reversals) == 1


@pytest.mark.parametrize("form", hype.ErrorForm)
async def test_a_redeemed_pin(hy: hype.Hype, pins: Hype, form: hype.ErrorForm) -> None:
    """A refusal says what the provider said, if it said it in JSON, and how the sale stands."""
    hy.errors = form
    bought = await pins.purchase(PIN, PRICE, "txn-1")
    hy.redeem(int(bought.reference))
    answer = await pins.reverse("txn-1", bought.reference)
    assert (answer.end, answer.status) == (ReversalEnd.REFUSED, "Redeemed by Client")
    in_json = form in {hype.ErrorForm.MESSAGE, hype.ErrorForm.PROBLEM}
    assert bool(answer.said) is in_json


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize(
    "fault", [Fault.status(500), Fault.status(401), Fault.html(200), Fault.refusal(400, "no")]
)
async def test_a_refused_repeat_without_books_is_unknown(
    hy: hype.Hype, pins: Hype, clock: ManualClock, fault: Fault, known: bool
) -> None:
    """Done, its answer lost, the repeat refused, the books not to be read: nobody knows, until they are."""
    hy.quirks.repeated_reversal_refused = True
    bought = await pins.purchase(PIN, PRICE, "txn-1")
    reference = bought.reference if known else None
    reversal, report = ("reverse_transaction", "report_transaction")
    if not known:
        reversal, report = ("reverse_reference", "report_reference")
    hy.faults.add(report, fault, times=None)
    hy.faults.add(reversal, Fault.lost_after())
    for _ in range(2):
        assert (await pins.reverse("txn-1", reference)).end is ReversalEnd.UNKNOWN
        clock.advance(GRACE)
    hy.faults.clear()
    assert (await pins.reverse("txn-1", reference)).end is ReversalEnd.DONE
    assert len(hy.reversals) == 1


@pytest.mark.parametrize("known", [True, False])
async def test_a_refused_repeat_is_not_believed_before_the_books_may_know(
    hy: hype.Hype, pins: Hype, clock: ManualClock, known: bool
) -> None:
    """Done, its answer lost, the repeat refused, and the books late: unknown, then done; never "stands"."""
    hy.quirks.repeated_reversal_refused = True
    bought = await pins.purchase(PIN, PRICE, "txn-1")
    clock.advance(GRACE)
    hy.report_lag = GRACE - 1
    hy.faults.add("reverse_transaction" if known else "reverse_reference", Fault.lost_after())
    for _ in range(2):
        answer = await pins.reverse("txn-1", bought.reference if known else None)
        assert (answer.end, answer.status) == (ReversalEnd.UNKNOWN, "delivered")
    clock.advance(GRACE)
    answer = await pins.reverse("txn-1", bought.reference if known else None)
    assert answer.end is ReversalEnd.DONE


@pytest.mark.parametrize("set_by", [timedelta(0), timedelta(days=400), timedelta(days=-400)])
async def test_after_a_restart_a_refused_repeat_is_not_believed_before_the_books_may_know(
    hy: hype.Hype, pins: Hype, clock: ManualClock, set_by: timedelta
) -> None:
    """Asked for by the process before, and done: the next one hears a no while the books are late. However
    the clock was set in between, nothing "stands" before its grace time is over.
    """
    hy.quirks.repeated_reversal_refused = True
    bought = await pins.purchase(PIN, PRICE, "txn-1")
    clock.advance(timedelta(days=800).total_seconds())
    hy.report_lag = max(set_by, timedelta(0)).total_seconds() + GRACE - 1
    hy.faults.add("reverse_transaction", Fault.lost_after())
    asked_at = clock()
    assert (await pins.reverse("txn-1", bought.reference)).end is ReversalEnd.UNKNOWN
    clock.jump(set_by)
    next_one = Hype(hype_settings(hy.base_url), on_secret=lambda _: None, clock=clock)
    try:
        answer = await next_one.reverse("txn-1", bought.reference, asked_at)
        assert (answer.end, answer.status) == (ReversalEnd.UNKNOWN, "delivered")
        clock.advance(GRACE)
        hy.report_lag = -(10.0**9)
        answer = await next_one.reverse("txn-1", bought.reference, asked_at)
        assert answer.end is ReversalEnd.DONE
    finally:
        await next_one.close()


async def test_a_refused_reversal_of_what_the_books_do_not_show_is_unknown(
    hy: hype.Hype, pins: Hype, clock: ManualClock
) -> None:
    """It was accepted, so that it is missing in the books proves nothing of it."""
    bought = await pins.purchase(PIN, PRICE, "txn-1")
    hy.report_lag = GRACE
    hy.redeem(int(bought.reference))
    assert (await pins.reverse("txn-1", bought.reference)).end is ReversalEnd.UNKNOWN
    clock.advance(GRACE)
    assert (await pins.reverse("txn-1", bought.reference)).end is ReversalEnd.REFUSED


async def test_a_reversal_of_nothing(pins: Hype) -> None:
    """What was never bought is refused; what cannot be an id is not sent."""
    assert (await pins.reverse("txn-9", None)).end is ReversalEnd.REFUSED
    with pytest.raises(Rejected):
        await pins.reverse("txn-9", "no number")


async def test_the_tree(hy: hype.Hype, pins: Hype, clock: ManualClock) -> None:
    """The whole tree with its age, products in sub-collections too; read once in ten minutes."""
    tree = await pins.browse()
    assert [branch.name for branch in tree.collections] == ["Games", "Cards"]
    [action] = tree.collections[0].collections
    assert [product.name for product in action.products] == ["GTA V"]
    assert {product.name for product in tree.collections[1].products} == {"GTA V", "Gold"}
    assert action.products[0].sales_price == PRICE
    assert tree.read_at == clock()
    clock.advance(599)
    assert (await pins.browse()).read_at == tree.read_at
    clock.advance(1)
    assert (await pins.browse()).read_at == clock()
    await pins.browse(fresh=True)
    assert [call.endpoint for call in hy.calls].count("catalog") == 3


async def test_one_walk_at_a_time(hy: hype.Hype, pins: Hype) -> None:
    """However many ask for a fresh tree together, those who waited share one more walk."""
    await asyncio.gather(*(pins.browse(fresh=True) for _ in range(10)))
    assert [call.endpoint for call in hy.calls].count("catalog") == 1


async def test_an_old_tree_is_better_than_none(
    hy: hype.Hype, pins: Hype, clock: ManualClock
) -> None:
    """While it cannot be read the old one is shown with its age; nothing is quoted by it."""
    read_at = (await pins.browse()).read_at
    clock.advance(3600)
    hy.faults.add("catalog", Fault.status(500), times=None)
    assert (await pins.browse()).read_at == read_at
    with pytest.raises(Unavailable):
        await pins.quote(PIN)
