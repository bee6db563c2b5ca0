"""Which provider is meant: found by its name or its button; asked for by buttons where several can do it."""

from collections.abc import Sequence
from typing import TypeVar

from handlers.frame.callback import StaleButtonError, Tap, mark_of
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.words.markup import Html, join
from handlers.words.names import name_first
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from providers.base import Provider

P = TypeVar("P", bound=Provider)
_MOST = 30
"""Buttons with providers; the names of the others are typed."""


def provider_named(t: Texts, text: str, able: Sequence[P]) -> P | None:
    """The provider that is meant by what was typed: its name, or what people call it."""
    wanted = text.strip().casefold()
    for each in able:
        if wanted in {each.name.casefold(), provider_name(t, each.name).casefold()}:
            return each
    return None


def provider_first(t: Texts, text: str, able: Sequence[P]) -> tuple[P | None, str]:
    """The provider with whose name the text begins, if it does, and all that stands behind it."""
    names = ((name, each) for each in able for name in (each.name, provider_name(t, each.name)))
    return name_first(text, names)


def provider_marked(mark: str, able: Sequence[P]) -> P:
    """The provider that a button means. Raises StaleButtonError where it is in the settings no more."""
    for each in able:
        if mark_of(each.name) == mark:
            return each
    raise StaleButtonError


def which_provider(
    t: Texts, text: Html, able: Sequence[Provider], tap: Tap, *args: str | int
) -> Card:
    """Ask. A button gives ``tap`` the provider's mark and ``args``; very many are counted."""
    buttons: list[AnyButton] = [
        Button(provider_name(t, each.name), tap, mark_of(each.name), *args) for each in able[:_MOST]
    ]
    if (more := len(able) - _MOST) > 0:
        text = join([text, t.get("which-provider-more", count=more)])
    return Card(text, in_columns(buttons))
