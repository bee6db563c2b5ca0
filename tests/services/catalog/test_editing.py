"""Products changed by hand, on both databases: what is changed, noted and refused; and undone."""

import asyncio
from decimal import Decimal

import pytest

from providers.registry import Providers
from services.actor import Actor
from services.catalog import Catalog, Product, ProductSettings
from services.catalog.editing import MOST_WORDS, CatalogEditing
from services.catalog.errors import (
    BadCeilingError,
    BadMarkError,
    ChangedSinceError,
    SameProductError,
    TooManyWordsError,
    UndoneBeforeError,
    UnknownChangeError,
)
from services.catalog.undoing import CatalogUndoing
from services.errors import NameTakenError, UnknownProductError
from services.money import Money
from services.typed_money import BadMoneyError
from storage.database import Database
from tests.audited import audit_of
from tests.clock import ManualClock
from tests.services.standins import MAX

SAM = Actor(5, -100, "Sam")


@pytest.fixture
def editing(catalog: Catalog) -> CatalogEditing:
    """Changes by hand."""
    return CatalogEditing(catalog)


@pytest.fixture
def undoing(database: Database, catalog: Catalog) -> CatalogUndoing:
    """Changes taken back."""
    return CatalogUndoing(database, catalog)


async def everything(catalog: Catalog) -> list[Product]:
    """All products, which are the same as another start reads."""
    known = catalog.products(1, 1000).items
    await catalog.load()
    assert catalog.products(1, 1000).items == known
    return list(known)


async def last_row(database: Database) -> int:
    """The newest row of the audit."""
    async with database.read() as tx:
        return (await tx.audit.latest(1))[0].id


async def test_a_product_is_renamed_and_its_old_name_is_free(
    catalog: Catalog, editing: CatalogEditing
) -> None:
    """A name that another has is refused, that of a product that is gone is free."""
    first = await catalog.add(MAX, "GTA 5", "codegames", "1")
    gone = await catalog.add(MAX, "GTA V", "codegames", "2")
    with pytest.raises(NameTakenError) as taken:
        await editing.rename(MAX, first.product_id, "gta  v")
    assert taken.value.facts == {"product": "GTA V"}
    await catalog.remove(MAX, gone.id)
    renamed = await editing.rename(MAX, first.product_id, "GTA V")
    assert (renamed.name, renamed.offers[0].product_name) == ("GTA V", "GTA V")
    back = await catalog.add(MAX, "GTA 5", "codegames", "2")
    assert [each.name for each in await everything(catalog)] == ["GTA 5", "GTA V"]
    assert back.product_id != first.product_id
    with pytest.raises(UnknownProductError):
        await editing.rename(MAX, 999, "Chess")


async def test_settings_are_set_and_taken_away(catalog: Catalog, editing: CatalogEditing) -> None:
    """Each by itself; what cannot be one is refused and changes nothing."""
    id_ = (await catalog.add(MAX, "GTA V", "codegames", "1")).product_id
    await editing.own_first(MAX, id_, first=True)
    await editing.low_mark(MAX, id_, "5")
    for text, ceiling in (
        ("49,90 eur", "49.90 EUR"),
        ("KZT 9000", "9000.00 KZT"),
        ("500 jpy", "500 JPY"),
    ):
        amount, currency = ceiling.split()
        product = await editing.ceiling(MAX, id_, text)
        assert product.settings.ceiling == Money(Decimal(amount), currency)
    assert product.settings == ProductSettings(True, 5, Money(Decimal(500), "JPY"))
    for text in (
        "",
        "EUR",
        "-1 EUR",
        "1.5 JPY",
        "9.999 EUR",
        "5 XYZ",
        "5 EUR EUR",
        "1e5 EUR",
        "9" * 13,
    ):
        with pytest.raises(BadMoneyError):
            await editing.ceiling(MAX, id_, text)
    for text in ("0 EUR", "1000000001 EUR"):
        with pytest.raises(BadCeilingError):
            await editing.ceiling(MAX, id_, text)
    for text in ("", "-1", "1.5", "five", "100001", "٣"):
        with pytest.raises(BadMarkError):
            await editing.low_mark(MAX, id_, text)
    assert [each.settings for each in await everything(catalog)] == [product.settings]
    await editing.own_first(MAX, id_, first=False)
    await editing.low_mark(MAX, id_, None)
    assert (await editing.ceiling(MAX, id_, None)).settings == ProductSettings()
    await everything(catalog)


async def test_words_find_a_product_until_they_are_taken_away(
    catalog: Catalog, editing: CatalogEditing
) -> None:
    """The same word twice is one; there are not more than so many."""
    id_ = (await catalog.add(MAX, "Grand Theft Auto V", "codegames", "1")).product_id
    for word in ("GTA", "gta ", "grand theft auto v"):
        product = await editing.add_word(MAX, id_, word)
    assert product.words == ("GTA",)
    assert catalog.whole_name("Gta") == [product]
    for n in range(MOST_WORDS - 1):
        await editing.add_word(MAX, id_, f"word {n}")
    with pytest.raises(TooManyWordsError):
        await editing.add_word(MAX, id_, "one more")
    await everything(catalog)
    await editing.drop_word(MAX, id_, "GTA")
    assert catalog.whole_name("gta") == []
    await everything(catalog)


async def test_a_merged_product_is_found_by_the_words_of_both(
    catalog: Catalog, editing: CatalogEditing, undoing: CatalogUndoing, database: Database
) -> None:
    """Its offers move, it goes, and undoing brings both back as they were."""
    stays = (await catalog.add(MAX, "GTA V", "codegames", "1")).product_id
    first = await catalog.add(MAX, "Grand Theft Auto 5", "codegames", "2")
    await editing.add_word(MAX, first.product_id, "los santos")
    await editing.add_word(MAX, stays, "Los Santos")
    before = await everything(catalog)
    merged = await editing.merge(MAX, first.product_id, stays)
    assert [offer.external_id for offer in merged.offers] == ["1", "2"]
    assert merged.words == ("Grand Theft Auto 5", "Los Santos")
    assert catalog.offer(first.id).product_name == "GTA V"
    assert await everything(catalog) == [merged]
    with pytest.raises(UnknownProductError):
        await editing.merge(MAX, first.product_id, stays)
    with pytest.raises(SameProductError):
        await editing.merge(MAX, stays, stays)
    await undoing.undo(MAX, await last_row(database))
    assert await everything(catalog) == before


async def test_an_offer_is_moved_and_a_product_without_any_goes(
    catalog: Catalog, editing: CatalogEditing, undoing: CatalogUndoing, database: Database
) -> None:
    """Undoing brings the product back."""
    offer = await catalog.add(MAX, "GTA 5", "codegames", "1")
    other = await catalog.add(MAX, "GTA V", "codegames", "2")
    before = await everything(catalog)
    with pytest.raises(SameProductError):
        await editing.move(MAX, offer.id, offer.product_id)
    moved = await editing.move(MAX, offer.id, other.product_id)
    assert moved.product_name == "GTA V"
    assert [each.name for each in await everything(catalog)] == ["GTA V"]
    await undoing.undo(MAX, await last_row(database))
    assert await everything(catalog) == before


async def test_what_somebody_changed_since_is_not_overwritten(
    catalog: Catalog,
    editing: CatalogEditing,
    undoing: CatalogUndoing,
    database: Database,
    clock: ManualClock,
) -> None:
    """It is said who did; other fields of the product do not matter; a second undoing is told kindly."""
    async with database.write() as tx:
        await tx.users.note(5, "Sam", None, clock())
    id_ = (await catalog.add(MAX, "GTA V", "codegames", "1")).product_id
    await editing.low_mark(MAX, id_, "5")
    row = await last_row(database)
    await editing.pause(SAM, id_)
    await editing.low_mark(SAM, id_, "6")
    for attempt in (undoing.look(row), undoing.undo(MAX, row)):
        with pytest.raises(ChangedSinceError) as changed:
            await attempt
        assert changed.value.facts == {
            "product": "GTA V",
            "count": 1,
            "known": "yes",
            "who": "Sam",
            "at": clock(),
        }
    await editing.low_mark(SAM, id_, "5")
    assert (await undoing.undo(SAM, row)).fields == 1
    product = catalog.product(id_)
    assert (product.settings.low_mark, product.paused) == (None, True)
    with pytest.raises(UndoneBeforeError) as undone:
        await undoing.undo(MAX, row)
    assert undone.value.facts == {"who": "Sam", "at": clock()}
    await undoing.undo(MAX, await last_row(database))  # the undoing undone
    assert catalog.product(id_).settings.low_mark == 5
    with pytest.raises(UnknownChangeError):
        await undoing.undo(MAX, 10_000)


async def test_of_many_who_undo_one_does(
    catalog: Catalog,
    editing: CatalogEditing,
    database: Database,
    clock: ManualClock,
    providers: Providers,
) -> None:
    """Also by several processes on one database."""
    id_ = (await catalog.add(MAX, "GTA V", "codegames", "1")).product_id
    await editing.rename(MAX, id_, "GTA 5")
    row = await last_row(database)
    tries = []
    for _ in range(3):
        other = Catalog(database, clock, providers, audit_of(database, clock))
        await other.load()
        tries += [CatalogUndoing(database, other).undo(MAX, row) for _ in range(2)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(each, UndoneBeforeError) for each in outcomes) == 5
    await catalog.load()
    assert catalog.product(id_).name == "GTA V"
