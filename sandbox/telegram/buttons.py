"""Buttons under a message, and the keyboards they make."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

ButtonKind = Literal["callback", "url", "copy", "switch", "other"]


@dataclass(frozen=True)
class Button:
    """A button under a message; what it holds stands in the field of its kind."""

    label: str
    kind: ButtonKind
    data: str | None = None
    url: str | None = None
    copy: str | None = None
    query: str | None = None
    """What is put behind the bot's name in a chat that the person then chooses."""
    style: str | None = None
    """``danger``, ``success``, ``primary`` or None."""


@dataclass(frozen=True)
class Keyboard:
    """The markup of a message: rows of inline buttons, or rows of texts to answer with."""

    rows: tuple[tuple[Button, ...], ...] = ()
    raw: dict[str, Any] = field(default_factory=dict)
    replies: tuple[tuple[str, ...], ...] = ()
    """Labels of a reply keyboard; a tap on one says it."""
    requests: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    """By their labels, the buttons of a reply keyboard by which a person is picked."""
