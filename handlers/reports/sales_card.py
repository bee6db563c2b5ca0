"""A sales report as blocks of a card: the same body on demand and in a digest."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from handlers.frame.blocks import Block, Details, Heading, Paragraph, Picture, Table
from handlers.words.formats import clock, number, zone_of, zone_words
from handlers.words.markup import Html, join
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from services.money import Money
from services.periods import Period, local_days
from services.sales import CostReport, ProviderSales, SalesNumbers, SalesReport

_TICK = timedelta(microseconds=1)
SHOWN = 5
"""Products of a table that is seen at once; the others are folded in below it."""


def report_blocks(
    t: Texts,
    report: SalesReport,
    zone: str,
    chart: bytes | None = None,
    cost: CostReport | None = None,
    under: Html | None = None,
) -> list[Block]:
    """The report; its days are those of ``zone``. Currencies stand side by side.

    ``cost`` is told besides; ``under`` is said of the chart, where there is one.
    """
    days = days_of_report(t, report.since, report.until, zone)
    title = t.plain("sales-title", days=days)
    blocks: list[Block] = [
        Heading(title),
        Paragraph(t.get("sales-zone", zone=zone_words(zone))),
    ]
    if not report.orders:
        return [*blocks, Paragraph(t.get("sales-none")), *_before(t, report, days, zone)]
    costs = [] if cost is None else [t.get("sales-with-cost", **cost_words(t, cost, report.keys))]
    blocks.append(Paragraph(join([*_sums(t, report), *costs])))
    if chart is not None:
        blocks.append(Picture(chart))
        blocks += [] if under is None else [Paragraph(under, small=True)]
    blocks += _before(t, report, days, zone)
    blocks += _products(t, report)
    blocks += _providers(t, report.by_provider)
    blocks += _buyers(t, report)
    return blocks


def days_of_report(t: Texts, since: datetime, until: datetime, zone: str) -> str:
    """The first day and the last that has a part in it; one day stands alone.

    What does not begin and end where days do is told with its hours.
    """
    there = zone_of(zone)
    first = since.astimezone(there).date()
    last = max(since, until - _TICK).astimezone(there).date()
    if since < until and local_days(first, last, there) != Period(since, until):
        return _hours(t, since, until, zone)
    if first == last:
        return t.day(first)
    return t.plain("period-days", first=first, last=last)


def _hours(t: Texts, since: datetime, until: datetime, zone: str) -> str:
    there = zone_of(zone)
    days = [t.day(each.astimezone(there).date()) for each in (since, until)]
    times = [clock(each, there, t.language) for each in (since, until)]
    if days[0] == days[1]:
        return t.plain("period-of-hours", day=days[0], since=times[0], until=times[1])
    first, last = (f"{day}, {time}" for day, time in zip(days, times, strict=True))
    return t.plain("period-days", first=first, last=last)


def amounts(t: Texts, money: Mapping[str, Money]) -> str:
    """Several amounts side by side."""
    return t.listing([t.money(each) for each in money.values()]) or t.plain("sales-nothing")


def cost_words(t: Texts, cost: CostReport, keys: int) -> dict[str, str | int]:
    """What so many keys cost, the margin, and how many of them are missing in both."""
    return {
        "cost": amounts(t, cost.cost),
        "margin": amounts(t, cost.margin),
        "missing": keys - cost.known,
    }


def _sums(t: Texts, report: SalesReport) -> Iterator[Html]:
    yield t.get("sales-orders", orders=report.orders, keys=report.keys)
    yield t.get("sales-money", money=amounts(t, report.money))
    if report.stocked:
        stocked = amounts(t, report.stocked_for)
        yield t.get("sales-stocked", keys=report.stocked, money=stocked)
    if report.returned:
        yield t.get("sales-returned", money=amounts(t, report.returned))
    for text, count in (
        ("sales-uncertain", report.uncertain),
        ("sales-failed", report.failed),
        ("sales-reversed", report.reversed),
        ("sales-undelivered", report.undelivered),
        ("sales-unclaimed", report.unclaimed),
        ("sales-open-cases", report.open_cases),
    ):
        if count:
            yield t.get(text, count=count)


def _before(t: Texts, report: SalesReport, days: str, zone: str) -> list[Block]:
    """The same numbers of the time before, side by side."""
    before, since, until = report.before, report.before_since, report.before_until
    if before is None or since is None or until is None:
        return []
    then = days_of_report(t, since, until, zone)
    pairs = [("orders", report.orders, before.orders), ("keys", report.keys, before.keys)]
    rows = [
        [t.plain(f"sales-column-{name}"), *(number(count, t.language) for count in both)]
        for name, *both in pairs
    ]
    nothing = t.plain("sales-none-of-it")
    for currency in sorted({*report.money, *before.money}):
        amounts_then = (numbers.money.get(currency) for numbers in (report, before))
        spent = (nothing if each is None else t.money(each) for each in amounts_then)
        rows.append([currency, *spent])
    words = {"orders": before.orders, "keys": before.keys, "money": amounts(t, before.money)}
    line = t.get("sales-before", days=then, **words)
    head = (t.plain("sales-column-compared"), days, then)
    return [Details(t.plain("sales-compared", days=then), [Table(head, rows, [line], {1, 2})])]


def _products(t: Texts, report: SalesReport) -> list[Block]:
    """Those with the most keys in a table, more of them folded in, and how many there are besides."""
    found = [(each.product, each) for each in report.by_product]
    if not found:
        return []
    blocks: list[Block] = [Heading(t.plain("sales-by-product"), 3)]
    blocks.append(_table(t, "product", found[:SHOWN]))
    more: list[Block] = [_table(t, "product", found[SHOWN:])] if found[SHOWN:] else []
    left = report.products - len(found)
    if left > 0:
        more.append(Paragraph(t.get("sales-more-products", count=left)))
    if more:
        blocks.append(Details(t.plain("sales-other-products"), more))
    return blocks


def _providers(t: Texts, sales: Sequence[ProviderSales]) -> list[Block]:
    found = [(provider_name(t, each.provider), each) for each in sales]
    if not found:
        return []
    return [Details(t.plain("sales-by-provider"), [_table(t, "provider", found)])]


def _buyers(t: Texts, report: SalesReport) -> list[Block]:
    found = [(each.buyer, each) for each in report.by_buyer]
    if not found:
        return []
    inner: list[Block] = [_table(t, "buyer", found)]
    left = report.buyers - len(found)
    if left > 0:
        inner.append(Paragraph(t.get("sales-more-buyers", count=left)))
    return [Details(t.plain("sales-by-buyer"), inner)]


def _table(t: Texts, what: str, found: Sequence[tuple[str, SalesNumbers]]) -> Table:
    """A row each: name, keys, money, which is what a phone has room for; what went wrong is with the name."""
    head = [t.plain(f"sales-column-{name}") for name in (what, "keys", "money")]
    rows, lines = [], []
    for name, sales in found:
        money = amounts(t, sales.money)
        troubles = _troubles(t, sales)
        keys = number(sales.keys, t.language)
        rows.append([join([name, *troubles], ", "), keys, money])
        line = t.get("sales-line", name=name, orders=sales.orders, keys=sales.keys, money=money)
        lines.append(join([line, *troubles], ", "))
    return Table(head, rows, lines, {1, 2})


def _troubles(t: Texts, sales: SalesNumbers) -> list[str]:
    return [
        t.plain(text, count=count)
        for text, count in (
            ("sales-part-uncertain", sales.uncertain),
            ("sales-part-failed", sales.failed),
            ("sales-part-reversed", sales.reversed),
        )
        if count
    ]
