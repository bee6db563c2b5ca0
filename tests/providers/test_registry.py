"""Providers are found by what they can do."""

import pytest
from pydantic import SecretStr

from providers.administration import KeepsGameAccounts, SellsKeyProducts
from providers.base import Provider, Purchasing, Quoting
from providers.codegames.provider import CodeGames
from providers.errors import Unavailable
from providers.gamebase.provider import Gamebase
from providers.games import KnowsMaintenance, KnowsPlayers
from providers.openapigames.provider import OpenApiGames
from providers.openapigames.settings import OpenApiGamesSettings
from providers.paysuper.provider import PaySuper
from providers.registry import Providers, UnknownProviderError, build
from tests.providers import paysuper_desk
from tests.providers.conftest import OFFER, codegames_settings, gamebase_settings

CODEGAMES = codegames_settings("http://127.0.0.1:9")
GAMEBASE = gamebase_settings("http://127.0.0.1:9")


def ignore(_: str) -> None:
    """No log to keep secrets from."""


async def test_capabilities() -> None:
    """Each capability is answered with the providers that have it, typed as such."""
    providers = build({"codegames": CODEGAMES, "gamebase": GAMEBASE}, ignore)
    sellers: tuple[Purchasing, ...] = providers.with_capability(Purchasing)
    assert [type(seller) for seller in sellers] == [CodeGames]
    assert providers.with_capability(Quoting) == sellers
    assert [type(one) for one in providers.with_capability(KnowsPlayers)] == [Gamebase]
    assert [type(one) for one in providers.with_capability(KnowsMaintenance)] == [Gamebase]
    assert [one.name for one in providers.with_capability(Provider)] == ["codegames", "gamebase"]
    assert [one.name for one in providers] == ["codegames", "gamebase"]
    await providers.close()


async def test_what_is_administered() -> None:
    """Key products and game accounts are capabilities like all others."""
    games = OpenApiGamesSettings(
        base_url="http://127.0.0.1:9",
        secret=SecretStr("secret"),
        content_provider_id="1",
        client_id="2",
    )
    products = paysuper_desk.settings("http://127.0.0.1:9")
    providers = build({"paysuper": products, "openapigames": games}, ignore)
    assert [type(one) for one in providers.with_capability(SellsKeyProducts)] == [PaySuper]
    assert [type(one) for one in providers.with_capability(KeepsGameAccounts)] == [OpenApiGames]
    assert providers.with_capability(Quoting) == ()
    await providers.close()


async def test_by_name() -> None:
    """A provider is got by its name, and by its capability where one is asked for."""
    providers = build({"codegames": CODEGAMES, "gamebase": GAMEBASE}, ignore)
    seller: Purchasing = providers.get("codegames", Purchasing)
    assert seller is providers.get("codegames")
    with pytest.raises(UnknownProviderError, match="'gamebase' is not Purchasing"):
        providers.get("gamebase", Purchasing)
    with pytest.raises(UnknownProviderError, match="'hype'"):
        providers.get("hype")
    await providers.close()


async def test_off() -> None:
    """Without settings a provider is off, and nothing has its capability."""
    providers = build({"gamebase": GAMEBASE}, ignore)
    assert providers.with_capability(Purchasing) == ()
    with pytest.raises(UnknownProviderError):
        providers.get("codegames", Purchasing)
    assert list(build({}, ignore)) == []
    await providers.close()


async def test_close() -> None:
    """Closing closes every provider, and may be done twice."""
    providers = build({"codegames": CODEGAMES, "gamebase": GAMEBASE}, ignore)
    await providers.close()
    await providers.close()
    with pytest.raises(Unavailable, match="closed"):
        await providers.get("codegames", Purchasing).quote(OFFER)


async def test_one_that_cannot_be_closed_keeps_no_other_open() -> None:
    """It is logged, and whoever stops goes on stopping."""
    closed = []

    class Stuck(CodeGames):
        async def close(self) -> None:
            closed.append(self.name)
            raise OSError

    def made(name: str) -> Stuck:
        settings = codegames_settings("https://cg.example")
        stuck = Stuck(settings, on_secret=lambda _: None)
        stuck.name = name
        return stuck

    await Providers([made("one"), made("two")]).close()
    assert closed == ["one", "two"]


async def test_two_of_a_name() -> None:
    """Two providers of one name are a mistake in the wiring."""
    one, other = Gamebase(GAMEBASE), Gamebase(GAMEBASE)
    with pytest.raises(ValueError, match="gamebase"):
        Providers([one, other])
    await one.close()
    await other.close()
