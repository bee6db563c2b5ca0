"""Errors about own stock: each is an answer to a person."""

from services.errors import DeskError


class NothingToAddError(DeskError):
    """What was read waits for a yes no more: it was confirmed, forgotten, or read anew. No facts."""

    code = "nothing-to-add"
