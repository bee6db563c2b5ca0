"""/browse: a provider's whole catalog, walked by buttons; what is liked goes into ours."""

from collections.abc import Sequence

from handlers.catalog.browse_card import product_card, shelf_card
from handlers.catalog.browse_tree import TOP, Shelf, shelf_at, top
from handlers.catalog.product_card import offer_words
from handlers.frame.callback import mark_of
from handlers.frame.cards import Button, Card
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.frame.values import Values
from handlers.frame.which_provider import provider_marked, provider_named, which_provider
from handlers.taps import (
    BROWSE_ADD,
    BROWSE_AT,
    BROWSE_FRESH,
    BROWSE_ITEM,
    BROWSE_RENAME,
    CATALOG_PRODUCT,
)
from handlers.words.markup import bold
from handlers.words.provider_words import provider_name
from providers.base import Browsing, Provider, Quoting, Tree, TreeProduct

routes = Routes(area="goods", needs=Browsing)


@routes.command("browse", permission="catalog.edit")
async def browse(turn: Turn) -> None:
    """``/browse [provider]``; without one, the only one there is, or a choice."""
    able = turn.services.providers.with_capability(Browsing)
    named = provider_named(turn.t, turn.args, able)
    if turn.args and named is None:
        other = provider_named(turn.t, turn.args, tuple(turn.services.providers))
        raise UsageError("browse", None if other is None else _no_collections(turn, other, able))
    if named is None and len(able) > 1:
        question = turn.t.get("browse-which")
        await turn.show(which_provider(turn.t, question, able, BROWSE_AT, TOP, 1))
        return
    await turn.typing()
    await _show(turn, named or able[0], TOP, 1)


def _no_collections(turn: Turn, other: Provider, able: Sequence[Provider]) -> Card:
    t = turn.t
    known = [provider_name(t, each.name) for each in able]
    return Card(t.get("browse-none", provider=provider_name(t, other.name), known=known))


@routes.tap(BROWSE_AT, permission="catalog.edit", slow=True)
async def at(turn: Turn) -> None:
    """Go to a collection, or turn its pages."""
    mark, place, _ = turn.values.texts(3)
    await _show(turn, provider_at(turn, mark), place, turn.values.number(2))


@routes.tap(BROWSE_FRESH, permission="catalog.edit", slow=True)
async def fresh(turn: Turn) -> None:
    """Read the tree anew, and stay where one is."""
    mark, place, _ = turn.values.texts(3)
    await _show(turn, provider_at(turn, mark), place, turn.values.number(2), anew=True)


@routes.tap(BROWSE_ITEM, permission="catalog.edit", slow=True)
async def item(turn: Turn) -> None:
    """Look at one product."""
    provider = provider_at(turn, turn.values.text(0))
    found = await product_meant(turn, provider)
    if found is None:
        return
    tree, shelf, product = found
    sells = isinstance(provider, Quoting) and product.available and bool(product.currency)
    standing = turn.services.catalog.standing(
        provider.name, product.external_id, product.currency, product.country
    )
    with_cost = turn.chat.is_private and turn.may("sales.cost")
    card = product_card(
        turn.t,
        provider.name,
        tree,
        shelf,
        product,
        standing,
        may_add=sells,
        with_cost=with_cost,
    )
    await turn.show(card)


@routes.tap(BROWSE_ADD, permission="catalog.edit", slow=True)
async def add(turn: Turn) -> None:
    """Put it into our catalog, under the provider's name of it."""
    provider = provider_at(turn, turn.values.text(0))
    found = await product_meant(turn, provider)
    if found is not None:
        product = found[2]
        await _add(turn, product.name, provider.name, product)


@routes.tap(BROWSE_RENAME, permission="catalog.edit", slow=True)
async def rename(turn: Turn) -> None:
    """Ask for the name under which to add it."""
    provider = provider_at(turn, turn.values.text(0))
    found = await product_meant(turn, provider)
    if found is not None:
        question = Card(turn.t.get("browse-ask-name", product=bold(found[2].name)))
        await turn.ask("browse.name", question, place=list(turn.values))


@routes.answer("browse.name", permission="catalog.edit", keeps_words=True)
async def named(turn: Turn) -> None:
    """The name was typed."""
    turn.values = Values(map(str, turn.facts["place"]))
    provider = provider_at(turn, turn.values.text(0))
    found = await product_meant(turn, provider)
    if found is not None:
        await _add(turn, turn.args, provider.name, found[2])


async def _show(
    turn: Turn, provider: Browsing, place: str, page: int, *, anew: bool = False
) -> None:
    tree = await provider.browse(fresh=anew)
    shelf = shelf_at(tree, place) or top(tree)
    await turn.show(shelf_card(turn.t, provider.name, tree, shelf, page))


async def product_meant(turn: Turn, provider: Browsing) -> tuple[Tree, Shelf, TreeProduct] | None:
    """The product that a button means; None, and the person told, where it is gone."""
    _, place, wanted = turn.values.texts(3)
    # A button of the live lists may be about what is newer than the tree in memory.
    for fresh in (False, True):
        tree = await provider.browse(fresh=fresh)
        shelf = shelf_at(tree, place)
        product = shelf.product(wanted) if shelf else None
        if shelf is not None and product is not None:
            return tree, shelf, product
    back = Button(turn.t.plain("button-back"), BROWSE_AT, mark_of(provider.name), TOP, 1)
    await turn.show(Card(turn.t.get("browse-gone"), [[back]]))
    return None


async def _add(turn: Turn, name: str, provider: str, product: TreeProduct) -> None:
    t = turn.t
    offer = await turn.services.catalog.add(
        turn.actor, name, provider, product.external_id, product.currency, product.country or None
    )
    added = t.get("catalog-added", product=offer.product_name, offer=offer_words(t, offer))
    look = Button(t.plain("catalog-see"), CATALOG_PRODUCT, offer.product_id, 1)
    await turn.reply(Card(added, [[look]]))


def provider_at(turn: Turn, mark: str) -> Browsing:
    """The provider that a button names. Raises StaleButtonError where it is no more."""
    return provider_marked(mark, turn.services.providers.with_capability(Browsing))
