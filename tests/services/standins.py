"""A catalog on a real database, and the two stand-ins over real HTTP."""

from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from providers.codegames.provider import CodeGames
from providers.codegames.settings import CodeGamesSettings
from providers.gamebase.provider import Gamebase
from providers.gamebase.settings import AppSettings, GamebaseSettings
from providers.registry import Providers
from providers.waiting import Patience
from sandbox import codegames, gamebase
from services.actor import Actor
from services.audit import Audit
from services.catalog import Catalog
from storage.database import Database
from tests.clock import ManualClock

MAX = Actor(12, -1001, "Max Manager")
QUICK = Patience(connect=5, read=5, purchase=5, first_wait=0.001, longest_wait=0.002)


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
    stand_in = gamebase.Gamebase(apps={"id-east": "key-east", "id-west": "key-west"}, clock=clock)
    await stand_in.start()
    yield stand_in
    await stand_in.stop()
    assert stand_in.complaints == []


@pytest.fixture
async def providers(
    shop: codegames.CodeGames, games: gamebase.Gamebase
) -> AsyncIterator[Providers]:
    """Both providers, as the desk has them."""
    sells = CodeGamesSettings(
        base_url=shop.base_url, login=shop.login, password=SecretStr(shop.password)
    )
    knows = GamebaseSettings(
        base_url=games.base_url,
        apps={
            name: AppSettings(
                app_id=f"id-{name.lower()}", secret_key=SecretStr(f"key-{name.lower()}")
            )
            for name in ("East", "West")
        },
    )
    made = Providers(
        [
            CodeGames(sells, on_secret=lambda _: None, patience=QUICK),
            Gamebase(knows, patience=QUICK),
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
