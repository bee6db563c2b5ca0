"""The error about too much at once: an answer to a person."""

from services.errors import DeskError


class TooFastError(DeskError):
    """The person does this too often. Facts: until."""

    code = "too-fast"
