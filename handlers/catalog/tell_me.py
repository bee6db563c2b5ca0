"""Tell me when it is back: on a sold-out stock card, and /tellme for customers."""

from handlers.frame.callback import StaleButtonError
from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.outgoing.notices import Notice
from handlers.frame.registry import PRIVATE
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.frame.turn import Turn
from handlers.taps import (
    STOCK_PRODUCT,
    TELLME_ASK,
    TELLME_DROP,
    TELLME_DROP_MINE,
    TELLME_STOCK,
)
from handlers.words.markup import bold, join
from handlers.words.texts import Texts
from services.catalog import Product

routes = Routes()
_ORDERS = 30
"""So many of a customer's latest orders are looked at for products to offer."""


@routes.number_tap(TELLME_STOCK, permission="stock.view")
async def from_stock(turn: Turn, product_id: int) -> None:
    """Somebody who sees stock wants to be told here."""
    await _wish(turn, product_id, TELLME_DROP.name)


@routes.number_tap(TELLME_DROP, permission="stock.view")
async def drop(turn: Turn, product_id: int) -> None:
    """They do not want it any more."""
    dropped = await turn.services.stock_wishes.drop(turn.actor, product_id)
    await turn.show(Card(turn.t.get("tellme-dropped" if dropped else "tellme-not-wished")))


@routes.command("tellme", permission="keys.own", where=PRIVATE)
async def tell_me(turn: Turn) -> None:
    """``/tellme <product>``; without it, what one has keys of, and what one waits for."""
    words = turn.args.strip()
    if not words:
        await _choose(turn)
        return
    # By the whole name alone: who may not look at the catalog finds nothing in it by guessing parts.
    found = turn.services.catalog.whole_name(words)
    if len(found) != 1:
        await turn.show(Card(turn.t.get("tellme-unknown", words=words)))
        return
    await _wish(turn, found[0].id, TELLME_DROP_MINE.name)


@routes.number_tap(TELLME_ASK, permission="keys.own", where=PRIVATE)
async def asked(turn: Turn, product_id: int) -> None:
    """A product that one has keys of was chosen."""
    if product_id not in {each.id for each in await _owned(turn)}:
        raise StaleButtonError
    await _wish(turn, product_id, TELLME_DROP_MINE.name)


@routes.number_tap(TELLME_DROP_MINE, permission="keys.own", where=PRIVATE)
async def drop_mine(turn: Turn, product_id: int) -> None:
    """One does not want it any more."""
    await turn.services.stock_wishes.drop(turn.actor, product_id)
    await _choose(turn)


@routes.notice("product-back")
async def product_back(notice: Notice, services: Services, t: Texts) -> Card:
    """It is there, or is not sold any more. No price: who asked may not see prices."""
    facts = notice.facts
    product, user = str(facts["name"]), int(facts["user"])
    if facts["gone"]:
        return Card(t.get("notice-product-gone", product=product))
    in_group = notice.chat_id < 0
    name = await services.people.name(user) if in_group else ""
    text = t.get(
        "notice-product-back", product=product, name=name, where="group" if in_group else "own"
    )
    if not in_group and "stock.view" not in services.access.permissions(user, notice.chat_id):
        return Card(text)
    look = Button(t.plain("button-see-stock"), STOCK_PRODUCT, int(facts["product"]))
    return Card(text, [[look]], shared=True)


async def _wish(turn: Turn, product_id: int, undo: str) -> None:
    product, new = await turn.services.stock_wishes.wish(turn.actor, product_id)
    tap = TELLME_DROP if undo == TELLME_DROP.name else TELLME_DROP_MINE
    text = turn.t.get(
        "tellme-wished" if new else "tellme-wished-before", product=bold(product.name)
    )
    no = Button(turn.t.plain("button-tellme-drop"), tap, product.id)
    await turn.reply(Card(text, [[no]]))


async def _choose(turn: Turn) -> None:
    t = turn.t
    waits = await turn.services.stock_wishes.of(turn.actor)
    ids = {each.id for each in waits}
    owned = [each for each in await _owned(turn) if each.id not in ids]
    rows: list[list[AnyButton]] = [
        [Button(t.plain("button-tellme", product=each.name), TELLME_ASK, each.id)] for each in owned
    ]
    rows += [
        [Button(t.plain("button-tellme-not", product=each.name), TELLME_DROP_MINE, each.id)]
        for each in waits
    ]
    lines = [t.get("tellme-which" if owned else "tellme-which-none")]
    if waits:
        lines.append(t.get("tellme-waits", products=[each.name for each in waits]))
    await turn.show(Card(join(lines), rows))


async def _owned(turn: Turn) -> list[Product]:
    """Products of the catalog that one has keys of, by their names, the latest first."""
    found = await turn.services.shelf.my_orders(turn.actor.user_id, _ORDERS)
    known: dict[int, Product] = {}
    for name in dict.fromkeys(order.product for order in found.shown.items):
        if (product := turn.services.catalog.named(name)) is not None and not product.paused:
            known.setdefault(product.id, product)
    return list(known.values())[:10]
