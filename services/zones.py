"""Time zones as people write them: taken where one is meant, with what may be meant where not.

The names are those of the tz database, such as Europe/Berlin. Case, spaces, accents and the continent
may be left out; UTC+3 is a zone that never changes its clocks.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global
from rapidfuzz import fuzz, process

from services.errors import BadTimezoneError
from services.visible import visible_line

MOST_NEAR = 5
_LIKE_ENOUGH, _MUCH_WORSE = 80, 10
"""Of a hundred, which is the same word."""
_OF_LATE = 2026
_LONGEST = 60
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+\-−–])\s*(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_NO_PLACES = {"Factory", "localtime", "posixrules", "leapseconds"}
_MEANT = {"z": "UTC", "zulu": "UTC", "msk": "Europe/Moscow", "jst": "Asia/Tokyo"}
_MEANT |= {"kst": "Asia/Seoul", "cest": "CET", "eest": "EET", "brt": "America/Sao_Paulo"}
_SEVERAL = {
    "est": ("America/New_York", "America/Panama"),
    "edt": ("America/New_York",),
    "cst": ("America/Chicago", "Asia/Shanghai", "America/Costa_Rica"),
    "cdt": ("America/Chicago",),
    "mst": ("America/Denver", "America/Phoenix"),
    "mdt": ("America/Denver",),
    "pst": ("America/Los_Angeles", "Asia/Manila"),
    "pdt": ("America/Los_Angeles",),
    "ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "bst": ("Europe/London", "Asia/Dhaka"),
    "ast": ("America/Halifax", "Asia/Riyadh"),
}
"""Abbreviations that several places use, or that are true for half of the year only."""


def zone_meant(text: str) -> str:
    """The name of the one zone that is meant. Raises BadTimezoneError.

    Its facts: ``problem`` is missing, several, near or unknown, ``near`` the names that may be meant.
    """
    said = visible_line(text)
    if not said:
        raise BadTimezoneError(text="", problem="missing", near=[])
    found = _exactly(said)
    if len(found) == 1:
        return found[0]
    problem, near = ("several", found) if found else ("near", _nearest(said))
    if not near:
        problem = "unknown"
    raise BadTimezoneError(text=said[:_LONGEST], problem=problem, near=near[:MOST_NEAR])


def is_zone(text: str) -> bool:
    """Whether a zone is meant, be it one of several."""
    return bool(_exactly(visible_line(text)))


def _exactly(said: str) -> list[str]:
    key = _key(said)
    if key in _SEVERAL:
        return list(_SEVERAL[key])
    if key in _MEANT:
        return [_MEANT[key]]
    if offset := _OFFSET.fullmatch(said):
        return _fixed(offset)
    names = _names()
    if key in names:
        return [names[key]]
    return _alike(list(_cities().get(key, ())))


def _fixed(said: re.Match[str]) -> list[str]:
    """The zone of a whole number of hours: in its name the sign stands the other way round (POSIX)."""
    hours, minutes, east = int(said[2]), int(said[3] or 0), said[1] == "+"
    if minutes or not hours:
        return [] if minutes else ["UTC"]
    name = f"Etc/GMT{'-' if east else '+'}{hours}"
    return [name] if name in _names().values() else []


def _alike(names: list[str]) -> list[str]:
    """One for all where they are the same zone by several names, the shortest of them."""
    if len({_offsets(name) for name in names}) == 1:
        return sorted(names, key=lambda name: (name.count("/"), len(name)))[:1]
    return _usual_first(names)


def _usual_first(names: Iterable[str]) -> list[str]:
    """The zones of the largest cities first."""
    usual = set(get_global("windows_zone_mapping").values())
    return sorted(names, key=lambda name: (name not in usual, name))


@cache
def _offsets(name: str) -> tuple[timedelta | None, ...]:
    """By how much the clocks differ from UTC, month by month of several years."""
    zone = ZoneInfo(name)
    return tuple(
        zone.utcoffset(datetime(year, month, 1))  # noqa: DTZ001 - what a clock on the wall shows
        for year in (1990, 2010, _OF_LATE)
        for month in range(1, 13)
    )


def _nearest(said: str) -> list[str]:
    key = _key(said)
    of_country = _countries().get(key)
    if of_country:
        return _usual_first(of_country)
    if offset := _OFFSET.fullmatch(said):
        return _with_offset(offset)
    known = {**{key: [name] for key, name in _names().items()}, **_cities()}
    found = process.extract(
        key, known.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH, limit=9
    )
    best = found[0][1] if found else 0
    alike = (near for near, score, _ in found if score > best - _MUCH_WORSE)
    return list(dict.fromkeys(name for near in alike for name in known[near]))


def _with_offset(said: re.Match[str]) -> list[str]:
    """Places whose clocks are always so far from UTC."""
    wanted = timedelta(hours=int(said[2]), minutes=int(said[3] or 0))
    wanted = wanted if said[1] == "+" else -wanted
    places = (name for name in _names().values() if "/" in name and not name.startswith("Etc/"))
    return _usual_first(name for name in places if set(_offsets(name)[-12:]) == {wanted})


@cache
def _names() -> dict[str, str]:
    """Every zone by its key. Of two that differ in case only there are none."""
    return {_key(name): name for name in sorted(available_timezones() - _NO_PLACES)}


@cache
def _cities() -> dict[str, tuple[str, ...]]:
    """Zones by their city alone, where that is no zone itself."""
    found: dict[str, tuple[str, ...]] = {}
    for name in _names().values():
        head, slash, _ = name.partition("/")
        if slash and head not in {"Etc", "SystemV", "US"}:
            city = _key(name.rpartition("/")[2])
            found[city] = (*found.get(city, ()), name)
    return {city: names for city, names in found.items() if city not in _names()}


@cache
def _countries() -> dict[str, tuple[str, ...]]:
    """Zones by their country, as English and its code call it."""
    zones = get_global("territory_zones")
    words = Locale("en").territories
    found = {_key(words[code]): tuple(names) for code, names in zones.items() if code in words}
    return {**found, **{_key(code): tuple(names) for code, names in zones.items()}}


def _key(name: str) -> str:
    """The name without case, accents, and what parts its words; the parts of a name stay parted."""
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", name.casefold())
        if not unicodedata.combining(letter)
    )
    parts = re.split(r"\s*[/\\]\s*", plain)
    return "/".join(re.sub(r"[\s_.’'-]+(?!\d)", " ", part).strip() for part in parts)
