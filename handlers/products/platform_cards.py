"""The cards of a key product's platforms, and of one of them with its prices."""

from dataclasses import dataclass
from typing import Any

from handlers.frame.callback import mark_of
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.confirmation.pending import hold
from handlers.frame.lists import counted, pager
from handlers.frame.turn import Turn
from handlers.products.card import (
    back_to,
    label,
    platform_lines,
    price_word,
    product_card,
    product_name,
)
from handlers.products.sellers import ProductAt, carried, read
from handlers.taps import (
    PRODUCT_ADD,
    PRODUCT_OFF,
    PRODUCT_ON,
    PRODUCT_PLATFORMS,
    PRODUCT_PRICE,
    PRODUCT_UNPRICE,
)
from handlers.words.markup import Html, join
from handlers.words.texts import Texts
from providers.administration import KeyProduct, PricedPlatform, RegionPrice
from services.errors import DeskError
from services.page import Page, page_of

ON_A_PAGE = 10
"""Platforms of a product, prices on a platform."""


@dataclass(frozen=True, slots=True)
class Priced:
    """A price on a platform, which a button stands for."""

    at: ProductAt
    platform: PricedPlatform
    price: RegionPrice


def platforms_card(
    turn: Turn, seller: str, product: KeyProduct, said: Html | None = None, page: int = 1
) -> Card:
    """A page of the platforms, each to be opened; ``said`` is what has just been done."""
    t, at = turn.t, ProductAt(seller, product.id)
    which = carried(turn, at)
    shown = page_of(product.platforms, page, ON_A_PAGE)
    title = t.get("product-platforms-title", name=product_name(product))
    lines = [*_first(said), title, *_which(t, shown), *platform_lines(t, shown.items)]
    opens: list[AnyButton] = [
        Button(label(each.name), PRODUCT_ON, *which, mark_of(each.id)) for each in shown.items
    ]
    turns = pager(t, PRODUCT_PLATFORMS, shown, *which)
    add_one: AnyButton = Button(t.plain("product-add"), PRODUCT_ADD, *which)
    rows = [*in_columns(opens), turns, [add_one], [back_to(turn, at)]]
    return Card(join(counted(t, lines)), rows)


def platform_card(
    turn: Turn,
    seller: str,
    product: KeyProduct,
    shown: PricedPlatform,
    said: Html | None = None,
    page: int = 1,
) -> Card:
    """A page of the prices on one platform, each to be taken away."""
    t, mark, at = turn.t, mark_of(shown.id), ProductAt(seller, product.id)
    which = carried(turn, at)
    title = t.get("product-platform-title", platform=shown.name, name=product_name(product))
    there = page_of(shown.prices, page, ON_A_PAGE)
    prices = [t.get("product-price-line", price=price_word(t, each)) for each in there.items]
    lines = [*_first(said), title, *_which(t, there), *(prices or [t.get("product-no-prices-yet")])]
    takes: list[AnyButton] = [
        Button(
            t.plain("product-unprice", region=label(each.region)),
            PRODUCT_UNPRICE,
            hold(turn, Priced(at, shown, each)),
        )
        for each in there.items
    ]
    turns = pager(t, PRODUCT_ON, there, *which, mark)
    set_one = Button(t.plain("product-set-price"), PRODUCT_PRICE, *which, mark)
    take_all = Button(t.plain("product-off"), PRODUCT_OFF, *which, mark, style="danger")
    back = Button(t.plain("button-back"), PRODUCT_PLATFORMS, *which)
    rows: list[list[AnyButton]] = [[set_one], *in_columns(takes), turns, [take_all], [back]]
    return Card(join(counted(t, lines)), rows)


async def after_change(
    turn: Turn, at: ProductAt, said: Html, platform_id: str | None = None
) -> Card:
    """What stands there after a change: the product; of a platform that one, or all where it has gone."""
    try:
        product = await read(turn, at)
    except DeskError:  # the change was made all the same
        lines = [said, Html(""), turn.t.get("product-unseen")]
        return Card(join(lines), [[back_to(turn, at)]])
    if platform_id is None:
        return product_card(turn, at.seller, product, said)
    shown = next((each for each in product.platforms if each.id == platform_id), None)
    if shown is None:
        return platforms_card(turn, at.seller, product, said)
    return platform_card(turn, at.seller, product, shown, said)


def _which(t: Texts, page: Page[Any]) -> list[Html]:
    """Which page it is of how many, where there are more than one."""
    if page.pages == 1:
        return []
    return [t.get("product-page", total=page.total, page=page.number, pages=page.pages)]


def _first(said: Html | None) -> list[Html]:
    return [] if said is None else [said, Html("")]
