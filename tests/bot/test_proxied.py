"""Telegram and the providers by real little proxies: HTTP and SOCKS5, with a login and without."""

import pytest
from aiogram import Bot
from pydantic import SecretStr

from bot.telegram.connection import Connection
from bot.telegram.errors import NotConnected
from providers.codegames.provider import CodeGames
from providers.codegames.settings import CodeGamesSettings
from providers.errors import Unavailable
from providers.proxies import Proxies
from sandbox.codegames import CodeGames as Shop
from sandbox.telegram import Rates, TelegramServer, World
from tests.way import LittleProxy, LittleSocks

KINDS = [LittleProxy, LittleSocks]
LOGIN = ("sam", "pass-word-7Q")


def proxies(way: LittleProxy, **more: str) -> Proxies:
    """The way as ALL_PROXY names it."""
    return Proxies({"ALL_PROXY": way.url, **more})


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("login", [None, LOGIN])
async def test_telegram_by_a_proxy(kind: type[LittleProxy], login: tuple[str, str] | None) -> None:
    """A call arrives by the proxy, and by no other way."""
    world = World(rates=Rates.unlimited())
    server = TelegramServer(world)
    await server.start(port=0)
    async with kind(login) as way:
        bot = Bot(world.token, session=Connection(server.base_url, proxies=proxies(way)))
        assert (await bot.get_me()).is_bot
        assert way.asked == [server.base_url.removeprefix("http://")]
        await bot.session.close()
    await server.stop()


@pytest.mark.parametrize("kind", KINDS)
async def test_a_proxy_that_lets_nobody_through(kind: type[LittleProxy]) -> None:
    """A wrong password is no answer of Telegram's: nothing was sent, and the error says by whom."""
    async with kind(LOGIN) as way:
        wrong = Proxies({"ALL_PROXY": way.url.replace("pass-word-7Q", "wrong-word-7Q")})
        bot = Bot(
            "7000000001:AAKeydeskTokenForTestsOnly0000000000", session=Connection(proxies=wrong)
        )
        with pytest.raises(NotConnected) as caught:
            await bot.get_me()
        assert "(ALL_PROXY)" in str(caught.value)
        assert "word-7Q" not in str(caught.value)
        assert way.asked == []
        assert way.refused >= 1
        await bot.session.close()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("login", [None, LOGIN])
async def test_a_provider_by_a_proxy(
    kind: type[LittleProxy], login: tuple[str, str] | None
) -> None:
    """The same for providers; NO_PROXY is obeyed, and a proxy that is gone means nothing was done."""
    shop = Shop(login="desk", password="pass-word-7Q")
    shop.offer("562", title="GTA V", price="956.30", stock=7)
    await shop.start()
    settings = CodeGamesSettings(
        base_url=shop.base_url,
        login="desk",
        password=SecretStr("pass-word-7Q"),
        auth_scheme="Bearer",
    )
    async with kind(login) as way:
        for env, asked in ((proxies(way), True), (proxies(way, NO_PROXY="127.0.0.1"), False)):
            way.asked.clear()
            provider = CodeGames(settings, on_secret=lambda _: None, proxies=env)
            await provider.check()
            await provider.close()
            assert bool(way.asked) is asked
        gone = proxies(way)
    provider = CodeGames(settings, on_secret=lambda _: None, proxies=gone)
    with pytest.raises(Unavailable):
        await provider.check()
    await provider.close()
    await shop.stop()
