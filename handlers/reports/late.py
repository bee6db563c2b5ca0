"""What a report says of its time: that it was made up, having been missed, or that the clock was wrong."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.words.markup import Html
from handlers.words.texts import Texts
from services.clock import SLIP


def made_late(t: Texts, facts: Mapping[str, Any]) -> list[Html]:
    """The line that says for when it was, where its facts have ``late_for``."""
    missed = facts.get("late_for")
    return [] if missed is None else [t.get("alert-late", at=datetime.fromisoformat(str(missed)))]


def wrong_clock(t: Texts, facts: Mapping[str, Any], now: datetime) -> list[Html]:
    """The lines of a digest that the machine's clock was wrong when it, or one before it, was counted."""
    lines = [t.get("sales-again")] if facts.get("again") else []
    lines += [t.get("sales-counted")] if facts.get("counted") else []
    ahead = datetime.fromisoformat(str(facts["to"])) > now + SLIP
    return [*lines, t.get("sales-ahead")] if ahead else lines
