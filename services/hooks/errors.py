"""Errors of hooks: those of people who make them, and those of who posts to one."""

from datetime import timedelta

from services.errors import DeskError


class UnknownHookError(DeskError):
    """This chat has no such hook."""

    code = "unknown-hook"


class TooManyHooksError(DeskError):
    """The chat has as many as it may. Facts: most."""

    code = "too-many-hooks"


class HookNameTakenError(DeskError):
    """The chat has a hook of that name. Facts: name, as that one is written."""

    code = "hook-name-taken"


class BadHookNameError(DeskError):
    """A hook cannot be called so. Facts: most."""

    code = "bad-hook-name"


class PostError(Exception):
    """What was posted is not taken."""


class UnknownTokenError(PostError):
    """No hook has this address."""


class TooOftenError(PostError):
    """More was posted than a hook takes; ``wait`` is how long until it takes the next."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__("too often")
        self.wait = wait


class BadBodyError(PostError):
    """What was posted cannot be read. ``str`` says what is wrong, to whoever posts; it quotes nothing."""
