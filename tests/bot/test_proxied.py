"""Telegram and the providers by real little proxies: HTTP and SOCKS5, with a login and without."""

import asyncio
from pathlib import Path

import pytest
from aiogram import Bot
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.proxy_trial import try_proxies
from bot.telegram.connection import Connection
from bot.telegram.errors import NotConnected
from providers.codegames.provider import CodeGames
from providers.codegames.settings import CodeGamesSettings
from providers.errors import Unavailable
from providers.proxies import Proxies
from sandbox.codegames import CodeGames as Shop
from sandbox.telegram import Rates, TelegramServer, World
from tests.program import keydesk
from tests.way import LittleFront, LittleProxy, LittleSocks, certificate

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


@pytest.mark.parametrize("target_tls", [False, True])
async def test_everything_by_a_proxy_with_tls(tmp_path: Path, target_tls: bool) -> None:
    """``https://`` to the proxy, and TLS in TLS to what is behind it: Telegram (aiohttp) and a provider."""
    pem, tls = certificate(tmp_path)
    world, shop = World(rates=Rates.unlimited()), Shop(login="desk", password="pass-word-7Q")
    server = TelegramServer(world)
    await server.start(port=0)
    await shop.start()
    async with (
        LittleProxy(LOGIN, tls) as way,
        LittleFront(server.base_url, tls) as telegram,
        LittleFront(shop.base_url, tls) as front,
    ):
        to_telegram, to_shop = (
            (telegram.url, front.url) if target_tls else (server.base_url, shop.base_url)
        )
        ended = await asyncio.to_thread(
            keydesk,
            "doctor",
            cwd=tmp_path,
            KEYDESK_BOT_TOKEN=world.token,
            KEYDESK_OWNERS="1",
            KEYDESK_LISTEN="127.0.0.1:0",
            KEYDESK_TELEGRAM_API=to_telegram,
            KEYDESK_TELEGRAM_PROXY=way.url,
            KEYDESK_PROXY=way.url,
            KEYDESK_CODEGAMES__BASE_URL=to_shop,
            KEYDESK_CODEGAMES__LOGIN="desk",
            KEYDESK_CODEGAMES__PASSWORD="pass-word-7Q",
            SSL_CERT_FILE=str(pem),
        )
        assert {each.removeprefix("127.0.0.1:") for each in way.asked} == {
            to_telegram.rpartition(":")[2],
            to_shop.rpartition(":")[2],
        }, ended.stdout + ended.stderr
    assert "ok   telegram: the bot is @" in ended.stdout
    assert "(KEYDESK_TELEGRAM_PROXY)" in ended.stdout
    assert "ok   codegames: answers" in ended.stdout
    await server.stop()
    await shop.stop()


async def test_the_start_names_a_proxy_that_is_not_there() -> None:
    """Each that a client goes by is tried, with its setting and why; no other, and no password."""
    async with LittleProxy() as gone:
        there = Proxies({}, gone.url.replace("//", "//sam:pass-word-7Q@"), "KEYDESK_TELEGRAM_PROXY")
        idle = Proxies({"ALL_PROXY": "http://192.0.2.1:9"})
    async with LittleProxy() as way:
        here = Proxies({}, way.url, "KEYDESK_PROXY")
        here.to("https://shop.example")
        there.to("https://api.telegram.org")
        with capture_logs() as lines:
            await try_proxies((here, there, idle))
    assert [(each["event"], each.get("problem")) for each in lines] == [
        ("the proxy is there", None),
        ("the proxy cannot be reached", "connection refused"),
    ]
    assert str(lines[1]["proxy"]).endswith("(KEYDESK_TELEGRAM_PROXY)")
    assert "pass-word" not in str(lines)
