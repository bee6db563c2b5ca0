"""States of orders and purchases, and what may follow each.

::

    draft ─┬─> awaiting_approval ─┬─> approved ──┐
           │                      └─> rejected   │
           ├─> expired                           │
           └──────────────> paying <─────────────┘
                              ├─> paid ──> keyed ──> delivered
                              ├─> failed                 │
                              └─> uncertain              └─> reversed

An order in ``uncertain`` waits for a person: it goes on to ``paid`` when its reference is found (also
when the lost answer arrives after all), or to ``failed`` when the case is closed. One that ``failed`` goes
on to ``paid`` where the provider proves afterwards that it was charged.

An order keeps its status while its purchases are ``reversing``.
"""

from enum import StrEnum

CANCELLED = "cancelled"
"""Why an order has expired: its buyer called it off, before it was confirmed or while it waited."""


class OrderStatus(StrEnum):
    """Where an order stands."""

    DRAFT = "draft"
    AWAITING_APPROVAL = "awaiting_approval"
    APPROVED = "approved"
    REJECTED = "rejected"
    PAYING = "paying"
    PAID = "paid"
    KEYED = "keyed"
    DELIVERED = "delivered"
    FAILED = "failed"
    EXPIRED = "expired"
    REVERSED = "reversed"
    UNCERTAIN = "uncertain"


class PurchaseStatus(StrEnum):
    """Where one call to the provider stands."""

    WAITING = "waiting"  # written down, never sent
    SENT = "sent"  # sent, and the answer is not known; with a reason: it came and was not clear, or is lost
    ACCEPTED = "accepted"  # charged, the reference is known
    REFUSED = "refused"  # definitely not charged
    UNCERTAIN = "uncertain"  # may be charged, and only a person can tell
    REVERSING = "reversing"  # is to be taken back, and what came of that is not known yet
    REVERSED = "reversed"  # taken back: its key is worth nothing any more


REVERSIBLE = (PurchaseStatus.ACCEPTED, PurchaseStatus.UNCERTAIN)
"""What may be taken back: what was charged, or may have been."""

HELD_BACK = (PurchaseStatus.REVERSING, PurchaseStatus.REVERSED)
"""Whose keys are handed to nobody."""


NOTHING_BOUGHT = frozenset(
    {
        OrderStatus.DRAFT,
        OrderStatus.AWAITING_APPROVAL,
        OrderStatus.APPROVED,
        OrderStatus.REJECTED,
        OrderStatus.EXPIRED,
    }
)
"""Orders that have no purchases, and never had."""

LATE = {OrderStatus.PAID: "keys-late", OrderStatus.PAYING: "answer-late"}
"""What waits for a provider, and the notice that tells of it when it has waited too long. It is dropped
where the order has gone on meanwhile; its text is ``late-<status>``."""


def standing(status: str, reason: str | None) -> PurchaseStatus:
    """What a purchase counts as: in ``reversing``, still what it was before.

    Of what may be taken back, only the uncertain has a reason.
    """
    if status != PurchaseStatus.REVERSING:
        return PurchaseStatus(status)
    return PurchaseStatus.ACCEPTED if reason is None else PurchaseStatus.UNCERTAIN


_S = OrderStatus
FOLLOWS: dict[OrderStatus, frozenset[OrderStatus]] = {
    _S.DRAFT: frozenset({_S.AWAITING_APPROVAL, _S.PAYING, _S.EXPIRED}),
    _S.AWAITING_APPROVAL: frozenset({_S.APPROVED, _S.REJECTED, _S.EXPIRED}),
    _S.APPROVED: frozenset({_S.PAYING, _S.EXPIRED}),
    _S.REJECTED: frozenset(),
    _S.PAYING: frozenset({_S.PAID, _S.FAILED, _S.UNCERTAIN}),
    _S.PAID: frozenset({_S.KEYED, _S.REVERSED}),
    _S.KEYED: frozenset({_S.DELIVERED, _S.REVERSED}),
    _S.DELIVERED: frozenset({_S.REVERSED}),
    _S.FAILED: frozenset({_S.PAID}),
    _S.EXPIRED: frozenset(),
    _S.REVERSED: frozenset(),
    _S.UNCERTAIN: frozenset({_S.PAID, _S.FAILED, _S.REVERSED}),
}


def sources_of(target: OrderStatus) -> tuple[str, ...]:
    """The statuses from which an order may come to ``target``."""
    return tuple(status for status, follows in FOLLOWS.items() if target in follows)
