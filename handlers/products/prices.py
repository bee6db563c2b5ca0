"""The platforms of a key product and its prices there, region by region."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.frame.callback import mark_of
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.confirmation.pending import look
from handlers.frame.lists import pager
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.products.card import label, price_word, product_name
from handlers.products.changes import ask
from handlers.products.platform_cards import ON_A_PAGE, Priced, platform_card, platforms_card
from handlers.products.sellers import asked_of, carried, pressed, pressed_page, read
from handlers.taps import (
    PRODUCT_ADD,
    PRODUCT_OFF,
    PRODUCT_ON,
    PRODUCT_OWN,
    PRODUCT_PLATFORMS,
    PRODUCT_PRICE,
    PRODUCT_UNPRICE,
)
from handlers.words.arguments import words
from handlers.words.markup import join
from providers.administration import KeyProduct, Platform, PricedPlatform, SellsKeyProducts
from services.administration import checks
from services.administration.conflicts import marks_of_wishes
from services.administration.platform_changes import PlatformWish
from services.page import page_of

routes = Routes(needs=SellsKeyProducts)


@routes.tap(PRODUCT_PLATFORMS, permission="products.edit", slow=True)
async def platforms(turn: Turn) -> None:
    """Show a page of the product's platforms, each to be opened."""
    at, page = await pressed_page(turn)
    await turn.show(platforms_card(turn, at.seller, await read(turn, at), page=page))


@routes.tap(PRODUCT_ADD, permission="products.edit", slow=True)
async def add(turn: Turn) -> None:
    """Offer the platforms that the product is not on yet: the first price puts it there."""
    t, (at, number) = turn.t, await pressed_page(turn)
    product, which = await read(turn, at), carried(turn, at)
    there = {platform.id for platform in product.platforms}
    known = await turn.services.products.platforms(seller=at.seller)
    left = [each for each in known if each.id not in there]
    page = page_of(left, number, ON_A_PAGE)
    buttons: list[AnyButton] = [
        Button(label(each.name), PRODUCT_PRICE, *which, mark_of(each.id)) for each in page.items
    ]
    name = product_name(product)
    text = t.get("product-add-which" if left else "product-add-none", name=name)
    own = Button(t.plain("product-own"), PRODUCT_OWN, *which)
    back = Button(t.plain("button-back"), PRODUCT_PLATFORMS, *which)
    turns = pager(t, PRODUCT_ADD, page, *which)
    await turn.show(Card(text, [*in_columns(buttons), turns, [own], [back]]))


@routes.tap(PRODUCT_ON, permission="products.edit", slow=True)
async def platform(turn: Turn) -> None:
    """Show a page of the prices on one platform."""
    (at, page), mark = await pressed_page(turn, values=3), turn.values.text(2)
    product = await read(turn, at)
    await turn.show(platform_card(turn, at.seller, product, _own(product, mark), page=page))


@routes.tap(PRODUCT_PRICE, permission="products.edit", slow=True)
async def price(turn: Turn) -> None:
    """Ask for a price on the platform."""
    at, mark = await pressed(turn, values=3), turn.values.text(2)
    product = await read(turn, at)
    known = [Platform(each.id, each.name) for each in product.platforms]
    known += await turn.services.products.platforms(seller=at.seller)
    found = next((each for each in known if mark_of(each.id) == mark), None)
    if found is None:
        raise checks.bad("platform", "gone")
    text = turn.t.get("product-ask-price", platform=found.name, name=product_name(product))
    facts = {"platform": found.id, "named": found.name}
    asking = Card(text)
    await turn.ask("product.region-price", asking, seller=at.seller, product=at.id, **facts)


@routes.answer("product.region-price", permission="products.edit")
async def price_said(turn: Turn) -> None:
    """``<region> [currency] <amount>``: show what it changes, and ask."""
    said = words(turn.args)
    if len(said) < 2:
        raise UsageError("product.region-price")
    first = 2 if len(said) > 2 and said[1].isalpha() else 1
    region, currency = said[0], checks.currency("currency", said[first - 1])
    amount = checks.amount("amount", " ".join(said[first:]), currency)
    wanted = checks.price(region.upper(), amount, currency)
    t, facts = turn.t, turn.facts
    on, at = _platform_of(facts), asked_of(turn)
    product = await read(turn, at)
    there = next((each for each in product.platforms if each.id == on.id), None)
    old = (
        next((p for p in there.prices if p.region.upper() == wanted.region), None)
        if there
        else None
    )
    if old is not None:  # as it is written there
        wanted = replace(wanted, region=old.region)
    after = price_word(t, wanted)
    name, where = product_name(product), on.name
    if old is not None:
        before = price_word(t, old)
        text = t.get("product-price-change", name=name, platform=where, before=before, after=after)
    elif there is not None:
        text = t.get("product-price-new", name=name, platform=where, price=after)
    else:
        text = t.get("product-price-platform", name=name, platform=where, price=after)
    lines = [text, *([t.get("product-live")] if product.enabled else [])]
    new = facts.get("own") and there is None
    name, links = (on.name, (on.activation_url, on.eula_url)) if new else ("", ("", ""))
    wish = PlatformWish(on.id, name, {wanted.region: wanted}, False, *links)
    named = {"platform": on.id, "region": wanted.region}
    seen = marks_of_wishes(product.platforms, [wish])
    await turn.reply(ask(turn, join(lines), "price", at, platforms=[wish], seen=seen, words=named))


@routes.tap(PRODUCT_UNPRICE, permission="products.edit")
async def unprice(turn: Turn) -> None:
    """Ask before a price is taken away."""
    what = await look(turn, turn.values.text(0), Priced)
    text = turn.t.get(
        "product-unprice-ask", price=price_word(turn.t, what.price), platform=what.platform.name
    )
    key, region = what.platform.id, what.price.region
    wish = PlatformWish(key, prices={region: None})
    seen, named = marks_of_wishes([what.platform], [wish]), {"platform": key, "region": region}
    card = ask(turn, text, "no-price", what.at, platforms=[wish], seen=seen, words=named)
    await turn.show(card)


@routes.tap(PRODUCT_OFF, permission="products.edit", slow=True)
async def off(turn: Turn) -> None:
    """Ask before a platform is taken away with its prices."""
    at, mark = await pressed(turn, values=3), turn.values.text(2)
    product = await read(turn, at)
    gone = _own(product, mark)
    text = turn.t.get(
        "product-off-ask",
        platform=gone.name,
        name=product_name(product),
        count=len(gone.prices),
    )
    wish = PlatformWish(gone.id, gone=True)
    seen = marks_of_wishes(product.platforms, [wish])
    card = ask(
        turn, text, "no-platform", at, platforms=[wish], seen=seen, words={"platform": gone.name}
    )
    await turn.show(card)


def _platform_of(facts: Mapping[str, Any]) -> PricedPlatform:
    return PricedPlatform(
        str(facts["platform"]),
        str(facts["named"]),
        activation_url=str(facts.get("activation", "")),
        eula_url=str(facts.get("eula", "")),
    )


def _own(product: KeyProduct, mark: str) -> PricedPlatform:
    for each in product.platforms:
        if mark_of(each.id) == mark:
            return each
    raise checks.bad("platform", "gone")
