"""The cards of /browse: a shelf of a provider's tree, and a product on it."""

from decimal import Decimal

from handlers.catalog.browse_tree import Shelf, size
from handlers.frame.callback import mark_of, short
from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.lists import pager
from handlers.taps import (
    BROWSE_ADD,
    BROWSE_AT,
    BROWSE_DETAILS,
    BROWSE_FRESH,
    BROWSE_HEADS,
    BROWSE_ITEM,
    BROWSE_RENAME,
    CATALOG_PRODUCT,
)
from handlers.words.markup import Html, bold, code, join, one_line
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from handlers.words.unread import unread_lines
from providers.base import Collection, Tree, TreeProduct
from services.catalog import Offer
from services.money import Money

_LABEL = 40
_MOST_DESCRIPTION = 600


def shelf_card(t: Texts, provider: str, tree: Tree, shelf: Shelf, number: int) -> Card:
    """What is on a shelf, by pages, with the time of the reading."""
    page, name = shelf.page(number), mark_of(provider)
    path = [provider_name(t, provider), *(one_line(each.name, _LABEL) for each in shelf.path)]
    text = [
        bold(" › ".join(path)),
        t.get(
            "browse-shelf",
            collections=len(shelf.collections),
            products=len(shelf.products),
            page=page.number,
            pages=page.pages,
        )
        if page.total
        else t.get("browse-empty"),
        "",
        *([] if shelf.path else unread_lines(t, tree.collections)),
        t.get("read-at", at=tree.read_at),
    ]
    rows: list[list[AnyButton]] = [[_entry(t, name, shelf, entry)] for entry in page.items]
    rows.append(pager(t, BROWSE_AT, page, name, shelf.id))
    last: list[AnyButton] = [
        Button(t.plain("button-refresh"), BROWSE_FRESH, name, shelf.id, page.number)
    ]
    if not shelf.path:
        last.append(Button(t.plain("browse-heads"), BROWSE_HEADS, name, 1))
    else:
        last.append(Button(t.plain("button-back"), BROWSE_AT, name, shelf.parent, 1))
    return Card(join(text), [*rows, last])


def product_card(
    t: Texts,
    provider: str,
    tree: Tree,
    shelf: Shelf,
    product: TreeProduct,
    standing: Offer | None,
    *,
    may_add: bool,
    with_cost: bool,
) -> Card:
    """One product: its price, its id, and whether our catalog has it."""
    name, item = mark_of(provider), shelf.place_of(product)
    lines: list[Html] = [
        bold(one_line(product.name)),
        t.get(
            "browse-id", provider=provider_name(t, provider), id=code(one_line(product.external_id))
        ),
        *_price(t, "browse-price", product, product.sales_price),
        *(_price(t, "browse-cost", product, product.cost) if with_cost else ()),
    ]
    if product.country:
        lines.append(t.get("browse-country", country=product.country))
    if not product.available:
        lines.append(t.get("browse-off"))
    if product.description:
        lines.append(join(["", one_line(product.description, _MOST_DESCRIPTION)]))
    if standing is not None:
        lines.append(t.get("browse-standing", product=bold(standing.product_name)))
    lines.append(join(["", t.get("read-at", at=tree.read_at)]))
    rows: list[list[AnyButton]] = []
    if standing is not None:
        rows.append([Button(t.plain("catalog-see"), CATALOG_PRODUCT, standing.product_id, 1)])
    elif may_add:
        add = Button(t.plain("browse-add"), BROWSE_ADD, name, shelf.id, item, style="success")
        rows.append([add, Button(t.plain("browse-rename"), BROWSE_RENAME, name, shelf.id, item)])
    page = shelf.page_of(product)
    back = Button(t.plain("button-back"), BROWSE_AT, name, shelf.id, page)
    more = Button(t.plain("browse-details"), BROWSE_DETAILS, name, shelf.id, item)
    return Card(join(lines), [*rows, [more, back]])


def _entry(t: Texts, provider: str, shelf: Shelf, entry: Collection | TreeProduct) -> Button:
    label = one_line(entry.name, _LABEL)
    if isinstance(entry, Collection):
        words = t.plain("browse-collection", name=label, count=size(entry))
        return Button(words, BROWSE_AT, provider, short(entry.external_id), 1)
    price = entry.sales_price  # what it costs us is not for everybody to see
    if price is not None and entry.currency:
        label = t.plain("browse-product", name=label, price=Money(price, entry.currency))
    return Button(label, BROWSE_ITEM, provider, shelf.id, shelf.place_of(entry))


def _price(t: Texts, words: str, product: TreeProduct, amount: Decimal | None) -> list[Html]:
    if amount is None or not product.currency:
        return []
    return [t.get(words, price=Money(amount, product.currency), currency=product.currency)]
