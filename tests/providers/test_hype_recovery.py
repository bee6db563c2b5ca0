"""PIN Hype: a lost answer is found again, and nothing is ever booked twice."""

from datetime import timedelta
from decimal import Decimal

import pytest

from providers.base import Purchase
from providers.errors import NotProven, NotRepeated, OutcomeUnknown, Unavailable
from providers.hype.provider import Hype
from providers.sent_purchases import YOUNG
from sandbox import hype
from sandbox.faults import Fault
from tests.clock import ManualClock
from tests.providers.conftest import PIN

PRICE = Decimal("66.49")

GRACE = 120


async def lose(hy: hype.Hype, pins: Hype, fault: Fault, txn_id: str = "txn-1") -> None:
    """Make a purchase whose answer is lost."""
    hy.faults.add("pre_redeem", fault)
    with pytest.raises(OutcomeUnknown):
        await pins.purchase(PIN, PRICE, txn_id)


async def test_found(hy: hype.Hype, pins: Hype, clock: ManualClock) -> None:
    """Booked, and its answer lost: the books give the key, and nothing is sent again."""
    sent_at = clock()
    await lose(hy, pins, Fault.lost_after())
    [pin] = hy.pins
    found = await pins.recover(PIN, PRICE, "txn-1", sent_at)
    assert found == Purchase(str(pin.transaction_id), (pin.key,))
    assert [call.endpoint for call in hy.calls].count("pre_redeem") == 1


@pytest.mark.parametrize("as_404", [False, True])
@pytest.mark.parametrize("form", hype.ErrorForm)
async def test_not_there_in_time_is_made_again(
    hy: hype.Hype, pins: Hype, clock: ManualClock, form: hype.ErrorForm, as_404: bool
) -> None:
    """Never booked: not known within the grace time, after it made again under the same id."""
    hy.quirks.no_sale_is_404, hy.errors = as_404, form
    sent_at = clock()
    await lose(hy, pins, Fault.lost_before())
    for _ in range(2):
        with pytest.raises(Unavailable, match="not known yet"):
            await pins.recover(PIN, PRICE, "txn-1", sent_at)
        clock.advance(GRACE - 60)
    bought = await pins.recover(PIN, PRICE, "txn-1", sent_at)
    assert [pin.reference for pin in hy.pins] == ["txn-1"]
    assert bought.keys == (hy.pins[0].key,)


async def test_books_that_lag(hy: hype.Hype, pins: Hype, clock: ManualClock) -> None:
    """Booked, and in the books only later: not known, then found; one pin."""
    hy.report_lag = 60
    sent_at = clock()
    await lose(hy, pins, Fault.lost_after())
    with pytest.raises(Unavailable):
        await pins.recover(PIN, PRICE, "txn-1", sent_at)
    clock.advance(61)
    assert (await pins.recover(PIN, PRICE, "txn-1", sent_at)).keys == (hy.pins[0].key,)
    assert len(hy.pins) == 1


async def test_books_that_lag_too_long(hy: hype.Hype, pins: Hype, clock: ManualClock) -> None:
    """Not in the books after the grace time, and the id is refused: a person must look; one pin."""
    hy.report_lag = 10 * GRACE
    sent_at = clock()
    await lose(hy, pins, Fault.lost_after())
    clock.advance(GRACE)
    with pytest.raises(NotProven):
        await pins.recover(PIN, PRICE, "txn-1", sent_at)
    assert [call.endpoint for call in hy.calls][-4:] == [
        "report_reference",
        "catalog",
        "pre_redeem",
        "report_reference",
    ]
    assert len(hy.pins) == 1


@pytest.mark.parametrize("jump", [timedelta(days=-3650), timedelta(hours=-3), timedelta(days=3650)])
async def test_a_clock_that_is_set_shortens_no_grace(
    hy: hype.Hype, pins: Hype, clock: ManualClock, jump: timedelta
) -> None:
    """However the wall's clock is set, a booking is repeated only after a grace time that has passed."""
    sent_at = clock()
    await lose(hy, pins, Fault.lost_before())
    clock.jump(jump)
    clock.advance(GRACE - 1)
    with pytest.raises(Unavailable):
        await pins.recover(PIN, PRICE, "txn-1", sent_at)
    assert not hy.pins
    clock.advance(1)
    assert (await pins.recover(PIN, PRICE, "txn-1", sent_at)).keys == (hy.pins[0].key,)


async def test_a_booking_is_not_repeated_at_another_price(
    hy: hype.Hype, pins: Hype, clock: ManualClock
) -> None:
    """The price moved while the answer was lost: nothing is bought that nobody confirmed."""
    sent_at = clock()
    await lose(hy, pins, Fault.lost_before())
    hy.set_price(101, "70.00")
    clock.advance(GRACE)
    with pytest.raises(NotRepeated):
        await pins.recover(PIN, PRICE, "txn-1", sent_at)
    assert not hy.pins


@pytest.mark.parametrize(
    "wrong", [timedelta(days=-3), timedelta(hours=-2), timedelta(minutes=2), timedelta(days=2000)]
)
async def test_a_booking_of_an_unknown_age_is_not_repeated(
    hy: hype.Hype, pins: Hype, clock: ManualClock, wrong: timedelta
) -> None:
    """Sent by an earlier process long ago, or at a moment that lies ahead: a person must look."""
    clock.advance(GRACE)
    with pytest.raises(NotRepeated):
        await pins.recover(PIN, PRICE, "txn-1", clock() + wrong)
    assert not hy.pins


async def test_a_booking_of_an_earlier_process_is_as_old_as_this_one(
    hy: hype.Hype, pins: Hype, clock: ManualClock
) -> None:
    """However the wall is set: what this process has not sent is older than itself."""
    clock.advance(YOUNG.total_seconds() + 1)
    with pytest.raises(NotRepeated):
        await pins.recover(PIN, PRICE, "txn-1", clock())
    assert not hy.pins


async def test_a_booking_of_an_earlier_process_is_made_while_it_is_young(
    hy: hype.Hype, pins: Hype, clock: ManualClock
) -> None:
    """Sent just before the process died, and not in the books: made again, under its id, after the grace."""
    sent_at = clock()
    with pytest.raises(Unavailable):
        await pins.recover(PIN, PRICE, "txn-1", sent_at)
    clock.advance(GRACE)
    assert (await pins.recover(PIN, PRICE, "txn-1", sent_at)).keys == (hy.pins[0].key,)


async def test_a_repeat_that_is_lost_has_a_grace_time_of_its_own(
    hy: hype.Hype, pins: Hype, clock: ManualClock
) -> None:
    """Booked by the repeat, whose answer is lost and whose sale is in the books later: found, not sent."""
    hy.report_lag = GRACE - 1
    sent_at = clock()
    await lose(hy, pins, Fault.lost_before())
    clock.advance(GRACE)
    hy.faults.add("pre_redeem", Fault.lost_after())
    with pytest.raises(OutcomeUnknown):
        await pins.recover(PIN, PRICE, "txn-1", sent_at)
    with pytest.raises(Unavailable, match="not known yet"):
        await pins.recover(PIN, PRICE, "txn-1", sent_at)
    clock.advance(GRACE)
    assert (await pins.recover(PIN, PRICE, "txn-1", sent_at)).keys == (hy.pins[0].key,)
    assert [call.endpoint for call in hy.calls].count("pre_redeem") == 2


async def test_repeats_make_a_booking_no_younger(
    hy: hype.Hype, pins: Hype, clock: ManualClock
) -> None:
    """It is asked for again for an hour from its first try on, however often that is lost."""
    sent_at = clock()
    await lose(hy, pins, Fault.lost_before())
    for _ in range(2):
        clock.advance(YOUNG.total_seconds() / 2)
        hy.faults.add("pre_redeem", Fault.lost_before())
        with pytest.raises(OutcomeUnknown):
            await pins.recover(PIN, PRICE, "txn-1", sent_at)
    clock.advance(GRACE)
    with pytest.raises(NotRepeated):
        await pins.recover(PIN, PRICE, "txn-1", sent_at)
    assert not hy.pins


@pytest.mark.parametrize(
    "fault", [Fault.refusal(400, "no"), Fault.status(500), Fault.html(200), Fault.status(401)]
)
async def test_a_price_that_cannot_be_read_is_asked_for_later(
    hy: hype.Hype, pins: Hype, clock: ManualClock, fault: Fault
) -> None:
    """Nothing is bought at a price nobody knows; it is bought when it can be read, or too old by then."""
    sent_at = clock()
    await lose(hy, pins, Fault.lost_before())
    clock.advance(GRACE)
    for _ in range(3):
        hy.faults.add("catalog", fault)
    with pytest.raises(Unavailable):
        await pins.recover(PIN, PRICE, "txn-1", sent_at)
    assert not hy.pins
    hy.faults.clear()
    assert (await pins.recover(PIN, PRICE, "txn-1", sent_at)).keys == (hy.pins[0].key,)


async def test_a_duplicate_is_looked_up_once_more(
    hy: hype.Hype, pins: Hype, clock: ManualClock
) -> None:
    """It got into the books between the look-up and the repeat: the refusal leads to the key."""
    hy.report_lag = GRACE + 1
    sent_at = clock()
    await lose(hy, pins, Fault.lost_after())
    clock.advance(GRACE)
    gate = hy.gate("pre_redeem", "before", when=lambda _: bool(clock.advance(5)))
    gate.release()
    assert (await pins.recover(PIN, PRICE, "txn-1", sent_at)).keys == (hy.pins[0].key,)
    assert len(hy.pins) == 1


async def test_taken_back_meanwhile(hy: hype.Hype, pins: Hype, clock: ManualClock) -> None:
    """A pin that was cancelled is no key to hand over, and its id is not bought again."""
    await lose(hy, pins, Fault.lost_after())
    await pins.reverse("txn-1", None)
    clock.advance(GRACE)
    with pytest.raises(NotProven):
        await pins.recover(PIN, PRICE, "txn-1", clock())
    assert await pins.keys(str(hy.pins[0].transaction_id)) == ()
    assert len(hy.pins) == 1


async def test_our_price_does_not_matter_to_a_recovery(
    hy: hype.Hype, pins: Hype, clock: ManualClock
) -> None:
    """What was booked at the old price is found, whatever the price is now."""
    sent_at = clock()
    await lose(hy, pins, Fault.lost_after())
    hy.set_price(101, "99.00")
    clock.advance(GRACE)
    assert (await pins.recover(PIN, PRICE, "txn-1", sent_at)).keys
