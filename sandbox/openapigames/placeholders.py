"""The placeholders of a game's link, written ``{{NAME}}`` (FACTS 3.1)."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote

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

SAMPLES = {
    "GAME_SESSION": "session-1",
    "CURRENCY_NAME": "USD",
    "GAME_ID": "game-1",
    "USER_LANGUAGE": "en",
    "USER_ID": "user-1",
    "HOME_URL": "https://casino.example/lobby",
    "REFILL_URL": "https://casino.example/refill",
}
"""A player's values, where a launch says no others."""

_ANY = re.compile(r"\{\{(.*?)\}\}")


def strange(link: str) -> Iterator[str]:
    """Tell which placeholders of the link the document does not have."""
    for name in _ANY.findall(link):
        if name not in PLACEHOLDERS:
            yield f"the placeholder {name!r} is not in the document"
    if re.search(r"\{\{|\}\}", _ANY.sub("", link)):
        yield "a placeholder has no end or no beginning"


def values_for(account_id: str, given: Mapping[str, str]) -> dict[str, str]:
    """A value for each placeholder; ValueError for a name that is none."""
    unknown = set(given) - set(PLACEHOLDERS)
    if unknown:
        raise ValueError(f"no placeholders: {', '.join(sorted(unknown))}")
    return {**SAMPLES, "ACCOUNT_ID": account_id, **given}


def filled(link: str, values: Mapping[str, str]) -> str:
    """Put the values into the link, encoded for a query (our assumption)."""
    return _ANY.sub(lambda found: quote(values[found[1]], safe=""), link)
