"""What kind an action is of, by which people look for it, and which chat a row belongs to.

An action's first word says what it is about. Both stand beside the row and in no hash: they only say where
it is found and who may see it.
"""

from enum import StrEnum

OPEN_TO = "chat.open-to"
"""Telegram told how open a group is: no person did it, and the subject is the group."""

ROLE_LAPSED = "role.lapsed"
"""A role that was given for a time has ended: no person did it, and the subject is whose it was."""

ROLE_REVOKED = "role.revoked"
REVOKED_ALL = "role.revoked-all"
"""All roles of a person were taken away from the shell."""
ROLES_LOST = frozenset({ROLE_LAPSED, ROLE_REVOKED, REVOKED_ALL})
"""By these somebody, their subject, has lost a role."""

FORMER = frozenset({"key.problem"})
"""Actions that only earlier versions have written; their rows are told still."""


class AuditKind(StrEnum):
    """What people ask for. The words stand in rows."""

    ORDERS = "orders"
    KEYS = "keys"
    CATALOG = "catalog"
    TEAM = "team"
    CUSTOMERS = "customers"
    """Customers that were forgotten, and keys that are not kept any more."""
    SLOWED = "slowed"
    ALERTS = "alerts"
    GAMES = "games"
    PRODUCTS = "products"
    DESK = "desk"
    """Whatever is of no other kind: the chain itself, secrets, restored backups."""


FIRST_WORDS = {
    AuditKind.ORDERS: ("order",),
    AuditKind.KEYS: ("keys", "key", "claim", "case", "own-stock"),
    AuditKind.CATALOG: ("catalog",),
    AuditKind.TEAM: ("role", "chat", "limit"),
    AuditKind.CUSTOMERS: ("customer",),
    AuditKind.SLOWED: ("person",),
    AuditKind.ALERTS: ("alert", "incident", "hook", "duty"),
    AuditKind.GAMES: ("coupon", "payment", "player", "scores"),
    AuditKind.PRODUCTS: ("key-product", "game-account"),
}
_KINDS = {word: kind for kind, words in FIRST_WORDS.items() for word in words}
_OF_ORDERS = {AuditKind.ORDERS, AuditKind.KEYS}


def kind_of(action: str) -> AuditKind:
    """The kind of an action."""
    return _KINDS.get(action.partition(".")[0], AuditKind.DESK)


def is_of_order(action: str) -> bool:
    """Whether the subject may be an order's number: then the row belongs to that order's chat."""
    return kind_of(action) in _OF_ORDERS


def home_of(action: str, subject: str, chat_id: int | None) -> int | None:
    """The chat that a row of no order belongs to: where it was done, or of which it tells."""
    return int(subject) if action == OPEN_TO and chat_id is None else chat_id
