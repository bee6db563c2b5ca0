"""The tags of Telegram's HTML and the entities they make."""

import re
from urllib.parse import urlsplit

from .entities import Entity
from .errors import bad_request

_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = frozenset(_SIMPLE) | {"a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}
TIME_FORMAT = re.compile(r"(r|R|[tTdDwW]*)")
_PERSON = re.compile(r"tg://user\?id=(\d{1,15})")
_HOST = re.compile(r"(?:[\w-]+\.)+[\w-]{2,}|localhost|\d+(?:\.\d+){3}")


def entity_of(
    tag: str, attributes: dict[str, str], offset: int, length: int, text: str
) -> Entity | None:
    """The entity a closed tag makes; None for a link that leads nowhere, as Telegram does."""
    if tag in _SIMPLE:
        return Entity(_SIMPLE[tag], offset, length)
    match tag:
        case "a":
            return _link(attributes.get("href") or text, offset, length)
        case "code":
            name = attributes.get("class", "")
            language = name.removeprefix("language-") if name.startswith("language-") else None
            return Entity("code", offset, length, language=language)
        case "blockquote" if "expandable" in attributes:
            return Entity("expandable_blockquote", offset, length)
        case "tg-emoji":
            emoji = attributes.get("emoji-id", "")
            if not emoji.isdigit() or int(emoji) == 0:
                raise bad_request("can't parse entities: Invalid custom emoji identifier specified")
            return Entity("custom_emoji", offset, length, custom_emoji_id=emoji)
        case "tg-time":
            return _time(attributes, offset, length)
        case _:
            return Entity(tag, offset, length)


def _time(attributes: dict[str, str], offset: int, length: int) -> Entity:
    unix, shape = attributes.get("unix", ""), attributes.get("format", "")
    if not unix.isdigit():
        raise bad_request("can't parse entities: Invalid Unix time specified")
    if not TIME_FORMAT.fullmatch(shape):
        raise bad_request("can't parse entities: Invalid date-time format specified")
    return Entity("date_time", offset, length, unix_time=int(unix), date_time_format=shape or None)


def _link(url: str, offset: int, length: int) -> Entity | None:
    person = _PERSON.fullmatch(url)
    if person is not None:
        return Entity("text_mention", offset, length, user_id=int(person[1]))
    checked = checked_link(url)
    return None if checked is None else Entity("text_link", offset, length, url=checked)


def checked_link(url: str) -> str | None:
    """The link as Telegram keeps it; None if it is none."""
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme in {"tg", "ton", "tonsite"}:
        return url
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host):
        return None
    return parts.geturl() if parts.path or parts.query else f"{parts.geturl()}/"
