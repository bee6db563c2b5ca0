"""Errors about keys handed over and claimed: each is an answer to a person."""

from typing import Any

from services.errors import DeskError
from services.orders.twins import Twin


class NothingToDeliverError(DeskError):
    """The order has no key to hand over. Facts: number."""

    code = "nothing-to-deliver"


class KeysChangedError(DeskError):
    """Some of the keys that were to be shown were taken back meanwhile. Facts: number."""

    code = "keys-changed"


class KeysUnreadableError(DeskError):
    """The keys are stored, but none of the desk's secrets opens them. Facts: number."""

    code = "keys-unreadable"


class KeysLetGoError(DeskError):
    """The keys were handed over so long ago that they are not kept any more. Facts: number."""

    code = "keys-let-go"


class AlreadyDeliveredError(DeskError):
    """The order's keys belong to customers already. Facts: number, customer."""

    code = "already-delivered"


class AllInLinksError(DeskError):
    """Every key of the order that is nobody's is in an open link. Facts: number, links."""

    code = "all-in-links"


class SentSinceError(DeskError):
    """Keys of the order went to this customer since the question was asked that this answers.

    Facts: number, person (the customer), by, keys (0: the order as a whole), at.
    """

    code = "sent-since"


class FewerFreeError(DeskError):
    """More keys were asked for than can be given. Facts: number, free."""

    code = "fewer-free"


class LinkedSinceError(DeskError):
    """A link of the order was made since the question was asked that this answers: nothing was made, or
    sent. Facts: number.
    """

    code = "linked-since"


class KeysTakenError(DeskError):
    """Somebody else was faster with these keys; nothing was done. Facts: number."""

    code = "keys-taken"


class TwinKeysError(DeskError):
    """Keys that would go came more than once, and nobody has said yes to that: nothing went. Facts: number,
    count (how many would go). ``twins``: which of them, and why.
    """

    code = "twin-keys"

    def __init__(self, twins: tuple[Twin, ...], **facts: Any) -> None:
        super().__init__(**facts)
        self.twins = twins


class CannotWriteToError(DeskError):
    """The person has not started the bot, or has blocked it. Facts: name."""

    code = "cannot-write-to"


class ClaimRefusedError(DeskError):
    """The claim is unknown, used, expired, revoked or another's: the answer does not say which."""

    code = "claim-refused"


class ClaimStoppedError(DeskError):
    """A key in the claim went to somebody else since it was made: nothing was given, and the desk is told."""

    code = "claim-stopped"


class ClaimBarredError(DeskError):
    """Too many refused claims: the person waits. Facts: until (datetime)."""

    code = "claim-barred"
