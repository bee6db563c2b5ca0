"""The choice among providers."""

from dataclasses import dataclass
from typing import cast

from handlers.frame.which_provider import which_provider
from handlers.taps import BOOKS_FIND
from handlers.words.markup import Html, plain
from handlers.words.texts import Library
from providers.base import Provider
from tests.clock import ManualClock

T = Library.load(ManualClock(), strict=True).texts("en", "UTC")


@dataclass(frozen=True)
class _Named:
    name: str


def test_a_hundred_providers_are_offered_by_thirty_buttons_and_counted() -> None:
    """What has no button can be named, and the card says how; thirty need no such line."""
    able = cast("list[Provider]", [_Named(f"shop{number}") for number in range(100)])
    card = which_provider(T, Html("Whose?"), able, BOOKS_FIND, "held")
    assert sum(map(len, card.rows)) == 30
    assert plain(card.text) == (
        "Whose?\n… and 70 more: write the provider’s name behind the command."
    )
    assert plain(which_provider(T, Html("Whose?"), able[:30], BOOKS_FIND).text) == "Whose?"
