"""Every table of the desk, a module an area. Migrations make them; a test holds both together.

A table is imported from its own module: ``from storage.tables.orders import purchases``. All modules are
read with the first, so that a foreign key always finds what it points at, and ``metadata`` is whole.
"""

from storage.tables import (
    access,
    approvals,
    audit,
    cases,
    catalog,
    chats,
    conversations,
    duty,
    hooks,
    inbox,
    incidents,
    keys,
    limits,
    orders,
    outbox,
    sales,
    schedules,
    stock,
    system,
    work,
)

__all__ = (
    "access",
    "approvals",
    "audit",
    "cases",
    "catalog",
    "chats",
    "conversations",
    "duty",
    "hooks",
    "inbox",
    "incidents",
    "keys",
    "limits",
    "orders",
    "outbox",
    "sales",
    "schedules",
    "stock",
    "system",
    "work",
)
