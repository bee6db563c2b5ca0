"""The permissions there are, and the roles they come in."""

from collections.abc import Mapping
from types import MappingProxyType

PERMISSIONS = frozenset(
    {
        "keys.own",
        "stock.view",
        "orders.buy",
        "orders.view",
        "orders.deliver",
        "keys.reveal",
        "keys.stock",
        "orders.approve",
        "orders.reverse",
        "orders.resolve",
        "cases.answer",
        "catalog.edit",
        "players.view",
        "players.bans",
        "players.withdraw",
        "status.view",
        "coupons.consume",
        "payments.view",
        "payments.consume",
        "leaderboard.view",
        "leaderboard.edit",
        "products.view",
        "products.edit",
        "accounts.view",
        "accounts.edit",
        "sales.view",
        "sales.cost",
        "alerts.edit",
        "incidents.handle",
        "roles.edit",
        "limits.edit",
        "audit.view",
        "system.view",
        "system.edit",
    }
)

OWNER = "owner"
MANAGER = "manager"
SUPPORT = "support"
CUSTOMER = "customer"

OWN_KEYS = "keys.own"
"""The one permission of customers; outside a person's own private chat it is worth nothing."""
EDIT_ROLES = "roles.edit"
"""Grant and revoke. Whoever is not an owner may grant no more than support, and in that chat only."""

DESK_WIDE = frozenset({"keys.stock", "incidents.handle"})
"""What it is about belongs to the desk and to no chat, or is told people privately: in one's own private
chat, where nobody else can read, it is enough to have been given it in some group, and to be there.
An incident then asks for the right in its own chat as well."""

MOVING = frozenset(
    {
        *(
            "orders.deliver",
            "keys.reveal",
            "keys.stock",
            "orders.approve",
            "orders.reverse",
            "orders.resolve",
        ),
        *("coupons.consume", "payments.consume", "players.withdraw"),
        *("roles.edit", "limits.edit"),
    }
)
"""By these a key, a link, money or a role moves: whether the person is there is asked anew each time."""

ROLES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        OWNER: PERMISSIONS,
        MANAGER: PERMISSIONS - {"limits.edit", "players.withdraw", "system.edit"},
        SUPPORT: frozenset(
            {
                "stock.view",
                "orders.buy",
                "orders.view",
                "orders.deliver",
                "keys.reveal",
                "cases.answer",
                "incidents.handle",
                "players.view",
                "players.bans",
                "status.view",
                "coupons.consume",
                "payments.view",
                "leaderboard.view",
                "products.view",
                "accounts.view",
            }
        ),
        CUSTOMER: frozenset({OWN_KEYS}),
    }
)

GRANTABLE = (MANAGER, SUPPORT)
"""Owners come from the settings; everybody is a customer in the private chat."""
