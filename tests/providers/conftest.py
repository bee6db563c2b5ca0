"""The stand-ins of the providers, and our providers set up to talk to them."""

from collections.abc import AsyncIterator

import httpx
import pytest
from pydantic import SecretStr

from providers.base import OfferRef
from providers.codegames.provider import CodeGames
from providers.codegames.settings import CodeGamesSettings
from providers.gamebase.provider import Gamebase
from providers.gamebase.settings import AppSettings, GamebaseSettings
from providers.hype.client import HypeClient
from providers.hype.provider import Hype
from providers.hype.session import Session
from providers.hype.settings import HypeSettings
from providers.limiter import Limiter
from sandbox import codegames, gamebase, hype
from tests.clock import ManualClock
from tests.providers.parrot import ADDRESS, Parrot
from tests.providers.patience import QUICK, QUICK_HYPE, TRUSTING
from tests.providers.paysuper_desk import DIALECTS, Dialect, Shop
from tests.providers.paysuper_desk import shop as key_products

LOGIN, PASSWORD = "desk-login", "pass-word-7Q"
SECRET_KEY = "GbSecret9"
OFFER = OfferRef("562", "KZT")
IDENTIFIER, HYPE_SECRET = "desk-identifier", "hype-secret-7Q"
PIN = OfferRef("101", "BRL")


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
def parrot(monkeypatch: pytest.MonkeyPatch) -> Parrot:
    """Whoever asks over HTTP is answered by it: what it is told to say."""
    made = Parrot()

    async def handle(_: httpx.AsyncHTTPTransport, request: httpx.Request) -> httpx.Response:
        return await made.handle_async_request(request)

    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", handle)
    return made


@pytest.fixture
def url(parrot: Parrot) -> str:
    """Where it is asked; any address would do."""
    return ADDRESS


@pytest.fixture
async def desk(url: str, clock: ManualClock) -> AsyncIterator[tuple[CodeGames, Gamebase]]:
    """Our providers, talking to it."""
    settings = codegames_settings(url)
    shop = CodeGames(settings, on_secret=lambda _: None, patience=TRUSTING, clock=clock)
    games = Gamebase(gamebase_settings(url), patience=TRUSTING)
    yield shop, games
    await shop.close()
    await games.close()


@pytest.fixture(params=DIALECTS)
def dialect(request: pytest.FixtureRequest) -> Dialect:
    """The document's, then the server's."""
    chosen: Dialect = request.param
    return chosen


@pytest.fixture
async def both(dialect: Dialect) -> AsyncIterator[Shop]:
    """Stand-in and provider; what the former has to complain of fails the test."""
    async with key_products(dialect) as pair:
        yield pair
        assert pair[0].complaints == []


@pytest.fixture
async def client(url: str) -> AsyncIterator[HypeClient]:
    """Our client of PIN Hype, talking to the parrot."""
    session = Session(hype_settings(url), lambda _: None, TRUSTING, Limiter(10**6))
    yield HypeClient(hype_settings(url), session)
    await session.close()
