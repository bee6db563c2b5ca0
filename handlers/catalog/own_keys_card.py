"""The cards of /keys: what lies in own stock, never with a key in plain."""

from collections.abc import Sequence

from handlers.frame.cards import AnyButton, Button, Card, UrlButton
from handlers.frame.lists import counted, pager
from handlers.taps import KEYS_ADD, KEYS_ASIDE, KEYS_ASIDE_SELL, KEYS_PAGE, KEYS_PRODUCT
from handlers.words.markup import Html, code, join
from handlers.words.texts import Texts
from services.own_stock import OWN, Lot, ProductStock
from services.page import Page
from storage.own_keys import Lying

_MOST_HIDDEN = 5
BEGINS = "stock-"
"""How the payload of the link begins that leads from a group to adding keys in private."""


def list_card(t: Texts, page: Page[ProductStock], hidden: Sequence[Lying] = ()) -> Card:
    """The products that have own stock, by name, with how many keys there are.

    ``hidden``: keys whose offer was taken out of the catalog.
    """
    lost = [
        t.get(
            "keys-hidden",
            product=each.product,
            count=each.keys,
            add=code(f"/catalog add {each.product} | {OWN} {each.external_id} {each.currency}"),
        )
        for each in hidden[:_MOST_HIDDEN]
    ]
    if more := hidden[_MOST_HIDDEN:]:
        lost.append(t.get("keys-hidden-more", count=sum(each.keys for each in more)))
    if not page.total:
        return Card(join(lost or [t.get("keys-none")]))
    rows: list[list[AnyButton]] = [
        [
            Button(
                t.plain("keys-entry", product=each.name, count=each.keys, expired=each.expired),
                KEYS_PRODUCT,
                each.product_id,
            )
        ]
        for each in page.items
    ]
    text = t.get("keys-list", total=page.total, page=page.number, pages=page.pages)
    text = join([text, "", *lost]) if lost else text
    return Card(text, [*rows, pager(t, KEYS_PAGE, page)])


def product_card(t: Texts, stock: ProductStock, link: str) -> Card:
    """What there is of a product, cost by cost. ``link``: to the bot, where this is no private chat."""
    lines = counted(t, [_lot(t, lot) for lot in stock.lots])
    if stock.expired:
        lines.append(t.get("keys-expired", count=stock.expired))
    lines = lines or [t.get("keys-nothing")]
    text = join([t.get("keys-product", product=stock.name, count=stock.keys), "", *lines])
    words = t.plain("keys-add-button")
    add: AnyButton = Button(words, KEYS_ADD, stock.product_id)
    if link:
        add = UrlButton(words, f"{link}?start={BEGINS}{stock.product_id}")
    refresh = Button(t.plain("button-refresh"), KEYS_PRODUCT, stock.product_id)
    back = Button(t.plain("button-back"), KEYS_PAGE, 1)
    if not stock.aside:
        return Card(text, [[add], [refresh, back]])
    again = Button(t.plain("keys-aside-button"), KEYS_ASIDE, stock.product_id)
    text = join([text, "", t.get("keys-aside", count=stock.aside)])
    return Card(text, [[add], [again], [refresh, back]])


def aside_card(t: Texts, stock: ProductStock) -> Card:
    """Whether what a restore put aside is to be sold again."""
    yes = Button(t.plain("button-confirm"), KEYS_ASIDE_SELL, stock.product_id, style="success")
    no = Button(t.plain("button-back"), KEYS_PRODUCT, stock.product_id)
    text = t.get("keys-aside-question", count=stock.aside, product=stock.name)
    return Card(text, [[yes, no]])


def _lot(t: Texts, lot: Lot) -> Html:
    if lot.first_expiry is None:
        return t.get("keys-lot", cost=lot.cost, count=lot.keys)
    return t.get("keys-lot-expires", cost=lot.cost, count=lot.keys, at=lot.first_expiry)
