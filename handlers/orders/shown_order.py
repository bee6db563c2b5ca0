"""Showing an order to a person, so that the card is told how what is under way there ends."""

from handlers.frame.turn import Turn
from handlers.orders.order_card import order_card
from services.orders import OrderStatus, OrderView


async def show_order(turn: Turn, order: OrderView, *, page: int = 1, anew: bool = False) -> None:
    """Put an order's card in place of the one that was pressed; ``anew``: in a message of its own.

    ``page``: of its uncertain purchases. Whoever may decide about one that waits has the buttons for that.
    """
    before = None if anew else turn.standing
    waits = order.status is OrderStatus.AWAITING_APPROVAL
    decides = waits and await turn.services.approvals.may_decide(turn.actor, order.number)
    card = order_card(turn.t, order, turn.chat.id, page=page, decides=decides)
    message_id = await (turn.reply(card) if anew else turn.edit(card))
    note = (
        turn.services.orders.note_shown if message_id == before else turn.services.orders.note_card
    )
    await note(order, turn.chat.id, message_id)
