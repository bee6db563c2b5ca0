"""Codes of the providers in words; one we have no words for is shown as it came."""

from handlers.words.markup import Html, escape, join
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts


def in_words(t: Texts, text: str, code: str) -> str:
    """The text with this id, or the code itself."""
    return t.plain(text) if t.has(text) else code


def store_name(t: Texts, code: str) -> str:
    """What people call a store that a Gamebase answer names."""
    own = t.own.stores.get(code.upper())
    return own or in_words(t, f"store-{code.upper()}", code)


def system_name(t: Texts, code: str) -> str:
    """What people call an operating system."""
    return in_words(t, f"os-{code.upper()}", code)


def with_code(t: Texts, text: str, code: int | str | None) -> Html:
    """The words, and behind them the provider's own number for what happened, if it named one."""
    if not code:
        return escape(text)
    return join([text, t.get("result-code", code=str(code))], " ")


def why_text(t: Texts, reason: str, provider: str) -> Html | None:
    """The sentence for a provider's reason, such as "token-expired"; None where there is none."""
    words = f"reason-{reason}"
    if not reason or not t.has(words):
        return None
    return t.get(words, provider=provider_name(t, provider))
