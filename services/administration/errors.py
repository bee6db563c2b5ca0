"""Errors about what providers sell for us: each is an answer to a person."""

from services.errors import DeskError


class NoKeyProductError(DeskError):
    """The provider has no such key product. Facts: provider, product (the id asked for)."""

    code = "no-key-product"


class NoGameAccountError(DeskError):
    """The provider has no such game account. Facts: provider, account (the id asked for)."""

    code = "no-game-account"


class SkuTakenError(DeskError):
    """Another key product has this sku. Facts: provider, sku."""

    code = "sku-taken"


class BadFieldError(DeskError):
    """What was entered cannot be sent. Facts: field, problem (words of services/administration), text, near.

    ``text`` is the part at fault, empty where something is missing; ``near``, if it is there, what may
    be meant in its place.
    """

    code = "bad-field"


class ChangeRefusedError(DeskError):
    """The provider refused a change: nothing was changed. Facts: provider, kind, reason, said.

    ``reason`` is our word for it and ``said`` the provider's own code; each may be empty.
    """

    code = "change-refused"


class ChangeUnknownError(DeskError):
    """The answer to a change is lost, and looking did not tell whether it was made. Facts: provider."""

    code = "change-unknown"


class BeingChangedError(DeskError):
    """Somebody else is changing it at this moment. Facts: provider, by (a name, or "nobody")."""

    code = "being-changed"


class ConflictError(DeskError):
    """It is not what it was when the person was asked: nothing was sent. Facts: provider, field, by, at.

    ``by`` and ``at``: who changed it last from here, and when; "nobody" and empty where nobody has.
    """

    code = "changed-meanwhile"
