"""/resolve: uncertain purchases are settled, one at a time, the one that was pressed."""

from handlers.frame.callback import StaleButtonError
from handlers.frame.cards import Button, Card
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.orders.shown_order import show_order
from handlers.orders.uncertain_list import page_with, since
from handlers.taps import ORDER_CLOSE, ORDER_CLOSED, ORDER_REFERENCE, ORDER_REFRESH, ORDER_UNCERTAIN
from handlers.words.markup import code, join
from services.orders import OrderView, PurchaseView
from services.orders.errors import NotUncertainError, PurchaseSettledError

routes = Routes()


def _is_no_plain_number(turn: Turn) -> bool:
    """Where an order id of a provider is asked for: it may be the key that stands beside it."""
    return not turn.args.strip().isdigit()


@routes.tap(ORDER_UNCERTAIN, permission="orders.view", opener_only=False, of_order=True)
async def page(turn: Turn) -> None:
    """More of an order's uncertain purchases, on its card."""
    found = await turn.services.orders.view(turn.admitted)
    await show_order(turn, found, page=turn.values.number(1, 1))


@routes.tap(ORDER_REFERENCE, permission="orders.resolve", opener_only=False, of_order=True)
async def ask_reference(turn: Turn) -> None:
    """The manager has found the provider's own order id of this purchase."""
    order, purchase, position = await _pressed(turn)
    t, number, txn = turn.t, code(order.number), code(purchase.txn_id)
    lines = [
        t.get("ask-reference", number=number),
        t.get("ask-reference-txn", txn=txn),
        t.get("ask-reference-price", price=order.unit_price, at=since(order, purchase)),
    ]
    card = Card(join(lines))
    await turn.ask("order.reference", card, order=order.number, position=position)


@routes.answer(
    "order.reference", permission="orders.resolve", secret=_is_no_plain_number, of_order=True
)
async def reference(turn: Turn) -> None:
    """Fetch the keys by the reference."""
    position = turn.facts.get("position")
    if not isinstance(position, int):  # asked by an earlier version, which did not say of which
        raise StaleButtonError
    found = await turn.services.uncertain.resolve(turn.admitted, position, turn.args)
    await show_order(turn, found, page=page_with(found, position), anew=True)


@routes.tap(ORDER_CLOSE, permission="orders.resolve", opener_only=False, of_order=True)
async def ask_close(turn: Turn) -> None:
    """Closing a case asks first, and says of which purchase it is."""
    order, purchase, position = await _pressed(turn)
    t, number = turn.t, order.number
    yes = Button(t.plain("button-confirm"), ORDER_CLOSED, number, position, style="danger")
    no = Button(t.plain("button-back"), ORDER_REFRESH, number, position)
    text = t.get(
        "close-question",
        number=code(number),
        txn=code(purchase.txn_id),
        price=order.unit_price,
        at=since(order, purchase),
    )
    await turn.edit(Card(text, [[yes, no]]))


@routes.tap(ORDER_CLOSED, permission="orders.resolve", of_order=True)
async def close(turn: Turn) -> None:
    """The case of this purchase is closed."""
    position = turn.values.number(1, 1)
    try:
        found = await turn.services.uncertain.close_case(turn.admitted, position)
    except (NotUncertainError, PurchaseSettledError):
        await _set_right(turn)
        raise
    await show_order(turn, found, page=page_with(found, position))


async def _pressed(turn: Turn) -> tuple[OrderView, PurchaseView, int]:
    """What a button of a card stands for; a card that is behind is brought up to date."""
    try:
        position = await _position(turn)
        order, purchase = await turn.services.uncertain.waiting(turn.admitted, position)
    except (NotUncertainError, PurchaseSettledError):
        await _set_right(turn)
        raise
    return order, purchase, position


async def _set_right(turn: Turn) -> None:
    """It was settled by another card of this order: this one says how things stand, too."""
    order = await turn.services.orders.view(turn.admitted)
    pressed = turn.values.number(1, 1) if len(turn.values) > 1 else 1
    await show_order(turn, order, page=page_with(order, pressed))


async def _position(turn: Turn) -> int:
    """Which purchase was pressed. A button of an earlier version does not say: that is the only one."""
    if len(turn.values) > 1:
        return turn.values.number(1, 1)
    waiting = (await turn.services.orders.view(turn.admitted)).uncertain
    if not waiting:
        raise NotUncertainError(number=turn.admitted.number)
    if len(waiting) > 1:
        raise StaleButtonError
    return waiting[0].position
