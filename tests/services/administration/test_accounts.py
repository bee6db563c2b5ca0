"""Game accounts: every code, address and placeholder is checked; every change is on record."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.administration import GameAccount, LaunchMethod
from providers.openapigames.provider import OpenApiGames
from sandbox import openapigames
from sandbox.faults import Fault
from sandbox.openapigames import adds
from services.actor import Actor
from services.administration import GameAccountChange, GameAccounts, checks
from services.administration.errors import (
    BadFieldError,
    ChangeRefusedError,
    ChangeUnknownError,
    NoGameAccountError,
)
from storage.database import Database
from tests.providers.games_desk import CONTENT
from tests.services.administration.conftest import audited

MAX = Actor(12, -1001, "Max Manager")
Games = tuple[openapigames.OpenApiGames, OpenApiGames]


async def test_added_listed_and_changed(
    accounts: GameAccounts, og: Games, sqlite_database: Database
) -> None:
    """What is not named in a change stays; both are on record."""
    made = await accounts.add(
        MAX, replace(CONTENT, currencies=("usd", "fun", "USD")), keeper="openapigames"
    )
    assert made.what.content == CONTENT
    change = GameAccountChange(royalty=Decimal("3.25"), countries=())
    after = await accounts.change(MAX, made.what.id, change, keeper="openapigames")
    assert after.content == replace(CONTENT, royalty=Decimal("3.25"), countries=())
    assert await accounts.read(made.what.id, keeper="openapigames") == after
    page = await accounts.listing(9, 1, keeper="openapigames")
    assert (page.number, page.pages, page.items) == (2, 2, (after,))
    assert await audited(sqlite_database) == [
        ("game-account.add.asked", CONTENT.embed_url),
        ("game-account.add.done", CONTENT.embed_url),
        ("game-account.change.asked", made.what.id),
        ("game-account.change.done", made.what.id),
    ]


@pytest.mark.parametrize(
    ("field", "problem", "changed"),
    [
        ("embed_url", "missing", {"embed_url": " "}),
        ("embed_url", "no-url", {"embed_url": "games"}),
        ("embed_url", "misspelt-placeholder", {"embed_url": "https://g.example/{{SESSION}}"}),
        ("embed_url", "unknown-placeholder", {"embed_url": "https://g.example/{{X}}"}),
        ("embed_url", "unbalanced", {"embed_url": "https://g.example/{{USER_ID}"}),
        ("royalty", "too-fine", {"royalty": Decimal("1.005")}),
        ("royalty", "out-of-range", {"royalty": Decimal("100.5")}),
        ("royalty", "out-of-range", {"royalty": Decimal("NaN")}),
        ("currencies", "no-currency", {"currencies": ("BTC",)}),
        ("countries", "no-country", {"countries": ("EU",)}),
        ("countries_disabled", "no-country", {"countries_disabled": ("UK",)}),
        ("countries_disabled", "both-ways", {"countries_disabled": ("DE",)}),
        ("launch_url", "missing", {"launch_url": ""}),
        ("launch_url", "no-url", {"launch_url": "x"}),
        ("pending_games_url", "no-url", {"pending_games_url": "x"}),
    ],
)
async def test_what_is_wrong_is_told_before_anything_is_sent(
    accounts: GameAccounts,
    og: Games,
    sqlite_database: Database,
    field: str,
    problem: str,
    changed: dict[str, Any],
) -> None:
    """The field and what is wrong with it; nothing is sent, and nothing is put on record."""
    with pytest.raises(BadFieldError) as caught:
        await accounts.add(MAX, replace(CONTENT, **changed), keeper="openapigames")
    assert (caught.value.facts["field"], caught.value.facts["problem"]) == (field, problem)
    assert og[0].calls == []
    assert await audited(sqlite_database) == []


async def test_codes_that_stand_there_are_let_be(accounts: GameAccounts, og: Games) -> None:
    """A currency withdrawn since does not keep an account from being changed; it is not new, though."""
    account = og[0].account("https://games.example/", currenciesAvailable=["HRK"])
    change = GameAccountChange(currencies=("HRK", "EUR"))
    after = await accounts.change(MAX, account.account_id, change, keeper="openapigames")
    assert after.content.currencies == ("HRK", "EUR")
    with pytest.raises(BadFieldError):
        await accounts.change(MAX, "1001", change, keeper="openapigames")


async def test_an_account_there_is_not(accounts: GameAccounts) -> None:
    """The id that was asked for is named."""
    for call in (
        accounts.read("4711", keeper="openapigames"),
        accounts.change(MAX, "4711", GameAccountChange(), keeper="openapigames"),
    ):
        with pytest.raises(NoGameAccountError) as caught:
            await call
        assert caught.value.facts["account"] == "4711"


async def test_a_lost_creation(
    accounts: GameAccounts, og: Games, sqlite_database: Database
) -> None:
    """Unknown where nothing was found; the person asks again and gets one account."""
    og[0].faults.add("accounts", Fault.lost_before(), when=adds)
    with pytest.raises(ChangeUnknownError):
        await accounts.add(MAX, CONTENT, keeper="openapigames")
    made = await accounts.add(MAX, CONTENT, keeper="openapigames")
    assert not made.found
    assert len(og[0].changes) == 1
    assert [action for action, _ in await audited(sqlite_database)] == [
        "game-account.add.asked",
        "game-account.add.unknown",
        "game-account.add.asked",
        "game-account.add.done",
    ]


async def test_a_refusal(accounts: GameAccounts, og: Games) -> None:
    """The platform's own word is told."""
    og[0].faults.add("accounts", Fault.refusal("INVALID_BODY"), when=adds)
    with pytest.raises(ChangeRefusedError) as caught:
        await accounts.add(MAX, CONTENT, keeper="openapigames")
    assert caught.value.facts["said"] == "INVALID_BODY"


def test_previews(accounts: GameAccounts, og: Games) -> None:
    """A link with samples, the account's own id and currency first, and those that stand in it."""
    preview = accounts.preview(GameAccount("1001", CONTENT), keeper="openapigames")
    assert preview.link == "https://games.example/launch?s=sample-session&id=sample-game&c=USD"
    assert preview.values == {
        "GAME_SESSION": "sample-session",
        "CURRENCY_NAME": "USD",
        "GAME_ID": "sample-game",
    }
    wrong = replace(CONTENT, embed_url="https://g.example/{{GAMEID}}")
    with pytest.raises(BadFieldError) as caught:
        accounts.preview(GameAccount("1001", wrong), keeper="openapigames")
    assert (caught.value.facts["text"], caught.value.facts["near"]) == ("{{GAMEID}}", "{{GAME_ID}}")
    assert og[0].calls == []


def test_the_placeholders_are_named_as_they_are_written(accounts: GameAccounts, og: Games) -> None:
    """All of them are fit to stand in an embed URL, one with another."""
    written = accounts.placeholders(keeper="openapigames")
    assert "{{GAME_SESSION}}" in written
    assert len(written) == 8
    url = "https://g.example/?" + "&".join(written)
    link = accounts.preview(
        GameAccount("1", replace(CONTENT, embed_url=url)), keeper="openapigames"
    ).link
    assert "{" not in link
    assert og[0].calls == []


async def test_from_one_launch_method_to_the_other(accounts: GameAccounts) -> None:
    """GLM_API needs an address that is asked; without it the change is refused."""
    with pytest.raises(BadFieldError):
        await accounts.change(
            MAX, "1001", GameAccountChange(launch_method=LaunchMethod.API), keeper="openapigames"
        )
    change = GameAccountChange(launch_method=LaunchMethod.API, launch_url="https://d.example/x")
    after = await accounts.change(MAX, "1001", change, keeper="openapigames")
    assert after.content.launch_method is LaunchMethod.API


@given(st.decimals(0, 100, places=2))
def test_royalties_are_read_as_people_write_them(percent: Decimal) -> None:
    """With a point or a comma, with the sign or without."""
    plain = format(percent, "f")
    for text in (plain, f" {plain} %", plain.replace(".", ",") + "%"):
        assert checks.number("royalty", text) == percent
        assert checks.royalty(checks.number("royalty", text)) == percent


@given(st.text(max_size=12))
def test_what_is_no_number_is_told(text: str) -> None:
    """Either it is a number or the field is at fault: never another error."""
    try:
        number = checks.number("royalty", text)
    except BadFieldError:
        return
    assert number.is_finite()
    assert number >= 0


def test_codes_as_people_list_them() -> None:
    """By commas, blanks or semicolons."""
    assert checks.codes(" usd, EUR;fun\nkzt ") == ("USD", "EUR", "FUN", "KZT")
    assert checks.codes("") == ()
