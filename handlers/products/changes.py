"""Changes to key products: stated in a question, made once at Confirm; and the two simplest of them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from handlers.frame.cards import Card
from handlers.frame.confirming import confirmed, outcome, question
from handlers.frame.registry import Routes
from handlers.frame.turn import Turn
from handlers.products.card import product_card, product_name
from handlers.words.markup import Html, join
from providers.administration import SellsKeyProducts

routes = Routes(needs=SellsKeyProducts)


@dataclass(frozen=True, slots=True)
class Wish:
    """A change that waits for Confirm; ``make`` makes it and gives the card of what came of it."""

    make: Callable[[Turn], Awaitable[Card]]


def wish_card(
    turn: Turn, text: Html, make: Callable[[Turn], Awaitable[Card]], *, danger: bool = False
) -> Card:
    """The question before a change."""
    return question(turn, text, "product.do", Wish(make), danger=danger)


@routes.tap("product.do", permission="products.edit", slow=True)
async def do(turn: Turn) -> None:
    """Make the change that was confirmed, once."""
    wish = await confirmed(turn, Wish)
    if wish is not None:
        await outcome(turn, wish.make(turn))


@routes.tap("product.publish", permission="products.edit", slow=True)
async def publish(turn: Turn) -> None:
    """Ask before a product goes on sale."""
    product_id = turn.values[0]
    product = await turn.desk.products.read(product_id)

    async def make(then: Turn) -> Card:
        published = await then.desk.products.publish(then.actor, product_id)
        return product_card(then, published, then.t.get("product-publish-done"))

    lines = [turn.t.get("product-publish-ask", name=product_name(product))]
    if not any(platform.prices for platform in product.platforms):
        lines.append(turn.t.get("product-publish-no-price"))
    await turn.show(wish_card(turn, join(lines), make))


@routes.tap("product.delete", permission="products.edit", slow=True)
async def delete(turn: Turn) -> None:
    """Ask before a product is deleted."""
    product_id = turn.values[0]
    product = await turn.desk.products.read(product_id)
    name, sku = product_name(product), product.sku

    async def make(then: Turn) -> Card:
        await then.desk.products.delete(then.actor, product_id)
        return Card(then.t.get("product-delete-done", name=name, sku=sku))

    text = turn.t.get("product-delete-ask", name=name, sku=sku)
    await turn.show(wish_card(turn, text, make, danger=True))
