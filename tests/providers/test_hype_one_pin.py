"""PIN Hype: whatever happens to a purchase and to looking it up, it is one pin at most."""

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from providers.base import Purchase
from providers.errors import ProviderError
from providers.hype.provider import Hype
from sandbox import hype
from sandbox.faults import Fault
from tests.clock import ManualClock
from tests.providers.conftest import PIN, hype_settings
from tests.providers.patience import QUICK_HYPE

PRICE = Decimal("66.49")

GRACE = 120


@pytest.fixture
async def sturdy(hy: hype.Hype, clock: ManualClock) -> AsyncIterator[Hype]:
    """Our Hype, which never takes the stand-in for down."""
    patience = replace(QUICK_HYPE, down_after=10**9)
    made = Hype(
        hype_settings(hy.base_url), on_secret=lambda _: None, patience=patience, clock=clock
    )
    yield made
    await made.close()


faults = st.sampled_from(
    [
        Fault.lost_before(),
        Fault.lost_after(),
        Fault.truncated(),
        Fault.html(502, acted=False),
        Fault.html(200),
        Fault.malformed(),
        Fault.status(503),
        Fault.status(503, acted=True),
        Fault.status(500, acted=True),
        Fault.refusal(400, "no"),
        Fault.refusal(409, "no"),
        Fault.status(401),
        None,
    ]
)


@settings(max_examples=60)
@given(
    booking=st.lists(faults, max_size=4),
    looking=st.lists(faults, max_size=4),
    lag=st.sampled_from([0, 60, GRACE - 1]),
    pauses=st.lists(st.sampled_from([1, 30, GRACE]), min_size=6, max_size=6),
)
async def test_whatever_happens_one_pin(
    hy: hype.Hype,
    sturdy: Hype,
    clock: ManualClock,
    booking: list[Fault | None],
    looking: list[Fault | None],
    lag: int,
    pauses: list[int],
) -> None:
    """Any row of faults: at most one pin under an id, and who says "refused" has booked none."""
    hy.faults.clear()
    hy.set_stock(101, 7)
    hy.report_lag = lag
    before = len(hy.pins)
    txn_id = f"txn-{before}-{len(hy.calls)}"
    for endpoint, row in (("pre_redeem", booking), ("report_reference", looking)):
        for fault in row:
            if fault is not None:
                hy.faults.add(endpoint, fault)
    sent_at = clock()
    end: Purchase | str = ""
    try:
        end = await sturdy.purchase(PIN, PRICE, txn_id)
    except ProviderError as error:
        end = error.kind
    for pause in pauses:
        if end not in {"unknown", "unavailable"}:
            break
        clock.advance(pause)
        try:
            end = await sturdy.recover(PIN, PRICE, txn_id, sent_at)
        except ProviderError as error:
            end = error.kind
    mine = [pin for pin in hy.pins[before:] if pin.reference == txn_id]
    assert len(hy.pins) - before == len(mine) <= 1
    if isinstance(end, Purchase):
        assert end.keys == (mine[0].key,)
    elif end not in {"unknown", "unavailable", "not-proven"}:
        assert mine == []
