"""/products: the key products that a provider sells for us, listed, filtered and opened."""

from dataclasses import dataclass, replace

from handlers.frame.callback import mark_of
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.confirmation.pending import hold, look
from handlers.frame.lists import counted, pager
from handlers.frame.registry import Brings
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.which_provider import provider_first, which_provider
from handlers.products import new
from handlers.products.by_document import is_document
from handlers.products.card import label, product_card, product_name
from handlers.products.json_document import document_text
from handlers.products.sellers import (
    GONE,
    ProductAt,
    carried,
    pressed,
    read,
    seller_at,
    sellers,
)
from handlers.taps import (
    PRODUCT_OPEN,
    PRODUCT_SHOW,
    PRODUCTS_AT,
    PRODUCTS_FILTER,
    PRODUCTS_NEW,
    PRODUCTS_PAGE,
)
from handlers.words.arguments import first_word, unquoted
from handlers.words.markup import Html, code, join
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from handlers.words.unread import unread_lines
from providers.administration import PRICINGS, KeyProduct, KeyProductFilter, SellsKeyProducts

routes = Routes(area="goods", needs=SellsKeyProducts)
_ON_A_PAGE = 8
_NO_FILTER = "-"
_ALL = "all"
_STATES = {"published": True, "draft": False}
_NEW = "new"
_BY = ("name", "sku")


@dataclass(frozen=True, slots=True)
class _Words:
    """What was typed behind the command while nobody had said yet whose products."""

    said: str


@routes.command("products", permission="products.view", brings=Brings.DOCUMENT)
async def products(turn: Turn) -> None:
    """``/products [provider] [words]``, ``… sku <words>``, ``… new [document]``; asks whose, if need be."""
    able = sellers(turn)
    named, said = provider_first(turn.t, turn.args, able)
    if named is None and len(able) == 1:
        named = able[0]
    if _begins_new(said) and turn.may("products.edit"):
        text = await document_text(turn, first_word(said)[1])
        if named is None:
            await turn.show(new.ask_where(turn, text))
        else:
            await new.begin(turn, named.name, text)
    elif named is None:
        held = hold(turn, _Words(said)) if said else _NO_FILTER
        asking = turn.t.get("products-which")
        await turn.show(which_provider(turn.t, asking, able, PRODUCTS_AT, held))
    else:
        await turn.typing()
        await _find(turn, named.name, said)


@routes.tap(PRODUCTS_AT, permission="products.view", slow=True)
async def at_provider(turn: Turn) -> None:
    """Whose was asked: go on there with what was typed."""
    mark, key = turn.values.texts(2)
    seller = seller_at(turn, mark)
    said = "" if key == _NO_FILTER else (await look(turn, key, _Words, gone=GONE)).said
    await _find(turn, seller, said)


@routes.tap(PRODUCTS_PAGE, permission="products.view", slow=True)
async def page(turn: Turn) -> None:
    """Turn to a page."""
    seller, wanted = await _held(turn)
    await _list(turn, seller, wanted, turn.values.number(2, 1))


@routes.tap(PRODUCTS_FILTER, permission="products.view", slow=True)
async def narrow(turn: Turn) -> None:
    """Show only those of a state or of a pricing, or all again."""
    word = turn.values.one_of(2, (*_STATES, *PRICINGS, _ALL))
    seller, wanted = await _held(turn)
    if word == _ALL:
        wanted = KeyProductFilter()
    elif word in _STATES:
        wanted = replace(wanted, enabled=_STATES[word])
    else:
        wanted = replace(wanted, pricing=word)
    await _list(turn, seller, wanted, 1)


@routes.tap(PRODUCT_OPEN, permission="products.view", slow=True)
async def opened(turn: Turn) -> None:
    """A product was chosen from the list, which stays."""
    at = await pressed(turn)
    await turn.reply(product_card(turn, at.seller, await read(turn, at)))


@routes.tap(PRODUCT_SHOW, permission="products.view", slow=True)
async def shown(turn: Turn) -> None:
    """Back to the product's card, as it stands now."""
    at = await pressed(turn)
    await turn.edit(product_card(turn, at.seller, await read(turn, at)))


def _begins_new(said: str) -> bool:
    """``new`` alone or before a document; "New World" is the name of a product."""
    verb, rest = first_word(said)
    return verb.lower() == _NEW and (not rest or is_document(rest))


async def _find(turn: Turn, seller: str, said: str) -> None:
    """List what was asked for in words: by name first, then by SKU, unless they say by which."""
    verb, rest = first_word(said)
    text = unquoted(said)
    wanted = KeyProductFilter(name=text)
    if rest and verb.lower() in _BY and await _is_name(turn, seller, text):
        pass  # "SKU Hunter" is the name of a product
    elif verb.lower() == "sku" and rest:
        wanted = KeyProductFilter(sku=unquoted(rest))
    elif verb.lower() == "name" and rest:
        wanted = KeyProductFilter(name=unquoted(rest))
    elif text and not await _has(turn, seller, wanted):
        by_sku = KeyProductFilter(sku=text)
        wanted = by_sku if await _has(turn, seller, by_sku) else wanted
    await _list(turn, seller, wanted, 1)


async def _is_name(turn: Turn, seller: str, text: str) -> bool:
    """Whether a product is called just that, so that its first word is none of ours."""
    found = await turn.services.products.listing(
        KeyProductFilter(name=text), 1, _ON_A_PAGE, seller=seller
    )
    return any(product_name(each).casefold() == text.casefold() for each in found.items)


async def _has(turn: Turn, seller: str, wanted: KeyProductFilter) -> bool:
    return bool((await turn.services.products.listing(wanted, 1, 1, seller=seller)).items)


async def _held(turn: Turn) -> tuple[str, KeyProductFilter]:
    """Whose products, and which of them, by a button with three values."""
    mark, key, _ = turn.values.texts(3)
    seller = seller_at(turn, mark)
    if key == _NO_FILTER:
        return seller, KeyProductFilter()
    return seller, await look(turn, key, KeyProductFilter, gone=GONE)


async def _list(turn: Turn, seller: str, wanted: KeyProductFilter, number: int) -> None:
    t, mark, provider = turn.t, mark_of(seller), provider_name(turn.t, seller)
    listed = await turn.services.products.listing(wanted, number, _ON_A_PAGE, seller=seller)
    narrowed = wanted != KeyProductFilter()
    key = hold(turn, wanted) if narrowed else _NO_FILTER
    if listed.items or unread_lines(t, listed.items):
        pages = {"page": listed.number, "pages": listed.pages}
        title = t.get("products", provider=provider, total=listed.total, **pages)
    elif narrowed:
        title = t.get("products-none-such")
    else:
        title = t.get("products-none", provider=provider)
    lines = [title]
    if narrowed:
        lines.append(t.get("products-filter-line", filter=t.listing(_filter_words(t, wanted))))
    lines += [Html(""), *counted(t, [_line(t, product) for product in listed.items])]
    lines += unread_lines(t, listed.items)
    opens: list[AnyButton] = [
        Button(
            label(product_name(product)),
            PRODUCT_OPEN,
            *carried(turn, ProductAt(seller, product.id)),
        )
        for product in listed.items
    ]
    rows = [*in_columns(opens), pager(t, PRODUCTS_PAGE, listed, mark, key)]
    rows += in_columns(_filters(turn, seller, wanted, key))
    if turn.may("products.edit"):
        rows.append([Button(t.plain("products-new"), PRODUCTS_NEW, mark)])
    await turn.show(Card(join(lines), rows))


def _line(t: Texts, product: KeyProduct) -> Html:
    state = t.plain("products-published" if product.enabled else "products-draft")
    name = product_name(product)
    return t.get("products-line", name=name, sku=code(product.sku), state=state)


def _filters(turn: Turn, seller: str, wanted: KeyProductFilter, key: str) -> list[AnyButton]:
    has = turn.services.products.filters(seller)
    chosen = {wanted.pricing, *(word for word, on in _STATES.items() if on is wanted.enabled)}
    choices = [
        *(_STATES if "enabled" in has else ()),
        *(PRICINGS if "pricing" in has else ()),
        *([_ALL] if wanted != KeyProductFilter() else ()),
    ]
    return [
        Button(turn.t.plain(f"products-{word}"), PRODUCTS_FILTER, mark_of(seller), key, word)
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
