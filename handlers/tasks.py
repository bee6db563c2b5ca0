"""All tasks of the desk, in the order their commands are listed."""

from handlers import (
    alert_changes,
    alerts,
    basics,
    buy,
    catalog,
    customers,
    delivery,
    health,
    membership,
    order_notices,
    orders,
    permissions,
    players,
    roles,
    roles_revoke,
    sales,
    setup,
    status,
    stock,
)
from handlers.registry import Routes

TASKS: tuple[Routes, ...] = (
    stock.routes,
    buy.routes,
    orders.routes,
    delivery.routes,
    customers.routes,
    order_notices.routes,
    players.routes,
    status.routes,
    sales.routes,
    alerts.routes,
    alert_changes.routes,
    catalog.routes,
    setup.routes,
    roles.routes,
    roles_revoke.routes,
    permissions.routes,
    health.routes,
    basics.routes,
    membership.routes,
)
"""A new task's ``routes`` go here; nothing else has to know it."""
