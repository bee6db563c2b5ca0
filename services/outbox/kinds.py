"""Every kind of notice there is, and what is particular about it: one table.

Whoever adds a renderer adds its kind here; a test holds both together.
"""

from dataclasses import dataclass

from services.outbox.instead import NOT_TOLD


@dataclass(frozen=True, slots=True)
class Kind:
    """What is particular about notices of one kind. Nothing of it is so unless it is said.

    ``repeatable``: better told twice than never, where nobody knows whether it arrived. ``on_card``: it
    tells no more than the order's card does, so who sees that knows it. ``answers``: a person waits for
    it, so it goes with a person's priority. ``right``: what somebody must be allowed to see to be told of
    it in a private chat, when it is sent; in a group it is for all who are there. ``kept``: it is never
    forgotten, because its ``once_key`` has to keep out what would be told again for as long as something
    lasts, or because it is the proof that keys were sent.
    """

    repeatable: bool = False
    on_card: bool = False
    answers: bool = False
    right: str | None = None
    kept: bool = False


ORDERS, CUSTOMERS, SYSTEM = "orders.view", "keys.own", "system.view"
"""Permissions: of staff, of whoever the keys are for, of whoever runs the desk."""
CASES = "cases.answer"
INCIDENTS = "incidents.handle"

KINDS = {
    "order-changed": Kind(repeatable=True, on_card=True, right=ORDERS),
    "order-ended": Kind(repeatable=True, on_card=True, answers=True, right=ORDERS),
    # Its renderer sees to the right: a card that says it is under way is not left so, whoever has it.
    "order-shown": Kind(repeatable=True, on_card=True),
    "reversal-ended": Kind(repeatable=True, answers=True, right=ORDERS),
    "order-elsewhere": Kind(repeatable=True, on_card=True, right=ORDERS),
    "order-uncertain": Kind(repeatable=True, on_card=True, right=ORDERS),
    # Its card is for who decides: in a private chat an owner, who may see every order.
    "approval-asked": Kind(repeatable=True, on_card=True, right="orders.approve"),
    # It edits the card that order-ended edits next: as soon, so that it is not the one that stays.
    "approval-shown": Kind(repeatable=True, on_card=True, answers=True, right=ORDERS),
    "approval-ended": Kind(repeatable=True, on_card=True, right=ORDERS),
    "order-charged": Kind(repeatable=True, on_card=True, right=ORDERS),
    "charge-joined": Kind(repeatable=True, right=ORDERS, kept=True),
    "charge-apart": Kind(repeatable=True, right=ORDERS, kept=True),
    # These are posted with every look for as long as an order waits.
    "answer-late": Kind(repeatable=True, on_card=True, right=ORDERS, kept=True),
    "keys-late": Kind(repeatable=True, on_card=True, right=ORDERS, kept=True),
    "keys-unreadable": Kind(repeatable=True, right=ORDERS, kept=True),
    "reversal-late": Kind(repeatable=True, on_card=True, right=ORDERS),
    "key-twin": Kind(repeatable=True, on_card=True, right=ORDERS),
    "link-held": Kind(repeatable=True, right=ORDERS),
    "key-problem": Kind(repeatable=True, right=ORDERS),  # of an earlier version
    # What is said follows the card, so that comes as quickly.
    "case-opened": Kind(repeatable=True, answers=True, right=CASES),
    "case-word": Kind(repeatable=True, answers=True, right=CASES),
    "case-answer": Kind(repeatable=True, answers=True, right=CUSTOMERS),
    "case-changed": Kind(repeatable=True, right=CASES),
    "case-reminder": Kind(repeatable=True, right=CASES),
    "case-hands": Kind(repeatable=True, right=CASES),
    "case-ended": Kind(repeatable=True, answers=True, right=CUSTOMERS),
    "incident-card": Kind(repeatable=True, right=INCIDENTS),
    "incident-over": Kind(repeatable=True, right=INCIDENTS),
    "incidents-many": Kind(repeatable=True, right=INCIDENTS),
    "incidents-held": Kind(repeatable=True, right=INCIDENTS),
    "duty-changed": Kind(repeatable=True, right=INCIDENTS),
    # It says no more than that a product is there, to whoever asked for that.
    "product-back": Kind(repeatable=True),
    "delivered": Kind(repeatable=True, on_card=True, right=ORDERS),
    "not-delivered": Kind(repeatable=True, on_card=True, right=ORDERS),
    "perhaps-delivered": Kind(repeatable=True, on_card=True, right=ORDERS),
    "link-over": Kind(repeatable=True),  # an edit of what its maker was sent, or nothing
    "links-closed": Kind(repeatable=True, right=ORDERS),
    "perhaps-handed": Kind(repeatable=True, right=ORDERS),
    "keys-for-customer": Kind(repeatable=True, answers=True, right=CUSTOMERS, kept=True),
    "order-reversed": Kind(repeatable=True, on_card=True, right=CUSTOMERS),
    # Of what the person did: not what they may see counts, but that it was they who asked for it.
    "deed-ended": Kind(repeatable=True, answers=True),
    # At most once: numbers and states that were told twice would look like two of them.
    "digest": Kind(right="sales.view"),
    "maintenance": Kind(right="status.view"),
    "maintenance-shown": Kind(repeatable=True, right="status.view"),  # an edit, or nothing
    # Who asked for it waits; what it tells of has a right of its own, by which it was allowed.
    "alert-test": Kind(repeatable=True, answers=True, right="alerts.edit"),
    # Of what it takes in, each is held against its own right.
    "quiet-summary": Kind(),
    # Told once and true for long: told twice they do no harm, never told nobody looks.
    "alerts-silent": Kind(repeatable=True, right=SYSTEM, kept=True),
    # To whose they were, who may not see what they tell any more: of that it says nothing.
    "alerts-ended": Kind(repeatable=True),
    "alert-lessened": Kind(repeatable=True, right="alerts.edit", kept=True),
    "clock-moved": Kind(repeatable=True, right=SYSTEM),
    "clock-behind": Kind(repeatable=True, right=SYSTEM, kept=True),
    "own-stock-aside": Kind(repeatable=True, right="keys.stock"),
    "key-in-stock": Kind(repeatable=True, right=ORDERS),
    "own-stock-low": Kind(repeatable=True, right="keys.stock"),
    # It says who decides about a group's roles; that right is held in the group, not in private.
    "group-opened": Kind(repeatable=True),
    "brought-in": Kind(repeatable=True),  # to owners, who decide about it
    # To the chat where it counted, and to whose it was: they may see nothing there any more.
    "role-lapsed": Kind(repeatable=True),
    "flood": Kind(repeatable=True, right=SYSTEM),
    "audit-strange": Kind(repeatable=True, right=SYSTEM, kept=True),
    "audit-broken": Kind(repeatable=True, right=SYSTEM, kept=True),
    "audit-end": Kind(repeatable=True),  # to the chat that the settings name
    "backup-failed": Kind(repeatable=True, right=SYSTEM),
    "backup-file": Kind(repeatable=True),  # to the chat that the settings name, whoever that is
    NOT_TOLD: Kind(repeatable=True, right=ORDERS),
}

ON_THE_CARD = frozenset(name for name, kind in KINDS.items() if kind.on_card)
ANSWERS = frozenset(name for name, kind in KINDS.items() if kind.answers)
KEPT = frozenset(name for name, kind in KINDS.items() if kind.kept)

_UNKNOWN = Kind()


def kind_of(name: str) -> Kind:
    """What is particular about a kind. One that a newer Keydesk has written is nothing in particular."""
    return KINDS.get(name, _UNKNOWN)
