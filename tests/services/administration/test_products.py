"""Key products: checked before they are sent, on record before they are changed."""

import asyncio
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from providers.administration import (
    KeyProductChange,
    KeyProductFilter,
    RegionPrice,
)
from providers.paysuper.provider import PaySuper
from providers.registry import Providers
from sandbox import paysuper
from sandbox.faults import Fault
from services.actor import Actor
from services.administration import KeyProducts
from services.administration.errors import (
    BadFieldError,
    ChangeRefusedError,
    ChangeUnknownError,
    NoKeyProductError,
    SkuTakenError,
)
from services.administration.platform_changes import PlatformWish
from services.errors import ProviderTroubleError, UnknownProviderError
from storage.database import Database
from tests.audited import audit_of
from tests.clock import ManualClock
from tests.deeds_made import deeds_of
from tests.providers.patience import QUICK
from tests.providers.paysuper_desk import CONTENT, EUR, GOG, ID, NO_ID, STEAM, USD, settings
from tests.services.administration.conftest import audited, changed, off, priced, unpriced

MAX = Actor(12, -1001, "Max Manager")
Shop = tuple[paysuper.PaySuper, PaySuper]


async def test_a_creation_is_on_record_before_it_is_sent(
    products: KeyProducts, ps: Shop, sqlite_database: Database
) -> None:
    """While the call is under way the intent can be read already; afterwards so can the end."""
    gate = ps[0].gate("create")
    creating = asyncio.create_task(products.create(MAX, " gta-5 ", CONTENT, seller="paysuper"))
    await gate.reached()
    assert await audited(sqlite_database) == [("key-product.create.asked", "gta-5")]
    gate.release()
    made = await creating
    assert made.what.content == CONTENT
    assert await audited(sqlite_database) == [
        ("key-product.create.asked", "gta-5"),
        ("key-product.create.done", "gta-5"),
    ]


async def test_every_change_is_on_record(
    products: KeyProducts, ps: Shop, sqlite_database: Database, clock: ManualClock
) -> None:
    """Each kind of change leaves what was asked and how it ended, and the chain is whole."""
    await changed(products, MAX, KeyProductChange(names={"de": "GTA 4"}))
    await changed(products, MAX, None, priced("gog", "USD", Decimal("5.00"), "usd"))
    await changed(products, MAX, None, off("gog"))
    await products.publish(MAX, ID, seller="paysuper")
    await products.delete(MAX, ID, seller="paysuper")
    kinds = ("edit", "set-platform", "remove-platform", "publish", "delete")
    assert await audited(sqlite_database) == [
        (f"key-product.{kind}.{end}", ID) for kind in kinds for end in ("asked", "done")
    ]
    assert (await audit_of(sqlite_database, clock).verify()).trouble is None
    assert len(ps[0].changes) == 5


@pytest.mark.parametrize(
    ("fault", "end", "raised"),
    [
        (Fault.refusal("kp000020"), "refused", ChangeRefusedError),
        (Fault.refusal("kp000017"), "refused", NoKeyProductError),
        (Fault.status(500), "unknown", ChangeUnknownError),
    ],
)
async def test_a_change_that_fails_is_on_record_too(
    products: KeyProducts,
    ps: Shop,
    sqlite_database: Database,
    fault: Fault,
    end: str,
    raised: type[Exception],
) -> None:
    """What the provider said is told to the person in the desk's words, and kept."""
    ps[0].faults.add("publish", fault, times=None)
    with pytest.raises(raised):
        await products.publish(MAX, ID, seller="paysuper")
    assert [action for action, _ in await audited(sqlite_database)] == [
        "key-product.publish.asked",
        f"key-product.publish.{end}",
    ]


async def test_a_refusal_says_why(products: KeyProducts, ps: Shop) -> None:
    """Our word for the reason comes with the provider's own code."""
    ps[0].faults.add("publish", Fault.refusal("kp000020"))
    with pytest.raises(ChangeRefusedError) as caught:
        await products.publish(MAX, ID, seller="paysuper")
    assert caught.value.facts == {
        "provider": "paysuper",
        "kind": "rejected",
        "reason": "no-default-price",
        "said": "kp000020",
    }


async def test_a_taken_sku(products: KeyProducts) -> None:
    """A product of another content has it."""
    with pytest.raises(SkuTakenError):
        await products.create(MAX, "gta-4", CONTENT, seller="paysuper")


async def test_reading_what_is_not_there(products: KeyProducts, ps: Shop) -> None:
    """The id that was asked for is named; a provider in trouble is something else."""
    for call in (
        products.read(NO_ID, seller="paysuper"),
        products.public_view(NO_ID, seller="paysuper"),
        products.delete(MAX, NO_ID, seller="paysuper"),
        changed(products, MAX, None, priced("steam", "USD", Decimal(1), "USD"), product_id=NO_ID),
    ):
        with pytest.raises(NoKeyProductError) as caught:
            await call
        assert caught.value.facts["product"] == NO_ID
    ps[0].faults.add("get", Fault.status(500), times=None)
    with pytest.raises(ProviderTroubleError):
        await products.read(ID, seller="paysuper")


async def test_prices_region_by_region(products: KeyProducts, ps: Shop) -> None:
    """One region's price is added, changed and removed; the others stay as they are."""
    await changed(products, MAX, None, priced("steam", "EUR", Decimal("27.50"), "EUR"))
    await changed(products, MAX, None, priced("steam", "USD", Decimal("29.99"), "USD"))
    (platform,) = (await products.read(ID, seller="paysuper")).platforms
    assert set(platform.prices) == {USD, EUR}
    await changed(products, MAX, None, unpriced("steam", "EUR"))
    assert (await products.read(ID, seller="paysuper")).platforms == (STEAM,)
    await changed(products, MAX, None, priced("gog", "USD", Decimal(5), "USD"))
    assert [each.name for each in (await products.read(ID, seller="paysuper")).platforms] == [
        "Steam",
        "GOG.com",
    ]
    for call in (
        changed(products, MAX, None, unpriced("steam", "EUR")),
        changed(products, MAX, None, unpriced("psn", "EUR")),
        changed(products, MAX, None, priced("psn", "USD", Decimal(1), "USD")),
    ):
        with pytest.raises(BadFieldError):
            await call


async def test_pages(products: KeyProducts, ps: Shop) -> None:
    """A page past the end is the last one; an empty list is one empty page."""
    for number in range(6):
        ps[0].product(f"doom-{number}", f"Doom {number}")
    page = await products.listing(KeyProductFilter(), 99, 3, seller="paysuper")
    assert (page.number, page.pages, page.total, len(page.items)) == (3, 3, 7, 1)
    first = await products.listing(KeyProductFilter(), -5, 3, seller="paysuper")
    assert (first.number, len(first.items)) == (1, 3)
    none = await products.listing(KeyProductFilter(sku="none"), 2, 3, seller="paysuper")
    assert (none.number, none.pages, none.total, none.items) == (1, 1, 0, ())


@pytest.mark.parametrize(
    ("field", "problem", "changed"),
    [
        ("name", "needs-language", {"names": {"de": "x"}}),
        ("name", "needs-language", {"names": {"en": "  "}}),
        ("description", "needs-language", {"descriptions": {}}),
        ("name", "no-language", {"names": {"en": "x", "english": "x"}}),
        ("name", "unprintable", {"names": {"en": "x\ue000"}}),
        ("long_description", "too-long", {"long_descriptions": {"en": "x" * 10_001}}),
        ("default_currency", "no-currency", {"default_currency": "XXX"}),
        ("default_currency", "missing", {"default_currency": ""}),
        ("pricing", "no-pricing", {"pricing": "free"}),
        ("url", "no-url", {"url": "shop.example"}),
        ("images", "no-url", {"images": ("x",)}),
        ("images", "no-url", {"images": ("",)}),
        ("metadata", "no-field-name", {"metadata": {"a b": 1}}),
    ],
)
async def test_what_is_wrong_is_told_before_anything_is_sent(
    products: KeyProducts,
    ps: Shop,
    sqlite_database: Database,
    field: str,
    problem: str,
    changed: dict[str, Any],
) -> None:
    """The field and what is wrong with it; nothing is sent, and nothing is put on record."""
    with pytest.raises(BadFieldError) as caught:
        await products.create(MAX, "gta-5", replace(CONTENT, **changed), seller="paysuper")
    assert (caught.value.facts["field"], caught.value.facts["problem"]) == (field, problem)
    assert ps[0].calls == []
    assert await audited(sqlite_database) == []


@pytest.mark.parametrize("sku", ["", "  ", "x" * 256, "a\nb"])
async def test_skus(products: KeyProducts, ps: Shop, sku: str) -> None:
    """One line of at most 255 characters."""
    with pytest.raises(BadFieldError):
        await products.create(MAX, sku, CONTENT, seller="paysuper")
    assert ps[0].calls == []


@pytest.mark.parametrize(
    ("amount", "currency", "problem"),
    [
        ("0", "USD", "out-of-range"),
        ("-1", "USD", "out-of-range"),
        ("NaN", "USD", "out-of-range"),
        ("Infinity", "USD", "out-of-range"),
        ("1e30", "USD", "out-of-range"),
        ("1.005", "USD", "too-fine"),
        ("1.5", "JPY", "too-fine"),
        ("1", "ABC", "no-currency"),
    ],
)
async def test_wrong_prices(
    products: KeyProducts, ps: Shop, amount: str, currency: str, problem: str
) -> None:
    """A price is above nothing, in parts its currency has."""
    price = RegionPrice("USD", Decimal(amount), currency)
    with pytest.raises(BadFieldError) as caught:
        await changed(products, MAX, None, PlatformWish("steam", prices={"USD": price}))
    assert caught.value.facts["problem"] == problem
    assert ps[0].calls == []


async def test_a_change_checks_what_it_names(products: KeyProducts, ps: Shop) -> None:
    """The needed language cannot be taken away, others can; what is not named is not asked for."""
    with pytest.raises(BadFieldError):
        await changed(products, MAX, KeyProductChange(names={"en": ""}))
    await changed(products, MAX, KeyProductChange(names={"de": "Auto"}))
    after = await changed(products, MAX, KeyProductChange(names={"de": ""}, pricing="STEAM"))
    assert (after.content.names, after.content.pricing) == ({"en": "GTA IV"}, "steam")


async def test_public_view(products: KeyProducts) -> None:
    """Codes are checked, in whatever case; one that is not published says so."""
    with pytest.raises(ChangeRefusedError) as caught:
        await products.public_view(ID, "de", "eur", seller="paysuper")
    assert caught.value.facts["reason"] == "not-published"
    await products.publish(MAX, ID, seller="paysuper")
    assert (await products.public_view(ID, "de", "eur", seller="paysuper")).name == "GTA IV"
    for country, currency in (("EU", ""), ("", "EURO")):
        with pytest.raises(BadFieldError):
            await products.public_view(ID, country, currency, seller="paysuper")


async def test_which_provider_is_meant(
    products: KeyProducts, ps: Shop, sqlite_database: Database, clock: ManualClock
) -> None:
    """The one that is named, of one, of several and of none."""
    assert products.filters(seller="paysuper") == {"name", "sku", "pricing"}
    assert (await products.read(ID, seller="paysuper")).id == ID
    with pytest.raises(UnknownProviderError):
        await products.read(ID, seller="other")
    second = PaySuper(settings(ps[0].base_url), patience=QUICK)
    second.name = "second"
    audit, deeds = audit_of(sqlite_database, clock), deeds_of(sqlite_database, clock)
    two = KeyProducts(sqlite_database, Providers([ps[1], second]), audit, deeds, clock)
    with pytest.raises(UnknownProviderError) as caught:
        await two.platforms(seller="third")
    assert caught.value.facts["known"] == ["paysuper", "second"]
    assert await two.platforms(seller="second") == await products.platforms(seller="paysuper")
    with pytest.raises(UnknownProviderError):
        await KeyProducts(sqlite_database, Providers([]), audit, deeds, clock).platforms(
            seller="paysuper"
        )
    await second.close()


async def test_a_platform_of_several_prices(products: KeyProducts) -> None:
    """A whole platform is written at once."""
    wish = PlatformWish(GOG.id, prices={price.region: price for price in GOG.prices})
    assert GOG in (await changed(products, MAX, None, wish)).platforms
