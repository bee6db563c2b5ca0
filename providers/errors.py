"""What can go wrong with a provider, told by what it means for money.

::

    ProviderError
    ├── Refused             the provider answered no: nothing was charged, nothing was done
    │   ├── NotFound            it knows no such offer, order or player
    │   ├── OutOfStock          the offer has no key left
    │   ├── WrongPrice          the price we named is not the price of the moment
    │   ├── NotAllowed          our credentials or rights are not accepted
    │   ├── AlreadyDone         it was done before: by an earlier try of ours, or by somebody else
    │   └── Rejected            it found a fault in the request that we cannot mend by ourselves
    ├── Unavailable         it was not reached, or said it did not start: safe to repeat
    │   └── NotYet              it answered, and knows nothing of what is asked about, which may still come
    ├── OutcomeUnknown      the request may have been acted on and the answer is lost
    ├── AlreadyCharged      it has acted on this transaction id before, and does not say with what result
    └── NotProven           it says no now, which does not prove that the lost try was not charged

``str(error)`` is log text: endpoint, status, the provider's own code, never a secret. What a person
reads is chosen by ``kind``, by ``reason`` where there is one, and by the provider's name, in the texts
of the handlers; ``code`` may stand beside it in small.
"""

from datetime import datetime

UNREADABLE = "unreadable"
"""The reason of Unavailable and OutcomeUnknown where an answer came that makes no sense."""
BUSY = "busy"
"""Their reason where the provider answered that it has too much to do: 408, 425, 429, some 503."""
FAULT = "fault"
"""Their reason where the provider answered that it failed: 5xx, or by a word of its own."""
ORDER_ID_NO_NUMBER = "order-id-no-number"
"""The reason of Rejected for an order id that a person entered, where the provider's are numbers."""


class ProviderError(Exception):
    """A call to a provider that did not end well. ``kind`` is a stable word for texts and rows.

    ``code`` is the number or word by which the provider itself calls what happened, ``reason`` our
    word for it, such as "token-expired": finer than ``kind`` and empty where there is no such word.
    """

    kind = "error"

    def __init__(
        self, provider: str, detail: str, *, code: int | str | None = None, reason: str = ""
    ) -> None:
        super().__init__(f"{provider}: {detail}")
        self.provider = provider
        self.detail = detail
        self.code = code
        self.reason = reason


class Refused(ProviderError):
    """The provider answered no. Nothing was charged, nothing was done."""

    kind = "refused"


class NotFound(Refused):
    """The provider knows no such offer, order or player."""

    kind = "not-found"


class OutOfStock(Refused):
    """The offer has no key left, or fewer than asked for."""

    kind = "out-of-stock"


class WrongPrice(Refused):
    """The price we named is not the price of the moment."""

    kind = "wrong-price"


class NotAllowed(Refused):
    """Our credentials or rights are not accepted."""

    kind = "not-allowed"


class AlreadyDone(Refused):
    """It was done before, by an earlier try of ours or by somebody else; this call did nothing."""

    kind = "already-done"


class Rejected(Refused):
    """The provider found a fault in the request that repeating will not mend."""

    kind = "rejected"


class Unavailable(ProviderError):
    """The provider was not reached, or said it did not start. Nothing was done; safe to repeat.

    ``since`` is set where the call was not even made, the provider having been down since then.
    """

    kind = "unavailable"

    def __init__(
        self,
        provider: str,
        detail: str,
        *,
        code: int | str | None = None,
        reason: str = "",
        since: datetime | None = None,
    ) -> None:
        super().__init__(provider, detail, code=code, reason=reason)
        self.since = since


class NotYet(Unavailable):
    """The provider answered, and knows nothing of a lost try so far; it may have been acted on all the same.

    It is asked about again later. Nothing else has to wait for that.
    """

    kind = "unavailable"


class OutcomeUnknown(ProviderError):
    """The request may have been acted on and the answer is lost or makes no sense."""

    kind = "unknown"


class AlreadyCharged(ProviderError):
    """The provider acted on this transaction id before, and does not say with what result."""

    kind = "already-charged"


class NotProven(ProviderError):
    """It says no now, which does not prove that the lost try was not charged."""

    kind = "not-proven"


class NotRepeated(NotProven):
    """The lost try is not known of, and it is too old, or its price has moved, to be made again."""

    kind = "not-repeated"
