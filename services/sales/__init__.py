"""Sales reports: what was ordered in a span of time, what it cost, and the totals that are kept for them."""

from services.sales.report import (
    BuyerSales,
    CostReport,
    ProductSales,
    ProviderSales,
    SalesNumbers,
    SalesPoint,
    SalesReport,
)
from services.sales.service import EVERY_CHAT, More, Sales

__all__ = [
    "EVERY_CHAT",
    "BuyerSales",
    "CostReport",
    "More",
    "ProductSales",
    "ProviderSales",
    "Sales",
    "SalesNumbers",
    "SalesPoint",
    "SalesReport",
]
