"""A sales report as a text: the same body on demand and in a digest."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from handlers.words.formats import zone_of, zone_words
from handlers.words.markup import Html, join
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from services.money import Money
from services.sales import ProviderSales, SalesNumbers, SalesReport

_TICK = timedelta(microseconds=1)
_EMPTY = Html("")


def report_lines(t: Texts, report: SalesReport, zone: str) -> list[Html]:
    """The report's lines; its days are those of ``zone``. Currencies stand side by side."""
    lines = [
        t.get("sales-title", days=_days(t, report, zone)),
        t.get("sales-zone", zone=zone_words(zone)),
        _EMPTY,
    ]
    if not report.orders:
        return [*lines, t.get("sales-none")]
    lines += [
        t.get("sales-orders", orders=report.orders, keys=report.keys),
        t.get("sales-money", money=amounts(t, report.money)),
    ]
    if report.returned:
        lines.append(t.get("sales-returned", money=amounts(t, report.returned)))
    lines += _problems(t, report)
    if report.by_provider:
        lines += [_EMPTY, t.get("sales-by-provider")]
        lines += [_provider(t, each) for each in report.by_provider]
    return lines


def report_of(facts: Mapping[str, Any]) -> SalesReport:
    """The report that a digest's facts were made of."""
    return SalesReport(
        **_numbers_of(facts),
        since=datetime.fromisoformat(facts["from"]),
        until=datetime.fromisoformat(facts["to"]),
        by_provider=tuple(
            ProviderSales(**_numbers_of(each), provider=str(each["provider"]))
            for each in facts["by_provider"]
        ),
    )


def _numbers_of(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of SalesNumbers."""
    counts = ("orders", "keys", "failed", "uncertain", "reversed")
    amounts = ("money", "returned")
    return {name: int(facts[name]) for name in counts} | {
        name: _money_of(facts[name]) for name in amounts
    }


def _money_of(facts: Mapping[str, str]) -> dict[str, Money]:
    return {currency: Money(Decimal(amount), currency) for currency, amount in facts.items()}


def _days(t: Texts, report: SalesReport, zone: str) -> str:
    """The first day and the last that has a part in the report; one day stands alone."""
    there = zone_of(zone)
    first = report.since.astimezone(there).date()
    last = max(report.since, report.until - _TICK).astimezone(there).date()
    if first == last:
        return t.day(first)
    return t.plain("period-days", first=first, last=last)


def amounts(t: Texts, money: Mapping[str, Money]) -> str:
    """Several amounts side by side."""
    return t.listing([t.money(each) for each in money.values()]) or t.plain("sales-nothing")


def _problems(t: Texts, numbers: SalesNumbers) -> list[Html]:
    lines = []
    if numbers.uncertain:
        lines.append(t.get("sales-uncertain", count=numbers.uncertain))
    if numbers.failed:
        lines.append(t.get("sales-failed", count=numbers.failed))
    if numbers.reversed:
        lines.append(t.get("sales-reversed", count=numbers.reversed))
    return lines


def _provider(t: Texts, sales: ProviderSales) -> Html:
    line = t.get(
        "sales-provider",
        provider=provider_name(t, sales.provider),
        orders=sales.orders,
        keys=sales.keys,
        money=amounts(t, sales.money),
    )
    troubles = [
        t.plain(text, count=count)
        for text, count in (
            ("sales-provider-uncertain", sales.uncertain),
            ("sales-provider-failed", sales.failed),
            ("sales-provider-reversed", sales.reversed),
        )
        if count
    ]
    return join([line, *troubles], ", ")
