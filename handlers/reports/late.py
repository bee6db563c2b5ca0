"""What a report says that was made up, having been missed at its time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.words.markup import Html
from handlers.words.texts import Texts


def made_late(t: Texts, facts: Mapping[str, Any]) -> list[Html]:
    """The line that says for when it was, where its facts have ``late_for``."""
    missed = facts.get("late_for")
    return [] if missed is None else [t.get("alert-late", at=datetime.fromisoformat(str(missed)))]
