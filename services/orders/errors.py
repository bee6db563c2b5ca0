"""Errors about orders: each is an answer to a person."""

from services.errors import DeskError


class UnknownOrderError(DeskError):
    """There is no order with this number or key. Facts: text (only if it looked like a number).

    The door's besides: asleep, the NotPermittedError of a role of theirs that cannot be used now, or None.
    """

    code = "unknown-order"


class BadCountError(DeskError):
    """The number of keys asked for is not one to `most`. Facts: most."""

    code = "bad-count"


class NotEnoughError(DeskError):
    """The offer has fewer keys at its price than asked for. Facts: stock, product, more (at other prices)."""

    code = "not-enough"


class SoldOutError(DeskError):
    """The offer has no key left. Facts: product."""

    code = "sold-out"


class AlreadyHandledError(DeskError):
    """An earlier tap or somebody else has done it. Facts: number, status."""

    code = "already-handled"


class BoughtAnewError(DeskError):
    """Another was bought in place of the failed order already. Facts: number, instead, name, status."""

    code = "bought-anew"


class OrderExpiredError(DeskError):
    """The card waited too long and its price holds no more. Facts: number."""

    code = "order-expired"


class NotUncertainError(DeskError):
    """The order does not wait for a person. Facts: number."""

    code = "not-uncertain"


class PurchaseSettledError(DeskError):
    """The purchase does not wait for a person any more: another tap, or somebody else, was first.

    Facts: number, txn, how (its PurchaseStatus).
    """

    code = "purchase-settled"


class BadReferenceError(DeskError):
    """The provider knows no such order of ours, or the text is no reference. Facts: provider."""

    code = "bad-reference"


class CannotReverseError(DeskError):
    """This provider takes no purchase back. Facts: provider."""

    code = "cannot-reverse"


class BeingReversedError(DeskError):
    """The order's keys are being taken back, and what came of that is not known yet. Facts: number."""

    code = "being-reversed"


class NothingToReverseError(DeskError):
    """Nothing of the order is bought, or all of it is reversed already. Facts: number."""

    code = "nothing-to-reverse"


class ReversalBarredError(DeskError):
    """Who had it taken back lost the right to before it was begun. No facts."""

    code = "reversal-barred"


class OwnApprovalError(DeskError):
    """Nobody approves what they buy themselves, by whatever chat. Facts: number."""

    code = "own-approval"


class DefaultOnlyError(DeskError):
    """Who may approve only by a chat's default role does not count: that is everybody's there. No facts."""

    code = "default-only"
    of_owners = True


class ApprovalOverError(DeskError):
    """The order does not wait for approval any more. Facts: number, status."""

    code = "approval-over"


class VotedError(DeskError):
    """The person has said yes or no already. Facts: number."""

    code = "voted"
