"""A process is cut off in a change of a key product: the next one finds it, or makes it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest

from providers.administration import KeyProductChange, RegionPrice
from providers.paysuper.provider import PaySuper
from sandbox import paysuper
from services.administration import KeyProducts
from services.administration.conflicts import (
    Marks,
    marks_of_content,
    marks_of_platform,
    marks_of_price,
    marks_of_product,
    marks_of_wishes,
)
from services.administration.object_locks import LEASE
from services.administration.platform_changes import PlatformWish
from services.deeds import NotKnownError
from storage.database import Database
from tests.clock import ManualClock
from tests.deeds_made import KEY, CutOff
from tests.providers.paysuper_desk import CONTENT as PRODUCT
from tests.providers.paysuper_desk import ID
from tests.services.administration.conftest import changed, off, unpriced
from tests.services.administration.conftest import priced as priced_at
from tests.services.administration.cutting_off import MAX, OLGA, cut_off

SELLER = "paysuper"
TEXTS = KeyProductChange(names={"en": "Grand"})
PRICE = Decimal("9.99")
Shop = tuple[paysuper.PaySuper, PaySuper]
Change = Callable[[KeyProducts, Marks], Awaitable[object]]


@dataclass(frozen=True)
class Case:
    """A change of a key product, by which request, and how that is called in the deed's row.

    ``seen`` are marks of what it takes the place of; ``theirs`` puts something else there.
    """

    change: Change
    endpoint: str
    step: tuple[str, str]
    seen: Callable[[KeyProducts], Awaitable[Marks]]
    theirs: Change | None = None


async def nothing_seen(_: KeyProducts) -> Marks:
    """It takes the place of nothing."""
    return ()


async def texts_seen(products: KeyProducts) -> Marks:
    """Of its texts."""
    return marks_of_content((await products.read(ID, seller=SELLER)).content, TEXTS)


async def price_seen(products: KeyProducts) -> Marks:
    """Of its price on Steam."""
    return marks_of_price((await products.read(ID, seller=SELLER)).platforms, "steam", "USD")


async def platform_seen(products: KeyProducts) -> Marks:
    """Of Steam with all prices."""
    return marks_of_platform((await products.read(ID, seller=SELLER)).platforms, "steam")


def priced(amount: Decimal) -> Change:
    """Set the price on Steam."""

    def change(products: KeyProducts, seen: Marks) -> Awaitable[object]:
        wish = priced_at("steam", "USD", amount, "USD")
        return changed(products, MAX, None, wish, seen=seen)

    return change


SET, OFF = ("key-product.set-platform", "steam"), ("key-product.remove-platform", "steam")
CASES = {
    "edit": Case(
        lambda products, seen: changed(products, MAX, TEXTS, seen=seen),
        "update",
        ("key-product.edit", ""),
        texts_seen,
        lambda products, _: changed(products, OLGA, KeyProductChange(names={"en": "Theirs"})),
    ),
    "publish": Case(
        lambda products, _: products.publish(MAX, ID, seller=SELLER),
        "publish",
        ("key-product.publish", ""),
        nothing_seen,
    ),
    "delete": Case(
        lambda products, _: products.delete(MAX, ID, seller=SELLER),
        "delete",
        ("key-product.delete", ""),
        nothing_seen,
    ),
    "price": Case(priced(PRICE), "add_platform", SET, price_seen, priced(Decimal(5))),
    "no price": Case(
        lambda products, seen: changed(products, MAX, None, unpriced("steam", "USD"), seen=seen),
        "add_platform",
        SET,
        price_seen,
        priced(Decimal(5)),
    ),
    "no platform": Case(
        lambda products, seen: changed(products, MAX, None, off("steam"), seen=seen),
        "remove_platform",
        OFF,
        platform_seen,
        priced(Decimal(5)),
    ),
}
every_case = pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))


def requests(shop: paysuper.PaySuper, endpoint: str) -> int:
    """How often the provider was asked for it."""
    return len([call for call in shop.calls if call.endpoint == endpoint])


@every_case
@pytest.mark.parametrize("acted", [True, False])
async def test_a_change_is_made_once(
    case: Case, products: KeyProducts, ps: Shop, deed: CutOff, acted: bool
) -> None:
    """Done: found, and not made again. Not done: made again. Either way it stands there."""
    seen = await case.seen(products)
    await cut_off(deed, ps[0], case.endpoint, case.change(products, seen), acted=acted)
    asked = requests(ps[0], case.endpoint)
    async with deed.process():
        await case.change(products, seen)
    assert await deed.outcomes() == [(*case.step, "found-done" if acted else "done")]
    assert requests(ps[0], case.endpoint) == asked + (not acted)


@every_case
async def test_nothing_is_made_again_when_nobody_may_want_it_any_more(
    case: Case, products: KeyProducts, ps: Shop, deed: CutOff
) -> None:
    """It is told as not known."""
    seen = await case.seen(products)
    await cut_off(deed, ps[0], case.endpoint, case.change(products, seen), acted=False)
    asked = requests(ps[0], case.endpoint)
    async with deed.process(young=False):
        with pytest.raises(NotKnownError):
            await case.change(products, seen)
    assert await deed.outcomes() == [(*case.step, None)]
    assert requests(ps[0], case.endpoint) == asked


@pytest.mark.parametrize("case", [each for each in CASES.values() if each.theirs])
async def test_what_somebody_else_has_put_there_since_is_left_alone(
    case: Case, products: KeyProducts, ps: Shop, deed: CutOff
) -> None:
    """Neither what was there when the person was asked, nor what they wanted: nobody knows."""
    assert case.theirs is not None
    seen = await case.seen(products)
    await cut_off(deed, ps[0], case.endpoint, case.change(products, seen), acted=False)
    await case.theirs(products, ())
    asked = requests(ps[0], case.endpoint)
    async with deed.process():
        with pytest.raises(NotKnownError):
            await case.change(products, seen)
    assert requests(ps[0], case.endpoint) == asked


@pytest.mark.parametrize("acted", [True, False])
async def test_a_product_is_created_once(
    products: KeyProducts, ps: Shop, deed: CutOff, acted: bool
) -> None:
    """Its SKU is there once: asked for again it is found, also when all of it is known to be done."""

    async def create() -> str:
        return (await products.create(MAX, "gta-5", PRODUCT, seller=SELLER)).what.sku

    await cut_off(deed, ps[0], "create", create(), acted=acted)
    for _ in range(2):
        async with deed.process():
            assert await create() == "gta-5"
    assert await deed.outcomes() == [("key-product.create", "", "done")]
    assert len([each for each in ps[0].products if each.details.sku == "gta-5"]) == 1


@pytest.mark.parametrize("acted", [True, False])
async def test_of_a_document_what_is_left_is_written(
    products: KeyProducts, ps: Shop, deed: CutOff, acted: bool
) -> None:
    """Cut off in its second part: the first is not taken for somebody else's, and not written again."""
    product = await products.read(ID, seller=SELLER)
    wishes = [
        PlatformWish("steam", prices={"USD": RegionPrice("USD", PRICE, "USD")}),
        PlatformWish("gog", prices={"USD": RegionPrice("USD", PRICE, "USD")}),
    ]
    seen = marks_of_content(product.content, TEXTS) + marks_of_wishes(product.platforms, wishes)

    async def written() -> object:
        return await changed(products, MAX, TEXTS, *wishes, seen=seen)

    await cut_off(deed, ps[0], "add_platform", written(), acted=acted)
    edits = requests(ps[0], "update")
    async with deed.process():
        await written()
    assert sorted(await deed.outcomes()) == [
        ("key-product.edit", "", "done"),
        ("key-product.set-platform", "gog", "done"),
        ("key-product.set-platform", "steam", "found-done" if acted else "done"),
    ]
    assert requests(ps[0], "update") == edits
    after = await products.read(ID, seller=SELLER)
    assert {each.id: each.prices[0].amount for each in after.platforms} == {
        "steam": PRICE,
        "gog": PRICE,
    }


@pytest.mark.parametrize("acted", [True, False])
async def test_of_a_document_a_price_that_was_taken_away_is_not_missed(
    products: KeyProducts, ps: Shop, deed: CutOff, acted: bool
) -> None:
    """Cut off in taking it away: that it is not there any more is what was wanted, and no mistake."""
    wish = unpriced("steam", "USD")
    seen = marks_of_product(await products.read(ID, seller=SELLER), TEXTS, [wish])

    async def written() -> object:
        return await changed(products, MAX, TEXTS, wish, seen=seen)

    await cut_off(deed, ps[0], "add_platform", written(), acted=acted)
    async with deed.process():
        await written()
    assert sorted(await deed.outcomes()) == [
        ("key-product.edit", "", "done"),
        ("key-product.set-platform", "steam", "found-done" if acted else "done"),
    ]


async def test_what_the_dead_process_held_is_its_deed_s(
    products: KeyProducts, ps: Shop, deed: CutOff, sqlite_database: Database, clock: ManualClock
) -> None:
    """Whoever goes on with it does not wait for the one that is not there any more."""
    now = clock()
    async with sqlite_database.write() as tx:
        held = (SELLER, ID, KEY, "Max", now + LEASE, now)
        assert await tx.object_changes.begin(*held)
    async with deed.process():
        await products.publish(MAX, ID, seller=SELLER)
