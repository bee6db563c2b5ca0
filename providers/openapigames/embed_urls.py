"""Embed URLs and the placeholders in them, written ``{{NAME}}`` (FACTS 3.1)."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote

import httpx
from rapidfuzz import fuzz, process

from providers.administration import UrlProblem

PLACEHOLDERS = (
    "GAME_SESSION",
    "CURRENCY_NAME",
    "GAME_ID",
    "USER_LANGUAGE",
    "USER_ID",
    "HOME_URL",
    "REFILL_URL",
    "ACCOUNT_ID",
)

SAMPLES: Mapping[str, str] = {
    "GAME_SESSION": "sample-session",
    "CURRENCY_NAME": "FUN",
    "GAME_ID": "sample-game",
    "USER_LANGUAGE": "en",
    "USER_ID": "sample-user",
    "HOME_URL": "https://lobby.example/",
    "REFILL_URL": "https://lobby.example/refill",
}
"""Made-up values; the account's own id is what it is."""

# The first way that fits wins, so a lone brace is what is left when no placeholder is there.
_PARTS = re.compile(r"\{\{(?P<name>[^{}]*)\}\}|[{}]+")


def problems(url: str) -> tuple[UrlProblem, ...]:
    """What is wrong with an embed URL, in the order in which it stands there; empty if nothing is."""
    found = [] if is_url(_PARTS.sub("x", url)) else [UrlProblem("no-url", url)]
    return (*found, *_bad_placeholders(url))


def names(url: str) -> tuple[str, ...]:
    """The placeholders in a URL, each once."""
    found = (part["name"] for part in _PARTS.finditer(url))
    return tuple(dict.fromkeys(name for name in found if name))


def filled(url: str, values: Mapping[str, str]) -> str:
    """Put the values in, percent-encoded: they mostly stand in a query (our assumption).

    Raises KeyError for a placeholder without a value.
    """
    return _PARTS.sub(lambda part: quote(values[part["name"]], safe=""), url)


def is_url(text: str) -> bool:
    """Whether this is an http or https address without blanks."""
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL:
        return False
    return url.scheme in {"http", "https"} and bool(url.host) and not re.search(r"\s", text)


def _bad_placeholders(url: str) -> Iterator[UrlProblem]:
    for part in _PARTS.finditer(url):
        name = part["name"]
        if name is None:
            yield UrlProblem("unbalanced", url[part.start() : part.end() + 20])
        elif name not in PLACEHOLDERS:
            best = process.extractOne(
                name.strip().upper(), PLACEHOLDERS, scorer=fuzz.ratio, score_cutoff=70
            )
            yield UrlProblem("unknown-placeholder", part[0], best[0] if best else "")
