"""Taking an order back: asked first, and told as the provider said it."""

from contextlib import suppress

from handlers.frame.cards import Button, Card
from handlers.frame.desk import Desk
from handlers.frame.notices import Notice
from handlers.frame.registry import Routes
from handlers.frame.turn import Turn
from handlers.orders.order_card import order_card
from handlers.orders.progress import OwnMessage
from handlers.words.markup import Html, bold, code, join
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from providers.base import Reversal, ReversalEnd, Reversing
from services.orders import OrderView, ReversalReport
from services.orders.errors import BeingReversedError, NothingToReverseError
from storage.errors import TroubleError

routes = Routes(needs=Reversing)


@routes.tap("order.reverse", permission="orders.reverse", opener_only=False, of_order=True)
async def ask(turn: Turn) -> None:
    """Reversing asks first, and says what it does."""
    order = await turn.desk.orders.view(turn.admitted)
    if order.reversing:
        raise BeingReversedError(number=order.number)
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
    else:
        stops = turn.t.get("reverse-stops-links", provider=provider_name(turn.t, order.provider))
        text = join([text, stops], " ")
    yes = Button(turn.t.plain("button-confirm"), "order.reversed", order.number, style="danger")
    no = Button(turn.t.plain("button-back"), "order.refresh", order.number)
    await turn.edit(Card(text, [[yes, no]]))


@routes.tap("order.reversed", permission="orders.reverse", slow=True, of_order=True)
async def reverse(turn: Turn) -> None:
    """Do it, with how far it is, and say what the provider said."""
    order = await turn.desk.orders.view(turn.admitted)
    heading = turn.t.get("reverse-under-way", product=bold(order.product), count=order.reversible)
    progress = OwnMessage(turn, heading, _how_far)
    if order.reversible:
        await turn.edit(Card(heading))
    try:
        report = await turn.desk.reversals.reverse(turn.admitted, progress)
    except Exception:
        # Whatever it was is told by a message of its own; the card shows what is true now.
        if order.reversible:
            with suppress(TroubleError):
                order = await turn.desk.orders.view(turn.admitted)
                await turn.edit(order_card(turn.t, order, turn.chat.id))
        raise
    card = order_card(turn.t, report.order, turn.chat.id)
    text = join([*_answers(turn.t, report), "", card.text])
    message_id = await turn.edit(Card(text, card.rows, shared=True))
    await turn.desk.orders.note_card(report.order.number, turn.chat.id, message_id)


@routes.notice("order-reversed")
async def reversed_for_customer(notice: Notice, desk: Desk, t: Texts) -> Card:
    """The customer whose key was reversed is told."""
    order = await desk.orders.told(str(notice.facts["order"]))
    return Card(
        t.get(
            "notice-order-reversed",
            product=bold(order.product),
            number=code(order.number),
            count=int(notice.facts["keys"]),
        )
    )


_MOST_LINES = 10


def _how_far(t: Texts, done: int, total: int) -> Html:
    return t.get("reverse-progress", done=done, total=total)


def _answers(t: Texts, report: ReversalReport) -> list[Html]:
    """What was said of the first keys, and what that leaves to be done."""
    order = report.order
    lines = [_told(t, order, *said) for said in report.said[:_MOST_LINES]]
    if report.untried:
        provider = provider_name(t, order.provider)
        lines.append(t.get("reverse-untried", count=report.untried, provider=provider))
    if order.masks and not order.reversing and order.customer_id is None:
        lines.append(t.get("reverse-link-anew"))
    return lines


def _told(t: Texts, order: OrderView, position: int, said: Reversal) -> Html:
    words = " – ".join(filter(None, (said.status, said.said)))
    end = {
        ReversalEnd.DONE: "reverse-done",
        ReversalEnd.REFUSED: "reverse-refused",
        ReversalEnd.UNKNOWN: "reverse-unknown",
    }[said.end]
    provider = provider_name(t, order.provider)
    return t.get(end, provider=provider, position=position, total=order.count, words=words or "–")
