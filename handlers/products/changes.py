"""Changes to key products: made once at Confirm; and the two simplest of them."""

from handlers.frame.cards import Card
from handlers.frame.confirmation.confirm import carry_out
from handlers.frame.errors import error_text
from handlers.frame.registry import Routes
from handlers.frame.turn import Turn
from handlers.products.card import back_to, product_name
from handlers.products.pending_changes import (
    IN_PARTS,
    SINGLE,
    WISHES,
    Deletion,
    Publication,
    Wish,
    wish_card,
)
from handlers.products.sellers import ProductAt, pressed, read
from handlers.words.markup import join
from providers.administration import SellsKeyProducts
from services.administration.errors import BeingChangedError, ConflictError

routes = Routes(needs=SellsKeyProducts)


@routes.tap("product.do", permission="products.edit", slow=True)
async def do(turn: Turn) -> None:
    """Have the change made that was confirmed, once."""
    await carry_out(turn, *WISHES)


@routes.tap("product.publish", permission="products.edit", slow=True)
async def publish(turn: Turn) -> None:
    """Ask before a product goes on sale."""
    at = await pressed(turn)
    product = await read(turn, at)
    lines = [turn.t.get("product-publish-ask", name=product_name(product))]
    if not any(platform.prices for platform in product.platforms):
        lines.append(turn.t.get("product-publish-no-price"))
    await turn.show(wish_card(turn, join(lines), Publication(at)))


@routes.tap("product.delete", permission="products.edit", slow=True)
async def delete(turn: Turn) -> None:
    """Ask before a product is deleted."""
    at = await pressed(turn)
    product = await read(turn, at)
    name, sku = product_name(product), product.sku
    text = turn.t.get("product-delete-ask", name=name, sku=sku)
    await turn.show(wish_card(turn, text, Deletion(at, name, sku), danger=True))


@routes.deed(*SINGLE, resumes=True)
@routes.deed(*IN_PARTS, parts=True, resumes=True)
async def make(turn: Turn, wish: Wish) -> Card:
    """Make the change, and show what stands there then."""
    try:
        return await wish.make(turn)
    except (BeingChangedError, ConflictError) as error:
        at = getattr(wish, "at", None)
        rows = [[back_to(turn, at)]] if isinstance(at, ProductAt) else []
        return Card(error_text(turn.t, error), rows)
