"""A sales report as plain facts, as notices keep them, and back: no digit is lost on the way.

Amounts are exact texts by currency, moments are ISO 8601; what is nothing is left out.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from services.money import Money
from services.sales.report import (
    BuyerSales,
    CostReport,
    ProductSales,
    ProviderSales,
    SalesNumbers,
    SalesPoint,
    SalesReport,
)

Facts = dict[str, Any]
_ALWAYS = ("orders", "keys", "failed", "uncertain", "reversed")
_COUNTS = (*_ALWAYS, "stocked", "undelivered")
_AMOUNTS = ("money", "returned", "stocked_for")
_OF_REPORT = ("products", "buyers", "unclaimed", "open_cases")
NOW_ONLY = ("unclaimed", "open_cases")
"""Facts of the moment at which a report was made, and not of its time."""


def facts_of(report: SalesReport) -> Facts:
    """The report as facts."""
    facts: Facts = {
        "from": report.since.isoformat(),
        "to": report.until.isoformat(),
        **_numbers(report),
        "by_provider": [_numbers(each, provider=each.provider) for each in report.by_provider],
        "by_product": [
            _numbers(each, id=each.product_id, product=each.product) for each in report.by_product
        ],
        "by_buyer": [
            _numbers(each, id=each.buyer_id, buyer=each.buyer) for each in report.by_buyer
        ],
        "series": [_numbers(each, **_span(each.since, each.until)) for each in report.series],
        **{name: value for name in _OF_REPORT if (value := getattr(report, name))},
    }
    if report.before is not None and report.before_since and report.before_until:
        since, until = report.before_since, report.before_until
        facts["before"] = _numbers(report.before, **_span(since, until))
    return facts


def report_of(facts: Mapping[str, Any]) -> SalesReport:
    """The report that these facts were made of; those of a version before have no tables."""
    before = facts.get("before")
    span = _moments(before) if before else None
    since, until = _moments(facts)
    rest: dict[str, Any] = {name: int(facts.get(name, 0)) for name in _OF_REPORT}
    return SalesReport(
        **_of(facts),
        since=since,
        until=until,
        by_provider=tuple(
            ProviderSales(**_of(each), provider=str(each["provider"]))
            for each in facts["by_provider"]
        ),
        by_product=tuple(
            ProductSales(**_of(each), product_id=int(each["id"]), product=str(each["product"]))
            for each in facts.get("by_product", ())
        ),
        by_buyer=tuple(
            BuyerSales(**_of(each), buyer_id=int(each["id"]), buyer=str(each["buyer"]))
            for each in facts.get("by_buyer", ())
        ),
        series=tuple(
            SalesPoint(**_of(each), since=_moments(each)[0], until=_moments(each)[1])
            for each in facts.get("series", ())
        ),
        before=SalesNumbers(**_of(before)) if before else None,
        before_since=span[0] if span else None,
        before_until=span[1] if span else None,
        **rest,
    )


def cost_facts(cost: CostReport) -> Facts:
    """What keys cost, as facts."""
    exact = {
        name: {code: format(each.amount, "f") for code, each in money.items()}
        for name, money in (("cost", cost.cost), ("margin", cost.margin))
    }
    return {"keys": cost.keys, "known": cost.known, **exact}


def cost_of(facts: Mapping[str, Any]) -> CostReport:
    """The same back."""
    cost, margin = (
        {code: Money(Decimal(amount), code) for code, amount in facts[name].items()}
        for name in ("cost", "margin")
    )
    return CostReport(int(facts["keys"]), int(facts["known"]), cost, margin)


def _numbers(sales: SalesNumbers, **besides: Any) -> Facts:
    counts = {name: getattr(sales, name) for name in _COUNTS}
    amounts: dict[str, Mapping[str, Money]] = {name: getattr(sales, name) for name in _AMOUNTS}
    return {
        **besides,
        **{name: count for name, count in counts.items() if count or name in _ALWAYS},
        **{
            name: {code: format(each.amount, "f") for code, each in money.items()}
            for name, money in amounts.items()
            if money or name != "stocked_for"
        },
    }


def _of(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of SalesNumbers."""
    return {name: int(facts.get(name, 0)) for name in _COUNTS} | {
        name: {code: Money(Decimal(amount), code) for code, amount in facts.get(name, {}).items()}
        for name in _AMOUNTS
    }


def _span(since: datetime, until: datetime) -> Facts:
    return {"from": since.isoformat(), "to": until.isoformat()}


def _moments(facts: Mapping[str, Any]) -> tuple[datetime, datetime]:
    return datetime.fromisoformat(facts["from"]), datetime.fromisoformat(facts["to"])
