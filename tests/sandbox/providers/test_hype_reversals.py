"""Taking pins back, by either number."""

import pytest

from sandbox.hype import Quirks, Status
from tests.clock import ManualClock
from tests.sandbox.providers.hype_partner import GTA, Partner, partner_of, stocked

BY = pytest.mark.parametrize("by", ["transaction", "reference"])


async def reverse(partner: Partner, by: str) -> tuple[int, dict[str, object]]:
    """Take back the first pin, booked as r."""
    if by == "transaction":
        answer = await partner.reverse(1000035)
    else:
        answer = await partner.reverse_reference("r")
    return answer.status_code, answer.json()


@BY
async def test_a_reversed_pin_goes_back_into_stock(by: str, clock: ManualClock) -> None:
    """Once, with the document's answer, and is noted with who, how and when."""
    hype = stocked(clock=clock)
    async with partner_of(hype) as partner:
        await partner.book("r", 2)
        assert hype.stock(2) == 2
        assert await reverse(partner, by) == (
            200,
            {
                "message": "Successful cancellation",
                "status": "Canceled in stock",
                "transactionId": 1000035,
            },
        )
        sale = (await partner.get("report/transaction/1000035")).json()
    assert sale["status"] == "Canceled in stock"
    assert (hype.stock(2), hype.spent, hype.pins[0].status) == (3, {}, Status.CANCELED)
    (reversal,) = hype.reversals
    assert (reversal.transaction_id, reversal.reference) == (1000035, "r")
    assert (reversal.by, reversal.at) == (by, clock.now)
    assert hype.complaints == []


@BY
@pytest.mark.parametrize("first_by", ["transaction", "reference"])
@pytest.mark.parametrize("refused", [False, True])
async def test_a_repeat_changes_nothing(by: str, first_by: str, refused: bool) -> None:
    """It answers like the first, or is refused, as the lever says."""
    hype = stocked(quirks=Quirks(repeated_reversal_refused=refused))
    async with partner_of(hype) as partner:
        await partner.book("r", 2)
        first = await reverse(partner, first_by)
        status, body = await reverse(partner, by)
    assert (status, body == first[1]) == ((400, False) if refused else (200, True))
    assert (len(hype.reversals), hype.stock(2)) == (1, 3)


@BY
async def test_a_redeemed_pin_is_not_taken_back(by: str) -> None:
    """The customer has it."""
    hype = stocked()
    async with partner_of(hype) as partner:
        await partner.book("r", 2)
        hype.redeem(1000035)
        assert (await reverse(partner, by))[0] == 400
    assert (hype.reversals, hype.stock(2), len(hype.spent)) == ([], 2, 1)


async def test_a_reversal_by_reference_needs_no_report(clock: ManualClock) -> None:
    """It works though the lookup does not find the pin yet, and unlimited stock stays so."""
    hype = stocked(clock=clock, report_lag=60)
    async with partner_of(hype) as partner:
        await partner.book("r")
        assert (await partner.look_up("r")).json() == []
        assert (await partner.reverse_reference("r")).status_code == 200
    assert (len(hype.reversals), hype.stock(GTA)) == (1, -1)


async def test_a_reversed_pin_cannot_be_redeemed() -> None:
    """It would be a mistake of the test."""
    hype = stocked()
    async with partner_of(hype) as partner:
        await partner.book("r")
        await partner.reverse(1000035)
    with pytest.raises(ValueError, match="Canceled in stock"):
        hype.redeem(1000035)
