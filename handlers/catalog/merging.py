"""A product merged with another, and an offer moved to another: which, and whether that is meant."""

from handlers.catalog.product_card import meant, offer_words, product_card, product_label
from handlers.frame.callback import Tap
from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.confirmation.as_asked import as_asked, confirm_button
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.taps import (
    CATALOG_MERGE,
    CATALOG_MERGE_INTO,
    CATALOG_MERGE_NOW,
    CATALOG_MOVE,
    CATALOG_MOVE_NOW,
    CATALOG_MOVE_TO,
    CATALOG_PRODUCT,
)
from handlers.words.markup import Html, join
from handlers.words.texts import Texts
from services.catalog import Product

routes = Routes()


@routes.number_tap(CATALOG_MERGE, permission="catalog.edit")
async def merge(turn: Turn, product_id: int) -> None:
    """Ask with which."""
    product = turn.services.catalog.product(product_id)
    text = turn.t.get("catalog-ask-merge", product=product.name)
    await turn.ask("catalog.merge", Card(text), product=product.id)


@routes.answer("catalog.merge", permission="catalog.edit")
async def merge_with(turn: Turn) -> None:
    """Words of the other were typed: which of those that may be meant?"""
    await _which(turn, "catalog.merge", CATALOG_MERGE_INTO, int(turn.facts["product"]))


@routes.tap(CATALOG_MERGE_INTO, permission="catalog.edit")
async def merge_into(turn: Turn) -> None:
    """Ask before they become one."""
    await turn.show(_merge_question(turn))


def _merge_question(turn: Turn) -> Card:
    t, catalog = turn.t, turn.services.catalog
    gone, stays = catalog.product(turn.values.number(0)), catalog.product(turn.values.number(1))
    text = t.get("catalog-merge", product=gone.name, other=stays.name, count=len(gone.offers))
    text = _with_pause(turn, _with_ends(t, text, gone, stays), stays)
    offers = " ".join(str(each.id) for each in gone.offers)
    asked = f"{text} {offers}"
    yes = confirm_button(
        t.plain("button-confirm"), CATALOG_MERGE_NOW, gone.id, stays.id, asked=asked, style="danger"
    )
    no = Button(t.plain("button-cancel"), CATALOG_PRODUCT, gone.id, 1)
    return Card(text, [[yes, no]])


def _with_ends(t: Texts, text: Html, gone: Product, stays: Product) -> Html:
    """The question, with the settings that end with the product that goes, and what counts instead."""
    was, then = gone.settings, stays.settings
    ends = []
    if was.ceiling is not None and was.ceiling != then.ceiling:
        kept = "none" if then.ceiling is None else "other"
        facts = {"was": was.ceiling, "then": then.ceiling or "", "kept": kept}
        ends.append(t.get("catalog-ends-ceiling", product=gone.name, **facts))
    if was.low_mark is not None and was.low_mark != then.low_mark:
        kept = "none" if then.low_mark is None else "other"
        marks = {"was": was.low_mark, "then": then.low_mark or 0, "kept": kept}
        ends.append(t.get("catalog-ends-low-mark", product=gone.name, **marks))
    if was.own_first and not then.own_first:
        ends.append(t.get("catalog-ends-own-first", product=gone.name))
    if gone.paused and not stays.paused:
        ends.append(t.get("catalog-ends-pause", product=gone.name, other=stays.name))
    return join([text, *ends], "\n")


def _with_pause(turn: Turn, text: Html, product: Product) -> Html:
    """The question, with what it means that the product is paused to which offers come."""
    if not product.paused:
        return text
    return join([text, turn.t.get("catalog-to-paused", product=product.name)], " ")


@routes.tap(CATALOG_MERGE_NOW, permission="catalog.edit")
async def merge_now(turn: Turn) -> None:
    """Make them one."""
    if not await as_asked(turn, _merge_question(turn)):
        return
    gone, stays = turn.values.number(0), turn.values.number(1)
    product = await turn.services.catalog_editing.merge(turn.actor, gone, stays)
    await turn.show(product_card(turn.t, product))


@routes.number_tap(CATALOG_MOVE, permission="catalog.edit")
async def move(turn: Turn, offer_id: int) -> None:
    """Ask where to."""
    offer = turn.services.catalog.offer(offer_id)
    text = turn.t.get("catalog-ask-move", offer=offer_words(turn.t, offer))
    await turn.ask("catalog.move", Card(text), offer=offer.id)


@routes.answer("catalog.move", permission="catalog.edit")
async def move_where(turn: Turn) -> None:
    """Words of the product were typed: which of those that may be meant?"""
    await _which(turn, "catalog.move", CATALOG_MOVE_TO, int(turn.facts["offer"]))


@routes.tap(CATALOG_MOVE_TO, permission="catalog.edit")
async def move_to(turn: Turn) -> None:
    """Ask before it is moved."""
    await turn.show(_move_question(turn))


def _move_question(turn: Turn) -> Card:
    t, catalog = turn.t, turn.services.catalog
    offer = catalog.offer(turn.values.number(0))
    product = catalog.product(turn.values.number(1))
    last = len(catalog.product(offer.product_id).offers) == 1
    text = t.get(
        "catalog-move-last" if last else "catalog-move",
        offer=offer_words(t, offer),
        product=offer.product_name,
        other=product.name,
    )
    if last:
        text = _with_ends(t, text, catalog.product(offer.product_id), product)
    text = _with_pause(turn, text, product)
    yes = confirm_button(
        t.plain("button-confirm"), CATALOG_MOVE_NOW, offer.id, product.id, asked=text
    )
    no = Button(t.plain("button-cancel"), CATALOG_PRODUCT, offer.product_id, 1)
    return Card(text, [[yes, no]])


@routes.tap(CATALOG_MOVE_NOW, permission="catalog.edit")
async def move_now(turn: Turn) -> None:
    """Move it."""
    offer_id, product_id = turn.values.number(0), turn.values.number(1)
    there = turn.services.catalog.offer(offer_id).product_id == product_id
    if not there and not await as_asked(turn, _move_question(turn)):
        return
    offer = await turn.services.catalog_editing.move(turn.actor, offer_id, product_id)
    await turn.show(product_card(turn.t, turn.services.catalog.product(offer.product_id)))


async def _which(turn: Turn, question: str, tap: Tap, what: int) -> None:
    if not turn.args.strip():
        raise UsageError(question)
    found = meant(turn, turn.args)
    if not found:
        raise UsageError(question, Card(turn.t.get("catalog-nothing", words=turn.args)))
    rows: list[list[AnyButton]] = [
        [Button(product_label(turn.t, each), tap, what, each.id)] for each in found
    ]
    await turn.show(Card(turn.t.get("stock-which", words=turn.args, count=len(rows)), rows))
