"""/catalog: what the desk sells, added and taken out here."""

from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.lists import pager
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.taps import (
    CATALOG_ADD,
    CATALOG_PAGE,
    CATALOG_PRODUCT,
    CATALOG_REMOVE,
    CATALOG_REMOVE_NOW,
)
from handlers.words.arguments import unquoted, words
from handlers.words.markup import Html, join
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from providers.base import Quoting
from services.catalog import Offer
from services.page import page_of

routes = Routes(area="goods")
PAGE = 8
_MOST_PIECES = 4  # provider, external id, currency, country


@routes.command("catalog", permission="catalog.edit")
async def catalog(turn: Turn) -> None:
    """Page through the catalog, or add what was typed."""
    if not turn.args:
        await list_page(turn, 1)
        return
    verb, _, offer = turn.args.partition(" ")
    if verb.lower() != "add" or not offer:
        raise UsageError("catalog")
    await _add(turn, offer, "catalog")


@routes.tap(CATALOG_ADD, permission="catalog.edit")
async def add(turn: Turn) -> None:
    """Ask what to add."""
    sellers = [seller.name for seller in turn.services.providers.with_capability(Quoting)]
    await turn.ask("catalog.offer", Card(turn.t.get("catalog-ask", providers=sellers)))


@routes.answer("catalog.offer", permission="catalog.edit")
async def typed(turn: Turn) -> None:
    """Add what was answered."""
    await _add(turn, turn.args, "catalog.offer")


@routes.tap(CATALOG_PRODUCT, permission="catalog.edit")
async def product(turn: Turn) -> None:
    """Show a product's offers, each with a way to take it out."""
    offers = turn.values.number(2, 1) if len(turn.values) > 2 else 1
    await _product(turn, turn.values.number(0), turn.values.number(1), offers)


@routes.tap(CATALOG_REMOVE, permission="catalog.edit")
async def remove(turn: Turn) -> None:
    """Ask before an offer is taken out."""
    t = turn.t
    offer = turn.services.catalog.offer(turn.values.number(0))
    last = len(turn.services.catalog.product(offer.product_id).offers) == 1
    question = t.get(
        "catalog-remove-last" if last else "catalog-remove",
        product=offer.product_name,
        offer=offer_words(t, offer),
    )
    yes = Button(t.plain("button-confirm"), CATALOG_REMOVE_NOW, offer.id, style="danger")
    no = Button(t.plain("button-cancel"), CATALOG_PRODUCT, offer.product_id, 1)
    await turn.show(Card(question, [[yes, no]]))


@routes.tap(CATALOG_REMOVE_NOW, permission="catalog.edit")
async def remove_now(turn: Turn) -> None:
    """Take an offer out; orders of it stay as they are."""
    t = turn.t
    offer = await turn.services.catalog.remove(turn.actor, turn.values.number(0))
    text = t.get("catalog-removed", product=offer.product_name, offer=offer_words(t, offer))
    back = Button(t.plain("button-back"), CATALOG_PAGE, 1)
    await turn.show(Card(text, [[back]]))


def offer_words(t: Texts, offer: Offer) -> str:
    """An offer in one line, as it is added: provider, external id, currency, country."""
    external_id = f'"{offer.external_id}"' if " " in offer.external_id else offer.external_id
    pieces = [provider_name(t, offer.provider), external_id, offer.currency, offer.country]
    return " ".join(piece for piece in pieces if piece)


async def _add(turn: Turn, text: str, usage: str) -> None:
    name, bar, rest = text.rpartition("|")
    pieces = words(rest)
    if not bar or not 2 <= len(pieces) <= _MOST_PIECES:
        raise UsageError(usage)
    provider, external_id, currency, country = [*pieces, None, None][:4]
    if provider is None or external_id is None:
        raise UsageError(usage)
    offer = await turn.services.catalog.add(
        turn.actor, unquoted(name), provider, external_id, currency, country
    )
    t = turn.t
    added = t.get("catalog-added", product=offer.product_name, offer=offer_words(t, offer))
    look = Button(t.plain("catalog-see"), CATALOG_PRODUCT, offer.product_id, 1)
    await turn.reply(Card(added, [[look]]))


async def _product(turn: Turn, product_id: int, page: int, number: int) -> None:
    """The offers of a product, page ``number`` of them; ``page`` of the list is where Back leads."""
    t = turn.t
    found = turn.services.catalog.product(product_id)
    offers = page_of(list(enumerate(found.offers, start=1)), number, PAGE)
    lines = [
        t.get("catalog-offer", place=place, offer=offer_words(t, offer))
        for place, offer in offers.items
    ]
    if offers.pages > 1:
        counted = {"total": offers.total, "page": offers.number, "pages": offers.pages}
        lines = [t.get("stock-offers", **counted), Html(""), *lines]
    rows: list[list[AnyButton]] = [
        [Button(t.plain("catalog-remove-button", place=place), CATALOG_REMOVE, offer.id)]
        for place, offer in offers.items
    ]
    rows.append(pager(t, CATALOG_PRODUCT, offers, product_id, page))
    back = Button(t.plain("button-back"), CATALOG_PAGE, page)
    text = join([t.get("catalog-product", product=found.name), "", *lines])
    await turn.show(Card(text, [*rows, [back]]))


@routes.number_tap(CATALOG_PAGE, permission="catalog.edit")
async def list_page(turn: Turn, number: int) -> None:
    """Show a page of the products."""
    t = turn.t
    listed = turn.services.catalog.products(number, PAGE)
    rows: list[list[AnyButton]] = [
        [Button(found.name, CATALOG_PRODUCT, found.id, listed.number)] for found in listed.items
    ]
    adding: list[AnyButton] = [Button(t.plain("catalog-add-button"), CATALOG_ADD)]
    if listed.total:
        text = t.get("catalog", total=listed.total, page=listed.number, pages=listed.pages)
    else:
        text = t.get("catalog-empty")
    await turn.show(Card(text, [*rows, pager(t, CATALOG_PAGE, listed), adding]))
