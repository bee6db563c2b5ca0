"""The platforms of a key product and its prices there, region by region."""

from dataclasses import dataclass

from handlers.frame.callback import mark_of
from handlers.frame.card_room import that_fit
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.confirming import hold
from handlers.frame.registry import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.products.card import (
    back_to,
    label,
    platform_lines,
    price_word,
    product_name,
)
from handlers.products.changes import wish_card
from handlers.words.arguments import words
from handlers.words.markup import Html, join
from providers.administration import (
    KeyProduct,
    Platform,
    PricedPlatform,
    RegionPrice,
    SellsKeyProducts,
)
from services.administration import checks

routes = Routes(needs=SellsKeyProducts)


@dataclass(frozen=True, slots=True)
class _Priced:
    product_id: str
    platform: PricedPlatform
    price: RegionPrice


@routes.tap("product.platforms", permission="products.edit", slow=True)
async def platforms(turn: Turn) -> None:
    """Show the product's platforms, each to be opened."""
    await turn.show(_platforms_card(turn, await turn.desk.products.read(turn.values[0])))


@routes.tap("product.add", permission="products.edit", slow=True)
async def add(turn: Turn) -> None:
    """Offer the platforms that the product is not on yet: the first price puts it there."""
    t, product_id = turn.t, turn.values[0]
    product = await turn.desk.products.read(product_id)
    there = {platform.id for platform in product.platforms}
    left = [each for each in await turn.desk.products.platforms() if each.id not in there]
    buttons: list[AnyButton] = [
        Button(label(each.name), "product.price", product_id, mark_of(each.id)) for each in left
    ]
    name = product_name(product)
    text = t.get("product-add-which" if left else "product-add-none", name=name)
    back = Button(t.plain("button-back"), "product.platforms", product_id)
    await turn.show(Card(text, [*in_columns(buttons), [back]]))


@routes.tap("product.platform", permission="products.edit", slow=True)
async def platform(turn: Turn) -> None:
    """Show the prices on one platform."""
    product_id, mark = turn.values
    product = await turn.desk.products.read(product_id)
    await turn.show(_platform_card(turn, product, _own(product, mark)))


@routes.tap("product.price", permission="products.edit", slow=True)
async def price(turn: Turn) -> None:
    """Ask for a price on the platform."""
    product_id, mark = turn.values
    product = await turn.desk.products.read(product_id)
    known = [Platform(each.id, each.name) for each in product.platforms]
    known += await turn.desk.products.platforms()
    found = next((each for each in known if mark_of(each.id) == mark), None)
    if found is None:
        raise checks.bad("platform", "gone")
    text = turn.t.get("product-ask-price", platform=found.name, name=product_name(product))
    facts = {"product": product_id, "platform": found.id, "named": found.name}
    await turn.ask("product.region-price", Card(text), **facts)


@routes.answer("product.region-price", permission="products.edit")
async def price_said(turn: Turn) -> None:
    """``<region> <currency> <amount>``: show what it changes, and ask."""
    said = words(turn.args)
    if len(said) != 3:
        raise UsageError("product.region-price")
    region, currency, amount = said
    wanted = checks.price(region.upper(), checks.number("amount", amount), currency)
    t, facts = turn.t, turn.facts
    product_id, on = str(facts["product"]), Platform(str(facts["platform"]), str(facts["named"]))
    product = await turn.desk.products.read(product_id)
    there = next((each for each in product.platforms if each.id == on.id), None)
    old = (
        next((each for each in there.prices if each.region == wanted.region), None)
        if there
        else None
    )

    async def make(then: Turn) -> Card:
        await then.desk.products.set_price(
            then.actor, product_id, on.id, wanted.region, wanted.amount, wanted.currency
        )
        return await _after(then, product_id, on.id)

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
    await turn.reply(wish_card(turn, join(lines), make))


@routes.tap("product.unprice", permission="products.edit")
async def unprice(turn: Turn) -> None:
    """Ask before a price is taken away."""
    t = turn.t
    what = turn.frame.held.look(turn.chat.id, turn.actor.user_id, turn.values[0])
    if not isinstance(what, _Priced):
        await turn.alert(t.plain("confirm-gone"))
        return
    product_id, on, gone = what.product_id, what.platform, what.price

    async def make(then: Turn) -> Card:
        await then.desk.products.remove_price(then.actor, product_id, on.id, gone.region)
        return await _after(then, product_id, on.id)

    text = t.get("product-unprice-ask", price=price_word(t, gone), platform=on.name)
    await turn.show(wish_card(turn, text, make, danger=True))


@routes.tap("product.off", permission="products.edit", slow=True)
async def off(turn: Turn) -> None:
    """Ask before a platform is taken away with its prices."""
    t = turn.t
    product_id, mark = turn.values
    product = await turn.desk.products.read(product_id)
    gone = _own(product, mark)

    async def make(then: Turn) -> Card:
        await then.desk.products.remove_platform(then.actor, product_id, gone.id)
        left = await then.desk.products.read(product_id)
        return _platforms_card(then, left, then.t.get("product-off-done", platform=gone.name))

    text = t.get(
        "product-off-ask",
        platform=gone.name,
        name=product_name(product),
        count=len(gone.prices),
    )
    await turn.show(wish_card(turn, text, make, danger=True))


async def _after(turn: Turn, product_id: str, platform_id: str) -> Card:
    product = await turn.desk.products.read(product_id)
    said = turn.t.get("product-price-done")
    shown = next((each for each in product.platforms if each.id == platform_id), None)
    if shown is None:
        return _platforms_card(turn, product, said)
    return _platform_card(turn, product, shown, said)


def _own(product: KeyProduct, mark: str) -> PricedPlatform:
    for each in product.platforms:
        if mark_of(each.id) == mark:
            return each
    raise checks.bad("platform", "gone")


def _platforms_card(turn: Turn, product: KeyProduct, said: Html | None = None) -> Card:
    t = turn.t
    title = t.get("product-platforms-title", name=product_name(product))
    lines = [*_first(said), title, *platform_lines(t, product.platforms)]
    opens: list[AnyButton] = [
        Button(label(each.name), "product.platform", product.id, mark_of(each.id))
        for each in product.platforms
    ]
    add_one: AnyButton = Button(t.plain("product-add"), "product.add", product.id)
    rows = [*in_columns(opens), [add_one], [back_to(t, product.id)]]
    return Card(join(that_fit(lines)), rows)


def _platform_card(
    turn: Turn, product: KeyProduct, shown: PricedPlatform, said: Html | None = None
) -> Card:
    t, mark = turn.t, mark_of(shown.id)
    title = t.get("product-platform-title", platform=shown.name, name=product_name(product))
    prices = [t.get("product-price-line", price=price_word(t, each)) for each in shown.prices]
    lines = [*_first(said), title, *(prices or [t.get("product-no-prices-yet")])]
    takes: list[AnyButton] = [
        Button(
            t.plain("product-unprice", region=label(each.region)),
            "product.unprice",
            hold(turn, _Priced(product.id, shown, each)),
        )
        for each in shown.prices
    ]
    set_one = Button(t.plain("product-set-price"), "product.price", product.id, mark)
    take_all = Button(t.plain("product-off"), "product.off", product.id, mark, style="danger")
    back = Button(t.plain("button-back"), "product.platforms", product.id)
    return Card(join(that_fit(lines)), [[set_one], *in_columns(takes), [take_all], [back]])


def _first(said: Html | None) -> list[Html]:
    return [] if said is None else [said, Html("")]
