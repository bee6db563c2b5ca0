"""Errors about limits: each is an answer to a person."""

from services.errors import DeskError


class OverLimitError(DeskError):
    """An order is above a limit. Facts: number, over (the limits)."""

    code = "over-limit"


class WithinLimitsError(DeskError):
    """An order whose question said that others are asked is above no limit any more. Facts: number."""

    code = "within-limits"


class BadAmountError(DeskError):
    """The text is no amount a limit can have. Facts: text, most."""

    code = "bad-amount"


class NoCurrencyError(DeskError):
    """The text is no currency. Facts: text."""

    code = "no-currency"


class NoSuchLimitError(DeskError):
    """The limit was taken away meanwhile, or there never was one. No facts."""

    code = "no-such-limit"


class OwnLimitError(DeskError):
    """Nobody but an owner makes more of what they may spend themselves. No facts."""

    code = "own-limit"
    of_owners = True


class TooManyLimitsError(DeskError):
    """A chat, or everywhere, has as many limits as there may be. Facts: most."""

    code = "too-many-limits"
