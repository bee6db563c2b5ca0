"""A catalog on a real database, and the two stand-ins over real HTTP."""

from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from providers.codegames.provider import CodeGames
from providers.codegames.settings import CodeGamesSettings
from providers.gamebase.provider import Gamebase
from providers.gamebase.settings import AppSettings, GamebaseSettings
from providers.registry import Providers
from sandbox import codegames, gamebase
from services.actor import Actor
from services.audit import Audit
from services.catalog import Catalog
from storage.database import Database
from tests.clock import ManualClock
from tests.providers.patience import QUICK

MAX = Actor(12, -1001, "Max Manager")
APPS = {"id-east": "key-east", "id-west": "key-west"}
"""The apps of Gamebase's stand-in, East and West, with their secret keys."""


def two_apps(base_url: str) -> GamebaseSettings:
    """The settings of both apps."""
    apps = {
        name: AppSettings(app_id=app_id, secret_key=SecretStr(key))
        for name, (app_id, key) in zip(("East", "West"), APPS.items(), strict=True)
    }
    return GamebaseSettings(base_url=base_url, apps=apps)


@pytest.fixture
async def shop(clock: ManualClock) -> AsyncIterator[codegames.CodeGames]:
    """The CodeGames stand-in; requests it found fault with fail the test."""
    stand_in = codegames.CodeGames(clock=clock)
    await stand_in.start()
    yield stand_in
    await stand_in.stop()
    assert stand_in.complaints == []


@pytest.fixture
async def games(clock: ManualClock) -> AsyncIterator[gamebase.Gamebase]:
    """The Gamebase stand-in with two apps."""
    stand_in = gamebase.Gamebase(apps=APPS, clock=clock)
    await stand_in.start()
    yield stand_in
    await stand_in.stop()
    assert stand_in.complaints == []


@pytest.fixture
async def providers(
    shop: codegames.CodeGames, games: gamebase.Gamebase, clock: ManualClock
) -> AsyncIterator[Providers]:
    """Both providers, as the desk has them."""
    sells = CodeGamesSettings(
        base_url=shop.base_url, login=shop.login, password=SecretStr(shop.password)
    )
    made = Providers(
        [
            CodeGames(sells, on_secret=lambda _: None, patience=QUICK, clock=clock),
            Gamebase(two_apps(games.base_url), patience=QUICK),
        ]
    )
    yield made
    await made.close()


@pytest.fixture
async def catalog(
    database: Database, clock: ManualClock, providers: Providers, audit: Audit
) -> Catalog:
    """An empty catalog."""
    made = Catalog(database, clock, providers, audit)
    await made.load()
    return made
