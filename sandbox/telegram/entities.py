"""Texts with their entities, measured as Telegram measures: in UTF-16 code units."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from .users import User

MAX_TEXT = 4096
"""Of a message without a document (Bot API, sendMessage)."""
PLAIN_INSIDE = frozenset({"code", "pre"})
"""Entities that hold no other entity (Bot API, "Formatting options")."""
AUTOMATIC = frozenset({"bot_command", "mention", "url", "email", "hashtag", "cashtag"})
"""Entities that Telegram finds by itself; they change nothing in how the text looks."""

_RANK = {"blockquote": 0, "expandable_blockquote": 0, "text_link": 1, "pre": 2, "code": 3}


@dataclass(frozen=True)
class Entity:
    """A stretch of a text; ``offset`` and ``length`` count UTF-16 code units (MessageEntity)."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user_id: int | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None
    user: User | None = field(default=None, compare=False)
    """Whose id ``user_id`` is, once Telegram has looked it up."""

    @property
    def end(self) -> int:
        """Where the entity stops; the unit at this place is not in it."""
        return self.offset + self.length

    def details(self) -> dict[str, Any]:
        """What the entity says besides its place."""
        found = {
            "url": self.url,
            "language": self.language,
            "custom_emoji_id": self.custom_emoji_id,
            "unix_time": self.unix_time,
            "date_time_format": self.date_time_format,
        }
        return {name: value for name, value in found.items() if value is not None}


@dataclass(frozen=True)
class FormattedText:
    """A plain text and the entities over it."""

    text: str
    entities: tuple[Entity, ...] = ()

    def trimmed(self) -> "FormattedText":
        """Without white space at either end, as every message is stored."""
        kept = self.text.rstrip()
        last = utf16_length(kept)
        stripped = kept.lstrip()
        first = last - utf16_length(stripped)
        entities = []
        for entity in self.entities:
            start, end = max(entity.offset, first), min(entity.end, last)
            if end > start:
                entities.append(replace(entity, offset=start - first, length=end - start))
        return FormattedText(stripped, tuple(entities))


def utf16_length(text: str) -> int:
    """The text's length in UTF-16 code units."""
    return len(text) + sum(1 for char in text if ord(char) > 0xFFFF)


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of the text at a place given in UTF-16 code units."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def in_order(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Outer before inner, first before later, and none inside code."""
    found = sorted(entities, key=lambda e: (e.offset, -e.length, _RANK.get(e.type, 4), e.type))
    plain = [entity for entity in found if entity.type in PLAIN_INSIDE]
    kept: list[Entity] = []
    for entity in found:
        if entity in kept:
            continue
        inside = any(p is not entity and _within(entity, p) for p in plain)
        if not inside or entity.type in {"blockquote", "expandable_blockquote"}:
            kept.append(entity)
    return tuple(kept)


def _within(entity: Entity, outer: Entity) -> bool:
    if entity.type in PLAIN_INSIDE and (entity.offset, entity.length) == (
        outer.offset,
        outer.length,
    ):
        return entity.type == "code" and outer.type == "pre"
    return entity.offset >= outer.offset and entity.end <= outer.end
