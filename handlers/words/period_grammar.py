"""Which days the words of a period mean together, in whatever order: "last 3 months", "q3 2026", "5 oct"."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.words.period_vocabulary import Word, day_of, month_of
from handlers.words.periods import Days, NoPeriodError

_InYear = Callable[[int], Days]
_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
"""Units that are so many months of the calendar."""
_MOST = 9999


@dataclass(frozen=True, slots=True)
class Grammar:
    """What words mean on a day. ``ahead``: what is to come is asked for, else what has been."""

    today: date
    ahead: bool

    def days(self, words: Iterable[Word]) -> Days | None:
        """The days that are meant, also such as lie on the other side of today; None: none are.

        Raises NoPeriodError where one of them is no day.
        """
        said: dict[str, Word] = {}
        for word in words:
            if word.kind in said:
                return None
            said[word.kind] = word
        if (nth := said.pop("ordinal", None)) is not None:
            kind = f"nth-{said.pop('unit').value}" if "unit" in said else "number"
            if kind in said:
                return None
            said[kind] = Word(kind, nth.value)
        if said.keys() & {"unit", "number"} != {"unit", "number"} and not self.ahead:
            said.pop("in", None)
        if "unit" not in said or said.keys() & {"last", "past", "this", "next"}:
            said.pop("in", None)
        if "nth-week" in said:
            return self._numbered_week(said)
        kinds = frozenset(said) - ({"weekday"} if {"number", "name"} <= said.keys() else set())
        if "unit" in said:
            return self._of_unit(
                kinds,
                str(said["unit"].value),
                1 if "number" not in said else int(_value(said, "number") or 0),
            )
        if "nth-quarter" in said or "nth-half" in said:
            return self._part_of_year(kinds, said)
        return self._named(kinds, said)

    def _of_unit(self, kinds: frozenset[str], unit: str, count: int) -> Days | None:
        if unit == "hour" and kinds & {"number", "last", "past", "this", "next", "ago", "in"}:
            raise NoPeriodError("hours", "")
        if unit == "hour" or not 1 <= count <= _MOST:
            return None
        match tuple(sorted(kinds - {"unit", "number"})):
            case ("before", "yesterday") if unit == "day" and "number" not in kinds:
                return self._around("day", -2)
            case ("after", "tomorrow") if unit == "day" and "number" not in kinds:
                return self._around("day", 2)
            case ("in",):
                return self._around(unit, count)
            case ("ago",) if not self.ahead:
                return self._around(unit, -count)
            case ("this",) if "number" not in kinds:
                return self._so_far(self._around(unit, 0))
            case ("last",) if "number" not in kinds and not self.ahead:
                return self._around(unit, -1)
            case ("next",) if "number" not in kinds:
                return self._around(unit, 1)
            case () | ("last",) | ("past",) if not self.ahead:
                return self._back(unit, count)
            case () | ("next",) if self.ahead:
                return self._on(unit, count)
        return None

    def _around(self, unit: str, by: int) -> Days:
        """The one of the calendar in which today is, or so many on from that."""
        if unit == "day":
            there = self._moved(by)
            return Days(there, there)
        if unit in ("week", "weekend"):
            monday = self._moved(7 * by - self.today.weekday())
            return Days(monday + 5 * _DAY * (unit == "weekend"), monday + 6 * _DAY)
        size = _MONTHS[unit]
        return self._months(
            (self.today.year * 12 + self.today.month - 1) // size * size + size * by, size
        )

    def _months(self, first: int, count: int) -> Days:
        """So many months; ``first`` is counted from the year nought."""
        ends = first + count - 1
        since = month_of(str(first // 12), first // 12, first % 12 + 1)
        return Days(since.first, month_of(str(ends // 12), ends // 12, ends % 12 + 1).last)

    def _back(self, unit: str, count: int) -> Days | None:
        if unit in ("weekend", "half"):
            return self._so_far(self._begun(self._around(unit, 0), self._around(unit, -1)))
        if unit == "year" and count == 1:
            return Days(self.today - 364 * _DAY, self.today)
        return Days(self._far(unit, -count) + _DAY, self.today)

    def _on(self, unit: str, count: int) -> Days | None:
        if unit in ("weekend", "half"):
            return self._so_far(self._around(unit, 0))
        if unit == "month" and count == 1:
            return Days(self.today, self.today + 29 * _DAY)
        return Days(self.today, self._far(unit, count) - _DAY)

    def _far(self, unit: str, count: int) -> date:
        """The day so many units from today; where its month is too short, the last of that."""
        if unit in ("day", "week"):
            return self._moved(count * (7 if unit == "week" else 1))
        at = self.today.year * 12 + self.today.month - 1 + count * _MONTHS[unit]
        there = month_of(str(at // 12), at // 12, at % 12 + 1)
        return there.first.replace(day=min(self.today.day, there.last.day))

    def _part_of_year(self, kinds: frozenset[str], said: Mapping[str, Word]) -> Days | None:
        which, size, most = ("nth-quarter", 3, 4) if "nth-quarter" in kinds else ("nth-half", 6, 2)
        number = int(_value(said, which) or 0)
        if not 1 <= number <= most or kinds - {which, "year", "last", "this", "next"}:
            return None
        return self._of_year(
            kinds, said, lambda year: self._months(12 * year + size * (number - 1), size)
        )

    def _numbered_week(self, said: Mapping[str, Word]) -> Days | None:
        """A week of the calendar by its number, as ISO 8601 counts; without a year the nearest one."""
        number = int(_value(said, "nth-week") or 0)
        if not 1 <= number <= 53 or said.keys() - {"nth-week", "year"}:
            return None

        def there(year: int) -> Days:
            try:
                monday = date.fromisocalendar(year, number, 1)
            except ValueError:
                raise NoPeriodError("no-day", f"{year}-W{number:02}") from None
            day_of(monday.year, monday.month, monday.day)
            return Days(monday, monday + 6 * _DAY)

        if "year" in said:
            return there(int(_value(said, "year") or 0))
        now = self.today.isocalendar().year
        if self.ahead:
            return _nearest(there, range(now, now + 9), lambda days: days.last >= self.today)
        return _nearest(there, range(now, now - 9, -1), lambda days: days.first <= self.today)

    def _named(self, kinds: frozenset[str], said: Mapping[str, Word]) -> Days | None:
        match tuple(sorted(kinds)):
            case (("today" | "yesterday" | "tomorrow") as word,):
                there = self._moved({"today": 0, "yesterday": -1, "tomorrow": 1}[word])
                return Days(there, there)
            case ("day",) | ("day", "weekday"):
                there = _a_date(said["day"])
                return Days(there, there)
            case ("days",):
                days = said["days"].value
                return days if isinstance(days, Days) else None
            case ("year",):
                return self._months(12 * int(_value(said, "year") or 0), 12)
            case ("weekday",) | (("last" | "this" | "next"), "weekday"):
                return self._weekday(kinds, int(_value(said, "weekday") or 0))
        return self._of_month(kinds, said)

    def _of_month(self, kinds: frozenset[str], said: Mapping[str, Word]) -> Days | None:
        if "day-of-month" in kinds and not kinds - {"day-of-month", "weekday"}:
            day, month = map(int, str(_value(said, "day-of-month")).split("."))
        elif "name" in kinds and not kinds - {"name", "number", "year", "last", "this", "next"}:
            day, month = int(_value(said, "number") or 0), int(_value(said, "name") or 0)
            if "number" in kinds and not day:
                raise NoPeriodError("no-day", str(said["number"].value))
        else:
            return None

        def there(year: int) -> Days:
            if not day:
                return month_of(str(year), year, month)
            one = day_of(year, month, day)
            return Days(one, one)

        return self._of_year(kinds, said, there)

    def _of_year(
        self, kinds: frozenset[str], said: Mapping[str, Word], there: _InYear
    ) -> Days | None:
        """What is in every year: in the one that is said, else the nearest that was or comes."""
        rest = kinds & {"last", "this", "next"}
        if "year" in kinds:
            return None if rest else there(int(_value(said, "year") or 0))
        now = self.today.year
        if rest == {"this"}:
            return there(now)
        if rest == {"next"} or (self.ahead and not rest):
            first = _there_is(there, now)
            gone = first is None or (first.first <= self.today if rest else first.last < self.today)
            return _nearest(there, range(now + 1, now + 9)) if gone else first
        if rest == {"last"}:
            return _nearest(there, range(now, now - 9, -1), lambda days: days.last < self.today)
        return _nearest(there, range(now, now - 9, -1), lambda days: days.first <= self.today)

    def _weekday(self, kinds: frozenset[str], day: int) -> Days:
        back = (self.today.weekday() - day) % 7
        if (
            "next" in kinds
            or ("this" in kinds and self.ahead)
            or (self.ahead and "last" not in kinds)
        ):
            there = self._moved((7 - back) % 7 or (7 if "next" in kinds else 0))
        else:
            there = self._moved(-(back or (7 if "last" in kinds else 0)))
        return Days(there, there)

    def _so_far(self, days: Days) -> Days:
        """As far as it has been, or what is left of it."""
        if self.ahead:
            return Days(max(days.first, self.today), days.last)
        return Days(days.first, min(days.last, self.today)) if days.first <= self.today else days

    def _begun(self, days: Days, before: Days) -> Days:
        return days if days.first <= self.today else before

    def _moved(self, days: int) -> date:
        try:
            return self.today + timedelta(days=days)
        except OverflowError:
            raise NoPeriodError("far", str(abs(days))) from None


def _value(said: Mapping[str, Word], kind: str) -> int | str | None:
    value = said[kind].value if kind in said else None
    return value if isinstance(value, int | str) else None


def _a_date(word: Word) -> date:
    if not isinstance(word.value, date):
        raise TypeError(word)
    return word.value


def _there_is(there: _InYear, year: int) -> Days | None:
    try:
        return there(year)
    except NoPeriodError:
        return None


def _nearest(
    there: _InYear, years: Iterable[int], fits: Callable[[Days], bool] = lambda days: True
) -> Days:
    """In the first of these years in which it is and fits; a 29th of February is not in all of them."""
    for year in (known := list(years)):
        found = _there_is(there, year)
        if found is not None and fits(found):
            return found
    return there(known[0])
