"""A calendar of who is on duty, as RFC 5545 writes one.

Lines end in CR and LF and have at most 75 octets, a longer one going on behind a blank; a backslash, comma,
semicolon or new line in a text is escaped, other control characters are left out; an event has its UID and
DTSTAMP, and its end is not part of it. Moments are in UTC, so that no zone has to be described.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from services.duty.rota import Span

_MOST_OCTETS = 75


def calendar(
    spans: Iterable[Span], names: Mapping[int, str], chat_id: int, title: str, made_at: datetime
) -> str:
    """The calendar of a chat, whose link was made then: the same bytes as long as nothing changes."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Keydesk//On duty//EN",
        f"X-WR-CALNAME:{_text(title)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ]
    for span in spans:
        name = names.get(span.user_id, str(span.user_id))
        begins = _moment(span.begins_at)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{span.user_id}-{begins}-{abs(chat_id)}@keydesk",
            f"DTSTAMP:{_moment(made_at)}",
            f"DTSTART:{begins}",
            f"DTEND:{_moment(span.ends_at)}",
            f"SUMMARY:{_text(name)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    lines = ("".join(filter(_may_stand, line)) for line in words.splitlines())
    return "\\n".join(lines)


def _may_stand(sign: str) -> bool:
    return sign == "\t" or unicodedata.category(sign) != "Cc"


def _folded(line: str) -> list[str]:
    """Its parts, none of them cut within a character."""
    parts, part, room = [], "", _MOST_OCTETS
    for sign in line:
        size = len(sign.encode())
        if size > room:
            parts.append(part)
            part, room = " ", _MOST_OCTETS - 1
        part += sign
        room -= size
    return [*parts, part]
