"""Words of a test of an alert: that it is one, and that quiet hours will hold what it is a test of."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.words.markup import Html
from handlers.words.texts import Texts


def lines_of_test(t: Texts, facts: Mapping[str, Any]) -> list[Html]:
    """The lines above a test; none where it is no test."""
    if not facts.get("test"):
        return []
    lines = [t.get("alert-is-test")]
    if "held_at" in facts:
        at, until = (datetime.fromisoformat(str(facts[name])) for name in ("held_at", "held_until"))
        urgent = "yes" if facts.get("urgent_comes") else "no"
        lines.append(t.get("alert-test-held", at=at, until=until, urgent=urgent))
    return lines
