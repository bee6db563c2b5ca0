"""Errors about duty: each is an answer to a person."""

from services.errors import DeskError


class UnknownShiftError(DeskError):
    """The chat has no such shift, or stand-in, any more."""

    code = "unknown-shift"


class FeedMadeAlreadyError(DeskError):
    """The calendar has another link than was seen when a new one was asked for."""

    code = "feed-made-already"


class NotForDutyError(DeskError):
    """Whoever is to be on duty may not handle incidents in the chat. Facts: name."""

    code = "not-for-duty"


class OnDutyAlreadyError(DeskError):
    """Another shift has the person on duty in a part of that time. Facts: name, number (its place)."""

    code = "on-duty-already"


class StandsInAlreadyError(DeskError):
    """The person stands in for the same in a part of that time. Facts: name."""

    code = "stands-in-already"


class StandInPastError(DeskError):
    """The time in which somebody is to stand in is over."""

    code = "stand-in-past"


class TooManyShiftsError(DeskError):
    """The rota has as many shifts as it may. Facts: most."""

    code = "too-many-shifts"


class BadDutyTimeError(DeskError):
    """The hours, or days, make no shift. Facts: text."""

    code = "bad-duty-time"
