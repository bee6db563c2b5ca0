"""Untold notices, each in one line: what it would have told, for whoever hears that it has not arrived."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from handlers.words.markup import Html, code
from handlers.words.texts import Texts

MOST_WORDS = 300
"""Of what a customer wrote."""


class Untold(Protocol):
    """What is read of a notice."""

    @property
    def kind(self) -> str:
        """What it tells."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """Ids and plain facts."""


def untold_line(t: Texts, notice: Untold) -> Html:
    """The line; a kind there are no words for is named."""
    facts = notice.facts
    text = f"untold-{notice.kind}"
    if not t.has(text):
        return t.get("untold-other", kind=notice.kind)
    if notice.kind == "digest":
        begins = datetime.fromisoformat(str(facts["from"]))
        return t.get(text, day=begins.astimezone(ZoneInfo(str(facts["timezone"]))).date())
    if "order" not in facts:
        return t.get(text, app=str(facts.get("app", "")), product=str(facts.get("name", "")))
    words = str(facts.get("words", ""))
    if len(words) > MOST_WORDS:
        words = words[: MOST_WORDS - 1] + "…"
    number = code(str(facts["order"]))
    return t.get(text, number=number, name=str(facts.get("name", "")), words=words)
