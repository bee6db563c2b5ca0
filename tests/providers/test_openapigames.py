"""open-api-games over HTTP: accounts are listed, added and changed as the document says."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from providers import iso_codes
from providers.administration import GameAccount, KeepsGameAccounts, LaunchMethod
from providers.errors import NotAllowed, NotFound, Rejected
from providers.openapigames.models import hundredths, percent
from providers.openapigames.provider import OpenApiGames
from providers.openapigames.signing import Signer
from tests.providers.games_desk import CONTENT, SECRET, platform, settings
from tests.providers.patience import QUICK

TRAITS: list[dict[str, Any]] = [
    {},
    {"ids_as": "number", "error_status": 400},
    {"empty_answers": True, "needs_client_id": True},
]


@pytest.mark.parametrize("traits", TRAITS, ids=["text", "number", "empty"])
async def test_added_as_it_was_told(traits: dict[str, Any]) -> None:
    """What is added is what is listed, with an id, whichever way the platform answers (3.1)."""
    async with platform(**traits) as (stand_in, provider):
        made = await provider.add_game_account(CONTENT)
        assert not made.found
        assert made.what == GameAccount("1002", CONTENT)
        assert (await provider.game_accounts())[1:] == (made.what,)
        (account,) = stand_in.accounts[1:]
        assert account.royalty_percent == 250
        assert stand_in.complaints == []


async def test_what_is_sent() -> None:
    """A new account has the number 0 for its id, as in every example; lists are always there."""
    async with platform() as (stand_in, provider):
        await provider.add_game_account(
            replace(CONTENT, currencies=(), countries=(), countries_disabled=())
        )
        body = stand_in.calls[-1].body
        assert set(body) == {"contentProviderId", "clientId", "accounts"}
        (account,) = body["accounts"]
        assert account == {
            "accountId": 0,
            "gameEmbedUrl": CONTENT.embed_url,
            "pendingGamesUrl": CONTENT.pending_games_url,
            "royaltyPercent": 250,
            "currenciesAvailable": [],
            "countriesAvailable": [],
            "countriesDisabled": [],
            "gameLaunchMethod": {
                "launchMethod": "GLM_API",
                "providerGameLaunchApiUrl": CONTENT.launch_url,
            },
        }


async def test_the_same_account_is_not_added_twice() -> None:
    """One of the same content is taken for an earlier try, in whatever order its codes are."""
    async with platform() as (stand_in, provider):
        first = await provider.add_game_account(CONTENT)
        again = await provider.add_game_account(replace(CONTENT, currencies=("FUN", "USD")))
        assert again == replace(first, found=True)
        other = await provider.add_game_account(replace(CONTENT, royalty=Decimal(3)))
        assert not other.found
        assert [change.account_id for change in stand_in.changes] == ["1002", "1003"]


@pytest.mark.parametrize("traits", TRAITS, ids=["text", "number", "empty"])
async def test_changed(traits: dict[str, Any]) -> None:
    """A change replaces the account of that id and no other."""
    async with platform(**traits) as (stand_in, provider):
        (before,) = await provider.game_accounts()
        content = replace(before.content, royalty=Decimal("0.01"), currencies=())
        assert await provider.change_game_account("1001", content) == GameAccount("1001", content)
        assert await provider.game_accounts() == (GameAccount("1001", content),)
        with pytest.raises(NotFound) as caught:
            await provider.change_game_account("4711", CONTENT)
        assert caught.value.code == "UNKNOWN_ACCOUNT"
        assert [change.kind for change in stand_in.changes] == ["change"]
        assert stand_in.complaints == []


@pytest.mark.parametrize("wrong", ["", "0", " 0 "])
async def test_a_change_never_adds(wrong: str) -> None:
    """The ids that make a new account are refused unsent."""
    async with platform() as (stand_in, provider):
        with pytest.raises(Rejected):
            await provider.change_game_account(wrong, CONTENT)
        assert stand_in.calls == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"embed_url": "https://g.example/{{GAME_SESION}}"}, "unknown-placeholder"),
        ({"embed_url": "https://g.example/{{GAME_SESSION}"}, "unbalanced"),
        ({"embed_url": "g.example"}, "no-url"),
        ({"royalty": Decimal("2.505")}, "royalty"),
        ({"royalty": Decimal("-0.01")}, "royalty"),
        ({"royalty": Decimal("100.01")}, "royalty"),
        ({"royalty": Decimal("NaN")}, "royalty"),
        ({"launch_url": ""}, "launch-url"),
        ({"launch_method": LaunchMethod.DEFAULT, "launch_url": "x"}, "launch-url"),
        ({"pending_games_url": "x"}, "pending-games-url"),
    ],
)
async def test_what_makes_no_account_is_not_sent(change: dict[str, Any], reason: str) -> None:
    """Each fault is found before the call, and named."""
    async with platform() as (stand_in, provider):
        content = replace(CONTENT, **change)
        for call in (
            provider.add_game_account(content),
            provider.change_game_account("1001", content),
        ):
            with pytest.raises(Rejected) as caught:
                await call
            assert caught.value.reason == reason
        assert stand_in.calls == []


async def test_a_secret_that_is_not_accepted() -> None:
    """Nothing is done, and the error says whose fault it is, whatever the status."""
    for status in (200, 401, 403, 500):
        async with platform(error_status=status) as (stand_in, _):
            other = OpenApiGames(settings(stand_in, "another-secret"), patience=QUICK)
            for call in (other.check(), other.add_game_account(CONTENT)):
                with pytest.raises(NotAllowed):
                    await call
            await other.close()
            assert stand_in.changes == []


def test_a_signature_is_of_the_bytes_and_the_secret() -> None:
    """Lower-case hex MD5 of the bytes with the secret behind them: a digest made by other means."""
    signer = Signer(SecretStr("default-secret"))
    assert signer.sign(b'{"a":1}') == "f74fa01c12643c771be1ca0d5daaa9ec"
    assert signer.sign(b'{"a": 1}') != "f74fa01c12643c771be1ca0d5daaa9ec"


@given(body=st.binary(max_size=200), sign=st.text(max_size=40))
def test_only_the_right_signature_is_accepted(body: bytes, sign: str) -> None:
    """Whatever else stands in the header is refused, and never an error."""
    signer = Signer(SecretStr(SECRET))
    right = signer.sign(body)
    assert signer.verify(body, right)
    assert not signer.verify(body + b" ", right)
    assert not signer.verify(body, right.upper()) or right.isdigit()
    assert signer.verify(body, sign) == (sign == right)


@given(number=st.integers(-(10**9) + 1, 10**9 - 1))
def test_royalties_are_exact(number: int) -> None:
    """Hundredths there and back lose nothing."""
    assert hundredths(percent(number)) == number
    assert percent(number) * 100 == number


@given(royalty=st.decimals(allow_nan=True, allow_infinity=True))
def test_a_royalty_is_sent_exactly_or_not_at_all(royalty: Decimal) -> None:
    """Never is one rounded."""
    try:
        sent = hundredths(royalty)
    except ValueError:
        return
    assert Decimal(sent) == royalty * 100


def test_codes_of_the_standards() -> None:
    """All countries of ISO 3166-1, and the currencies that people have."""
    assert len(iso_codes.countries()) == 249
    assert {"US", "KZ", "BR", "AX"} <= iso_codes.countries()
    assert iso_codes.countries().isdisjoint({"EU", "UN", "ZZ", "XK", "UK"})
    assert {"USD", "EUR", "KZT", "BRL", "XOF", "CLF"} <= iso_codes.currencies()
    assert iso_codes.currencies().isdisjoint({"XXX", "XTS", "DEM", "CNH", "FUN", "BTC"})


async def test_it_has_the_capability() -> None:
    """It is found by what it can do."""
    async with platform() as (_, provider):
        assert isinstance(provider, KeepsGameAccounts)
        await provider.check()
