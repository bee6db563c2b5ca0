"""What the audit says of an order where money is decided about: how many, at which price, from whom."""

from typing import Any

from storage.orders import OrderRow


def facts_of(order: OrderRow) -> dict[str, Any]:
    """As facts of a row of the audit."""
    return {
        "count": order.count,
        "unit_price": str(order.unit_price),
        "currency": order.currency,
        "provider": order.provider,
    }
