"""The catalog: what is added, removed, listed and refused."""

import asyncio

import pytest
from pydantic import SecretStr

from providers.hype.provider import Hype
from providers.hype.settings import HypeSettings
from providers.registry import Providers
from services.access import Access
from services.access.following import Following
from services.audit import Audit, AuditKind
from services.catalog import Catalog
from services.errors import (
    AlreadyInCatalogError,
    BadCountryError,
    BadCurrencyError,
    BadExternalIdError,
    BadNameError,
    PausedProductError,
    UnknownOfferError,
    UnknownProductError,
    UnknownProviderError,
)
from storage.catalog import WordRow
from storage.database import Database
from tests.audited import audit_of
from tests.clock import ManualClock
from tests.services.standins import MAX


async def reloaded(database: Database, clock: ManualClock, providers: Providers) -> Catalog:
    """The catalog as another start would read it."""
    fresh = Catalog(database, clock, providers, audit_of(database, clock))
    await fresh.load()
    return fresh


async def test_an_offer_is_added_under_its_product_and_survives_a_restart(
    catalog: Catalog, database: Database, clock: ManualClock, providers: Providers
) -> None:
    """Two spellings of one name are one product, and memory equals what another start reads."""
    first = await catalog.add(MAX, "GTA V", "codegames", "562")
    second = await catalog.add(MAX, "  gta   v ", "CodeGames", "563", "kzt", "kz")
    assert (first.currency, first.country) == ("KZT", "")
    assert (second.product_name, second.currency, second.country) == ("GTA V", "KZT", "KZ")
    assert catalog.product(first.product_id).offers == (first, second)
    again = await reloaded(database, clock, providers)
    assert again.products(1, 10) == catalog.products(1, 10)
    assert again.offer(second.id) == second


async def test_a_product_without_offers_is_not_listed_and_comes_back(
    catalog: Catalog, database: Database, clock: ManualClock, providers: Providers
) -> None:
    """Removing the last offer hides the product; adding it again brings the same rows back."""
    offer = await catalog.add(MAX, "Gta V", "codegames", "562")
    assert await catalog.remove(MAX, offer.id) == offer
    assert catalog.products(1, 10).total == 0
    assert catalog.search("gta") == []
    with pytest.raises(UnknownProductError):
        catalog.product(offer.product_id)
    with pytest.raises(UnknownOfferError):
        catalog.offer(offer.id)
    with pytest.raises(UnknownOfferError):
        await catalog.remove(MAX, offer.id)
    back = await catalog.add(MAX, "GTA V", "codegames", "562")
    assert (back.id, back.product_id, back.product_name) == (offer.id, offer.product_id, "GTA V")
    assert [product.name for product in catalog.search("gta")] == ["GTA V"]
    again = await reloaded(database, clock, providers)
    assert again.products(1, 10) == catalog.products(1, 10)


async def test_an_offer_put_away_can_come_back_under_another_product(catalog: Catalog) -> None:
    """The provider's id decides which offer it is, the name which product."""
    offer = await catalog.add(MAX, "GTA IV", "codegames", "562")
    await catalog.remove(MAX, offer.id)
    moved = await catalog.add(MAX, "GTA V", "codegames", "562")
    assert moved.id == offer.id
    assert [product.name for product in catalog.products(1, 10).items] == ["GTA V"]


async def test_an_offer_is_in_the_catalog_once(catalog: Catalog) -> None:
    """Of ten who add the same offer at once, one does; the others are told where it stands."""
    tries = [catalog.add(MAX, f"Name {n}", "codegames", "562") for n in range(10)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    refused = [each for each in outcomes if isinstance(each, AlreadyInCatalogError)]
    assert len(refused) == 9
    assert {each.facts["product"] for each in refused} == {"Name 0"}
    assert catalog.products(1, 10).total == 1


@pytest.mark.parametrize(("first", "second"), [(None, "BR"), ("BR", None), ("br", "BR")])
async def test_no_country_means_that_of_the_settings(
    database: Database,
    clock: ManualClock,
    audit: Audit,
    first: str | None,
    second: str | None,
) -> None:
    """An offer written with its provider's usual country and one without are one and the same."""
    settings = HypeSettings(identifier="x", secret=SecretStr("y"))
    providers = Providers([Hype(settings, on_secret=lambda _: None)])
    catalog = Catalog(database, clock, providers, audit)
    offer = await catalog.add(MAX, "GTA V", "hype", "2101", "BRL", first)
    with pytest.raises(AlreadyInCatalogError) as told:
        await catalog.add(MAX, "Other", "hype", "2101", "BRL", second)
    assert told.value.facts["product"] == "GTA V"
    assert catalog.standing("hype", "2101", "BRL", second or "") == offer
    for other in (
        ("hype", "2101", "BRL", "AR"),
        ("hype", "2101", "USD", ""),
        ("hype", "1", "BRL", ""),
    ):
        assert catalog.standing(*other) is None
    elsewhere = await catalog.add(MAX, "Other", "hype", "2101", "BRL", "AR")
    await catalog.remove(MAX, offer.id)
    assert catalog.standing("hype", "2101", "BRL", second or "") is None
    assert catalog.standing("hype", "2101", "BRL", "AR") == elsewhere
    await providers.close()


async def test_what_cannot_be_an_offer_is_refused(catalog: Catalog) -> None:
    """Each mistake has its own error, and nothing is written."""
    with pytest.raises(UnknownProviderError) as unknown:
        await catalog.add(MAX, "GTA V", "gamebase", "562")
    assert unknown.value.facts == {"provider": "gamebase", "known": ["codegames"]}
    with pytest.raises(BadCurrencyError) as currency:
        await catalog.add(MAX, "GTA V", "codegames", "562", "EUR")
    assert currency.value.facts["known"] == ["KZT"]
    with pytest.raises(BadCountryError):
        await catalog.add(MAX, "GTA V", "codegames", "562", None, "KAZ")
    for name in ("", "  ", "!!!", "x" * 121, "a\ue000b", "\u200b\u200d"):
        with pytest.raises(BadNameError):
            await catalog.add(MAX, name, "codegames", "562")
    for external_id in ("", " ", "5\n62", "x" * 201, "5\ue00062"):
        with pytest.raises(BadExternalIdError):
            await catalog.add(MAX, "GTA V", "codegames", external_id)
    assert catalog.products(1, 10).total == 0


async def test_another_process_reads_anew_what_was_changed(
    catalog: Catalog, database: Database, clock: ManualClock, providers: Providers, access: Access
) -> None:
    """Its look at the audit has it read the products that were touched, and nothing of its own."""
    other = await reloaded(database, clock, providers)
    following = Following(database, access)
    following.tell(AuditKind.CATALOG, other.follow)
    await following.begin()
    first = await catalog.add(MAX, "GTA V", "codegames", "562")
    second = await catalog.add(MAX, "GTA V", "codegames", "563")
    await catalog.add(MAX, "Chess", "codegames", "564")
    await catalog.remove(MAX, first.id)
    assert other.products(1, 10).total == 0
    await following.look()
    assert other.products(1, 10) == catalog.products(1, 10)
    assert other.product(first.product_id).offers == (second,)


async def test_a_product_that_is_paused_or_found_by_more_words(
    catalog: Catalog, database: Database, clock: ManualClock, providers: Providers
) -> None:
    """What is paused is listed for who keeps the catalog alone; a word it is also found by is like a name."""
    offer = await catalog.add(MAX, "Grand Theft Auto V", "codegames", "562")
    await catalog.add(MAX, "Chess", "codegames", "563")
    async with database.write() as tx:
        await tx.catalog.add_words([WordRow(offer.product_id, "gta", "GTA")])
    again = await reloaded(database, clock, providers)
    [found] = again.whole_name("gta")
    assert (found.name, found.words) == ("Grand Theft Auto V", ("GTA",))
    assert again.search("gta 5") == again.search("grand gta") == [found]
    async with database.write() as tx:
        await tx.catalog.set_products([{"id": found.id, "paused_at": clock()}])
    again = await reloaded(database, clock, providers)
    assert [each.name for each in again.sold(1, 10).items] == ["Chess"]
    assert again.products(1, 10).total == 2
    assert again.search("gta") == []
    assert [each.id for each in again.search("gta", paused=True)] == [found.id]
    with pytest.raises(PausedProductError):
        again.offered(found.id)


async def test_pages_are_in_the_order_people_expect(catalog: Catalog) -> None:
    """By name whatever its case, numbers by their size; a page past the end is the last one."""
    for n, name in enumerate(["fifa 23", "FIFA 9", "Among Us", "ведьмак 3", "Zelda", "FIFA 100"]):
        await catalog.add(MAX, name, "codegames", str(n))
    listed = [product.name for product in catalog.products(1, 10).items]
    assert listed == ["Among Us", "FIFA 9", "fifa 23", "FIFA 100", "Zelda", "ведьмак 3"]
    page = catalog.products(9, 4)
    assert (page.number, page.pages, page.total) == (2, 2, 6)
    assert [product.name for product in page.items] == ["Zelda", "ведьмак 3"]


async def test_a_name_is_found_whatever_its_case(catalog: Catalog) -> None:
    """``named`` knows the very name and nothing near it."""
    offer = await catalog.add(MAX, "GTA V", "codegames", "562")
    named = catalog.named(" gta v")
    assert named is not None
    assert named.id == offer.product_id
    assert catalog.named("gta") is None


async def test_every_change_is_audited(catalog: Catalog, database: Database, audit: Audit) -> None:
    """Adding and removing leave rows that name the product, and the chain is whole."""
    offer = await catalog.add(MAX, "GTA V", "codegames", "562")
    await catalog.remove(MAX, offer.id)
    async with database.read() as tx:
        rows = await tx.audit.latest(10)
    assert [(row.action, row.subject) for row in rows] == [
        ("catalog.removed", "GTA V"),
        ("catalog.added", "GTA V"),
    ]
    assert (await audit.verify()).broken_at is None
