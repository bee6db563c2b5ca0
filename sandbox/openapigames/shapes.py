"""The parameter table of FACTS 3.1, and what is wrong with a body by it.

The document marks nothing as required. An account without its link, its royalty or its id makes
no sense, so these are; a list left out is an empty one, which the document allows.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sandbox.fields import Field, is_text, is_whole, mistakes, surplus
from sandbox.openapigames.codes import COUNTRIES, CURRENCIES
from sandbox.openapigames.placeholders import strange

DEFAULT, BY_API = "GLM_DEFAULT", "GLM_API"

Is = Callable[[Any], bool]


def is_url(value: Any) -> bool:
    """A link with a host."""
    return isinstance(value, str) and re.fullmatch(r"https?://[^\s/]+(/\S*)?", value) is not None


def _is_link_or_empty(value: Any) -> bool:
    return value == "" or is_url(value)


def _is_account_id(value: Any) -> bool:
    """The table says string, all examples send the number 0: both are taken."""
    return is_text(value) or (is_whole(value) and value >= 0)


def _is_royalty(value: Any) -> bool:
    """Hundredths of a percent."""
    return is_whole(value) and 0 <= value <= 10_000


def _each_of(known: frozenset[str]) -> Is:
    return lambda value: (
        isinstance(value, list) and all(isinstance(code, str) and code in known for code in value)
    )


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _maybe(name: str, kind: str, accepts: Is) -> Field:
    return Field(name, kind, accepts, required=False)


_BODY = (
    Field("contentProviderId", "string", is_text),
    _maybe("clientId", "string", is_text),  # the document's first example has none
    Field("accounts", "list of accounts", _is_list),
)
_ACCOUNT = (
    Field("accountId", "string", _is_account_id),
    Field("gameEmbedUrl", "URL", is_url),
    _maybe("pendingGamesUrl", "URL or empty", _is_link_or_empty),
    Field("royaltyPercent", "whole number of hundredths of a percent", _is_royalty),
    _maybe("currenciesAvailable", "list of currencies", _each_of(CURRENCIES)),
    _maybe("countriesAvailable", "list of countries", _each_of(COUNTRIES)),
    _maybe("countriesDisabled", "list of countries", _each_of(COUNTRIES)),
    _maybe("gameLaunchMethod", "JSON object", _is_object),
)
_LAUNCH = (
    Field("launchMethod", "launch method", lambda value: value in (DEFAULT, BY_API)),
    _maybe("providerGameLaunchApiUrl", "URL or empty", _is_link_or_empty),
)


def body_mistakes(body: Mapping[str, Any]) -> Iterator[str]:
    """Tell what the body must not be."""
    yield from mistakes(body, _BODY)
    for where, account in _accounts(body):
        if not isinstance(account, dict):
            yield f"{where} must be an object"
            continue
        wrong = [*mistakes(account, _ACCOUNT)]
        if isinstance(account.get("gameEmbedUrl"), str):
            wrong.extend(strange(account["gameEmbedUrl"]))
        if isinstance(account.get("gameLaunchMethod"), dict):
            wrong.extend(_launch_mistakes(account["gameLaunchMethod"]))
        yield from (f"{where}.{text}" for text in wrong)


def body_surplus(body: Mapping[str, Any]) -> Iterator[str]:
    """Tell what of the body the document does not have."""
    yield from surplus(body, _BODY)
    for where, account in _accounts(body):
        if isinstance(account, dict):
            yield from (f"{where}.{text}" for text in surplus(account, _ACCOUNT))
            launch = account.get("gameLaunchMethod")
            if isinstance(launch, dict):
                yield from (f"{where}.gameLaunchMethod.{each}" for each in surplus(launch, _LAUNCH))


def _accounts(body: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    if isinstance(body.get("accounts"), list):
        for index, account in enumerate(body["accounts"]):
            yield f"accounts[{index}]", account


def _launch_mistakes(launch: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"gameLaunchMethod.{text}" for text in mistakes(launch, _LAUNCH))
    if launch.get("launchMethod") == BY_API and not launch.get("providerGameLaunchApiUrl"):
        yield f"gameLaunchMethod.providerGameLaunchApiUrl is required with {BY_API}"
