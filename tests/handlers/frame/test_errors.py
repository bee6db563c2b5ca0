import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.frame.errors import error_text, new_reference, trouble
from handlers.frame.usage import usage
from handlers.words.texts import Library
from providers.errors import BUSY, FAULT, UNREADABLE, OutcomeUnknown, Unavailable
from services.access.errors import (
    BeyondOwnError,
    OneselfError,
    OnlyOwnerError,
    OutlastsOwnError,
    UnknownPersonError,
)
from services.clock import system_clock
from services.errors import (
    BadCurrencyError,
    DeskError,
    NotPermittedError,
    ProviderTroubleError,
)
from services.limits.errors import OwnLimitError
from services.orders.errors import DefaultOnlyError

T = Library.load(system_clock, strict=True).texts("en", "UTC")


def test_a_reference_can_be_read_out() -> None:
    """No letter of a reference looks or sounds like a digit, and two are not the same."""
    references = {new_reference() for _ in range(200)}
    assert len(references) == 200
    assert all(re.fullmatch("E-[2-9A-HJKMNP-TV-Z]{6}", reference) for reference in references)


def test_a_missing_right_is_told_in_words_and_with_who_can_give_it() -> None:
    """The words of a permission are shown, not its code; support's may come from a manager."""
    of_support = error_text(T, NotPermittedError(permission="stock.view"))
    assert "see stock and prices" in of_support
    assert "stock.view" not in of_support
    assert "a manager or an owner" in of_support
    assert "manager" not in error_text(T, NotPermittedError(permission="system.edit"))


@pytest.mark.parametrize(
    "error",
    [
        OnlyOwnerError(),
        OneselfError(),
        BeyondOwnError(role="manager", rights=["audit.view"]),
        OutlastsOwnError(role="support", lasts=datetime(2031, 1, 1, tzinfo=UTC)),
        OwnLimitError(),
        DefaultOnlyError(),
    ],
)
def test_what_owners_alone_can_change_says_how_to_find_one(error: DeskError) -> None:
    """Where no name may be said, or none is known, there is a way to whoever has one."""
    shown = error_text(T, error)
    assert "Ask an owner of the bot: whoever runs it, or added it here, knows who that is." in shown


def test_a_providers_trouble_is_told_without_its_insides() -> None:
    """People read the provider's name and what it means; endpoints and codes stay in the log."""
    shown = error_text(T, Unavailable("codegames", "GET /v1/secret status 503"))
    assert shown == error_text(T, ProviderTroubleError(provider="codegames", kind="unavailable"))
    assert "CodeGames" in shown
    assert "503" not in shown


@given(st.text(max_size=30), st.text(max_size=30))
def test_unknown_words_of_a_provider_have_a_text_all_the_same(provider: str, kind: str) -> None:
    """A kind or a provider from a newer version is told in general words."""
    assert trouble(T, provider, kind)


@given(st.text(max_size=200))
def test_what_a_person_typed_cannot_bring_markup(text: str) -> None:
    """A name that was typed is shown in the answer as text."""
    shown = error_text(T, UnknownPersonError(text=text))
    assert "<" not in shown
    assert ">" not in shown


def test_what_is_known_is_listed_and_else_how_it_is_written() -> None:
    """The choices there are stand in the answer; where all is allowed it says how one looks."""
    facts = {"provider": "codegames", "problem": "other", "text": "EUR"}
    assert "KZT and USD" in error_text(T, BadCurrencyError(known=["KZT", "USD"], **facts))
    facts |= {"problem": "none", "text": "EURO"}
    said = error_text(T, BadCurrencyError(known=[], **facts))
    assert said == "“EURO” is no currency. Write its three letters, such as EUR."


def test_a_usage_is_the_usage_and_one_example() -> None:
    """Two lines, both to be copied by a tap; the name of a question may have dots."""
    for name in ("catalog", "catalog.offer"):
        lines = usage(name, T).text.splitlines()
        assert [line.split(": <code>")[0] for line in lines] == ["Usage", "Example"]


def test_a_provider_that_is_known_to_be_down_is_told_with_since_when() -> None:
    """While the breaker keeps calls back, people read since when the provider has been silent."""
    silent = Unavailable("hype", "stock: held back", since=datetime(2026, 3, 9, 14, 5, tzinfo=UTC))
    shown = error_text(T, ProviderTroubleError.of(silent))
    assert shown.startswith("Hype has not answered since 9 Mar 2026, 14:05")
    assert "held back" not in shown


@pytest.mark.parametrize("reason", ["", BUSY, FAULT, UNREADABLE])
def test_an_unclear_answer_is_never_told_as_nothing_done(reason: str) -> None:
    """Whatever made the answer unclear, what may have been done is not denied."""
    told = error_text(T, OutcomeUnknown("hype", "pay: status 503", reason=reason))
    assert told == "Hype has not answered clearly. It is being found out what happened."
