"""/products: the key products that a provider sells for us, listed, filtered and opened."""

from dataclasses import replace

from handlers.frame.card_room import that_fit
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.holding import hold, look
from handlers.frame.paging import pager
from handlers.frame.registry import Routes
from handlers.frame.turn import Turn
from handlers.products import new
from handlers.products.card import label, product_card, product_name
from handlers.words.arguments import first_word, unquoted
from handlers.words.markup import Html, code, join
from handlers.words.texts import Texts
from providers.administration import PRICINGS, KeyProduct, KeyProductFilter, SellsKeyProducts

routes = Routes(area="goods", needs=SellsKeyProducts)
_ON_A_PAGE = 8
_NO_FILTER = "-"
_ALL = "all"
_STATES = {"published": True, "draft": False}
_NEW = "new"


@routes.command("products", permission="products.view")
async def products(turn: Turn) -> None:
    """``/products [words]``, ``/products sku <words>``, ``/products new [document]``."""
    verb, rest = first_word(turn.args)
    if verb.lower() == _NEW and turn.may("products.edit"):
        await new.begin(turn, rest)
        return
    await turn.typing()
    text = unquoted(turn.args)
    if verb.lower() == "sku" and rest:
        await _list(turn, KeyProductFilter(sku=unquoted(rest)), 1)
    elif verb.lower() == "name" and rest:
        await _list(turn, KeyProductFilter(name=unquoted(rest)), 1)
    elif text and not await _has(turn, KeyProductFilter(name=text)):
        by_sku = KeyProductFilter(sku=text)
        found = await _has(turn, by_sku)
        await _list(turn, by_sku if found else KeyProductFilter(name=text), 1)
    else:
        await _list(turn, KeyProductFilter(name=text), 1)


@routes.tap("products.page", permission="products.view", slow=True)
async def page(turn: Turn) -> None:
    """Turn to a page."""
    wanted = await _held(turn)
    await _list(turn, wanted, turn.values.number(1, 1))


@routes.tap("products.filter", permission="products.view", slow=True)
async def narrow(turn: Turn) -> None:
    """Show only those of a state or of a pricing, or all again."""
    word = turn.values.one_of(1, (*_STATES, *PRICINGS, _ALL))
    wanted = await _held(turn)
    if word == _ALL:
        wanted = KeyProductFilter()
    elif word in _STATES:
        wanted = replace(wanted, enabled=_STATES[word])
    else:
        wanted = replace(wanted, pricing=word)
    await _list(turn, wanted, 1)


@routes.tap("product.open", permission="products.view", slow=True)
async def opened(turn: Turn) -> None:
    """A product was chosen from the list, which stays."""
    await turn.reply(product_card(turn, await turn.desk.products.read(turn.values.text(0))))


@routes.tap("product.show", permission="products.view", slow=True)
async def shown(turn: Turn) -> None:
    """Back to the product's card, as it stands now."""
    await turn.edit(product_card(turn, await turn.desk.products.read(turn.values.text(0))))


async def _has(turn: Turn, wanted: KeyProductFilter) -> bool:
    return bool((await turn.desk.products.listing(wanted, 1, 1)).items)


async def _held(turn: Turn) -> KeyProductFilter:
    key = turn.values.text(0)
    if key == _NO_FILTER:
        return KeyProductFilter()
    return await look(turn, key, KeyProductFilter, gone="products-gone")


async def _list(turn: Turn, wanted: KeyProductFilter, number: int) -> None:
    t = turn.t
    listed = await turn.desk.products.listing(wanted, number, _ON_A_PAGE)
    narrowed = wanted != KeyProductFilter()
    key = hold(turn, wanted) if narrowed else _NO_FILTER
    if listed.items:
        title = t.get("products", total=listed.total, page=listed.number, pages=listed.pages)
    else:
        title = t.get("products-none-such" if narrowed else "products-none")
    lines = [title]
    if narrowed:
        lines.append(t.get("products-filter-line", filter=t.listing(_filter_words(t, wanted))))
    lines += [Html(""), *that_fit([_line(t, product) for product in listed.items])]
    opens: list[AnyButton] = [
        Button(label(product_name(product)), "product.open", product.id) for product in listed.items
    ]
    rows = [*in_columns(opens), pager(t, "products.page", listed, key)]
    rows += in_columns(_filters(turn, wanted, key))
    if turn.may("products.edit"):
        rows.append([Button(t.plain("products-new"), "products.new")])
    await turn.show(Card(join(lines), rows))


def _line(t: Texts, product: KeyProduct) -> Html:
    state = t.plain("products-published" if product.enabled else "products-draft")
    name = product_name(product)
    return t.get("products-line", name=name, sku=code(product.sku), state=state)


def _filters(turn: Turn, wanted: KeyProductFilter, key: str) -> list[AnyButton]:
    has = turn.desk.products.filters()
    chosen = {wanted.pricing, *(word for word, on in _STATES.items() if on is wanted.enabled)}
    choices = [
        *(_STATES if "enabled" in has else ()),
        *(PRICINGS if "pricing" in has else ()),
        *([_ALL] if wanted != KeyProductFilter() else ()),
    ]
    return [
        Button(turn.t.plain(f"products-{word}"), "products.filter", key, word)
        for word in choices
        if word not in chosen
    ]


def _filter_words(t: Texts, wanted: KeyProductFilter) -> list[str]:
    found = []
    if wanted.name:
        found.append(t.plain("products-by-name", text=wanted.name))
    if wanted.sku:
        found.append(t.plain("products-by-sku", text=wanted.sku))
    if wanted.pricing:
        found.append(t.plain("products-by-pricing", pricing=wanted.pricing))
    found += [t.plain(f"products-{word}") for word, on in _STATES.items() if on is wanted.enabled]
    return found
