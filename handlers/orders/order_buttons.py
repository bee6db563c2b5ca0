"""What can be done about an order, as the buttons of its card."""

from handlers.frame.cards import AnyButton, Button
from handlers.orders.uncertain_list import ON_A_PAGE, uncertain_rows
from handlers.taps import (
    APPROVAL_NO,
    APPROVAL_YES,
    BUY_INSTEAD,
    CASE_REPLACE,
    ORDER_CANCEL,
    ORDER_CLAIM,
    ORDER_KEEP,
    ORDER_LINKS,
    ORDER_REFRESH,
    ORDER_REVERSE,
    ORDER_SEND,
    ORDER_SHOW,
)
from handlers.words.texts import Texts
from services.orders import OrderStatus, OrderView

_HELD = frozenset({OrderStatus.KEYED, OrderStatus.DELIVERED, OrderStatus.UNCERTAIN})


def order_buttons(t: Texts, order: OrderView, page: int, *, decides: bool) -> list[list[AnyButton]]:
    """In rows. ``page`` and ``decides``: as of ``order_card``."""
    number = order.number
    rows: list[list[AnyButton]] = []
    if order.status in _HELD and order.masks and not order.reversing:
        if order.to_give:
            rows.append(
                [
                    Button(t.plain("button-claim-link"), ORDER_CLAIM, number, style="primary"),
                    Button(t.plain("button-send"), ORDER_SEND, number),
                ]
            )
        if order.links:
            label = t.plain("button-open-links-count", count=order.links)
            rows.append([Button(label, ORDER_LINKS, number)])
        row: list[AnyButton] = [Button(t.plain("button-show"), ORDER_SHOW, number)]
        if order.count > 1 and order.unseen:
            row.append(Button(t.plain("button-keep"), ORDER_KEEP, number))
        rows.append(row)
    rows += uncertain_rows(t, order, page)
    if order.reversible and not order.reversing:
        rows.append([Button(t.plain("button-reverse"), ORDER_REVERSE, number, style="danger")])
    if order.under_way:
        rows.append([refresh_button(t, order, page)])
    if order.status is OrderStatus.AWAITING_APPROVAL and decides:
        yes = Button(t.plain("button-approve"), APPROVAL_YES, number, style="success")
        no = Button(t.plain("button-reject"), APPROVAL_NO, number, style="danger")
        rows.append([yes, no])
    elif order.status is OrderStatus.AWAITING_APPROVAL:
        rows.append([Button(t.plain("button-cancel"), ORDER_CANCEL, number)])
    if order.status is OrderStatus.FAILED and not over_with_case(order):
        rows.append([buy_instead(order, t.plain("button-buy-again"))])
    return rows


def refresh_button(t: Texts, order: OrderView, page: int = 1) -> Button:
    """Shows the order as it stands then, by our own rows: no provider is asked. It stays on the page."""
    at = (page - 1) * ON_A_PAGE
    stays = [each.position for each in order.uncertain[at : at + 1]] if page > 1 else []
    return Button(t.plain("button-refresh"), ORDER_REFRESH, order.number, *stays)


def over_with_case(order: OrderView) -> bool:
    """Whether it was drawn up in a case that is over, so that nothing is bought in its place."""
    return order.in_case is not None and not order.in_case.is_open


def buy_instead(order: OrderView, label: str, offer_id: int | None = None) -> Button:
    """Buys what failed once more, or from another offer; what is bought in a case is its customer's."""
    if order.in_case is None:
        return Button(label, BUY_INSTEAD, offer_id or order.offer_id, order.count, order.number)
    other = [] if offer_id is None else [offer_id]
    return Button(label, CASE_REPLACE, order.in_case.number, order.in_case.id, *other)
