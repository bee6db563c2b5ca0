"""/stock: find a product, see all its offers with stock and prices, go on to buy."""

from collections.abc import Sequence

from handlers.catalog.stock_card import product_card
from handlers.catalog.stock_overview import show_overview
from handlers.frame.callback import Tap
from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.taps import STOCK_PAGE, STOCK_PRODUCT
from services.catalog import Product

routes = Routes()
PAGE = 8
"""The most products that are offered for a search."""


@routes.command("stock", permission="stock.view")
async def stock(turn: Turn) -> None:
    """Show the product that is meant, offer several that may be, or page through all."""
    if not turn.args or means_all(turn, turn.args):
        await show_overview(turn)
        return
    product_id = await product_meant(turn, STOCK_PRODUCT)
    if product_id is not None:
        await show_product(turn, product_id)


@routes.tap(STOCK_PRODUCT, permission="stock.view", slow=True)
async def product_chosen(turn: Turn) -> None:
    """Read a product's offers; also what Refresh does."""
    await show_product(turn, await product_pressed(turn, 0), number=page_pressed(turn, 1))


def means_all(turn: Turn, said: str) -> bool:
    """Whether these words are all products, and no product is called so."""
    known = turn.t.plain("words-all").split()
    return said.strip().lower() in known and not turn.services.catalog.whole_name(said)


async def product_meant(
    turn: Turn, tap: Tap, words: str = "", everything: Tap = STOCK_PAGE
) -> int | None:
    """The product that is named; None: none is, or several may be, which are offered by this tap.

    ``words``: what names it, if that is not all that was typed; ``everything`` shows all there are.
    """
    catalog, words = turn.services.catalog, words or turn.args
    found = catalog.whole_name(words) or catalog.search(words, PAGE)
    if len(found) == 1:
        await turn.typing()
        return found[0].id
    await choose_product(turn, words, found, tap, everything=everything)
    return None


async def product_pressed(turn: Turn, at: int) -> int:
    """The product that a button means by its argument there, or the one that it was merged into since.

    Raises UnknownProductError. What changes a product does not go by this: the other was not meant.
    """
    return (await turn.services.catalog.now_of(turn.values.number(at))).id


def page_pressed(turn: Turn, at: int) -> int:
    """The page that a button means by its argument there; the first where it has none."""
    return turn.values.number(at, 1) if len(turn.values) > at else 1


async def show_product(
    turn: Turn, product_id: int, count: int | None = None, number: int = 1
) -> None:
    """Read all offers of a product at once and show them. Raises UnknownProductError.

    ``count`` is how many keys are wanted, if that was said.
    """
    reading = await turn.services.stock.read(product_id)
    may_buy = turn.may("orders.buy")
    card = product_card(turn.t, reading, may_buy=may_buy, count=count, number=number)
    await turn.show(card)


async def choose_product(
    turn: Turn,
    words: str,
    found: Sequence[Product],
    tap: Tap,
    *args: str | int,
    everything: Tap = STOCK_PAGE,
) -> None:
    """Offer the products that may be meant, or, where none is, those with a word in common.

    A button gives ``tap`` the product's id and ``args``.
    """
    t = turn.t
    if found:
        text = t.get("stock-which", words=words, count=len(found))
        await turn.show(Card(text, _choices(found, tap, *args)))
        return
    search = turn.services.catalog.search
    near = {hit.id: hit for word in words.split()[:PAGE] for hit in search(word, PAGE)}
    rows = _choices(list(near.values())[:PAGE], tap, *args)
    whole = Button(t.plain("stock-everything"), everything, 1)
    text = t.get("stock-nothing", words=words)
    if near:
        text = t.get("stock-near", words=words, count=len(near))
    await turn.show(Card(text, [*rows, [whole]]))


def _choices(products: Sequence[Product], tap: Tap, *args: str | int) -> list[list[AnyButton]]:
    return [[Button(product.name, tap, product.id, *args)] for product in products]
