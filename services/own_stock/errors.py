"""Errors about own stock: each is an answer to a person."""

from services.errors import DeskError


class NothingToKeepError(DeskError):
    """The order has no key that nobody has seen and that is free. Facts: number."""

    code = "nothing-to-keep"


class ExpiredError(DeskError):
    """What could go into own stock has expired, and would be sold to nobody. Facts: number."""

    code = "expired-not-kept"


class KeptSinceError(DeskError):
    """Keys of the order were kept since the question was asked that this answers.

    Facts: number, by, keys, at.
    """

    code = "kept-since"


class NothingToAddError(DeskError):
    """What was read waits for a yes no more: it was confirmed, forgotten, or read anew. No facts."""

    code = "nothing-to-add"
