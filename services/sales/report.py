"""A sales report: plain numbers, tables and a series, as cards, charts and files show them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from services.money import Money


@dataclass(frozen=True, slots=True)
class SalesNumbers:
    """Orders that went to a provider, and what became of them.

    ``keys`` and ``money`` (by currency) are what was bought and kept; ``returned`` is what reversed keys had
    cost, without those of own stock. Failed, uncertain and reversed orders are among ``orders``.
    ``stocked`` keys, bought for ``stocked_for``, went into own stock instead: they count where they are
    sold from there. ``undelivered`` orders are paid for, and no customer has all their keys.
    """

    orders: int
    keys: int
    money: Mapping[str, Money]
    returned: Mapping[str, Money]
    failed: int
    uncertain: int
    reversed: int
    stocked: int = field(default=0, kw_only=True)
    stocked_for: Mapping[str, Money] = field(default_factory=dict, kw_only=True)
    undelivered: int = field(default=0, kw_only=True)


@dataclass(frozen=True, slots=True)
class ProviderSales(SalesNumbers):
    """The numbers of one provider."""

    provider: str


@dataclass(frozen=True, slots=True)
class ProductSales(SalesNumbers):
    """The numbers of one product, under the name it has now."""

    product_id: int
    product: str


@dataclass(frozen=True, slots=True)
class BuyerSales(SalesNumbers):
    """The numbers of what one person confirmed."""

    buyer_id: int
    buyer: str


@dataclass(frozen=True, slots=True)
class SalesPoint(SalesNumbers):
    """The numbers of a part of the report's time: a day, in long reports a week or a month."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class SalesReport(SalesNumbers):
    """The numbers of what was confirmed from ``since`` until before ``until``; providers by name.

    Tables are empty where they were not asked for: products and buyers with the most keys first, at most
    so many as were asked for (``products`` and ``buyers`` tell how many there are). ``series`` is the time
    cut into points without a gap; ``before`` the numbers of the time that it is compared with, which ends
    at ``before_until``. ``unclaimed`` are orders of these whose claim link nobody has opened yet,
    ``open_cases`` the cases that are open now. ``newest``: the number of the newest purchase that was there
    when it was counted, where that was asked for.
    """

    since: datetime
    until: datetime
    by_provider: tuple[ProviderSales, ...]
    by_product: tuple[ProductSales, ...] = ()
    by_buyer: tuple[BuyerSales, ...] = ()
    products: int = 0
    buyers: int = 0
    series: tuple[SalesPoint, ...] = ()
    before: SalesNumbers | None = None
    before_since: datetime | None = None
    before_until: datetime | None = None
    unclaimed: int = 0
    open_cases: int = 0
    newest: int | None = None


@dataclass(frozen=True, slots=True)
class CostReport:
    """What the keys of a span of time cost us, and what their price is above that, by currency.

    ``known`` of all ``keys`` are in it: of the others the provider's books do not say it, or not yet.
    """

    keys: int
    known: int
    cost: Mapping[str, Money]
    margin: Mapping[str, Money]
