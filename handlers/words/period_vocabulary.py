"""What the words of a spoken period are: "last", a unit, a number, a month's name, a date, and so on."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import get_day_names, get_month_names

from handlers.words.formats import locale_of
from handlers.words.periods import EARLIEST, LATEST, Days, NoPeriodError
from handlers.words.texts import FALLBACK, Texts

_LISTS = (
    *("last", "past", "this", "next", "ago", "skip", "since", "to", "in", "before", "after"),
    *("today", "yesterday", "tomorrow"),
    *("day", "weekend", "week", "month", "quarter", "half", "year"),
    *("hour", "numbered-week"),
)
UNITS = ("day", "week", "month", "quarter", "year", "hour")
_YEAR = re.compile(r"(?:19[89]|20\d)\d", re.ASCII)
_BIG_FIRST = re.compile(
    r"(?P<year>\d{4})(?P<sign>[-./])(?P<month>\d{1,2})(?:(?P=sign)(?P<day>\d{1,2}))?", re.ASCII
)
_JOINED = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)", re.ASCII)
_SMALL_FIRST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"(\d{1,2})[-./]((?:19[89]|20\d)\d)", re.ASCII)
_DAY_AND_MONTH = re.compile(r"(\d{1,2})\.(\d{1,2})\.?", re.ASCII)
_OF_YEAR = re.compile(r"([qh])(\d)|(\d)(q)", re.ASCII)
_YEAR_JOINED = re.compile(r"(\d{4})[-/]?([qh]\d)|([qh]\d)[-/]?(\d{4})", re.ASCII)
_WEEK_JOINED = re.compile(r"(?:(\d{4})[-/]?)?([^\W\d_]+)-?(\d{1,2})")
_COUNTED = re.compile(r"(\d{1,4})-?([^\W\d_]+)")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.|º|ª)", re.ASCII)
_SHORT = {"d": "day", "w": "week", "m": "month", "mo": "month", "q": "quarter", "y": "year"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a period: what it is, and which day, month, number or unit."""

    kind: str
    value: int | str | date | Days = ""


def plain_words(said: str) -> str:
    """What was said in small letters, with single spaces and nothing around it."""
    text = unicodedata.normalize("NFKC", said).casefold().replace(",", " ").replace("…", "..")
    return " ".join(text.split()).strip("?!\"'“”«» ")


def _is_week(word: Word | None) -> bool:
    return word is not None and (word.kind == "numbered-week" or word == Word("unit", "week"))


def _weeks_by_number(found: list[Word]) -> list[Word]:
    """A number behind "week" is that of a week of the calendar: "week 47" is no 47 weeks."""
    joined: list[Word] = []
    for word in found:
        if word.kind == "number" and joined and _is_week(joined[-1]):
            joined[-1] = Word("nth-week", word.value)
        else:
            joined.append(word)
    return joined


def words_of(known: Mapping[str, Word], said: str) -> list[Word] | None:
    """Each word of a period, without those that mean nothing; None: one of them is of no period.

    Raises NoPeriodError for a day that there is not, or that may be two.
    """
    found: list[Word] = []
    for word in said.split():
        read = list(_read(known, word))
        if not read:
            return None
        found += [each for each in read if each.kind != "skip"]
    return _weeks_by_number(found)


def vocabulary(t: Texts) -> dict[str, Word]:
    """What single words mean, in English and in the reader's own language."""
    english = _listed(t.english, FALLBACK)
    return english if t.language == FALLBACK else english | _listed(t, t.language)


@lru_cache(maxsize=32)
def _names(locale: Locale) -> dict[str, Word]:
    """Months and days of the week, however long and in whatever case of grammar."""
    known: dict[str, Word] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, context, locale).items():
                known[plain_words(name).rstrip(".")] = Word("name", number)
            for number, name in get_day_names(width, context, locale).items():
                known[plain_words(name).rstrip(".")] = Word("weekday", number)
    return known


def _listed(t: Texts, language: str) -> dict[str, Word]:
    known = _names(locale_of(language)) | _names(Locale.parse(language.replace("-", "_")))
    for name in _LISTS:
        kind = "unit" if name in (*UNITS, "weekend", "half") else name
        for word in t.plain(f"period-words-{name}").casefold().split():
            known[word] = Word(kind, name)
    for kind in ("number", "ordinal"):
        for number, alike in enumerate(t.plain(f"period-words-{kind}s").split(","), 1):
            known |= {word.casefold(): Word(kind, number) for word in alike.split()}
    return known


def _read(known: Mapping[str, Word], word: str) -> Iterator[Word]:
    if (found := known.get(word) or known.get(word.rstrip("."))) is not None:
        yield found
    elif joined := _YEAR_JOINED.fullmatch(word):
        yield from _read(known, joined[2] or joined[3])
        yield from _read(known, joined[1] or joined[4])
    elif part := _OF_YEAR.fullmatch(word):
        yield Word(
            {"q": "nth-quarter", "h": "nth-half"}[part[1] or part[4]], int(part[2] or part[3])
        )
    elif _YEAR.fullmatch(word):
        yield Word("year", int(word))
    elif word.isascii() and word.isdigit() and len(word) < 5:
        yield Word("number", int(word))
    elif ordinal := _ORDINAL.fullmatch(word):
        yield Word("ordinal", int(ordinal[1]))
    elif counted := _COUNTED.fullmatch(word):
        unit = _SHORT.get(counted[2])
        of = Word("unit", unit) if unit is not None else known.get(counted[2])
        if of is not None and of.kind in ("unit", "name"):
            yield from (Word("number", int(counted[1])), of)
    elif (week := _WEEK_JOINED.fullmatch(word)) is not None:
        if (week[1] and week[2] == "w") or _is_week(known.get(week[2])):
            yield from [Word("year", int(week[1]))] if week[1] else []
            yield Word("nth-week", int(week[3]))
    elif (day := _date(word)) is not None:
        yield day


def _date(word: str) -> Word | None:
    if found := _BIG_FIRST.fullmatch(word) or _JOINED.fullmatch(word):
        year, month, day = found["year"], found["month"], found["day"]
        if "sign" not in found.groupdict() and not _is_day(year, month, day):
            return None  # a number of eight digits: an id
        if day is None:
            return Word("days", month_of(word, int(year), int(month)))
        return Word("day", day_of(int(year), int(month), int(day)))
    if found := _MONTH_FIRST.fullmatch(word):
        return Word("days", month_of(word, int(found[2]), int(found[1])))
    if found := _SMALL_FIRST.fullmatch(word):
        one, sign, other, year = int(found[1]), found[2], int(found[3]), int(found[4])
        if sign != "." and one != other and max(one, other) <= 12:
            raise NoPeriodError("two-ways", word)
        if sign != "." and other > 12:
            one, other = other, one
        return Word("day", day_of(year, other, one))
    if found := _DAY_AND_MONTH.fullmatch(word):
        return Word("day-of-month", f"{found[1]}.{found[2]}")
    return None


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        return EARLIEST <= date(int(year), int(month), int(day)).year <= LATEST
    except ValueError:
        return False


def month_of(said: str, year: int, month: int) -> Days:
    """All days of a month. Raises NoPeriodError."""
    if not (1 <= month <= 12 and EARLIEST <= year <= LATEST):
        raise NoPeriodError("far" if 1 <= month <= 12 else "no-day", said)
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def day_of(year: int, month: int, day: int) -> date:
    """A day of the calendar. Raises NoPeriodError."""
    try:
        found = date(year, month, day)
    except ValueError:
        raise NoPeriodError("no-day", f"{year:04}-{month:02}-{day:02}") from None
    if not EARLIEST <= year <= LATEST:
        raise NoPeriodError("far", str(found))
    return found
