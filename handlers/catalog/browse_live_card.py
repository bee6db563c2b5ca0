"""The cards of /browse asked for live: collections alone, the products of one, and a product's texts."""

from collections.abc import Sequence
from typing import TypeVar

from handlers.catalog.browse_tree import PAGE, TOP
from handlers.frame.callback import mark_of, short
from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.lists import pager
from handlers.taps import BROWSE_AT, BROWSE_GOODS, BROWSE_HEADS, BROWSE_ITEM
from handlers.words.markup import Html, bold, code, join, one_line
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from handlers.words.unread import unread_lines
from providers.base import Collection, ProductDetails, TreeProduct
from services.page import Page, pages_for

_LABEL = 40
_MOST = 1000
"""Characters of one text: three of them fit into a message."""

E = TypeVar("E", bound=Collection | TreeProduct)


def collections_card(
    t: Texts, provider: str, collections: Sequence[Collection], number: int
) -> Card:
    """The collections by name; each leads to its products."""
    page, name = _page(collections, number), mark_of(provider)
    text = join([_heading(t, [provider_name(t, provider)], page), *unread_lines(t, collections)])
    rows: list[list[AnyButton]] = [[_entry(t, name, TOP, each)] for each in page.items]
    rows.append(pager(t, BROWSE_HEADS, page, name))
    return Card(text, [*rows, [Button(t.plain("button-back"), BROWSE_AT, name, TOP, 1)]])


def collection_card(
    t: Texts,
    provider: str,
    path: Sequence[Collection],
    products: Sequence[TreeProduct],
    number: int,
) -> Card:
    """What is in the last collection of the path: collections, then products, which lead to their cards."""
    entries: Sequence[Collection | TreeProduct] = [*path[-1].collections, *products]
    page, name = _page(entries, number), mark_of(provider)
    place = short(path[-1].external_id)
    names = [one_line(each.name, _LABEL) for each in path]
    rows: list[list[AnyButton]] = [[_entry(t, name, place, each)] for each in page.items]
    rows.append(pager(t, BROWSE_GOODS, page, name, place))
    back = Button(t.plain("button-back"), BROWSE_HEADS, name, 1)
    if len(path) > 1:
        above = short(path[-2].external_id)
        back = Button(t.plain("button-back"), BROWSE_GOODS, name, above, 1)
    heading = _heading(t, [provider_name(t, provider), *names], page)
    return Card(join([heading, *unread_lines(t, products)]), [*rows, [back]])


def details_card(t: Texts, provider: str, told: ProductDetails, shelf: str, item: str) -> Card:
    """The texts of a product, each cut to what a message holds."""
    lines: list[Html] = [
        bold(one_line(told.name)),
        t.get(
            "browse-id", provider=provider_name(t, provider), id=code(one_line(told.external_id))
        ),
    ]
    texts = (
        ("browse-description", told.description),
        ("browse-redeem", told.how_to_redeem),
        ("browse-terms", told.terms),
    )
    for heading, text in texts:
        if text.strip():
            lines.append(join(["", bold(t.plain(heading)), one_line(text, _MOST)]))
    if not any(text.strip() for _, text in texts):
        lines.append(join(["", t.get("browse-no-details")]))
    back = Button(t.plain("button-back"), BROWSE_ITEM, mark_of(provider), shelf, item)
    return Card(join(lines), [[back]])


def _page(entries: Sequence[E], number: int) -> Page[E]:
    pages = pages_for(len(entries), PAGE)
    number = min(max(number, 1), pages)
    shown = tuple(entries[(number - 1) * PAGE : number * PAGE])
    return Page(shown, number, pages, len(entries))


def _heading(t: Texts, path: Sequence[str], page: Page[E]) -> Html:
    counted = t.get("browse-live", number=page.total, page=page.number, pages=page.pages)
    return join([bold(" › ".join(path)), counted if page.total else t.get("browse-empty")])


def _entry(t: Texts, provider: str, place: str, entry: Collection | TreeProduct) -> Button:
    label, own = one_line(entry.name, _LABEL), short(entry.external_id)
    if isinstance(entry, Collection):
        return Button(t.plain("browse-folder", name=label), BROWSE_GOODS, provider, own, 1)
    return Button(label, BROWSE_ITEM, provider, place, own)
