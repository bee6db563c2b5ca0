"""A key product as buyers in a country see it."""

from handlers.frame.cards import Button, Card
from handlers.frame.lists import counted
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.products.card import back_to
from handlers.products.json_document import REMOVE
from handlers.products.sellers import ProductAt, asked_of, carried, pressed
from handlers.taps import PRODUCT_PUBLIC
from handlers.words.markup import Html, join, one_line
from handlers.words.texts import Texts
from handlers.words.unread import unread_lines
from providers.administration import PublicPrice, PublicView, SellsKeyProducts
from services.money import Money

routes = Routes(needs=SellsKeyProducts)
_LONGEST = 600


@routes.tap(PRODUCT_PUBLIC, permission="products.view")
async def public(turn: Turn) -> None:
    """Ask for whom."""
    at, asking = await pressed(turn), Card(turn.t.get("product-ask-public"))
    await turn.ask("product.viewer", asking, seller=at.seller, product=at.id)


@routes.answer("product.viewer", permission="products.view")
async def viewer_said(turn: Turn) -> None:
    """``<country> [currency]``, a dash for what is not to be said."""
    said = turn.args.split()
    if not 1 <= len(said) <= 2:
        raise UsageError("product.viewer")
    country, currency = ("" if word == REMOVE else word.upper() for word in [*said, REMOVE][:2])
    at = asked_of(turn)
    view = await turn.services.products.public_view(at.id, country, currency, seller=at.seller)
    await turn.reply(_view_card(turn, view, at, country, currency))


def _view_card(turn: Turn, view: PublicView, at: ProductAt, country: str, currency: str) -> Card:
    t = turn.t
    any_ = t.plain("any")
    lines = [
        t.get("product-view-title", name=one_line(view.name)),
        t.get("product-view-for", country=country or any_, currency=currency or any_),
    ]
    texts = [one_line(text, _LONGEST) for text in (view.description, view.long_description) if text]
    if texts:
        lines += [Html(""), *(t.get("product-view-text", text=text) for text in texts)]
    if view.images:
        lines.append(t.get("product-images-line", count=len(view.images)))
    lines += [Html(""), *unread_lines(t, view.prices)]
    if not view.prices:
        lines.append(t.get("product-no-prices-yet"))
    lines += (_price_line(t, price) for price in view.prices)
    again = Button(t.plain("product-public-again"), PRODUCT_PUBLIC, *carried(turn, at))
    return Card(join(counted(t, lines)), [[again], [back_to(turn, at)]])


def _price_line(t: Texts, price: PublicPrice) -> Html:
    return t.get(
        "product-view-fallback" if price.is_fallback else "product-view-price",
        platform=one_line(price.platform.name),
        amount=Money(price.amount, price.currency),
        region=one_line(price.region) or t.plain("any"),
    )
