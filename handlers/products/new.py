"""A new key product: asked for step by step, or taken from one document."""

from handlers.frame.cards import Card
from handlers.frame.registry import Routes
from handlers.frame.turn import Turn
from handlers.products import by_document
from handlers.products.card import content_lines
from handlers.products.differences import platform_differences, that_can_be_shown
from handlers.products.differing import differing_wishes
from handlers.products.document import Document, document_text, texts_of
from handlers.products.wishes import Creation, wish_card
from handlers.words.markup import Html, code, join
from providers.administration import KeyProductChange, SellsKeyProducts
from services.administration import checks
from services.administration.product_checks import good_content
from services.administration.written import steps_for

routes = Routes(needs=SellsKeyProducts)


async def begin(turn: Turn, typed: str) -> None:
    """Take the document that came with the command, or ask for the first thing."""
    text = await document_text(turn, typed)
    if text:
        await _from_document(turn, text)
    else:
        await turn.ask("product.sku", Card(turn.t.get("product-ask-sku")))


@routes.tap("products.new", permission="products.edit")
async def new(turn: Turn) -> None:
    """Begin from the list."""
    await begin(turn, "")


@routes.answer("product.sku", permission="products.edit")
async def sku_said(turn: Turn) -> None:
    """The SKU, or a document in place of all answers."""
    text = await document_text(turn, turn.args)
    if text != turn.args or by_document.is_document(text):
        await _from_document(turn, text)
        return
    sku = checks.line("sku", text, checks.MOST_SKU)
    await turn.ask("product.name", Card(turn.t.get("product-ask-new-name")), sku=sku)


@routes.answer("product.name", permission="products.edit")
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


@routes.answer("product.description", permission="products.edit")
async def description_said(turn: Turn) -> None:
    """The description: now all is there that a product needs."""
    facts = turn.facts
    content = KeyProductChange(
        names=dict(facts["names"]),
        descriptions=checks.texts("description", texts_of(turn.args), all_of_them=True),
        default_currency=str(facts["currency"]),
    )
    await _confirm(turn, Document(str(facts["sku"]), content))


async def _from_document(turn: Turn, text: str) -> None:
    await _confirm(turn, await by_document.read(turn, text, None))


async def _confirm(turn: Turn, said: Document) -> None:
    t = turn.t
    sku, content = checks.line("sku", said.sku, checks.MOST_SKU), good_content(said.content)
    wishes = differing_wishes(said.platforms)
    steps = await steps_for(turn.desk.products, None, wishes)
    lines = [
        t.get("product-new-ask", sku=code(sku)),
        Html(""),
        *that_can_be_shown(t, [*content_lines(t, content), *platform_differences(t, steps)]),
        *by_document.passed_over(t, said.passed_over),
    ]
    await turn.reply(wish_card(turn, join(lines), Creation(sku, content, wishes)))
