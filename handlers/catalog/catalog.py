"""/catalog: what the desk sells, added and taken out here."""

from handlers.catalog.files import export, import_document
from handlers.catalog.product_card import meant, offer_words, product_card, product_label
from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.confirmation.as_asked import as_asked, confirm_button
from handlers.frame.lists import pager
from handlers.frame.registry import Brings
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.taps import (
    CATALOG_ADD,
    CATALOG_EXPORT,
    CATALOG_FIND,
    CATALOG_IMPORT,
    CATALOG_PAGE,
    CATALOG_PRODUCT,
    CATALOG_REMOVE,
    CATALOG_REMOVE_NOW,
)
from handlers.words.arguments import unquoted, words
from providers.base import Quoting
from services.errors import KeyInWordsError

routes = Routes(area="goods")
PAGE = 8
_MOST_PIECES = 4  # provider, external id, currency, country


@routes.command("catalog", permission="catalog.edit", brings=Brings.DOCUMENT)
async def catalog(turn: Turn) -> None:
    """Page through the catalog, add what was typed, or find a product by words."""
    verb, _, rest = turn.args.partition(" ")
    if not turn.args:
        await list_page(turn, 1)
    elif verb.lower() == "add":
        if not rest:
            raise UsageError("catalog")
        await _add(turn, rest, "catalog")
    elif verb.lower() == "export":
        await export(turn, rest.strip().lower() or "csv")
    elif verb.lower() == "import":
        await import_document(turn)
    else:
        await _found(turn, turn.args)


@routes.tap(CATALOG_FIND, permission="catalog.edit")
async def find(turn: Turn) -> None:
    """Ask for words of a product."""
    await turn.ask("catalog.words", Card(turn.t.get("catalog-ask-words")))


@routes.answer("catalog.words", permission="catalog.edit")
async def words_typed(turn: Turn) -> None:
    """Find the product by them."""
    await _found(turn, turn.args)


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
    """Show a product: what it is like, its offers, and all that can be done with it."""
    offers = turn.values.number(2, 1) if len(turn.values) > 2 else 1
    found = turn.services.catalog.product(turn.values.number(0))
    await turn.show(product_card(turn.t, found, turn.values.number(1), offers))


@routes.tap(CATALOG_REMOVE, permission="catalog.edit")
async def remove(turn: Turn) -> None:
    """Ask before an offer is taken out."""
    await turn.show(await _remove_question(turn))


async def _remove_question(turn: Turn) -> Card:
    t = turn.t
    offer = await turn.services.catalog.removable(turn.values.number(0))
    last = len(turn.services.catalog.product(offer.product_id).offers) == 1
    question = t.get(
        "catalog-remove-last" if last else "catalog-remove",
        product=offer.product_name,
        offer=offer_words(t, offer),
    )
    yes = confirm_button(
        t.plain("button-confirm"), CATALOG_REMOVE_NOW, offer.id, asked=question, style="danger"
    )
    no = Button(t.plain("button-cancel"), CATALOG_PRODUCT, offer.product_id, 1)
    return Card(question, [[yes, no]])


@routes.tap(CATALOG_REMOVE_NOW, permission="catalog.edit")
async def remove_now(turn: Turn) -> None:
    """Take an offer out; orders of it stay as they are."""
    if not await as_asked(turn, await _remove_question(turn)):
        return
    t = turn.t
    offer = await turn.services.catalog.remove(turn.actor, turn.values.number(0))
    text = t.get("catalog-removed", product=offer.product_name, offer=offer_words(t, offer))
    back = Button(t.plain("button-back"), CATALOG_PAGE, 1)
    await turn.show(Card(text, [[back]]))


async def _found(turn: Turn, typed: str) -> None:
    """The product that is meant, or those that may be; also such as are paused."""
    found = meant(turn, typed)
    if len(found) == 1:
        await turn.show(product_card(turn.t, found[0]))
        return
    text = turn.t.get("catalog-nothing", words=typed)
    if found:
        text = turn.t.get("stock-which", words=typed, count=len(found))
    rows: list[list[AnyButton]] = [
        [Button(product_label(turn.t, each), CATALOG_PRODUCT, each.id, 1)] for each in found
    ]
    await turn.show(Card(text, [*rows, [Button(turn.t.plain("button-back"), CATALOG_PAGE, 1)]]))


async def _add(turn: Turn, text: str, usage: str) -> None:
    if turn.seen_to:
        raise KeyInWordsError
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


@routes.number_tap(CATALOG_PAGE, permission="catalog.edit")
async def list_page(turn: Turn, number: int) -> None:
    """Show a page of the products."""
    t = turn.t
    listed = turn.services.catalog.products(number, PAGE)
    rows: list[list[AnyButton]] = [
        [Button(product_label(t, found), CATALOG_PRODUCT, found.id, listed.number)]
        for found in listed.items
    ]
    adding: list[AnyButton] = [Button(t.plain("catalog-add-button"), CATALOG_ADD)]
    if listed.pages > 1:
        adding.append(Button(t.plain("catalog-find-button"), CATALOG_FIND))
    files: list[AnyButton] = [Button(t.plain("catalog-import-button"), CATALOG_IMPORT)]
    if listed.total:
        files.append(Button(t.plain("catalog-export-button", kind="CSV"), CATALOG_EXPORT, "csv"))
        files.append(Button(t.plain("catalog-export-button", kind="XLSX"), CATALOG_EXPORT, "xlsx"))
        text = t.get("catalog", total=listed.total, page=listed.number, pages=listed.pages)
    else:
        text = t.get("catalog-empty")
    await turn.show(Card(text, [*rows, pager(t, CATALOG_PAGE, listed), adding, files]))
