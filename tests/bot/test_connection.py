"""What whoever answers for Telegram cannot make of us: a proxy in between, or a broken server."""

import gzip
import tracemalloc

import pytest
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError

from bot.telegram.connection import MOST_BYTES, Connection
from tests.providers.raw import RawServer, answer, says

TOKEN = "7000000001:AAKeydeskTokenForTestsOnly0000000000"


async def failure(url: str, times: int = 1) -> str:
    """Ask, which must fail, and give the words of the last failure."""
    bot = Bot(TOKEN, session=Connection(url))
    try:
        for _ in range(times):
            with pytest.raises(TelegramNetworkError) as caught:
                await bot.get_me()
    finally:
        await bot.session.close()
    return caught.value.message


@pytest.mark.parametrize("packed", ["gzip", "deflate, gzip"])
async def test_a_bomb_is_not_unpacked(packed: str) -> None:
    """A quarter of a gigabyte in some kilobytes, as an answer: no more is unpacked than it may be long."""
    body = gzip.compress(bytes(8 * MOST_BYTES), 1)
    body = body if packed == "gzip" else gzip.compress(body)
    async with RawServer(says(answer(body, 200, f"Content-Encoding: {packed}"))) as url:
        tracemalloc.start()
        bot = Bot(TOKEN, session=Connection(url))
        with pytest.raises((TelegramNetworkError, ClientDecodeError, UnicodeDecodeError)):
            await bot.get_me()
        await bot.session.close()
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 3 * MOST_BYTES


async def test_nobody_leads_us_elsewhere() -> None:
    """The token goes where the settings say, and a cookie comes back to nobody."""
    elsewhere = RawServer(says(answer(b'{"ok": true}')))
    async with elsewhere as other:
        sends_on = answer(b"{}", 307, f"Location: {other}/here", "Set-Cookie: a=b; Path=/")
        server = RawServer(says(sends_on))
        async with server as url:
            assert "led elsewhere" in await failure(url, times=2)
    assert elsewhere.heard == []
    assert [heard.headers.get("cookie") for heard in server.heard] == [None, None]
