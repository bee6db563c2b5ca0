"""Taking an order back: asked first, and told as the provider said it."""

from handlers.frame.cards import Button, Card
from handlers.frame.desk import Desk
from handlers.frame.notices import Notice
from handlers.frame.registry import Routes
from handlers.frame.turn import Turn
from handlers.orders.order_card import order_card
from handlers.words.markup import Html, bold, code, join
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from providers.base import Reversal, ReversalEnd, Reversing
from services.orders import OrderView
from services.orders.errors import NothingToReverseError

routes = Routes(needs=Reversing)


@routes.tap("order.reverse", permission="orders.reverse", opener_only=False)
async def ask(turn: Turn) -> None:
    """Reversing asks first, and says what it does."""
    order = await turn.desk.orders.view(turn.values.text(0))
    if not order.reversible:
        raise NothingToReverseError(number=order.number)
    text = turn.t.get(
        "reverse-question",
        number=code(order.number),
        count=order.reversible,
        provider=provider_name(turn.t, order.provider),
    )
    if order.customer_name is not None:
        told = turn.t.get("reverse-tells-customer", customer=order.customer_name)
        text = join([text, told], " ")
    yes = Button(turn.t.plain("button-confirm"), "order.reversed", order.number, style="danger")
    no = Button(turn.t.plain("button-back"), "order.refresh", order.number)
    await turn.edit(Card(text, [[yes, no]]))


@routes.tap("order.reversed", permission="orders.reverse", slow=True)
async def reverse(turn: Turn) -> None:
    """Do it, and say what the provider said."""
    report = await turn.desk.reversals.reverse(turn.actor, turn.values.text(0))
    card = order_card(turn.t, report.order)
    lines = [_told(turn.t, report.order, position, said) for position, said in report.said]
    text = join([*lines[:_MOST_LINES], "", card.text])
    message_id = await turn.edit(Card(text, card.rows, shared=True))
    await turn.desk.orders.note_card(report.order.number, message_id)


@routes.notice("order-reversed")
async def reversed_for_customer(notice: Notice, desk: Desk, t: Texts) -> Card:
    """The customer whose key was reversed is told."""
    order = await desk.orders.view(str(notice.facts["order"]))
    return Card(
        t.get(
            "notice-order-reversed",
            product=bold(order.product),
            number=code(order.number),
            count=int(notice.facts["keys"]),
        )
    )


_MOST_LINES = 10


def _told(t: Texts, order: OrderView, position: int, said: Reversal) -> Html:
    words = " ".join(filter(None, (said.status, said.said)))
    end = {
        ReversalEnd.DONE: "reverse-done",
        ReversalEnd.REFUSED: "reverse-refused",
        ReversalEnd.UNKNOWN: "reverse-unknown",
    }[said.end]
    provider = provider_name(t, order.provider)
    return t.get(end, provider=provider, position=position, total=order.count, words=words or "–")
