"""Untold notices, each in one line: what it would have told, for whoever hears that it has not arrived."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from handlers.words.markup import Html, code, join
from handlers.words.signal_words import title_words
from handlers.words.texts import Texts

MOST_WORDS = 300
"""Of what a customer wrote."""
_NAMED = 3
"""Incidents of one notice."""


class Untold(Protocol):
    """What is read of a notice."""

    @property
    def kind(self) -> str:
        """What it tells."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """Ids and plain facts."""


class About(Protocol):
    """What an incident is about."""

    @property
    def kind(self) -> str:
        """Its kind."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """Plain facts."""


def incidents_of(notices: Iterable[Untold]) -> Collection[int]:
    """The incidents that these would have told of."""
    return {each for notice in notices for each in _incidents(notice)}


def untold_line(t: Texts, notice: Untold, incidents: Mapping[int, About] = {}) -> Html:
    """The line; a kind there are no words for is named. ``incidents``: what these are about, by number."""
    facts = notice.facts
    text = f"untold-{notice.kind}"
    if not t.has(text):
        return t.get("untold-other", kind=notice.kind)
    if notice.kind == "digest":
        begins = datetime.fromisoformat(str(facts["from"]))
        return t.get(text, day=begins.astimezone(ZoneInfo(str(facts["timezone"]))).date())
    if "incident" in text:
        titles = [_title(t, incidents[each]) for each in _incidents(notice) if each in incidents]
        named = {"named": "yes" if titles else "no", "titles": join(titles[:_NAMED], "; ")}
        more, count = max(0, len(titles) - _NAMED), int(facts.get("count", 0))
        return t.get(text, **named, more=more, count=count)
    if "order" not in facts:
        return t.get(text, app=str(facts.get("app", "")), product=str(facts.get("name", "")))
    words = str(facts.get("words", ""))
    if len(words) > MOST_WORDS:
        words = words[: MOST_WORDS - 1] + "…"
    number = code(str(facts["order"]))
    return t.get(text, number=number, name=str(facts.get("name", "")), words=words)


def _incidents(notice: Untold) -> list[int]:
    facts = notice.facts
    return [int(each) for each in (*facts.get("ids", ()), *filter(None, [facts.get("incident")]))]


def _title(t: Texts, about: About) -> Html:
    return title_words(t, about.kind, about.facts)
