"""Going down and coming back."""

from urllib.parse import urlsplit

import httpx
import pytest

from sandbox.codegames import CodeGames
from tests.sandbox.providers.codegames.partner import Partner, partner_of


async def test_a_stand_in_comes_back_on_its_port_with_its_state(
    codegames: CodeGames, partner: Partner
) -> None:
    """In between nobody answers."""
    await partner.pay("t1")
    port = urlsplit(codegames.base_url).port
    assert port is not None
    await codegames.stop()
    with pytest.raises(httpx.ConnectError):
        await partner.check()
    assert await codegames.start(port) == codegames.base_url
    assert (await partner.check()).json()["count"] == 6


async def test_a_port_in_use_is_an_error(codegames: CodeGames) -> None:
    """And the one that failed can be started elsewhere."""
    port = urlsplit(await codegames.start()).port
    other = CodeGames()
    with pytest.raises(OSError, match="address already in use"):
        await other.start(port or 0)
    await codegames.stop()
    async with partner_of(other) as partner:
        assert (await partner.check()).status_code == 400


async def test_starting_twice_is_a_mistake_and_stopping_twice_is_none() -> None:
    """There is no address before the first start."""
    codegames = CodeGames()
    with pytest.raises(RuntimeError, match="never started"):
        _ = codegames.base_url
    await codegames.start()
    with pytest.raises(RuntimeError, match="running already"):
        await codegames.start()
    await codegames.stop()
    await codegames.stop()
