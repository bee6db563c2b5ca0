"""Periods as people say them: "last month", "q3", "since october", "5 to 12 oct", alone or among other words.

This is the one place where any command reads a period; the words are in the texts of each language.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from handlers.words.markup import Html
from handlers.words.period_grammar import Grammar
from handlers.words.period_vocabulary import Word, plain_words, vocabulary, words_of
from handlers.words.periods import Days, NoPeriodError, Wanted, days_in, wanted_period
from handlers.words.texts import Texts

MOST_WORDS, _LONGEST = 9, 80
_DOTS = re.compile(r"\s*(?:\.{2,}|[–—]| - )\s*")
_DAYS_TOGETHER = re.compile(
    r"(?P<one>\d{1,2})\.?(?P<to>\.\.|-)(?P<other>\d{1,2}\.?)(?= |$)", re.ASCII
)
_WEEK = timedelta(days=6)
_LONGEST_MONTH = 31
_YEARLY = {"name", "day-of-month", "nth-quarter", "nth-half", "nth-week"}


def spoken_past(t: Texts, said: str) -> Wanted | None:
    """The period of what has been that is meant; None: it is none.

    A week of the calendar begins on Monday. What goes on ends today, and a year alone is the last 365 days.
    """
    try:
        return _Reader(t, ahead=False).read(said)
    except NoPeriodError:
        return None


def spoken_ahead(t: Texts, said: str) -> Wanted | None:
    """The days to come that are meant, today among them: a week or a month begins with today."""
    try:
        return _Reader(t, ahead=True).read(said)
    except NoPeriodError:
        return None


def period_among(
    t: Texts, said: Sequence[str], *, ahead: bool = False
) -> tuple[Wanted | None, list[str]]:
    """The period that some of these words are, as many as can be, and the other words.

    Raises NoPeriodError where some are days, but none that can be meant.
    """
    reader, problem, no_day = _Reader(t, ahead=ahead), None, set[int]()
    for first, behind in _runs(len(said)):
        try:
            wanted = reader.read(" ".join(said[first:behind]))
        except NoPeriodError as error:
            problem = problem or error
            if error.kind == "no-day" and int(error.day[-2:]) <= _LONGEST_MONTH:
                no_day.update(range(first, behind))
            continue
        if wanted is not None and no_day.issuperset(range(first, behind)) and problem is not None:
            raise problem
        if wanted is not None and (problem is None or behind - first > 1):
            return wanted, [*said[:first], *said[behind:]]
    if problem is not None:
        raise problem
    return None, list(said)


def period_problem(t: Texts, said: str, *, ahead: bool = False) -> Html | None:
    """Why what was said is no period of what is asked for; None where it is one, or is no days at all."""
    try:
        _Reader(t, ahead=ahead).read(said)
    except NoPeriodError as error:
        return problem_words(t, error)
    return None


def problem_words(t: Texts, error: NoPeriodError) -> Html:
    """What is wrong with some days."""
    return t.get(f"period-{error.kind}", day=error.day, until=error.until)


def _runs(count: int) -> Iterator[tuple[int, int]]:
    """Neighbours among so many words, the most of them first."""
    for many in range(min(count, MOST_WORDS), 0, -1):
        for first in range(count - many + 1):
            yield first, first + many


def _a_year_apart(first: Days, last: Days) -> bool:
    """Whether these are days of one month, but of two years."""
    same = first.first.month == last.first.month and last.first == last.last
    return same and first.first.year < last.first.year


class _Reader:
    """Reads periods for a reader today."""

    def __init__(self, t: Texts, *, ahead: bool) -> None:
        self._t = t
        self._today = t.today()
        self._ahead = ahead
        self._known: Mapping[str, Word] = vocabulary(t)
        self._grammar = Grammar(self._today, ahead)

    def read(self, said: str) -> Wanted | None:
        """Raise NoPeriodError for what can only have been meant as days, and is none that is asked for."""
        text = plain_words(said)
        if not text or len(text) > _LONGEST:
            return None
        word = wanted_period(self._t, text)
        if isinstance(word, str):
            return self._from_today(word) if self._ahead else word
        days = word or days_in(text) if ".." in text else word
        if days is None:
            days = self._since(text) or self._single(text) or self._from_to(text)
        return days if days is None or self._ahead else self._past(days, text)

    def _from_today(self, word: str) -> Wanted:
        if word in ("week", "month"):
            return Days(
                self._today, self._today + (_WEEK if word == "week" else timedelta(days=29))
            )
        return word

    def _past(self, days: Days, text: str) -> Days:
        """What goes on is asked for so far; only a month may be asked for as a whole, as bots always did."""
        today = self._today
        if days.first > today:
            raise NoPeriodError("ahead", str(days.first))
        if days.last <= today or days.last <= today.replace(
            day=monthrange(today.year, today.month)[1]
        ):
            return days if wanted_period(self._t, text) else Days(days.first, min(days.last, today))
        if self._is_one(text):
            return Days(days.first, today)
        raise NoPeriodError("until-ahead", str(days.last), f"{days.first}..{today}")

    def _is_one(self, text: str) -> bool:
        """Whether it is one piece of the calendar, that goes on: this year, a quarter."""
        return self._single(text) is not None

    def _single(self, text: str) -> Days | None:
        words = words_of(self._known, text)
        return self._grammar.days(words) if words else None

    def _since(self, text: str) -> Days | None:
        """From a day on: "since october", "2026-10-01..", as far as today."""
        head, _, rest = text.partition(" ")
        if self._kind(head) != "since" and text.endswith(".."):
            rest = text.rstrip(".")
        elif self._kind(head) != "since":
            return None
        found = None if self._ahead else self._single(rest)
        if found is None or found.first > self._today:
            return None
        return Days(found.first, self._today)

    def _kind(self, word: str) -> str:
        return self._known[word].kind if word in self._known else ""

    def _from_to(self, text: str) -> Days | None:
        words = text.split()
        text = " ".join(words[1:] if self._kind(words[0]) == "since" else words)
        text = " ".join(".." if self._kind(word) == "to" else word for word in text.split())
        text = _DOTS.sub("..", text)
        both = self._of_one_month(text)
        if both is not None:
            return self._between(*both, sure=True)
        for at in re.finditer(r"\.\.|-", text):
            found = self._between(text[: at.start()], text[at.end() :], sure=at[0] != "-")
            if found is not None:
                return found
        return None

    def _of_one_month(self, text: str) -> tuple[str, str] | None:
        """ "5..12 oct 2026" as two days of that month."""
        found = _DAYS_TOGETHER.search(text)
        if found is None:
            return None
        rest = f"{text[: found.start()]} {text[found.end() :]}".strip()
        if not any(self._kind(word.rstrip(".")) == "name" for word in rest.split()):
            return None
        return f"{found['one']} {rest}", f"{found['other'].rstrip('.')} {rest}"

    def _between(self, first: str, last: str, *, sure: bool) -> Days | None:
        """``sure``: what stands between them is no part of a date."""
        try:
            since, until = self._both(first, last)
        except NoPeriodError:
            if sure:
                raise
            return None
        if since is None or until is None:
            return None
        if since.first > until.last:
            raise NoPeriodError("backwards", str(until.last))
        return Days(since.first, until.last)

    def _both(self, first: str, last: str) -> tuple[Days | None, Days | None]:
        """Days of the week are those of one stretch: that which was last, or comes."""
        if self._ahead and self._kinds(last) == {"weekday"}:
            since = self._single(first)
            words = words_of(self._known, last) or []
            return since, None if since is None else Grammar(since.last, ahead=True).days(words)
        until = self._single(last)
        return None if until is None else self._first(first, until), until

    def _kinds(self, said: str) -> set[str]:
        return {word.kind for word in words_of(self._known, said) or []}

    def _first(self, said: str, until: Days) -> Days | None:
        """What is in each year is that before the last day: "nov to feb" began in the year before."""
        words, kinds = words_of(self._known, said) or [], self._kinds(said)
        last = until.last
        if kinds == {"weekday"} or (kinds & _YEARLY and "year" not in kinds):
            found = Grammar(last, ahead=False).days(words)
            if found is not None and found.first == found.last and _a_year_apart(found, until):
                raise NoPeriodError("backwards", str(last))  # "20 nov to 1 nov" is no year
            return found
        return self._grammar.days(words) if words else None
