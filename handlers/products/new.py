"""A new key product: asked for step by step, or taken from one document."""

from dataclasses import dataclass, field

from handlers.frame.cards import Card
from handlers.frame.confirmation.pending import hold, look
from handlers.frame.lists import counted
from handlers.frame.registry import Brings
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.which_provider import which_provider
from handlers.products import by_document
from handlers.products.card import content_lines
from handlers.products.changes import ask
from handlers.products.difference_lines import platform_differences
from handlers.products.json_document import Document, document_text, texts_of
from handlers.products.new_in_document import differing_wishes
from handlers.products.sellers import GONE, ProductAt, seller_at, sellers
from handlers.taps import PRODUCTS_NEW
from handlers.words.markup import Html, code, join
from handlers.words.provider_words import provider_name
from providers.administration import KeyProductChange, SellsKeyProducts
from services.administration import checks
from services.administration.product_checks import good_content

routes = Routes(needs=SellsKeyProducts)


@dataclass(frozen=True, slots=True)
class _Given:
    """A document that came while nobody had said yet at which provider."""

    text: str = field(repr=False)


async def begin(turn: Turn, seller: str, text: str) -> None:
    """Take the document that came with the command, or ask for the first thing."""
    if text:
        await _from_document(turn, seller, text)
    else:
        await turn.ask("product.sku", Card(turn.t.get("product-ask-sku")), seller=seller)


def ask_where(turn: Turn, text: str) -> Card:
    """Ask at which provider the product shall be; the buttons go on with the document."""
    given = [hold(turn, _Given(text))] if text else []
    asking = turn.t.get("products-which")
    return which_provider(turn.t, asking, sellers(turn), PRODUCTS_NEW, *given)


@routes.tap(PRODUCTS_NEW, permission="products.edit", slow=True)
async def new(turn: Turn) -> None:
    """Begin from the list, or where it was asked at which provider."""
    seller = seller_at(turn, turn.values.text(0))
    given = len(turn.values) > 1
    text = (await look(turn, turn.values.text(1), _Given, gone=GONE)).text if given else ""
    await begin(turn, seller, text)


@routes.answer("product.sku", permission="products.edit", brings=Brings.DOCUMENT)
async def sku_said(turn: Turn) -> None:
    """The SKU, or a document in place of all answers."""
    text = await document_text(turn, turn.args)
    if text != turn.args or by_document.is_document(text):
        await _from_document(turn, str(turn.facts["seller"]), text)
        return
    sku = checks.line("sku", text, checks.MOST_SKU)
    await turn.ask("product.name", Card(turn.t.get("product-ask-new-name")), **turn.facts, sku=sku)


@routes.answer("product.name", permission="products.edit", keeps_words=True)
async def name_said(turn: Turn) -> None:
    """The name, in one language or several."""
    names = checks.texts("name", texts_of(turn.args), all_of_them=True)
    question = Card(turn.t.get("product-ask-new-currency"))
    await turn.ask("product.currency", question, **turn.facts, names=names)


@routes.answer("product.currency", permission="products.edit")
async def currency_said(turn: Turn) -> None:
    """The default currency."""
    currency = checks.currency("default_currency", turn.args)
    question = Card(turn.t.get("product-ask-new-description"))
    await turn.ask("product.description", question, **turn.facts, currency=currency)


@routes.answer("product.description", permission="products.edit", keeps_words=True)
async def description_said(turn: Turn) -> None:
    """The description: now all is there that a product needs."""
    facts = turn.facts
    content = KeyProductChange(
        names=dict(facts["names"]),
        descriptions=checks.texts("description", texts_of(turn.args), all_of_them=True),
        default_currency=str(facts["currency"]),
    )
    await _confirm(turn, str(facts["seller"]), Document(str(facts["sku"]), content))


async def _from_document(turn: Turn, seller: str, text: str) -> None:
    await _confirm(turn, seller, await by_document.read(turn, seller, text, None))


async def _confirm(turn: Turn, seller: str, said: Document) -> None:
    t = turn.t
    sku, content = checks.line("sku", said.sku, checks.MOST_SKU), good_content(said.content)
    wishes = differing_wishes(said.platforms)
    steps = await turn.services.products.platform_steps(seller, None, wishes)
    lines = [
        t.get("product-new-ask", sku=code(sku), provider=provider_name(t, seller)),
        Html(""),
        *counted(t, [*content_lines(t, content), *platform_differences(t, steps)]),
        *by_document.passed_over(t, said.passed_over),
    ]
    at = ProductAt(seller, "")
    await turn.reply(
        ask(turn, join(lines), "create", at, said.change, wishes, words={"product": sku})
    )
