"""Apps on buttons, which hold 64 bytes: a mark stays the same when the settings change order."""

from collections.abc import Sequence

from handlers.frame.callback import mark_of


def app_marked(said: str, apps: Sequence[str]) -> str | None:
    """The app a button's mark means, if it is still configured."""
    return next((app for app in apps if mark_of(app) == said), None)
