from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from handlers.frame.blocks import Details, Picture, Table, classic
from handlers.reports.late import wrong_clock
from handlers.reports.sales_card import report_blocks
from handlers.reports.sales_chart import chart_names, chart_of
from handlers.words.markup import plain
from handlers.words.periods import PERIODS, period
from handlers.words.texts import Library
from services.charts import worth_drawing
from services.money import Money
from services.sales import ProductSales, ProviderSales, SalesNumbers, SalesPoint, SalesReport
from services.sales.facts import report_of
from services.schedules.digest import facts_of
from storage.schedules import ScheduleRow
from tests.clock import ManualClock

NOW = datetime(2030, 1, 15, 12, 0, tzinfo=UTC)
BERLIN = "Europe/Berlin"
T = Library.load(ManualClock(NOW), strict=True).texts("en", "UTC")
SINCE = datetime(2030, 1, 13, 23, 0, tzinfo=UTC)  # midnight in Berlin
MONEY = {
    "EUR": Money(Decimal("0.333"), "EUR"),
    "KZT": Money(Decimal("1912.60"), "KZT"),
}
REPORT = SalesReport(
    orders=5,
    keys=7,
    money=MONEY,
    returned={"EUR": Money(Decimal("9.99"), "EUR")},
    failed=1,
    uncertain=2,
    reversed=1,
    since=SINCE,
    until=SINCE + timedelta(days=1),
    by_provider=(
        ProviderSales(
            orders=5,
            keys=7,
            money=MONEY,
            returned={},
            failed=1,
            uncertain=2,
            reversed=0,
            provider="codegames",
        ),
    ),
)
NOTHING = SalesReport(0, 0, {}, {}, 0, 0, 0, SINCE, SINCE + timedelta(days=7), ())


def shown(report: SalesReport, zone: str = BERLIN) -> str:
    """The words of a report."""
    return plain(classic(report_blocks(T, report, zone)))


def test_currencies_stand_side_by_side() -> None:
    """Each with all its digits; nothing is added up over them."""
    text = shown(REPORT)
    assert "Bought for €0.333 and KZT\u00a01,912.60\n" in text
    assert "Due back for what was reversed: €9.99\n" in text


def test_what_went_wrong_is_counted() -> None:
    """Uncertain orders come first: they wait for somebody."""
    text = shown(REPORT)
    assert "2 orders wait for a person: /orders uncertain" in text
    assert "One failed" in text
    assert (
        "CodeGames – 5 orders, 7 keys, €0.333 and KZT\u00a01,912.60, 2 uncertain, 1 failed" in text
    )


def test_days_are_those_of_the_zone() -> None:
    """A day that is Monday in Berlin is called by Berlin's date; its end is no part of it."""
    assert shown(REPORT).startswith("📊 Sales, 14 Jan 2030\n")
    assert shown(NOTHING).startswith("📊 Sales, 14 Jan 2030 – 20 Jan 2030\n")


def test_what_is_of_hours_says_so() -> None:
    """In its title, and in the name and the table's head of what it is compared with; over midnight too."""
    noon, six = SINCE + timedelta(hours=12), timedelta(hours=6)
    before = SalesNumbers(1, 1, {}, {}, 0, 0, 0)
    report = replace(
        REPORT,
        since=noon,
        until=noon + six,
        before=before,
        before_since=noon - 3 * six,
        before_until=noon,
    )
    blocks = report_blocks(T, report, BERLIN)
    text = plain(classic(blocks))
    assert text.startswith("📊 Sales, 14 Jan 2030, 12:00 – 18:00\n")
    then = "13 Jan 2030, 18:00 – 14 Jan 2030, 12:00"
    [against] = [each for each in blocks if isinstance(each, Details) and "Against" in each.summary]
    assert against.summary == f"Against {then}"
    [table] = against.blocks
    assert isinstance(table, Table) and tuple(table.head)[1:] == (
        "14 Jan 2030, 12:00 – 18:00",
        then,
    )


def test_an_empty_report_says_so() -> None:
    """Without a line of noughts."""
    assert shown(NOTHING).splitlines()[-1] == "No orders."


def test_a_digest_tells_what_the_report_told() -> None:
    """The facts of a notice give the report back, to the last digit."""
    row = ScheduleRow(3, -1, "digest", "0 9 * * *", BERLIN, None, None, None, 1, NOW)
    facts = facts_of(row, REPORT)
    assert report_of(facts) == REPORT
    assert wrong_clock(T, facts, REPORT.until) == []
    [ahead] = wrong_clock(T, facts, REPORT.since)
    assert "has not come yet" in ahead


@pytest.mark.parametrize(
    ("name", "since", "days"),
    [("today", 15, 1), ("yesterday", 14, 1), ("week", 9, 7)],
)
def test_periods_are_whole_days(name: str, since: int, days: int) -> None:
    """They begin at midnight where the chat is."""
    asked = period(name, NOW, ZoneInfo("UTC"))
    assert asked.since == datetime(2030, 1, since, tzinfo=UTC)
    assert asked.until - asked.since == timedelta(days=days)


@pytest.mark.parametrize("name", sorted(PERIODS))
def test_every_period_has_its_button(name: str) -> None:
    """Also where the clocks change within it, whole days stay whole."""
    zone = ZoneInfo(BERLIN)
    asked = period(name, datetime(2030, 4, 2, 12, tzinfo=UTC), zone)
    assert T.plain(f"period-{name}")
    for moment in (asked.since, asked.until):
        assert moment.astimezone(zone).time().isoformat() == "00:00:00"


def test_the_chart_is_of_days_a_currency_a_panel_or_of_products() -> None:
    """Labels are few enough for a phone, the last day among them; numbers are short, none is rounded."""
    points = tuple(
        SalesPoint(
            1,
            1,
            {"KZT": Money(Decimal(1000 * day), "KZT"), **(MONEY if day == 3 else {})},
            {},
            0,
            0,
            0,
            since=SINCE + timedelta(days=day),
            until=SINCE + timedelta(days=day + 1),
        )
        for day in range(31)
    )
    month = replace(REPORT, series=points, until=SINCE + timedelta(days=31))
    chart = chart_of(T, month, BERLIN)
    assert [panel.title for panel in chart.panels] == ["Bought for, KZT", "Bought for, EUR"]
    labels = [bar.label for bar in chart.panels[0].bars if bar.label]
    assert labels[-1] == "13 Feb" and 5 <= len(labels) <= 7
    assert [tick.label for tick in chart.panels[0].ticks] == ["0", "10K", "20K", "30K"]
    assert chart.panels[1].bars[3].value == Decimal("0.333")
    assert [worth_drawing(panel) for panel in chart.panels] == [True, False]

    sold = [
        ProductSales(1, keys, {}, {}, 0, 0, 0, product_id=keys, product=f"{'P' * 30} {keys}")
        for keys in (1200, 5)
    ]
    day = chart_of(T, replace(REPORT, by_product=tuple(sold)), BERLIN)
    assert [bar.note for bar in day.panels[0].bars] == ["1,200", "5"]
    assert all(len(bar.label) <= 24 for bar in day.panels[0].bars)
    assert chart_names(T, replace(REPORT, by_product=tuple(sold))) is None
    blocks = report_blocks(T, REPORT, BERLIN, b"a picture")
    assert [block for block in blocks if isinstance(block, Picture)] == [Picture(b"a picture")]


def test_a_name_that_the_charts_font_has_no_signs_for_is_a_number_with_the_name_below() -> None:
    """A Japanese product: no boxes on the picture, and its whole name right under it."""
    names = ("GTA V", "龍が如く 完全版", "Żółw")
    sold = tuple(
        ProductSales(1, 9 - at, {}, {}, 0, 0, 0, product_id=at, product=name)
        for at, name in enumerate(names)
    )
    report = replace(REPORT, by_product=sold)
    [panel] = chart_of(T, report, BERLIN).panels
    assert [bar.label for bar in panel.bars] == ["GTA V", "2", "Żółw"]
    under = chart_names(T, report)
    blocks = report_blocks(T, report, BERLIN, b"a picture", under=under)
    at = next(place for place, block in enumerate(blocks) if isinstance(block, Picture))
    assert plain(classic(blocks[at + 1 : at + 2])) == "On the chart: 2 is 龍が如く 完全版"
    assert "On the chart" not in plain(classic(report_blocks(T, report, BERLIN, under=under)))
