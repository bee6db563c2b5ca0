"""The entities Telegram finds by itself in any text."""

import re

from .entities import Entity, FormattedText, utf16_length

_PATTERNS = (
    (
        "url",
        re.compile(r"(?<![\w@])(?:https?://|t\.me/)[^\s<>\"]*[^\s<>\".,:;!?)\]']", re.IGNORECASE),
    ),
    ("email", re.compile(r"(?<![\w.@+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}")),
    (
        "bot_command",
        re.compile(r"(?<![\w/<>@])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/])"),
    ),
    ("mention", re.compile(r"(?<![\w@/])@[a-zA-Z][a-zA-Z0-9_]{2,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#&])#(?=\w*[^\W\d_])\w{1,256}")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?!\w)")),
)
_HIDES = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji"})


def with_automatic(body: FormattedText) -> FormattedText:
    """The text with links, mentions, commands, tags and addresses marked where nothing is yet."""
    taken = [(e.offset, e.end) for e in body.entities if e.type in _HIDES]
    found: list[Entity] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(body.text):
            offset = utf16_length(body.text[: match.start()])
            length = utf16_length(match.group())
            if all(offset >= end or offset + length <= start for start, end in taken):
                found.append(Entity(kind, offset, length))
                taken.append((offset, offset + length))
    entities = sorted([*body.entities, *found], key=lambda e: (e.offset, -e.length))
    return FormattedText(body.text, tuple(entities))
