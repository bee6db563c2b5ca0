"""The stand-ins of the providers, and our providers set up to talk to them."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from pydantic import SecretStr

from providers.base import OfferRef
from providers.codegames.provider import CodeGames
from providers.codegames.settings import CodeGamesSettings
from providers.gamebase.provider import Gamebase
from providers.gamebase.settings import AppSettings, GamebaseSettings
from providers.hype.provider import Hype
from providers.hype.settings import HypeSettings
from providers.waiting import Patience
from sandbox import codegames, gamebase, hype
from tests.clock import ManualClock
from tests.providers.parrot import Parrot
from tests.providers.raw import RawServer

LOGIN, PASSWORD = "desk-login", "pass-word-7Q"
SECRET_KEY = "GbSecret9"
OFFER = OfferRef("562", "KZT")
IDENTIFIER, HYPE_SECRET = "desk-identifier", "hype-secret-7Q"
PIN = OfferRef("101", "BRL")

QUICK = Patience(connect=5, read=5, purchase=5, first_wait=0.001, longest_wait=0.002)
"""As patient as usual, but with hardly a pause between tries."""

QUICK_HYPE = replace(QUICK, after_503=0.01)
"""Knows what a 503 means to PIN Hype."""

TRUSTING = replace(QUICK, down_after=10**9, attempts=1)
"""Never takes a provider for down, however often it fails, and asks it once: it would say the same."""

HASTY = Patience(connect=5, read=0.5, purchase=0.5, first_wait=0.001, longest_wait=0.002)
"""For servers that never answer, and only for them: a busy machine may be slow itself."""


def codegames_settings(base_url: str, *, auth_scheme: str = "Bearer") -> CodeGamesSettings:
    """The settings that fit the stand-in."""
    return CodeGamesSettings(
        base_url=base_url, login=LOGIN, password=SecretStr(PASSWORD), auth_scheme=auth_scheme
    )


def gamebase_settings(base_url: str, secret_key: str = SECRET_KEY) -> GamebaseSettings:
    """The settings that fit the stand-in, for one app named ``quest``."""
    app = AppSettings(app_id="AppId1", secret_key=SecretStr(secret_key))
    return GamebaseSettings(base_url=base_url, apps={"quest": app})


@pytest.fixture
async def cg() -> AsyncIterator[codegames.CodeGames]:
    """The CodeGames stand-in, with one offer on sale."""
    stand_in = codegames.CodeGames(login=LOGIN, password=PASSWORD)
    stand_in.offer("562", title="GTA V", price="956.30", stock=7)
    await stand_in.start()
    yield stand_in
    await stand_in.stop()


@pytest.fixture
def secrets() -> list[str]:
    """Every token our provider reports as obtained."""
    return []


@pytest.fixture
async def shop(
    cg: codegames.CodeGames, secrets: list[str], clock: ManualClock
) -> AsyncIterator[CodeGames]:
    """Our CodeGames, talking to the stand-in."""
    settings = codegames_settings(cg.base_url)
    provider = CodeGames(settings, on_secret=secrets.append, patience=QUICK, clock=clock)
    yield provider
    await provider.close()


@pytest.fixture
async def gb() -> AsyncIterator[gamebase.Gamebase]:
    """The Gamebase stand-in, with one app and one player."""
    stand_in = gamebase.Gamebase(apps={"AppId1": SECRET_KEY})
    stand_in.member("AppId1", "QXG774PMRZMWR3BR")
    await stand_in.start()
    yield stand_in
    await stand_in.stop()


@pytest.fixture
async def games(gb: gamebase.Gamebase) -> AsyncIterator[Gamebase]:
    """Our Gamebase, talking to the stand-in."""
    provider = Gamebase(gamebase_settings(gb.base_url), patience=QUICK)
    yield provider
    await provider.close()


def hype_settings(base_url: str, **others: object) -> HypeSettings:
    """The settings that fit the stand-in; its limit is not what most tests are about."""
    named = {"base_url": base_url, "identifier": IDENTIFIER, "secret": HYPE_SECRET, **others}
    return HypeSettings.model_validate(named)


@pytest.fixture
async def hy(clock: ManualClock) -> AsyncIterator[hype.Hype]:
    """The PIN Hype stand-in with a little tree: two markets, a product in two places."""
    stand_in = hype.Hype(identifier=IDENTIFIER, secret=HYPE_SECRET, clock=clock)
    stand_in.collection(1, "Games")
    stand_in.collection(2, "Action", parent=1)
    stand_in.collection(3, "Cards")
    stand_in.product(101, "GTA V", "66.49", collection=2, cost="63.69", stock=7)
    stand_in.product(102, "Gold", "10.00", collection=3)
    stand_in.product(103, "Oro", "90000", collection=3, currency="COP", country="CO")
    stand_in.place(101, 3)
    await stand_in.start()
    yield stand_in
    await stand_in.stop()
    assert stand_in.complaints == []


@pytest.fixture
async def pins(hy: hype.Hype, secrets: list[str], clock: ManualClock) -> AsyncIterator[Hype]:
    """Our Hype, talking to the stand-in."""
    settings = hype_settings(hy.base_url)
    provider = Hype(settings, on_secret=secrets.append, patience=QUICK_HYPE, clock=clock)
    yield provider
    await provider.close()


@pytest.fixture
async def parrot() -> Parrot:
    """What the server will say."""
    return Parrot()


@pytest.fixture
async def url(parrot: Parrot) -> AsyncIterator[str]:
    """The server that says it."""
    async with RawServer(parrot) as address:
        yield address


@pytest.fixture
async def desk(url: str, clock: ManualClock) -> AsyncIterator[tuple[CodeGames, Gamebase]]:
    """Our providers, talking to it."""
    settings = codegames_settings(url)
    shop = CodeGames(settings, on_secret=lambda _: None, patience=TRUSTING, clock=clock)
    games = Gamebase(gamebase_settings(url), patience=TRUSTING)
    yield shop, games
    await shop.close()
    await games.close()
