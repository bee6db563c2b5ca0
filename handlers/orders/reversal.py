"""**Reverse**: an order is taken back; asked first, and told as the provider said it."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from handlers.frame.cards import Button, Card
from handlers.frame.confirmation.as_asked import as_asked, confirm_button
from handlers.frame.outgoing.notices import EditOf, Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.frame.turn import Turn
from handlers.orders.order_card import order_card
from handlers.orders.progress import under_way
from handlers.orders.shown_order import show_order
from handlers.orders.trouble import order_trouble
from handlers.taps import ORDER_REFRESH, ORDER_REVERSE, ORDER_REVERSED
from handlers.words.markup import Html, bold, code, join
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from providers.base import Reversing
from services.current_update import acted_before
from services.orders import OrderView
from services.orders.errors import BeingReversedError, NothingToReverseError
from services.own_stock import OWN

routes = Routes(needs=Reversing)
_NAMED = 3


@routes.tap(ORDER_REVERSE, permission="orders.reverse", opener_only=False, of_order=True)
async def ask(turn: Turn) -> None:
    """Reversing asks first, and says what it does."""
    await turn.edit(await reverse_question(turn))


async def reverse_question(turn: Turn) -> Card:
    """The question about the order that the step is about.

    Raises BeingReversedError, NothingToReverseError.
    """
    order = await turn.services.orders.view(turn.admitted)
    if order.reversing:
        raise BeingReversedError(number=order.number)
    if not order.reversible:
        raise NothingToReverseError(number=order.number)
    text = join(_effects(turn.t, order), " ")
    yes = confirm_button(
        turn.t.plain("button-confirm"), ORDER_REVERSED, order.number, asked=text, style="danger"
    )
    no = Button(turn.t.plain("button-back"), ORDER_REFRESH, order.number)
    return Card(text, [[yes, no]])


def _effects(t: Texts, order: OrderView) -> list[Html]:
    """What Confirm does. Of own stock nothing goes back that a customer has, so none is told."""
    provider = provider_name(t, order.provider)
    words = {"number": code(order.number), "count": order.reversible}
    if order.provider == OWN:
        old, total = order.expiry.expired, len(order.masks)
        every = "yes" if old == total else "no"
        said = [t.get("reverse-question-own", every=every, **words)]
        if 0 < old < total:
            said.append(t.get("reverse-own-expired", count=old))
        return [*said, t.get("reverse-stops-links-own")] if order.links else said
    said = [t.get("reverse-question", provider=provider, **words)]
    if order.customers:
        names = [each.name for each in order.customers[:_NAMED]]
        several = {"count": len(names), "more": len(order.customers) - len(names)}
        said.append(t.get("reverse-tells-customer", customer=t.listing(names), **several))
    if order.links or not order.customers:
        said.append(t.get("reverse-stops-links", provider=provider))
    return said


@routes.tap(ORDER_REVERSED, permission="orders.reverse", slow=True, of_order=True)
async def reverse(turn: Turn) -> None:
    """Have it done. What comes of it is told in place of this message.

    Who has got a key of it since it was asked is named first.
    """
    if not acted_before():
        with suppress(NothingToReverseError, BeingReversedError):  # which are told below
            if not await as_asked(turn, await reverse_question(turn)):
                return
    await carry_out(turn, lambda: turn.services.reversals.reverse(turn.admitted, turn.standing))


async def carry_out(turn: Turn, begin: Callable[[], Awaitable[OrderView]]) -> None:
    """Let a reversal of the order begin, and say so in the message that asked about it."""
    standing = turn.standing
    try:
        order = await begin()
    except (NothingToReverseError, BeingReversedError) as error:
        if acted_before():  # it was this tap that began it, and its end is told for sure
            return
        if isinstance(error, BeingReversedError):
            raise
        # Told by a message of its own; the card shows what is true now.
        order = await turn.services.orders.view(turn.admitted)
        await show_order(turn, order)
        raise
    message_id = await turn.edit(under_way(turn.t, order, "reverse"))
    if message_id != standing and not await turn.services.reversals.shown(order.number, message_id):
        order = await turn.services.orders.view(turn.admitted)
        await show_order(turn, order)


@routes.notice("reversal-ended")
async def reversal_ended(notice: Notice, services: Services, t: Texts) -> EditOf:
    """What the provider said, where it was asked for; and how the order stands."""
    facts = notice.facts
    order = await services.orders.told(str(facts["order"]))
    card = order_card(t, order, notice.chat_id)
    lines = _answers(t, order, facts)

    async def posted(message_id: int) -> None:
        await services.orders.note_card(order, notice.chat_id, message_id)

    text = join([*lines, "", card.text]) if lines else card.text
    return EditOf(facts["message"], Card(text, card.rows, shared=True), posted=posted)


@routes.notice("order-reversed")
async def reversed_for_customer(notice: Notice, services: Services, t: Texts) -> Card:
    """The customer whose key was reversed is told."""
    order = await services.orders.told(str(notice.facts["order"]))
    return Card(
        t.get(
            "notice-order-reversed",
            product=bold(order.product),
            number=code(order.number),
            count=int(notice.facts["keys"]),
        )
    )


def _answers(t: Texts, order: OrderView, facts: Mapping[str, Any]) -> list[Html]:
    """What was said of the first keys, and what that leaves to be done."""
    lines = [_told(t, order, *said) for said in facts["said"]]
    if "trouble" in facts:
        lines.append(order_trouble(t, facts["trouble"]))
    elif facts["untried"]:
        provider = provider_name(t, order.provider)
        lines.append(t.get("reverse-untried", count=facts["untried"], provider=provider))
    # A notice of an earlier version says nothing of a part: then it was all of the order.
    if order.masks and not order.reversing and order.to_give and not facts.get("part"):
        lines.append(t.get("reverse-link-anew"))
    return lines


def _told(t: Texts, order: OrderView, position: int, end: str, status: str, said: str) -> Html:
    provider = provider_name(t, order.provider)
    words = " – ".join(filter(None, (status, said))) or "–"
    return t.get(
        f"reverse-{end}", provider=provider, position=position, total=order.count, words=words
    )
