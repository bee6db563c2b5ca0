"""A sales report as tables of a file: numbers in columns of their own, a column for each currency."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.words.provider_words import provider_name
from handlers.words.report_workbooks import Cell, ReportSheet
from handlers.words.texts import Texts
from services.money import Money
from services.sales import SalesNumbers, SalesReport
from services.sales.sold import OrderSold
from services.sales.tally import money

_COUNTS = ("orders", "keys", "failed", "uncertain", "reversed", "undelivered", "stocked")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a file is made of. ``costs``: whether it says what keys cost."""

    t: Texts
    report: SalesReport
    orders: Sequence[OrderSold]
    costs: bool
    buyers: bool


def sheets(asked: Asked) -> list[ReportSheet]:
    """All tables of the workbook; empty ones are left out."""
    t, report = asked.t, asked.report
    zone = ZoneInfo(t.zone)
    codes = sorted({*report.money, *report.returned, *report.stocked_for})
    tables = [
        _table(t, "days", codes, [([_day(each.since, zone)], each) for each in report.series]),
        _table(t, "product", codes, [([each.product], each) for each in report.by_product]),
        _table(
            t,
            "provider",
            codes,
            [([provider_name(t, each.provider)], each) for each in report.by_provider],
        ),
    ]
    if asked.buyers:
        tables.append(_table(t, "buyer", codes, [([each.buyer], each) for each in report.by_buyer]))
    if asked.orders:
        tables.append(orders_sheet(asked))
    return [table for table in tables if table.rows] or tables[:1]


def orders_sheet(asked: Asked) -> ReportSheet:
    """A row an order."""
    t, zone = asked.t, ZoneInfo(asked.t.zone)
    codes = sorted({code for each in asked.orders for code in each.tallies})
    named = ["number", "at", "product", "provider", *(["buyer"] if asked.buyers else []), "status"]
    counts = ["ordered", "keys", "stocked"]
    paid = [t.plain("sales-column-spent", currency=code) for code in codes]
    cost = [t.plain("sales-column-cost", currency=code) for code in codes] if asked.costs else []
    head = [*(t.plain(f"sales-column-{name}") for name in (*named, *counts)), *paid, *cost]
    rows = [_order(asked, each, codes, zone) for each in asked.orders]
    summed = range(len(named), len(head))
    return ReportSheet(t.plain("sales-sheet-orders"), head, rows, summed)


def _order(asked: Asked, order: OrderSold, codes: Sequence[str], zone: ZoneInfo) -> list[Cell]:
    t = asked.t
    spent = money((code, each.spent, each.keys) for code, each in order.tallies.items())
    row: list[Cell] = [order.number, _wall(order.confirmed_at, zone), order.product]
    row.append(provider_name(t, order.provider))
    if asked.buyers:
        row.append(order.buyer or str(order.buyer_id))
    row += [t.plain(f"order-status-{order.status}"), order.count, order.keys, order.stocked]
    row += _amounts(spent, codes)
    return [*row, *(_amounts(order.costs.cost, codes) if asked.costs else ())]


def _table(
    t: Texts, what: str, codes: Sequence[str], found: Iterable[tuple[list[Cell], SalesNumbers]]
) -> ReportSheet:
    head = [t.plain(f"sales-column-{name}") for name in (what, *_COUNTS)]
    for text in ("spent", "returned", "stocked-for"):
        head += [t.plain(f"sales-column-{text}", currency=code) for code in codes]
    rows = []
    for named, sales in found:
        row: list[Cell] = [*named, *(getattr(sales, name) for name in _COUNTS)]
        for amounts in (sales.money, sales.returned, sales.stocked_for):
            row += _amounts(amounts, codes)
        rows.append(row)
    return ReportSheet(t.plain(f"sales-sheet-{what}"), head, rows, range(1, len(head)))


def _amounts(money: Mapping[str, Money], codes: Sequence[str]) -> list[Cell]:
    return [money[code].amount if code in money else None for code in codes]


def _day(moment: datetime, zone: ZoneInfo) -> Cell:
    return moment.astimezone(zone).date()


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)
