"""Apps and ids on buttons, which hold 64 bytes."""

import hashlib
from collections.abc import Sequence

from handlers.callback import CallbackTooLongError, pack

_LONGEST_PERSON = 2**52


def app_mark(app: str) -> str:
    """An app's name short enough for a button; it stays the same when the settings change order."""
    return hashlib.blake2s(app.encode(), digest_size=3).hexdigest()


def app_marked(mark: str, apps: Sequence[str]) -> str | None:
    """The app a button means, if it is still configured."""
    return next((app for app in apps if app_mark(app) == mark), None)


def fits_button(verb: str, *args: str | int) -> bool:
    """Whether a button can carry this, whoever opened its menu."""
    try:
        pack(verb, _LONGEST_PERSON, *args)
    except CallbackTooLongError:
        return False
    return True
