"""/browse, asked for live: the collections alone, what is in one, and the texts of a product."""

from handlers.catalog.browse import product_meant, provider_at
from handlers.catalog.browse_live_card import collection_card, collections_card, details_card
from handlers.catalog.browse_tree import path_to
from handlers.frame.cards import Button, Card
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.taps import BROWSE_DETAILS, BROWSE_GOODS, BROWSE_HEADS
from providers.base import Browsing

routes = Routes(needs=Browsing)


@routes.tap(BROWSE_HEADS, permission="catalog.edit", slow=True)
async def heads(turn: Turn) -> None:
    """List the collections, without reading the tree, or turn the pages of the list."""
    provider = provider_at(turn, turn.values.text(0))
    found = await provider.collections()
    await turn.show(collections_card(turn.t, provider.name, found, turn.values.number(1)))


@routes.tap(BROWSE_GOODS, permission="catalog.edit", slow=True)
async def goods(turn: Turn) -> None:
    """List what is in one collection, or turn the pages of the list."""
    mark, wanted, _ = turn.values.texts(3)
    provider, page = provider_at(turn, mark), turn.values.number(2)
    path = path_to(await provider.collections(), wanted)
    if path is None or not path[-1].collections:
        # A list of collections need not name those inside others, as the tree does.
        path = path_to((await provider.browse()).collections, wanted) or path
    if path is None:
        back = Button(turn.t.plain("button-back"), BROWSE_HEADS, mark, 1)
        await turn.show(Card(turn.t.get("browse-gone"), [[back]]))
        return
    products = await provider.collection(path[-1].external_id)
    await turn.show(collection_card(turn.t, provider.name, path, products, page))


@routes.tap(BROWSE_DETAILS, permission="catalog.edit", slow=True)
async def details(turn: Turn) -> None:
    """Show what buyers are told of a product."""
    mark, shelf, item = turn.values.texts(3)
    provider = provider_at(turn, mark)
    found = await product_meant(turn, provider)
    if found is not None:
        told = await provider.details(found[2].external_id)
        await turn.show(details_card(turn.t, provider.name, told, shelf, item))
