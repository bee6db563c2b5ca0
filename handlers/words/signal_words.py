"""A signal in words: the texts of its kind, filled in with its facts."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from handlers.words.durations import duration
from handlers.words.markup import Html, escape, join
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from services.money import Money

_PROVIDERS = frozenset({"provider", "usual"})
"""Facts that are the name of a provider."""
_LASTS = {"every": 1, "hours": 60}
"""Facts that are a duration, in so many minutes each."""
_TEXT = "text"
"""The fact that is a text of another system."""


def title_words(t: Texts, kind: str, facts: Mapping[str, Any]) -> Html:
    """What is so, in one line. Of a kind that a newer Keydesk has written only its name is known."""
    if not t.has(f"signal-{kind}"):
        return t.get("signal-unknown", kind=kind)
    return t.get(f"signal-{kind}", **_arguments(t, facts))


def detail_words(t: Texts, kind: str, facts: Mapping[str, Any]) -> Html | None:
    """What else is to be said of it, where its kind has anything to say; first what another system wrote."""
    if not t.has(f"signal-{kind}-detail"):
        return None
    lines = [escape(str(facts.get(_TEXT, "")))]  # it may be longer than what Fluent takes
    if cut := int(facts.get("cut", 0)):
        lines.append(t.get("signal-text-cut", count=cut))
    lines.append(t.get(f"signal-{kind}-detail", **_arguments(t, facts)))
    return join([each for each in lines if each]) or None


def _arguments(t: Texts, facts: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: _argument(t, name, value) for name, value in facts.items() if name != _TEXT}
    for name, minutes in _LASTS.items():
        if isinstance(count := facts.get(name), int):
            said["length"] = duration(t, count * minutes)
    return said


def _argument(t: Texts, name: str, value: Any) -> Any:
    if name in _PROVIDERS:
        return provider_name(t, str(value))
    if name.endswith("_at") and isinstance(value, str):
        return datetime.fromisoformat(value)
    if isinstance(value, Mapping) and {"amount", "currency"} <= value.keys():
        return Money(Decimal(str(value["amount"])), str(value["currency"]))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else value
