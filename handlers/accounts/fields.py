"""The fields of a game account: shown in words, read from what people type or paste."""

import json
from decimal import Decimal
from typing import Any

from handlers.accounts.codes import codes_typed
from handlers.frame.usage import UsageError
from handlers.words.markup import Html, code, join, one_line
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
_NONE = {"none", "-"}
_PLATFORM = {"platform", "default", "-"}
_MOST_CODES = 40
_MOST_ADDRESS = 600
"""Characters: three addresses, each as it was and as it will be, fit into a message."""


def value(t: Texts, content: GameAccountContent, field: str, *, whole: bool = False) -> Html:
    """What stands in a field, in words; ``whole``: with all codes, however many they are."""
    if field == "royalty":
        return t.get("account-percent", percent=f"{content.royalty.normalize():f}")
    if field in _LISTS:
        codes: tuple[str, ...] = getattr(content, field)
        if not codes:
            return t.get(f"account-no-{field}")
        shown = codes if whole else codes[:_MOST_CODES]
        more, listed = len(codes) - len(shown), ", ".join(shown)
        return t.get("account-codes-more", codes=listed, more=more) if more else code(listed)
    if field == "launch":
        if content.launch_method is LaunchMethod.DEFAULT:
            return t.get("account-launch-platform")
        return t.get("account-launch-us", url=_address(content.launch_url))
    address = content.embed_url if field == "embed_url" else content.pending_games_url
    return _address(address) if address else t.get("account-none")


def change_words(
    t: Texts, old: GameAccountContent, new: GameAccountContent, field: str
) -> Html | None:
    """What is to be different in a field; None if nothing is."""
    was, will_be = value(t, old, field, whole=True), value(t, new, field, whole=True)
    if was == will_be:
        return None
    before, after = getattr(old, field, ()), getattr(new, field, ())
    if field not in _LISTS or not before or not after:
        return t.get("account-becomes", was=value(t, old, field), new=will_be)
    # Of two long lists nobody sees what is different.
    added = ", ".join(each for each in after if each not in before)
    gone = ", ".join(each for each in before if each not in after)
    pieces = [t.get("account-added-codes", codes=added)] if added else []
    pieces += [t.get("account-gone-codes", codes=gone)] if gone else []
    return join(pieces or [t.get("account-reordered")], "; ")


def change_of(field: str, text: str, old: GameAccountContent | None = None) -> GameAccountChange:
    """What was answered for one field; ``old`` is what "+EUR" adds to. Raises BadFieldError."""
    text = text.strip()
    if field == "royalty":
        return GameAccountChange(royalty=checks.royalty(checks.number("royalty", text)))
    if field in _LISTS:
        named: dict[str, Any] = {field: codes_typed(field, text, old)}
        return GameAccountChange(**named)
    if field == "launch":
        if text.casefold() in _PLATFORM:
            return GameAccountChange(launch_method=LaunchMethod.DEFAULT, launch_url="")
        url = checks.url("launch_url", text)
        return GameAccountChange(launch_method=LaunchMethod.API, launch_url=url)
    if field == "pending_games_url":
        url = "" if text.casefold() in _NONE else checks.url(field, text)
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


def _address(url: str) -> Html:
    return code(one_line(url, _MOST_ADDRESS))
