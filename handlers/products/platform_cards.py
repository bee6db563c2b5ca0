"""The cards of a key product's platforms, and of one of them with its prices."""

from dataclasses import dataclass

from handlers.frame.callback import mark_of
from handlers.frame.card_room import that_fit
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.holding import hold
from handlers.frame.turn import Turn
from handlers.products.card import back_to, label, platform_lines, price_word, product_name
from handlers.products.sellers import ProductAt, carried, read
from handlers.words.markup import Html, join
from providers.administration import KeyProduct, PricedPlatform, RegionPrice
from services.errors import DeskError


@dataclass(frozen=True, slots=True)
class Priced:
    """A price on a platform, which a button stands for."""

    at: ProductAt
    platform: PricedPlatform
    price: RegionPrice


def platforms_card(turn: Turn, seller: str, product: KeyProduct, said: Html | None = None) -> Card:
    """The platforms, each to be opened; ``said`` is what has just been done."""
    t, at = turn.t, ProductAt(seller, product.id)
    which = carried(turn, at)
    title = t.get("product-platforms-title", name=product_name(product))
    lines = [*_first(said), title, *platform_lines(t, product.platforms)]
    opens: list[AnyButton] = [
        Button(label(each.name), "product.on", *which, mark_of(each.id))
        for each in product.platforms
    ]
    add_one: AnyButton = Button(t.plain("product-add"), "product.add", *which)
    rows = [*in_columns(opens), [add_one], [back_to(turn, at)]]
    return Card(join(that_fit(lines)), rows)


def platform_card(
    turn: Turn, seller: str, product: KeyProduct, shown: PricedPlatform, said: Html | None = None
) -> Card:
    """The prices on one platform, each to be taken away."""
    t, mark, at = turn.t, mark_of(shown.id), ProductAt(seller, product.id)
    which = carried(turn, at)
    title = t.get("product-platform-title", platform=shown.name, name=product_name(product))
    prices = [t.get("product-price-line", price=price_word(t, each)) for each in shown.prices]
    lines = [*_first(said), title, *(prices or [t.get("product-no-prices-yet")])]
    takes: list[AnyButton] = [
        Button(
            t.plain("product-unprice", region=label(each.region)),
            "product.unprice",
            hold(turn, Priced(at, shown, each)),
        )
        for each in shown.prices
    ]
    set_one = Button(t.plain("product-set-price"), "product.price", *which, mark)
    take_all = Button(t.plain("product-off"), "product.off", *which, mark, style="danger")
    back = Button(t.plain("button-back"), "product.platforms", *which)
    return Card(join(that_fit(lines)), [[set_one], *in_columns(takes), [take_all], [back]])


async def after_change(turn: Turn, at: ProductAt, platform_id: str, said: Html) -> Card:
    """What stands there after a change: the platform, or all of them where it is there no more."""
    try:
        product = await read(turn, at)
    except DeskError:  # the change was made all the same
        lines = [said, Html(""), turn.t.get("product-unseen")]
        return Card(join(lines), [[back_to(turn, at)]])
    shown = next((each for each in product.platforms if each.id == platform_id), None)
    if shown is None:
        return platforms_card(turn, at.seller, product, said)
    return platform_card(turn, at.seller, product, shown, said)


def _first(said: Html | None) -> list[Html]:
    return [] if said is None else [said, Html("")]
