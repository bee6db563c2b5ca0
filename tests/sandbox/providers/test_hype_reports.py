"""Finding sales again: by period, number, reference and document."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sandbox.hype import Quirks
from tests.clock import ManualClock
from tests.sandbox.providers.hype_partner import partner_of, stocked


async def test_a_report_finds_a_pin_only_after_the_lag(clock: ManualClock) -> None:
    """To the second by the clock; a longer one can be set later."""
    hype = stocked(clock=clock, report_lag=30)
    async with partner_of(hype) as partner:
        await partner.book("r", customer={"document": "123"})
        paths = ("report/partner-reference/r", "report/document/123")
        clock.advance(29)
        assert hype.report_lag == 30
        assert [(await partner.get(path)).json() for path in paths] == [[], []]
        assert (await partner.get("report/transaction/1000035")).status_code == 404
        clock.advance(1)
        assert [len((await partner.get(path)).json()) for path in paths] == [1, 1]
        assert (await partner.get("report/transaction/1000035")).status_code == 200
        hype.report_lag = 31
        assert (await partner.look_up("r")).json() == []
    assert hype.complaints == []


async def test_the_lookup_finds_its_reference_only() -> None:
    """With key, status and prices."""
    hype = stocked()
    async with partner_of(hype) as partner:
        await partner.book("a", 2)
        await partner.book("b")
        (sale,) = (await partner.look_up("b")).json()
        assert (await partner.look_up("c")).json() == []
    assert (sale["partnerReference"], sale["transactionId"]) == ("b", 1000036)
    assert (sale["key"], sale["status"]) == (hype.pins[1].key, "delivered")
    assert (sale["salesPrice"], sale["partnerCostPrice"]) == (66.49, 63.69)
    assert sale["keySentToCustomer"] is False


async def test_nothing_found_may_be_a_404() -> None:
    """Of a reference or a document; a period is an empty array all the same."""
    hype = stocked(quirks=Quirks(no_sale_is_404=True))
    async with partner_of(hype) as partner:
        assert (await partner.look_up("c")).status_code == 404
        assert (await partner.get("report/document/1")).status_code == 404
        assert (await partner.get("report/2030-01-01/2030-01-01")).json() == []


async def test_days_are_those_of_brazil() -> None:
    """Two in the morning in UTC is the evening before over there."""
    clock = ManualClock(datetime(2030, 1, 15, 2, 59, tzinfo=UTC))
    async with partner_of(stocked(clock=clock)) as partner:
        await partner.book("r")
        (sale,) = (await partner.get("report/2030-01-14/2030-01-14")).json()
        assert sale["transactionDate"] == "2030-01-14T23:59:00.0000000-03:00"
        assert (await partner.get("report/2030-01-15/2030-01-15")).json() == []


async def test_a_period_is_of_payments_unless_creation_is_asked_for(clock: ManualClock) -> None:
    """A lever parts the two; what is not paid yet is in no list of payments."""
    hype = stocked(clock=clock)
    hype.pay_after(24 * 3600)
    created, paid = "report/2030-01-15/2030-01-15", "report/2030-01-16/2030-01-16"
    async with partner_of(hype) as partner:
        await partner.book("r")
        counts = []
        for _ in range(2):
            for path in (created, paid):
                for flag in ("true", "false"):
                    answer = await partner.get(path, searchIsByCreateDate=flag)
                    counts.append(len(answer.json()))
            clock.advance(24 * 3600)
            await partner.sign_in()
        assert len((await partner.get(paid)).json()) == 1
    assert counts == [1, 0, 0, 0, 1, 0, 0, 1]
    assert hype.complaints == []


@settings(max_examples=25)
@given(
    start=st.dates(date(2029, 11, 1), date(2030, 3, 1)),
    days=st.integers(-3, 40),
    booked=st.lists(st.integers(0, 60), max_size=6),
)
@example(start=date(2030, 1, 1), days=31, booked=[16, 17, 47, 48])
@example(start=date(2030, 1, 1), days=32, booked=[])
@example(start=date(2030, 1, 1), days=0, booked=[])
async def test_a_period_has_31_days_at_most_and_all_that_is_in_it(
    start: date, days: int, booked: list[int]
) -> None:
    """Its first and last day are part of it; a wrong one is complained of."""
    noon = datetime(2029, 12, 15, 15, tzinfo=UTC)
    clock = ManualClock(noon)
    hype = stocked(clock=clock)
    finish = start + timedelta(days=days - 1)
    async with partner_of(hype) as partner:
        for number, offset in enumerate(sorted(booked)):
            clock.now = noon + timedelta(days=offset)
            await partner.sign_in()
            await partner.book(f"r{number}")
        answer = await partner.get(f"report/{start}/{finish}")
    allowed = 1 <= days <= 31
    assert answer.status_code == (200 if allowed else 400)
    assert len(hype.complaints) == (not allowed)
    if allowed:
        within = [pin.reference for pin in hype.pins if start <= pin.created_at.date() <= finish]
        assert [sale["partnerReference"] for sale in answer.json()] == within


@pytest.mark.parametrize("path", ["report/2030-02-30/2030-03-01", "report/20300101/20300102"])
async def test_a_period_needs_real_days_in_the_documents_form(path: str) -> None:
    """YYYY-MM-DD."""
    hype = stocked()
    async with partner_of(hype) as partner:
        assert (await partner.get(path)).status_code == 400
    assert "must be a date YYYY-MM-DD" in hype.complaints[0]
