"""A platform that the merchant makes up: its id, its name, and where it needs them its addresses."""

from typing import Any

from handlers.frame.cards import Card
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.products.card import product_name
from handlers.products.sellers import asked_of, pressed, read
from handlers.taps import PRODUCT_OWN
from handlers.words.arguments import first_word
from providers.administration import SellsKeyProducts
from services.administration import checks
from services.administration.product_checks import platform_id

routes = Routes(needs=SellsKeyProducts)


@routes.tap(PRODUCT_OWN, permission="products.edit", slow=True)
async def own(turn: Turn) -> None:
    """Ask what it is called, unless the product is on one already: there may be one (kp000008)."""
    at = await pressed(turn)
    product = await read(turn, at)
    known = {each.id for each in await turn.services.products.platforms(seller=at.seller)}
    there = next((each for each in product.platforms if each.id not in known), None)
    if there is not None:
        raise checks.bad("platform", "second-own", there.name)
    text = turn.t.get("product-ask-own", name=product_name(product))
    await turn.ask("product.own-platform", Card(text), seller=at.seller, product=at.id)


@routes.answer("product.own-platform", permission="products.edit")
async def named(turn: Turn) -> None:
    """``<id> <name>``: ask for the addresses it needs, or for its first price."""
    products, seller = turn.services.products, asked_of(turn).seller
    key, name = first_word(turn.args)
    if not name.strip():
        raise UsageError("product.own-platform")
    key, name = platform_id(key), checks.line("platform", name)
    if any(
        key.casefold() == each.id.casefold() for each in await products.platforms(seller=seller)
    ):
        raise checks.bad("platform", "known-platform", key)
    facts = {**turn.facts, "platform": key, "named": name, "own": True}
    if products.own_platform_links(seller):
        text = turn.t.get("product-ask-own-links", platform=name)
        await turn.ask("product.own-links", Card(text), **facts)
    else:
        await _ask_price(turn, facts)


@routes.answer("product.own-links", permission="products.edit")
async def linked(turn: Turn) -> None:
    """``<activation address> <licence address>``: ask for the first price."""
    said = turn.args.split()
    if len(said) != 2:
        raise UsageError("product.own-links")
    activation, eula = said
    facts = {
        **turn.facts,
        "activation": checks.url("activation_url", activation),
        "eula": checks.url("eula_url", eula),
    }
    await _ask_price(turn, facts)


async def _ask_price(turn: Turn, facts: dict[str, Any]) -> None:
    product = await read(turn, asked_of(turn))
    name = product_name(product)
    text = turn.t.get("product-ask-price", platform=str(facts["named"]), name=name)
    await turn.ask("product.region-price", Card(text), **facts)
