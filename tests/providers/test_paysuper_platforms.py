"""PaySuper's platforms and their prices over HTTP, in both dialects."""

from dataclasses import replace
from decimal import Decimal

import pytest

from providers.administration import (
    Platform,
    PricedPlatform,
)
from providers.errors import Rejected
from providers.paysuper.provider import PaySuper
from tests.providers.patience import QUICK
from tests.providers.paysuper_desk import (
    EUR,
    GOG,
    ID,
    STEAM,
    USD,
    Dialect,
    Shop,
    sent,
    settings,
    shop,
)


async def test_platforms(both: Shop, dialect: Dialect) -> None:
    """There are platforms to choose from; they are added, changed and removed (2.8, 2.9, 2.10)."""
    stand_in, provider = both
    assert await provider.platforms() == (Platform("steam", "Steam"), Platform("gog", "GOG.com"))
    await provider.set_platform(ID, GOG)
    dearer = replace(STEAM, prices=(replace(USD, amount=Decimal("31.05")), EUR))
    await provider.set_platform(ID, dearer)
    assert (await provider.key_product(ID)).platforms == (dearer, GOG)
    await provider.remove_platform(ID, "steam")
    assert (await provider.key_product(ID)).platforms == (GOG,)
    with pytest.raises(Rejected):
        await provider.remove_platform(ID, "steam")
    by = "update" if dialect == "server" else "add_platform"
    assert len(sent(stand_in, by)) == (3 if dialect == "server" else 2)


MINE = PricedPlatform(
    "my-shop", "My Shop", (USD,), "https://shop.example/activate", "https://shop.example/eula"
)


async def test_a_platform_of_ones_own(both: Shop, dialect: Dialect) -> None:
    """The server wants its two addresses, and keeps them; a second one is refused in either."""
    _, provider = both
    assert provider.own_platform_links == (dialect == "server")
    mine = MINE if provider.own_platform_links else replace(MINE, activation_url="", eula_url="")
    await provider.set_platform(ID, mine)
    dearer = replace(mine, prices=(replace(USD, amount=Decimal(31)),))
    await provider.set_platform(ID, dearer)
    await provider.set_platform(ID, replace(STEAM, prices=(USD, EUR)))
    now = (await provider.key_product(ID)).platforms
    assert now == (replace(STEAM, prices=(USD, EUR)), dearer)
    with pytest.raises(Rejected) as caught:
        await provider.set_platform(ID, replace(mine, id="other-shop"))
    assert (caught.value.code, caught.value.reason) == ("kp000008", "second-own-platform")
    assert (await provider.key_product(ID)).platforms == now


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        ({"activation_url": ""}, "no-activation-url"),
        ({"eula_url": ""}, "no-eula-url"),
        ({"name": ""}, "no-platform-name"),
        ({"prices": ()}, "no-prices"),
    ],
)
async def test_what_the_server_wants_of_a_platform(missing: dict[str, object], reason: str) -> None:
    """Each lack has its own word."""
    async with shop("server") as (stand_in, provider):
        with pytest.raises(Rejected) as caught:
            await provider.set_platform(ID, replace(MINE, **missing))  # type: ignore[arg-type]  # by name
        assert caught.value.reason == reason
        assert stand_in.changes == []


async def test_prices_are_exact(both: Shop) -> None:
    """What is sent is what was told, digit for digit; no float is made of it."""
    stand_in, provider = both
    for amount in ("0.10", "1234567.89"):
        price = replace(USD, amount=Decimal(amount))
        await provider.set_platform(ID, replace(STEAM, prices=(price,)))
        (platform,) = (await provider.key_product(ID)).platforms
        assert platform.prices == (price,)
    assert stand_in.products[0].platforms[0].prices[0].amount == Decimal("1234567.89")


async def test_the_wrong_dialect_is_told_as_such() -> None:
    """The document's platform calls are not there at the server: a refusal that says so (e)."""
    async with shop("server") as (stand_in, _):
        provider = PaySuper(settings(stand_in.base_url, "document"), patience=QUICK)
        with pytest.raises(Rejected) as caught:
            await provider.set_platform(ID, STEAM)
        assert caught.value.reason == "no-such-call"
        await provider.close()
