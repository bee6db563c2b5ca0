"""Our open-api-games beside its stand-in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import Any

from pydantic import SecretStr

from providers.administration import GameAccountContent, LaunchMethod
from providers.openapigames.provider import OpenApiGames
from providers.openapigames.settings import OpenApiGamesSettings
from providers.timeouts import Patience
from sandbox import openapigames
from tests.providers.patience import QUICK

SECRET = "games-secret-7Q"
EMBED_URL = "https://games.example/launch?s={{GAME_SESSION}}&id={{GAME_ID}}&c={{CURRENCY_NAME}}"
CONTENT = GameAccountContent(
    embed_url=EMBED_URL,
    royalty=Decimal("2.50"),
    currencies=("USD", "FUN"),
    countries=("DE", "KZ"),
    countries_disabled=("US",),
    launch_method=LaunchMethod.API,
    launch_url="https://desk.example/open-api-games/launch",
    pending_games_url="https://games.example/pending",
)


def settings(stand_in: openapigames.OpenApiGames, secret: str = SECRET) -> OpenApiGamesSettings:
    """The settings that fit the stand-in."""
    return OpenApiGamesSettings(
        base_url=stand_in.base_url,
        secret=SecretStr(secret),
        content_provider_id=stand_in.content_provider_id,
        client_id=stand_in.client_id,
    )


@asynccontextmanager
async def platform(
    patience: Patience = QUICK, *, secret: str = SECRET, **traits: Any
) -> AsyncIterator[tuple[openapigames.OpenApiGames, OpenApiGames]]:
    """The stand-in with one account, 1001, and our provider. ``traits`` are the stand-in's."""
    stand_in = openapigames.OpenApiGames(secret=secret, **traits)
    stand_in.account("https://games.example/old?s={{GAME_SESSION}}", currenciesAvailable=["EUR"])
    await stand_in.start()
    provider = OpenApiGames(settings(stand_in, secret), patience=patience)
    try:
        yield stand_in, provider
    finally:
        await provider.close()
        await stand_in.stop()
