"""/browse: a provider's whole catalog, walked by buttons; what is liked goes into ours."""

from handlers.catalog.browse_card import product_card, shelf_card
from handlers.catalog.browse_tree import TOP, Shelf, shelf_at, short, top
from handlers.catalog.catalog import offer_words
from handlers.frame.cards import Button, Card
from handlers.frame.registry import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.words.markup import bold
from handlers.words.provider_words import provider_name
from providers.base import Browsing, Quoting, Tree, TreeProduct
from services.catalog import Offer

routes = Routes(needs=Browsing)


@routes.command("browse", permission="catalog.edit")
async def browse(turn: Turn) -> None:
    """``/browse [provider]``; without one, the only one there is, or a choice."""
    able = turn.desk.providers.with_capability(Browsing)
    wanted = turn.args.strip().casefold()
    named = {provider_name(turn.t, each.name).casefold(): each for each in able}
    named |= {each.name.casefold(): each for each in able}
    if wanted and wanted not in named:
        raise UsageError("browse")
    if wanted or len(able) == 1:
        await turn.typing()
        await _show(turn, named[wanted] if wanted else able[0], TOP, 1)
        return
    rows = [
        [Button(provider_name(turn.t, each.name), "browse.at", short(each.name), TOP, 1)]
        for each in able
    ]
    await turn.reply(Card(turn.t.get("browse-which"), rows))


@routes.tap("browse.at", permission="catalog.edit", slow=True)
async def at(turn: Turn) -> None:
    """Go to a collection, or turn its pages."""
    provider, place, page = turn.values
    await _show(turn, provider_at(turn, provider), place, int(page))


@routes.tap("browse.fresh", permission="catalog.edit", slow=True)
async def fresh(turn: Turn) -> None:
    """Read the tree anew, and stay where one is."""
    provider, place, page = turn.values
    await _show(turn, provider_at(turn, provider), place, int(page), anew=True)


@routes.tap("browse.item", permission="catalog.edit", slow=True)
async def item(turn: Turn) -> None:
    """Look at one product."""
    provider = provider_at(turn, turn.values[0])
    found = await product_meant(turn, provider)
    if found is None:
        return
    tree, shelf, product = found
    sells = isinstance(provider, Quoting) and product.available and bool(product.currency)
    standing = _standing(turn, provider.name, product)
    card = product_card(turn.t, provider.name, tree, shelf, product, standing, may_add=sells)
    await turn.show(card)


@routes.tap("browse.add", permission="catalog.edit", slow=True)
async def add(turn: Turn) -> None:
    """Put it into our catalog, under the provider's name of it."""
    provider = provider_at(turn, turn.values[0])
    found = await product_meant(turn, provider)
    if found is not None:
        product = found[2]
        await _add(turn, product.name, provider.name, product)


@routes.tap("browse.rename", permission="catalog.edit", slow=True)
async def rename(turn: Turn) -> None:
    """Ask for the name under which to add it."""
    provider = provider_at(turn, turn.values[0])
    found = await product_meant(turn, provider)
    if found is not None:
        question = Card(turn.t.get("browse-ask-name", product=bold(found[2].name)))
        await turn.ask("browse.name", question, place=list(turn.values))


@routes.answer("browse.name", permission="catalog.edit")
async def named(turn: Turn) -> None:
    """The name was typed."""
    turn.values = tuple(map(str, turn.facts["place"]))
    provider = provider_at(turn, turn.values[0])
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
    _, place, wanted = turn.values
    tree = await provider.browse()
    shelf = shelf_at(tree, place)
    product = shelf.product(wanted) if shelf else None
    if shelf is None or product is None:
        back = Button(turn.t.plain("button-back"), "browse.at", short(provider.name), TOP, 1)
        await turn.show(Card(turn.t.get("browse-gone"), [[back]]))
        return None
    return tree, shelf, product


async def _add(turn: Turn, name: str, provider: str, product: TreeProduct) -> None:
    t = turn.t
    offer = await turn.desk.catalog.add(
        turn.actor, name, provider, product.external_id, product.currency, product.country or None
    )
    added = t.get("catalog-added", product=offer.product_name, offer=offer_words(t, offer))
    look = Button(t.plain("catalog-see"), "catalog.product", offer.product_id, 1)
    await turn.reply(Card(added, [[look]]))


def provider_at(turn: Turn, place: str) -> Browsing:
    """The provider that a button names. Raises UsageError where it is no more."""
    able = turn.desk.providers.with_capability(Browsing)
    for each in able:
        if short(each.name) == place:
            return each
    raise UsageError("browse")  # it was taken out of the settings since


def _standing(turn: Turn, provider: str, product: TreeProduct) -> Offer | None:
    """The offer of our catalog that is this product already."""
    everything = turn.desk.catalog.products(1, turn.desk.catalog.products(1, 1).total or 1)
    return next(
        (
            offer
            for ours in everything.items
            for offer in ours.offers
            if (offer.provider, offer.external_id) == (provider, product.external_id)
            and offer.currency == product.currency
            and offer.country in {"", product.country}
        ),
        None,
    )
