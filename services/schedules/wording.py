"""Times as people write them, read as a crontab line: "weekdays at 9", "every 2 hours from 8 to 18".

Words are read one after another, each adding what it says; where no time of day is said it is 09:00. What a
crontab line cannot say is refused with the nearest that it can.
"""

import re
from dataclasses import dataclass, field

from services.schedules.errors import CannotComeSoError
from services.schedules.said_line import NotUnderstoodError, Said, SaidLine
from services.schedules.vocabulary import (
    BEGINNING,
    COUNTING,
    DASHES,
    FILLERS,
    JOINING,
    MONTHS,
    NICKNAMES,
    NUMBERS,
    ORDINALS,
    PARTS_OF_DAY,
    REWRITTEN,
    UNITS,
    WEEKDAYS,
)

_TOKEN = re.compile(
    r"(?P<seconds>\d{1,2}[:.]\d{2}:(?!00(?!\d))\d{2}(?!\d))|(?P<time>\d{1,2}h[0-5]\d(?!\d)|\d{1,2}[:.]\d{2}(?::00)?(?![:\d])(?:\s*[ap]\.?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?|noon|midday|midnight)"
    r"|(?P<past>(?<!\d):\d{2}(?!\d))|(?P<ordinal>\d{1,2}(?:st|nd|rd|th)\b)|(?P<number>\d+(?:\.\d+)?)|(?P<word>[a-z]+)|(?P<sign>[-,&+])"
    r"|\s+|(?P<other>.)",
    re.ASCII,
)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2})(?::00)?)?\s*(?:([ap])\.?m\.?)?", re.ASCII)
_LISTED = {"minute": (0, 59), "minutes": (0, 59), "day": (1, 31), "days": (1, 31)}


def line_said(text: str) -> str | None:
    """The crontab line that words mean; None: they are no words for times. Raises CannotComeSoError."""
    said = text.lower().replace("–", "-").replace("—", "-").replace("’", "'").strip(" .!\n")
    if said in NICKNAMES:
        return NICKNAMES[said]
    for words, instead in REWRITTEN:
        said = instead.join(words.split(said))
    try:
        return _Reading(tokens=_tokens(said)).line(text)
    except NotUnderstoodError:
        return None


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str

    @property
    def number(self) -> float | None:
        """What it counts, if it counts."""
        if self.kind == "number":
            return float(self.text)
        return NUMBERS.get(self.text) if self.kind == "word" else None


def _tokens(said: str) -> list[_Token]:
    found = [
        _Token(str(each.lastgroup), each[0]) for each in _TOKEN.finditer(said) if each.lastgroup
    ]
    if not found or any(each.kind == "other" for each in found):
        raise NotUnderstoodError
    return found


@dataclass(slots=True)
class _Reading(Said):
    """What was read so far of some words."""

    tokens: list[_Token] = field(default_factory=list)
    at: int = 0
    part: tuple[tuple[int, int], int] | None = None

    def line(self, text: str) -> str:
        """All that is said, as a line. Raises CannotComeSoError, NotUnderstoodError."""
        while self.at < len(self.tokens):
            self._clause(text)
        if self.part is not None:
            usual, more = self.part
            later = [(hour % 12 + more if more else hour, minute) for hour, minute in self.times]
            self.times = later or [usual]
        said = self.times or self.minutes or self.weekdays or self.days or self.months
        if not (said or self.interval or self.span):
            raise NotUnderstoodError
        return SaidLine(self, text).written()

    def _peek(self, ahead: int = 0) -> _Token:
        there = self.at + ahead
        return self.tokens[there] if there < len(self.tokens) else _Token("end", "")

    def _take(self) -> _Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def _clause(self, text: str) -> None:
        token = self._take()
        if token.text == "in" and self._peek().number is not None and self._peek(1).text in UNITS:
            near = [f"every {self._peek().text} {self._peek(1).text}", "09:00"]
            raise CannotComeSoError(text=text, reason="once", near=near)
        if token.text in FILLERS or token.text in JOINING:
            self.begins = self.begins or token.text in BEGINNING
            return
        if token.kind == "time":
            self._time(_clock(token.text))
        elif token.kind == "seconds":
            hour, minute = _clock(token.text[: -len(":00")])
            raise CannotComeSoError(text=text, reason="seconds", near=[f"{hour:02}:{minute:02}"])
        elif token.kind == "past":
            self.minutes.add(_within(int(token.text[1:]), 59))
        elif token.kind == "ordinal" or token.text in ORDINALS:
            self._ordinal(token, text)
        elif token.text == "last":
            raise CannotComeSoError(text=text, reason="last", near=["on the 28th", "on the 1st"])
        elif token.text in PARTS_OF_DAY:
            if self.part not in (None, PARTS_OF_DAY[token.text]):
                raise NotUnderstoodError
            self.part = PARTS_OF_DAY[token.text]
        elif token.text in WEEKDAYS:
            self.weekdays |= self._range(token, WEEKDAYS, 7)
        elif token.text in MONTHS:
            self._month(token)
        elif token.text in _LISTED and self._peek().kind == "number" and not self._after_every():
            self._listed(token.text)
        elif token.number is not None:
            self._number(token, token.number, text)
        elif token.text in UNITS and len(token.text) > 2:
            self._every(1, token.text)
        else:
            raise NotUnderstoodError

    def _after_every(self) -> bool:
        return self.at > 1 and self.tokens[self.at - 2].text in {"every", "each"}

    def _time(self, time: tuple[int, int]) -> None:
        between = any(each.text == "between" for each in self.tokens[: self.at]) and not self.span
        if self._peek().text not in DASHES and not (between and self._peek().text in JOINING):
            self.times.append(time)
            return
        if self.span is not None:
            raise NotUnderstoodError
        self._take()
        self.span = time, self._end_of_span()

    def _end_of_span(self) -> tuple[int, int]:
        token = self._take() if self.at < len(self.tokens) else _Token("end", "")
        if token.kind == "time":
            return _clock(token.text)
        if token.number is None:
            raise NotUnderstoodError
        return _within(_whole(token.number), 24) % 24, 0

    def _number(self, token: _Token, number: float, text: str) -> None:
        """A count with what it counts, a day beside its month, or else an hour."""
        following = self._peek()
        before = self.tokens[self.at - 2].text if self.at > 1 else ""
        if following.text in UNITS:
            self._every(number, self._take().text)
        elif following.text in MONTHS:
            self.days.add(_within(_whole(number), 31, 1))
        elif following.text in {"past", "after"}:
            self._take()
            self.minutes.add(_within(_whole(number), 59))
        elif token.text == "other" and following.text in WEEKDAYS:
            near = [f"every {following.text}", "on the 1st and 15th"]
            raise CannotComeSoError(text=text, reason="uneven", near=near)
        elif token.text in COUNTING:
            raise NotUnderstoodError
        elif self.times and before in WEEKDAYS:  # "09:00 on friday 13"
            near = [f"every {before}", f"on day {_within(_whole(number), 31, 1)}"]
            raise CannotComeSoError(text=text, reason="both", near=near)
        elif self.times and before not in JOINING:  # is it another hour, or a day, or minutes?
            raise NotUnderstoodError
        elif number > 99:  # 0930, and 1730
            self._time((_within(_whole(number) // 100, 23), _within(_whole(number) % 100, 59)))
        else:
            self._time((_within(_whole(number), 23), 0))

    def _every(self, count: float, unit: str) -> None:
        if not count:
            raise NotUnderstoodError
        if self.interval is not None and (count, UNITS[unit]) != self.interval:
            # "at minute 5 of every hour, every day": what comes within a day comes on each.
            if UNITS[unit] == "day" and count == 1:
                return
            if self.interval != (1.0, "day"):
                raise NotUnderstoodError
        self.interval = count, UNITS[unit]

    def _ordinal(self, token: _Token, text: str) -> None:
        day = ORDINALS.get(token.text) or int(re.sub(r"\D", "", token.text))
        following = self._peek().text
        if following in WEEKDAYS:
            near = [f"every {following}", "on the 1st"]
            raise CannotComeSoError(text=text, reason="nth", near=near)
        if following in UNITS:  # every second hour
            self._every(day, self._take().text)
            return
        self.days |= self._range(token, {token.text: _within(day, 31, 1)}, 31)

    def _month(self, token: _Token) -> None:
        self.months |= self._range(token, MONTHS, 12)
        following = self._peek()
        if following.kind == "number" and self._peek(1).text not in UNITS and not self.days:
            self.days.add(_within(_whole(float(self._take().text)), 31, 1))

    def _listed(self, of: str) -> None:
        """Minutes of an hour, or days of a month: "minute 5, 25 and 45", "days 1 and 15"."""
        least, most = _LISTED[of]
        while self._peek().kind == "number" or (
            self._peek().text in JOINING and self._peek(1).kind == "number"
        ):
            token = self._take()
            if token.number is not None:
                into = self.days if least else self.minutes
                into.add(_within(_whole(token.number), most, least))

    def _range(self, token: _Token, names: dict[str, int], whole: int) -> set[int]:
        """One, or all from it to another: "mon-fri", "1st to 5th"; 8 for all workdays, 9 for the weekend."""
        first = names[token.text]
        if first in (8, 9) and whole == 7:
            return {1, 2, 3, 4, 5} if first == 8 else {6, 0}
        if self._peek().text not in DASHES:
            return {first}
        self._take()
        ended = self._take() if self.at < len(self.tokens) else _Token("end", "")
        if ended.text not in names and (whole == 7 or ended.kind not in {"ordinal", "number"}):
            raise NotUnderstoodError
        last = names.get(ended.text) or int(re.sub(r"\D", "", ended.text) or 0)
        count = (last - first) % whole
        if whole != 7 and not first <= last <= whole:
            raise NotUnderstoodError
        return {(first + each) % 7 if whole == 7 else first + each for each in range(count + 1)}


def _clock(text: str) -> tuple[int, int]:
    if text in {"noon", "midday"}:
        return 12, 0
    if text == "midnight":
        return 0, 0
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise NotUnderstoodError
    hour, minute = int(found[1]), _within(int(found[2] or 0), 59)
    if found[3]:
        hour = _within(hour, 12, 1) % 12 + 12 * (found[3] == "p")
    return _within(hour, 23), minute


def _whole(number: float) -> int:
    if number != int(number):
        raise NotUnderstoodError
    return int(number)


def _within(number: int, most: int, least: int = 0) -> int:
    if not least <= number <= most:
        raise NotUnderstoodError
    return number
