"""Our PaySuper beside its stand-in, in either dialect."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import Literal

from pydantic import SecretStr

from providers.administration import KeyProductContent, PricedPlatform, RegionPrice
from providers.paysuper.provider import PaySuper
from providers.paysuper.settings import PaySuperSettings
from providers.timeouts import Patience
from sandbox import paysuper
from tests.providers.patience import QUICK

Dialect = Literal["document", "server"]
DIALECTS: tuple[Dialect, ...] = ("document", "server")
Shop = tuple[paysuper.PaySuper, PaySuper]
"""The stand-in and ours."""

TOKEN = "paysuper-token-7Q"
ID = "5ca5124868add448289e432e"
NO_ID = "0" * 24
USD = RegionPrice("USD", Decimal("29.99"), "USD")
EUR = RegionPrice("EUR", Decimal("27.50"), "EUR")
STEAM = PricedPlatform("steam", "Steam", (USD,))
GOG = PricedPlatform("gog", "GOG.com", (USD, EUR))
CONTENT = KeyProductContent(
    names={"en": "GTA V", "de": "GTA V (deutsch)"},
    descriptions={"en": "Cars"},
    default_currency="USD",
    long_descriptions={"en": "Cars and more"},
    pricing="manual",
    images=("https://images.example/gta.jpg",),
    url="https://shop.example/gta",
    metadata={"shelf": "A 7"},
)


def settings(base_url: str, dialect: Dialect = "document", token: str = TOKEN) -> PaySuperSettings:
    """The settings that fit the stand-in."""
    return PaySuperSettings(
        base_url=base_url,
        token=SecretStr(token),
        project_id=paysuper.EXAMPLE_PROJECT,
        dialect=dialect,
    )


@asynccontextmanager
async def shop(
    dialect: Dialect, patience: Patience = QUICK
) -> AsyncIterator[tuple[paysuper.PaySuper, PaySuper]]:
    """The stand-in with one product on Steam, and our provider."""
    stand_in = paysuper.PaySuper(token=TOKEN, dialect=dialect)
    stand_in.product("gta-4", "GTA IV", product_id=ID, prices={"steam": [("USD", "USD", "19.99")]})
    await stand_in.start()
    provider = PaySuper(settings(stand_in.base_url, dialect), patience=patience)
    try:
        yield stand_in, provider
    finally:
        await provider.close()
        await stand_in.stop()


def sent(stand_in: paysuper.PaySuper, endpoint: str) -> list[object]:
    """The bodies that were sent to an endpoint."""
    return [call.body for call in stand_in.calls if call.endpoint == endpoint]
