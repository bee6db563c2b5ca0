"""The chart of a sales report: what was spent along the time, or, of a single day, keys by product."""

from datetime import datetime
from decimal import Decimal

from handlers.reports.sales_card import days_of_report
from handlers.words import formats
from handlers.words.lengths import cut
from handlers.words.markup import Html
from handlers.words.texts import Texts
from services.charts import Bar, Chart, Panel, Shape, Tick, can_draw, scale
from services.sales import SalesPoint, SalesReport

MOST_LABELS = 7
"""That fit below each other's side on a phone."""
MOST_PRODUCTS = 8
LONGEST_NAME = 24


def chart_of(t: Texts, report: SalesReport, zone: str) -> Chart:
    """What would be drawn; whether it is worth that is seen by who draws."""
    days = days_of_report(t, report.since, report.until, zone)
    title = t.plain("sales-chart-title", days=days)
    if len(report.series) > 1:
        return Chart(title, Shape.COLUMNS, _spent(t, report, zone))
    return Chart(title, Shape.BARS, [_by_product(t, report)])


def _spent(t: Texts, report: SalesReport, zone: str) -> list[Panel]:
    """A panel for each currency, that in which the most orders were first."""
    points = report.series
    used = {code: sum(code in point.money for point in points) for code in report.money}
    labels = _labels(t, points, zone)
    panels = []
    for currency in sorted(used, key=lambda code: (-used[code], code)):
        values = [
            point.money[currency].amount if currency in point.money else Decimal(0)
            for point in points
        ]
        ticks = [Tick(at, formats.compact(at, t.language)) for at in scale(values)]
        bars = [Bar(value, label) for value, label in zip(values, labels, strict=True)]
        panels.append(Panel(t.plain("sales-chart-spent", currency=currency), bars, ticks))
    return panels


def _labels(t: Texts, points: tuple[SalesPoint, ...], zone: str) -> list[str]:
    """The day on which each point begins; of many, every so many, the last among them."""
    every = -(-len(points) // MOST_LABELS)
    last = len(points) - 1
    return [
        _day(t, point.since, zone, weekday=every == 1) if (last - at) % every == 0 else ""
        for at, point in enumerate(points)
    ]


def _day(t: Texts, moment: datetime, zone: str, *, weekday: bool) -> str:
    there = moment.astimezone(formats.zone_of(zone)).date()
    return formats.short_day(there, t.language, weekday=weekday)


def chart_names(t: Texts, report: SalesReport) -> Html | None:
    """What numbers stand for on its chart: names that the font has no signs for are written below it."""
    if len(report.series) > 1:
        return None
    numbered = [
        t.plain("sales-chart-name", number=str(at), name=each.product)
        for at, each in enumerate(report.by_product[:MOST_PRODUCTS], 1)
        if not can_draw(cut(each.product, LONGEST_NAME))
    ]
    return t.get("sales-chart-names", names=numbered) if numbered else None


def _by_product(t: Texts, report: SalesReport) -> Panel:
    bars = []
    for at, each in enumerate(report.by_product[:MOST_PRODUCTS], 1):
        name = cut(each.product, LONGEST_NAME)
        label = name if can_draw(name) else str(at)
        bars.append(Bar(Decimal(each.keys), label, formats.number(each.keys, t.language)))
    return Panel(t.plain("sales-chart-keys"), bars)
