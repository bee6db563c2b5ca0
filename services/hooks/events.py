"""Events: what a body that was posted says, whoever has posted it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.incidents import Severity
from services.visible import visible, visible_line

MOST_IN_TITLE, MOST_IN_TEXT = 200, 1500
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

    ``severity`` None: as the hook says. ``lasts``: its sender tells when it is over. ``more`` are facts
    beside title and text.
    """

    title: str
    key: str
    text: str = ""
    severity: Severity | None = None
    resolved: bool = False
    lasts: bool = True
    group: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


def titled(text: str) -> str:
    """A title in one line."""
    return _cut(visible_line(text), MOST_IN_TITLE)


def told(text: str) -> str:
    """A text as people will see it."""
    return _cut(visible(text).strip(), MOST_IN_TEXT)


def keyed(text: str) -> str:
    """A key that is short enough for a row."""
    text = visible_line(text)
    return text if len(text) <= MOST_IN_KEY else hashlib.sha256(text.encode()).hexdigest()[:32]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
