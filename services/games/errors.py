"""What a person is told of the games, beside the errors of :mod:`services.errors`.

::

    DeskError
    └── games
        ├── BadValueError            what was typed cannot be what it should be
        ├── AlreadyWithdrawnError    the player is gone, and not by this try
        └── NoPaymentError           no such payment waits to be consumed

What a provider refuses is a ProviderTroubleError, its word in the fact ``reason`` and the provider's own
number in ``code``.
"""

from providers.errors import NotFound, ProviderError
from services.errors import DeskError, NoPlayerError, ProviderTroubleError

_NOBODY = frozenset({"", "no-player", "withdrawn"})


class BadValueError(DeskError):
    """What was typed cannot be what it should be; it is not repeated, for it may be a secret.

    Facts: what (player, key, token, transfer, password, coupon, store, os, version, payment, package,
    factor, score, extra, count, page), most (a number, where there is one), known (the words there are).
    """

    code = "bad-value"

    def __init__(self, what: str, *, most: int = 0, known: tuple[str, ...] = ()) -> None:
        super().__init__(what=what, most=most, known=list(known))


class AlreadyWithdrawnError(DeskError):
    """The player has withdrawn, or was withdrawn before. Facts: app, player."""

    code = "already-withdrawn"


class NoPaymentError(DeskError):
    """The player has no such payment that waits to be consumed. Facts: app, payment."""

    code = "no-payment"


def trouble_about(error: ProviderError, app: str, player: str) -> DeskError:
    """The same, of a call about one player."""
    if isinstance(error, NotFound) and error.reason in _NOBODY:
        return NoPlayerError(app=app, player=player)
    return ProviderTroubleError.of(error)
