"""Events: what a body that was posted says, whoever has posted it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.incidents import Severity
from services.visible import visible, visible_line

MOST_IN_TITLE, MOST_IN_TEXT = 200, 3000
"""A longer title stands whole in the text; what is beyond that is counted, as no message would hold it."""
MOST_IN_KEY = 80
"""Longer ones are told apart by their digest."""

_WORDS: Mapping[Severity, tuple[str, ...]] = {
    "info": ("info", "information", "informational", "none", "ok", "notice", "debug", "low"),
    "warning": ("warning", "warn", "minor", "medium", "average", "moderate"),
    "urgent": (
        *("urgent", "critical", "crit", "error", "err", "fatal", "emergency", "alert", "page"),
        *("high", "major", "disaster", "severe"),
    ),
}
SEVERITY_OF: Mapping[str, Severity] = {
    word: severity for severity, words in _WORDS.items() for word in words
}
"""Words of other systems, in ours."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that goes on, or that is over.

    Title and text as long as they came: ``shown`` cuts them. ``severity`` None: as the hook says. ``lasts``:
    its sender tells when it is over. ``began``: since when, where it is posted again with whatever changes
    beside it. ``more`` are facts beside title and text: ``labels``, among them a severity that is not known;
    as long as they came, too.
    """

    title: str
    key: str
    text: str = ""
    severity: Severity | None = None
    resolved: bool = False
    lasts: bool = True
    group: str = ""
    began: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shown:
    """An event's title and text as a card takes them; ``cut``: so many characters of them are left out."""

    title: str
    text: str
    cut: int


def shown(event: Event) -> Shown:
    """What of it people will see; keys of ours are masked by then, so that none is cut in two."""
    title, text = event.title, event.text
    if len(title) > MOST_IN_TITLE:
        text = f"{title}\n{text}".strip()
        title = titled(title)
    over = len(text) - MOST_IN_TEXT
    if over <= 0:
        return Shown(title, text, 0)
    return Shown(title, _cut(text, MOST_IN_TEXT), over + 1)


def titled(text: str) -> str:
    """One line that is short enough for a title."""
    return _cut(visible_line(text), MOST_IN_TITLE)


def told(text: str) -> str:
    """A text as people will see it."""
    return visible(text).strip()


def keyed(text: str) -> str:
    """A key that is short enough for a row."""
    text = visible_line(text)
    return text if len(text) <= MOST_IN_KEY else hashlib.sha256(text.encode()).hexdigest()[:32]


def severity_in(word: str) -> tuple[Severity | None, str]:
    """A severity as it was posted, and what a card says of one that is not known.

    Such an event is as grave as the hook says: refused, it would be lost with no word to anybody.
    """
    word = visible_line(word)
    severity = SEVERITY_OF.get(word.lower())
    unknown = "" if severity or not word else f"severity={word}"
    return severity, unknown


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
