"""Reads an iCalendar as strictly as RFC 5545 has it, and knows nothing of how the desk writes one."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

NAME = r"[A-Z0-9-]+"
PARAM = rf';({NAME})=("[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*)'
LINE = re.compile(rf"({NAME})((?:{PARAM})*):([^\x00-\x08\x0a-\x1f\x7f]*)")
TEXT = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*")
"""A backslash, a semicolon and a comma stand in a text only behind a backslash."""
UTC_TIME = re.compile(r"\d{8}T\d{6}Z")
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "TRANSP"}


@dataclass(frozen=True)
class Event:
    """A VEVENT."""

    uid: str
    begins: datetime
    ends: datetime
    summary: str


def read(octets: bytes) -> tuple[str, list[Event]]:
    """The calendar's name and its events. Raises AssertionError, or ValueError."""
    assert octets.endswith(b"\r\n")
    raw = octets[:-2].split(b"\r\n")
    assert all(b"\n" not in line and b"\r" not in line for line in raw), "a bare line break"
    assert all(0 < len(line) <= 75 for line in raw), "a line of more than 75 octets, or none"
    for part in raw:
        part.decode()  # no character is cut by folding
    read_lines = []
    for line in octets[:-2].replace(b"\r\n ", b"").decode().split("\r\n"):
        found = LINE.fullmatch(line)
        assert found, f"no content line: {line!r}"
        read_lines.append((found[1], found[2], found[5]))
    assert read_lines[0] == ("BEGIN", "", "VCALENDAR") and read_lines[-1] == (
        "END",
        "",
        "VCALENDAR",
    )
    head: dict[str, str] = {}
    events: list[Event] = []
    at = 1
    while at < len(read_lines) - 1:
        name, params, value = read_lines[at]
        if (name, value) == ("BEGIN", "VEVENT"):
            end = read_lines.index(("END", "", "VEVENT"), at)
            events.append(_event(read_lines[at + 1 : end]))
            at = end + 1
            continue
        assert name not in {"BEGIN", "END"}, f"an unexpected {name}:{value}"
        assert not events, "a property of the calendar after its events"
        assert name not in head, f"twice: {name}"
        assert not params or name == "REFRESH-INTERVAL"
        head[name] = value
        at += 1
    assert head["VERSION"] == "2.0" and head["PRODID"]
    assert len({each.uid for each in events}) == len(events), "one UID of two events"
    return _text(head.get("X-WR-CALNAME", "")), events


def _event(lines: list[tuple[str, str, str]]) -> Event:
    names = [name for name, _, _ in lines]
    assert len(set(names)) == len(names) and set(names) <= ONCE, names
    assert not any(params for _, params, _ in lines)
    said = {name: value for name, _, value in lines}
    _moment(said["DTSTAMP"])
    event = Event(
        said["UID"], _moment(said["DTSTART"]), _moment(said["DTEND"]), _text(said["SUMMARY"])
    )
    assert event.begins < event.ends
    assert said["TRANSP"] in {"OPAQUE", "TRANSPARENT"}
    return event


def _moment(value: str) -> datetime:
    assert UTC_TIME.fullmatch(value), value
    return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def _text(value: str) -> str:
    assert TEXT.fullmatch(value), f"not escaped: {value!r}"
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)
