"""The sales that reports find, and how they write one."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sandbox.hype.goods import SYMBOLS
from sandbox.hype.moments import day, written
from sandbox.hype.pins import Pin, Status

MAX_DAYS = 31
"""Of a period, its first and its last day included: the narrower reading of the document."""


def period_mistakes(start: date, finish: date) -> Iterator[str]:
    """Tell why a period cannot be asked for."""
    if start > finish:
        yield "startDate is after finishDate"
    if (finish - start).days + 1 > MAX_DAYS:
        yield f"the period is longer than {MAX_DAYS} days"


def in_period(
    pins: Iterable[Pin], start: date, finish: date, now: datetime, *, by_creation: bool
) -> list[Pin]:
    """FACTS 5.11: what was paid, or created, in the period; by days in Brazil."""
    if by_creation:
        return [pin for pin in pins if start <= day(pin.created_at) <= finish]
    return [pin for pin in pins if pin.paid_at <= now and start <= day(pin.paid_at) <= finish]


def sale(pin: Pin) -> dict[str, Any]:
    """Write a sale as the document's sample has it."""
    country, currency = pin.market
    return {
        "transactionId": pin.transaction_id,
        "partnerReference": pin.reference,
        "salesPrice": float(pin.sales_price),
        "partnerCostPrice": float(pin.cost),
        "productId": pin.product_id,
        "productName": pin.product_name,
        "status": pin.status.value,
        "transactionDate": written(pin.created_at),
        "countryCode": country,
        "salesCurrencyCode": currency,
        "salesCurrencySymbol": SYMBOLS.get(currency, currency),
        "key": pin.key,
        "keySentToCustomer": pin.status is Status.REDEEMED,
    }
