"""Services that buy from a Hype of the sandbox."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from bench.house import built
from bot.house import House
from providers.hype.settings import HypeSettings
from sandbox.hype import Hype


@asynccontextmanager
async def selling(api: Hype, price: Decimal) -> AsyncIterator[House]:
    """Open, with a Hype that has product 101, "GTA V", at this price; both end with it."""
    api.collection(1, "Games")
    api.product(101, "GTA V", price, collection=1)
    await api.start()
    hype = HypeSettings(
        base_url=api.base_url, identifier=api.identifier, secret=SecretStr(api.secret)
    )
    with TemporaryDirectory() as folder:
        house = built(Path(folder), providers={"hype": hype})
        await house.open()
        yield house
        await house.close()
    await api.stop()
