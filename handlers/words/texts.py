"""Every word shown to people, by id, from ``locales/<language>/*.ftl`` (Project Fluent).

Arguments are escaped; a piece that is :class:`~handlers.words.markup.Html` goes in as it is. Amounts and
moments may be handed in as they are. Whole numbers are grouped and choose plurals, so an id is handed
in as text. A text missing in a language is taken from English.
"""

import functools
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from fluent.runtime import FluentBundle, FluentResource

from handlers.words import formats
from handlers.words.lengths import cut as shortened
from handlers.words.long_arguments import argument, argument_of_html
from handlers.words.markup import Html, escape
from handlers.words.own_names import OwnNames
from services.clock import Clock
from services.money import Money
from services.recent import Recent

LOCALES = Path(__file__).parents[1] / "locales"
FALLBACK = "en"
_MOST_MADE = 2000
"""Lines that are remembered, of all readers together."""
_MOST_LISTED, _LONGEST_LISTED = 40, 120
_FURTHEST = timedelta(days=1098)
"""As far ahead as Telegram takes a moment in a text (core.telegram.org: messageEntityFormattedDate)."""
_log = structlog.get_logger(__name__)


@functools.cache
def _bundle(locale: str, *texts: str) -> FluentBundle:
    """Parsing all texts takes a fifth of a second, and a process of the tests opens desk after desk."""
    bundle = FluentBundle([locale], use_isolating=False)
    for text in texts:
        bundle.add_resource(FluentResource(text))
    return bundle


class MissingTextError(LookupError):
    """There is no such text, or it was given arguments that do not fit it."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the desk: its code and what it calls itself."""

    code: str
    name: str


class Library:
    """The texts of all languages."""

    def __init__(
        self, bundles: Mapping[str, FluentBundle], clock: Clock, *, strict: bool = False
    ) -> None:
        """Keep the bundles. ``strict`` raises MissingTextError where production logs and goes on."""
        self._bundles = dict(bundles)
        self._clock = clock
        self._strict = strict
        self._bound: dict[tuple[str, str], Texts] = {}
        self._constant: dict[tuple[str, str], str] = {}
        self.made: Recent[Html] = Recent(_MOST_MADE)
        self.own = OwnNames()

    @classmethod
    def load(cls, clock: Clock, *, folder: Path = LOCALES, strict: bool = False) -> "Library":
        """Read every file below ``folder``."""
        bundles = {}
        for home in sorted(path for path in folder.iterdir() if path.is_dir()):
            locale = str(formats.locale_of(home.name)).replace("_", "-")
            files = sorted(home.glob("*.ftl"))
            bundles[home.name] = _bundle(
                locale, *(each.read_text(encoding="utf-8") for each in files)
            )
        return cls(bundles, clock, strict=strict)

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages there are texts for."""
        return tuple(
            Language(code, self.texts(code, "UTC").plain("language-name")) for code in self._bundles
        )

    def speaks(self, language: str) -> bool:
        """Whether there are texts in this language."""
        return language in self._bundles

    def texts(self, language: str | None, zone: str) -> "Texts":
        """The texts for a reader: their language, and the time zone of the chat."""
        spoken = language if language in self._bundles else FALLBACK
        key = (spoken or FALLBACK, zone)
        bound = self._bound.get(key)
        if bound is None:
            bound = self._bound[key] = Texts(self, *key)
        return bound

    def now(self) -> datetime:
        """The moment, for words such as "today"."""
        return self._clock()

    def render(self, language: str, message_id: str, args: dict[str, Any]) -> str:
        """Fill a text in; in production a text that is missing becomes a general one."""
        if args:
            return self._filled(language, message_id, args)
        text = self._constant.get((language, message_id))
        if text is None:
            text = self._constant[language, message_id] = self._filled(language, message_id, args)
        return text

    def _filled(self, language: str, message_id: str, args: dict[str, Any]) -> str:
        bundle = self._bundles[language]
        if not bundle.has_message(message_id):
            bundle = self._bundles[FALLBACK]
        if not bundle.has_message(message_id):
            return self._problem(language, message_id, "missing")
        pattern = bundle.get_message(message_id).value
        if pattern is None:
            return self._problem(language, message_id, "empty")
        text, errors = bundle.format_pattern(pattern, args)
        if errors:
            problem = "; ".join(map(str, errors))
            if self._strict:
                return self._problem(language, message_id, problem)
            _log.error("text filled in badly", text=message_id, language=language, problem=problem)
        return str(text)

    def has(self, message_id: str) -> bool:
        """Whether there is a text with this id."""
        return self._bundles[FALLBACK].has_message(message_id)

    def _problem(self, language: str, message_id: str, problem: str) -> str:
        if self._strict or message_id == "text-missing":
            raise MissingTextError(f"{language}/{message_id}: {problem}")
        _log.error("text missing", text=message_id, language=language, problem=problem)
        return self.render(language, "text-missing", {})


class Texts:
    """The texts in one language, with times in one zone."""

    __slots__ = ("_is_kept", "_library", "_zone", "language", "zone")

    def __init__(
        self, library: Library, language: str, zone: str, *, is_kept: bool = False
    ) -> None:
        self._library = library
        self._is_kept = is_kept
        self.language = language
        self.zone = zone
        self._zone = formats.zone_of(zone)

    @property
    def kept(self) -> "Texts":
        """The same for what stays and is read on later days: notices, and cards that are edited.

        There no moment is of "today", for nobody draws them anew at midnight.
        """
        if self._is_kept:
            return self
        return Texts(self._library, self.language, self.zone, is_kept=True)

    def once(self, make: Callable[..., Html], *facts: Hashable) -> Html:
        """What ``make`` says of these facts, of which it knows nothing else; said again, it is remembered."""
        made = self._library.made
        key = (make, self.language, self.zone, self._is_kept, facts)
        found = made.get(key)
        if found is None:
            found = make(self, *facts)
            made.put(key, found)
        return found

    def get(self, message_id: str, /, **args: Any) -> Html:
        """The text for a message, safe to send as HTML."""
        filled = {name: self._argument(value, html=True) for name, value in args.items()}
        return Html(self._library.render(self.language, message_id, filled))

    def plain(self, message_id: str, /, **args: Any) -> str:
        """The text for a button, a toast or a command's description: no HTML in it."""
        filled = {name: self._argument(value, html=False) for name, value in args.items()}
        return self._library.render(self.language, message_id, filled)

    def has(self, message_id: str) -> bool:
        """Whether there is a text with this id."""
        return self._library.has(message_id)

    @property
    def english(self) -> "Texts":
        """The same in English, which is understood besides every reader's own language."""
        return self._library.texts(FALLBACK, self.zone)

    @property
    def own(self) -> OwnNames:
        """The team's own names for what has numbers and codes."""
        return self._library.own

    def today(self) -> date:
        """The day it is in the zone."""
        return self._library.now().astimezone(self._zone).date()

    def money(self, amount: Money) -> str:
        """An amount with exactly the digits it needs."""
        return formats.money(amount, self.language)

    def moment(self, value: datetime) -> str:
        """A moment in the zone: "today 14:05 CET", or with its day; the calendar's edges in words."""
        if formats.is_endless(value) or formats.is_unknown(value):
            return self.day(value)
        local = formats.local(value, self._zone)
        if not self._is_kept and local.date() == self._library.now().astimezone(self._zone).date():
            return self.plain("moment-today", time=Html(self.hour(value)))
        return self.dated(value)

    def own_time(self, value: datetime) -> Html:
        """A moment that each reader's app shows by its own clock and language; an old one as the chat's.

        Bot API: date-time entity formatting. Its moments reach from 1970 to about three years from now.
        """
        shown = escape(self.kept.moment(value))
        if not 0 < value.timestamp() < (self._library.now() + _FURTHEST).timestamp():
            return shown
        return Html(f'<tg-time unix="{int(value.timestamp())}" format="wdt">{shown}</tg-time>')

    def dated(self, value: datetime) -> str:
        """A moment with its day, also if that is today: for where today itself is in question."""
        local = formats.local(value, self._zone)
        day = Html(self.day(local.date()))
        return self.plain("moment-day", day=day, time=Html(self.hour(value)))

    def lately(self, value: datetime) -> str:
        """A moment of the last 24 hours by its time alone: "14:05 CET"; any other with its day."""
        age = self._library.now() - value
        fresh = timedelta(0) <= age < timedelta(days=1) and not self._is_kept
        return self.hour(value) if fresh else self.moment(value)

    def of_line(self, value: datetime) -> str:
        """A moment at the head of one line of many, below words that name the zone: "15 Jan 14:05"."""
        day = Html(formats.short_day(self.local(value).date(), self.language))
        return self.plain("moment-line", day=day, time=Html(self.clock(value)))

    def endless(self, value: date | None) -> bool:
        """Whether this stands for "for ever"."""
        return value is not None and formats.is_endless(value)

    def hour(self, value: datetime) -> str:
        """A time of day in the zone: "14:05 CET"."""
        return formats.hour(value, self._zone, self.language)

    def clock(self, value: datetime) -> str:
        """A time of day alone, where it is said what zone is meant: "14:05"."""
        return formats.clock(value, self._zone, self.language)

    def local(self, value: datetime) -> datetime:
        """The moment in the zone."""
        return formats.local(value, self._zone)

    def day(self, value: date) -> str:
        """A day; one that stands for "for ever" or "never" is told by these words."""
        if formats.is_endless(value):
            return self.plain("moment-endless")
        if formats.is_unknown(value):
            return self.plain("moment-unknown")
        return formats.day(value, self.language)

    def span(self, length: timedelta) -> str:
        """A length of time, roughly."""
        return formats.span(length, self.language)

    def listing(self, items: list[str]) -> str:
        """Several things in one sentence, each of a sane length; beyond 40 they are counted."""
        shown = [shortened(item, _LONGEST_LISTED) for item in items[:_MOST_LISTED]]
        if left := len(items) - len(shown):
            shown.append(self.plain("and-more", count=left))
        return formats.listing(shown, self.language)

    def _argument(self, value: Any, *, html: bool) -> Any:
        if isinstance(value, Html):
            return argument_of_html(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, Money):
            value = self.money(value)
        elif isinstance(value, datetime):
            value = self.moment(value)
        elif isinstance(value, date):
            value = self.day(value)
        elif isinstance(value, timedelta):
            value = self.span(value)
        elif isinstance(value, list | tuple):
            value = self.listing([str(item) for item in value])
        return argument(str(value), html=html)
