"""What must add up whatever is sent, and whatever gets lost on the way."""

from collections import Counter
from decimal import Decimal

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.faults import Fault
from sandbox.hype import Hype, Quirks, Status
from tests.sandbox.providers.hype_partner import Partner, partner_of, stocked

REFERENCES = st.sampled_from(["a", "b", "c", "d"])
STEPS = st.one_of(
    st.tuples(st.just("book"), REFERENCES, st.sampled_from([1, 2, 3, 99])),
    st.tuples(st.just("reverse"), REFERENCES, st.booleans()),
    st.tuples(st.just("redeem"), REFERENCES, st.none()),
)
LOSSES = st.sampled_from(
    [
        None,
        Fault.status(503),
        Fault.status(503, acted=True),
        Fault.html(),
        Fault.malformed(),
        Fault.truncated(),
        Fault.lost_before(),
        Fault.lost_after(),
    ]
)


def assert_adds_up(hype: Hype) -> None:
    """Pins, stock, spending, reversals and keys tell the same story."""
    kept = Counter(pin.product_id for pin in hype.pins if pin.status is not Status.CANCELED)
    assert kept[2] + hype.stock(2) == 3
    assert hype.stock(2) >= 0
    assert hype.stock(1) == -1
    assert len({pin.reference for pin in hype.pins}) == len(hype.pins)
    assert len({pin.key for pin in hype.pins}) == len(hype.pins)
    assert hype.spent.get("BRL", 0) == kept[1] * Decimal("63.69") + kept[2] * Decimal("45.50")
    canceled = [pin.transaction_id for pin in hype.pins if pin.status is Status.CANCELED]
    assert sorted(reversal.transaction_id for reversal in hype.reversals) == canceled


async def take_back(partner: Partner, hype: Hype, reference: str, by_reference: bool) -> int:
    """Reverse by one of the two numbers and return the HTTP status."""
    if by_reference:
        return (await partner.reverse_reference(reference)).status_code
    numbers = [pin.transaction_id for pin in hype.pins if pin.reference == reference]
    return (await partner.reverse(numbers[0] if numbers else 1)).status_code


@settings(max_examples=25)
@given(
    steps=st.lists(STEPS, max_size=15),
    repeat_refused=st.booleans(),
)
async def test_any_sequence_of_bookings_reversals_and_redemptions_adds_up(
    steps: list[tuple[str, str, int | bool | None]], repeat_refused: bool
) -> None:
    """Each answer is what a model of four lines says, and the books are right after each."""
    hype = stocked(rate=None, quirks=Quirks(repeated_reversal_refused=repeat_refused))
    state: dict[str, str] = {}
    left = 3
    product: dict[str, int] = {}
    async with partner_of(hype) as partner:
        for kind, reference, extra in steps:
            was = state.get(reference)
            if kind == "book":
                number = int(extra or 0)
                fine = was is None and (number == 1 or (number == 2 and left > 0))
                status = (await partner.book(reference, number)).status_code
                assert status == (200 if fine else 400)
                if fine:
                    state[reference], product[reference] = "open", number
                    left -= number == 2
            elif kind == "reverse":
                expected = {None: 404, "open": 200, "redeemed": 400}.get(
                    was, 400 if repeat_refused else 200
                )
                assert await take_back(partner, hype, reference, bool(extra)) == expected
                if was == "open":
                    state[reference] = "reversed"
                    left += product[reference] == 2
            elif was == "open":
                hype.redeem(next(p.transaction_id for p in hype.pins if p.reference == reference))
                state[reference] = "redeemed"
            assert hype.stock(2) == left
            assert_adds_up(hype)
        for pin in hype.pins:
            (sale,) = (await partner.look_up(pin.reference)).json()
            assert (sale["key"], sale["status"]) == (pin.key, pin.status.value)
    assert hype.complaints == []


async def settle(partner: Partner, reference: str) -> str | None:
    """Look the reference up before every repeat; return the key, None once refused."""
    while True:
        found = (await partner.look_up(reference)).json()
        if found:
            return str(found[0]["key"])
        try:
            answer = await partner.book(reference, 2)
            if answer.status_code == 400:
                return None
            return str(answer.json()["transaction"]["key"])
        except (httpx.TransportError, ValueError):
            continue


@settings(max_examples=25)
@given(bookings=st.integers(1, 5), losses=st.lists(LOSSES, max_size=10))
async def test_lookup_and_the_same_reference_never_book_twice(
    bookings: int, losses: list[Fault | None]
) -> None:
    """Whatever is lost, the first three get their pins and later ones are refused."""
    hype = stocked(rate=None)
    for fault in losses:
        if fault is not None:
            hype.faults.add("pre_redeem", fault)
    async with partner_of(hype) as partner:
        keys = [await settle(partner, f"r{number}") for number in range(bookings)]
    assert [key for key in keys if key] == [pin.key for pin in hype.pins]
    assert len(hype.pins) == min(bookings, 3)
    assert keys[3:] == [None] * (bookings - len(keys[:3]))
    assert_adds_up(hype)
    assert hype.complaints == []
