"""The table of all deeds: each that can be confirmed has words for every end, and holds no secret."""

import sys
from decimal import Decimal
from typing import Any

import pytest
from pydantic import SecretStr

from handlers.accounts import edit as accounts_edit
from handlers.accounts import new as accounts_new
from handlers.frame.confirmation.deed_ends import deed_card
from handlers.frame.confirmation.wishes import Wish
from handlers.games import consume, coupons, rank_card, score, scores, withdraw
from handlers.products import changes
from handlers.products.sellers import ProductAt
from handlers.tasks import TASKS
from handlers.words.markup import plain
from handlers.words.texts import Library, Texts
from providers.administration import GameAccountContent
from providers.games import ScoreEntry
from services.administration import GameAccountChange
from services.deeds import Outcome
from tests.clock import ManualClock

SECRET = "s3cret-s3cret-s3cret"
AT = ProductAt("paysuper", "5d3ad8b1")
ENTRY = ScoreEntry(1, "PZ1001", Decimal("98400.5"))
EVERY: tuple[Wish, ...] = (
    coupons.Wish("puzzle", "PZ1001", SecretStr(SECRET), None),
    consume.Typed("puzzle", "2026", SecretStr(SECRET)),
    consume.Listed("puzzle", "2026", "PZ1001", "GG"),
    withdraw.Wish("puzzle", "PZ1001"),
    score.Write("puzzle", ENTRY),
    scores.Write("puzzle", (ENTRY,)),
    rank_card.Spot("puzzle", 1, "PZ1001"),
    accounts_edit._Change("openapigames", "1001", GameAccountChange()),
    accounts_new._Addition("openapigames", GameAccountContent("https://x.example", Decimal(1))),
    *(
        (changes.WishInParts if row.parts else changes.Wish)(
            name, AT, words={"platform": "steam", "region": "EU"}
        )
        for name, row in changes.CHANGES.items()
    ),
)
SEVERAL = {
    "scores.write": ("scores.write", "scores.write"),
    "key-product.create": ("key-product.create", "key-product.set-platform"),
    "key-product.write": ("key-product.edit", "key-product.remove-platform"),
}
"""Deeds of several requests, with what these are called in the audit."""


@pytest.fixture(scope="module")
def t() -> Texts:
    """The English texts; one that is missing or wants another argument raises."""
    return Library.load(ManualClock(), strict=True).texts("en", "UTC")


def step(name: str, outcome: Outcome | None, what: str = "") -> dict[str, Any]:
    """A request as services/deeds notes it."""
    refused = outcome is Outcome.REFUSED
    error = {"provider": "gamebase", "kind": "refused", "reason": "", "code": -1}
    return {
        "id": f"id{what}",
        "step": name,
        "what": what,
        "outcome": None if outcome is None else str(outcome),
        "error": error if refused else None,
        "counts": {},
    }


def facts(t: Texts, wish: Wish, *steps: dict[str, Any]) -> dict[str, Any]:
    """The facts of the notice of a deed."""
    return {"deed": wish.deed, "about": dict(wish.about(t)), "person": "Sam", "steps": [*steps]}


def test_the_table_has_every_wish_there_is() -> None:
    """Whatever a tap may carry out is in it."""
    assert TASKS  # all modules of conversations are there
    kinds = {
        each
        for name, module in sys.modules.items()
        if name.startswith("handlers.")
        for each in vars(module).values()
        if isinstance(each, type)
        and isinstance(getattr(each, "deed", None), str | property)
        and not getattr(each, "_is_protocol", False)
    }
    assert kinds == {type(wish) for wish in EVERY}


def test_nothing_secret_is_written_down(t: Texts) -> None:
    """What stands in a notice is in plain; and all of it is text."""
    for wish in EVERY:
        about = wish.about(t)
        assert all(isinstance(value, str) for value in about.values()), wish.deed
        assert SECRET not in repr(about), wish.deed


@pytest.mark.parametrize("outcome", [None, *Outcome])
def test_every_end_has_its_words(t: Texts, outcome: Outcome | None) -> None:
    """Where nobody knows, and only there, the last line says where to look."""
    sure = {Outcome.DONE, Outcome.FOUND_DONE, Outcome.NOT_DONE, Outcome.REFUSED, Outcome.NOT_SENT}
    for wish in EVERY:
        asked = SEVERAL.get(wish.deed, (wish.deed,))[0]
        card = deed_card(t, facts(t, wish, step(asked, outcome)), in_group=True)
        lines = plain(card.text).splitlines()
        assert lines[1] == "Asked for by Sam."
        look = plain(t.get(f"deed-look-{wish.deed.replace('.', '-')}"))
        assert (lines[-1] == look) == (outcome not in sure), wish.deed
        assert ("✅" in card.text) == (outcome in {Outcome.DONE, Outcome.FOUND_DONE}), wish.deed


def test_what_was_never_begun_is_told_as_that(t: Texts) -> None:
    """Stopped before it, or given up for a reason that may be known."""
    not_found = {"provider": "gamebase", "kind": "not-found", "reason": "", "code": None}
    for wish in EVERY:
        stopped = deed_card(t, facts(t, wish), in_group=False)
        assert stopped.text.endswith("send the command again."), wish.deed
        for refused in ({}, not_found):
            given_up = deed_card(t, {**facts(t, wish), "refused": refused}, in_group=False)
            assert "I did not begin this: nothing was done." in given_up.text, wish.deed


@pytest.mark.parametrize("name", SEVERAL)
def test_of_several_requests_each_is_told(t: Texts, name: str) -> None:
    """What was done, of what nobody knows, and that nothing else was begun."""
    wish = next(wish for wish in EVERY if wish.deed == name)
    first, second = SEVERAL[name]
    done, cut_off = step(first, Outcome.DONE, "1"), step(second, None, "2")
    lines = plain(deed_card(t, facts(t, wish, done, cut_off), in_group=False).text).splitlines()
    assert lines[2].endswith(": ✅ Done.")
    assert ": ❓ I was stopped" in lines[3]
    assert "not named here" in lines[4]
    assert lines[5].startswith("Look at")


def test_after_a_restore_only_what_the_backup_knew_is_sure(t: Texts) -> None:
    """Of several requests the rest may be done since; one that had ended has, and was only not told."""
    for wish in EVERY:
        asked = SEVERAL.get(wish.deed, (wish.deed,))[0]
        since = {**step(wish.deed, None), "id": ""}
        look = plain(t.get(f"deed-look-{wish.deed.replace('.', '-')}"))
        for known in ([], [step(asked, Outcome.DONE)], [step(asked, None)]):
            card = deed_card(t, facts(t, wish, *known, since), in_group=False)
            lines = plain(card.text).splitlines()
            sure = bool(known) and known[0]["outcome"] and wish.deed not in SEVERAL
            assert (lines[-1] == look) == (not sure), wish.deed
            assert "not named here" not in card.text, wish.deed
            told = not known or wish.deed in SEVERAL
            assert ("I was put back from a backup since" in card.text) == told, wish.deed
            rest = bool(known) and wish.deed in SEVERAL
            assert ("the rest of it was done" in card.text) == rest, wish.deed
