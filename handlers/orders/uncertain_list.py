"""The uncertain purchases of an order on its card: each by its name, with its own buttons."""

from handlers.frame.cards import AnyButton, Button
from handlers.frame.lists import pager
from handlers.taps import ORDER_CLOSE, ORDER_REFERENCE, ORDER_UNCERTAIN
from handlers.words.markup import Html, code
from handlers.words.texts import Texts
from services.orders import OrderView, PurchaseView
from services.page import Page, page_of

ON_A_PAGE = 5


def uncertain_lines(t: Texts, order: OrderView, page: int) -> list[Html]:
    """A line for each on this page: its transaction whole, to be copied and looked up by a tap."""
    shown = _page(order, page)
    lines = [
        t.get(
            "order-uncertain-line",
            position=each.position,
            txn=code(each.txn_id),
            at=since(order, each),
        )
        for each in shown.items
    ]
    if shown.pages > 1:
        lines.append(t.get("order-uncertain-page", page=shown.number, pages=shown.pages))
    return lines


def uncertain_rows(t: Texts, order: OrderView, page: int) -> list[list[AnyButton]]:
    """Enter order id and Close case for each on this page; with its number, where there are several."""
    shown = _page(order, page)
    rows: list[list[AnyButton]] = [
        [
            Button(
                _label(t, "button-enter-reference", shown, each),
                ORDER_REFERENCE,
                order.number,
                each.position,
                style="primary",
            ),
            Button(
                _label(t, "button-close-case", shown, each),
                ORDER_CLOSE,
                order.number,
                each.position,
                style="danger",
            ),
        ]
        for each in shown.items
    ]
    turning = pager(t, ORDER_UNCERTAIN, shown, order.number)
    return [*rows, turning] if turning else rows


def page_with(order: OrderView, position: int) -> int:
    """The page on which this purchase stands, or stood before it was settled."""
    before = sum(each.position < position for each in order.uncertain)
    return before // ON_A_PAGE + 1


def since(order: OrderView, purchase: PurchaseView) -> object:
    """Since when it waits for a person."""
    return purchase.settled_at or order.confirmed_at or order.created_at


def _label(t: Texts, name: str, shown: Page[PurchaseView], purchase: PurchaseView) -> str:
    words = t.plain(name)
    return words if shown.total == 1 else f"{words} {purchase.position}"


def _page(order: OrderView, number: int) -> Page[PurchaseView]:
    return page_of(order.uncertain, number, ON_A_PAGE)
