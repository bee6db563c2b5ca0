"""The fields of a game account: shown in words, read from what people type or paste."""

import json
from decimal import Decimal
from typing import Any

from handlers.frame.usage import UsageError
from handlers.words.markup import Html, code, one_line
from handlers.words.texts import Texts
from providers.administration import GameAccountContent, LaunchMethod
from services.administration import GameAccountChange, checks

FIELDS = (
    "embed_url",
    "royalty",
    "currencies",
    "countries",
    "countries_disabled",
    "launch",
    "pending_games_url",
)
"""In the order of the card. ``launch`` is the launch method with its URL."""
_LISTS = ("currencies", "countries", "countries_disabled")
_TEXTS = ("embed_url", "launch_url", "pending_games_url")
_NOTHING = {"all", "any", "none", "-"}
_PLATFORM = {"platform", "default", "-"}
_MOST_CODES = 40


def value(t: Texts, content: GameAccountContent, field: str) -> Html:
    """What stands in a field, in words."""
    if field == "royalty":
        return t.get("account-percent", percent=f"{content.royalty.normalize():f}")
    if field in _LISTS:
        codes: tuple[str, ...] = getattr(content, field)
        if not codes:
            return t.get(f"account-no-{field}")
        more = len(codes) - _MOST_CODES
        listed = ", ".join(codes[:_MOST_CODES])
        return t.get("account-codes-more", codes=listed, more=more) if more > 0 else code(listed)
    if field == "launch":
        if content.launch_method is LaunchMethod.DEFAULT:
            return t.get("account-launch-platform")
        return t.get("account-launch-us", url=code(one_line(content.launch_url)))
    address = content.embed_url if field == "embed_url" else content.pending_games_url
    return code(one_line(address, 500)) if address else t.get("account-none")


def change_of(field: str, text: str) -> GameAccountChange:
    """What was answered for one field. Raises BadFieldError."""
    text = text.strip()
    if field == "royalty":
        return GameAccountChange(royalty=checks.royalty(checks.number("royalty", text)))
    if field in _LISTS:
        codes = () if text.casefold() in _NOTHING else checks.codes(text)
        check = checks.currencies if field == "currencies" else checks.countries
        named: dict[str, Any] = {field: check(field, codes)}
        return GameAccountChange(**named)
    if field == "launch":
        if text.casefold() in _PLATFORM:
            return GameAccountChange(launch_method=LaunchMethod.DEFAULT, launch_url="")
        url = checks.url("launch_url", text)
        return GameAccountChange(launch_method=LaunchMethod.API, launch_url=url)
    if field == "pending_games_url":
        url = "" if text.casefold() in _NOTHING else checks.url(field, text)
        return GameAccountChange(pending_games_url=url)
    return GameAccountChange(embed_url=text)


def is_document(text: str) -> bool:
    """Whether a JSON document was typed in place of an answer."""
    return text.lstrip().startswith("{")


def change_in(text: str) -> GameAccountChange:
    """What a JSON document says. Raises UsageError for what is no such document, BadFieldError."""
    try:
        document = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    except (ValueError, RecursionError) as error:
        raise UsageError("account.document") from error
    known = {*_TEXTS, *_LISTS, "royalty", "launch_method"}
    if not isinstance(document, dict) or not document or set(document) - known:
        raise UsageError("account.document")
    return GameAccountChange(**{name: _read(name, each) for name, each in document.items()})


def _read(name: str, given: Any) -> Any:
    if name == "royalty" and isinstance(given, Decimal):
        return checks.royalty(given)
    if name in _LISTS and isinstance(given, list) and all(isinstance(each, str) for each in given):
        check = checks.currencies if name == "currencies" else checks.countries
        return check(name, given)
    if name in _TEXTS and isinstance(given, str):
        return given.strip() if name == "embed_url" else checks.url(name, given)
    if name == "launch_method" and given in {method.value for method in LaunchMethod}:
        return LaunchMethod(given)
    raise UsageError("account.document")
