"""Codes of the providers in words; one we have no words for is shown as it came."""

from handlers.texts import Texts


def in_words(t: Texts, text: str, code: str) -> str:
    """The text with this id, or the code itself."""
    return t.plain(text) if t.has(text) else code


def store_name(t: Texts, code: str) -> str:
    """What people call a store that a Gamebase answer names."""
    return in_words(t, f"store-{code.upper()}", code)
