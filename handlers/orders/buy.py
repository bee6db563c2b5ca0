"""/buy: which product, which offer, how many, yes."""

from collections.abc import Sequence

from handlers.catalog.readings import Reading, readings
from handlers.catalog.stock import choose_product, page_pressed, product_pressed, show_product
from handlers.catalog.stock_overview import show_overview
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.errors import error_text
from handlers.frame.incoming.taps import answered_beside
from handlers.frame.outgoing.sending import without_buttons
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError, at_most
from handlers.orders.progress import under_way
from handlers.orders.question_card import ASKS_FIRST, question_card
from handlers.orders.shown_order import show_order
from handlers.taps import (
    BUY_COUNT,
    BUY_INSTEAD,
    BUY_OFFER,
    BUY_OTHER,
    BUY_PRODUCT,
    CASE_REPLACE,
    ORDER_ASK,
    ORDER_CANCEL,
    ORDER_CONFIRM,
    ORDER_WHY,
    STOCK_PRODUCT,
)
from handlers.words.arguments import how_many
from handlers.words.limit_words import over_lines
from handlers.words.markup import bold, join
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from services.cases.errors import (
    BeingReplacedError,
    BeingTakenBackError,
    CaseEndedError,
    GivenSinceError,
)
from services.catalog import Offer, Product
from services.errors import DeskError
from services.limits import Over
from services.limits.errors import OverLimitError, WithinLimitsError
from services.orders import OrderStatus, OrderView
from services.orders.approvals import LONGEST_REASON
from services.orders.calling_off import ASKED_AGAIN, CASE_OVER, DRAWN_ANEW
from services.orders.checkout import check_count
from services.orders.door import BUY, VIEW
from services.orders.errors import AlreadyHandledError, BoughtAnewError, OrderExpiredError
from services.orders.states import CANCELLED
from services.visible import visible_line

routes = Routes()

_OVER = {
    ASKED_AGAIN: "order-asked-again",
    CASE_OVER: "order-over-with-case",
    DRAWN_ANEW: "order-drawn-anew",
}
"""What is said of a question that was called off for such a reason."""
_NOT_WANTED = (
    BoughtAnewError,
    GivenSinceError,
    BeingReplacedError,
    BeingTakenBackError,
    CaseEndedError,
)
"""Why a question buys nothing any more that was not called off."""
_COUNTS = (1, 2, 3, 5, 10)
_OFFERED = 4
"""Products offered for each way to read the words."""


@routes.command("buy", permission="orders.buy")
async def buy(turn: Turn) -> None:
    """``/buy <words> [count]``; without words, the catalog to choose from."""
    if not turn.args.strip():
        await show_overview(turn)
        return
    meant = readings(turn.services.catalog, turn.args)
    if len(meant) > 1:
        await _which_reading(turn, meant)
        return
    [only] = meant
    if only.count is not None and only.found:
        check_count(only.count)
    if len(only.found) == 1:
        await turn.typing()
        await _offers(turn, only.found[0], only.count)
    else:
        await choose_product(turn, only.words, only.found, BUY_PRODUCT, only.count or 0)


@routes.tap(BUY_PRODUCT, permission="orders.buy", slow=True)
async def product(turn: Turn) -> None:
    """A product was chosen from several, or its offers are read again."""
    product_id, count = await product_pressed(turn, 0), turn.values.number(1)
    found = turn.services.catalog.offered(product_id)
    await _offers(turn, found, count or None, page_pressed(turn, 2))


@routes.tap(BUY_OFFER, permission="orders.buy")
async def offer(turn: Turn) -> None:
    """An offer was chosen: how many?"""
    await _how_many(turn, turn.services.catalog.offer(turn.values.number(0)))


@routes.tap(BUY_COUNT, permission="orders.buy", slow=True)
async def count_chosen(turn: Turn) -> None:
    """The number was chosen: read the price and ask."""
    await _ask(turn, turn.values.number(0), turn.values.number(1))


@routes.tap(BUY_INSTEAD, permission="orders.buy", opener_only=False, slow=True)
async def instead(turn: Turn) -> None:
    """What has failed once more, or another offer of it: ask in a message of its own, so that it stays.

    Pressed again, or for one more offer, by whomever, the newer question stands, and the one before asks no
    more. Who comes when one was answered is told who was first.
    """
    offer_id, count = turn.values.number(0), turn.values.number(1)
    failed = None  # it is not known by buttons of earlier versions
    if len(turn.values) > 2:
        failed = await turn.services.orders.door.admit(turn.actor, turn.values.text(2), VIEW)
    order = await turn.services.checkout.draft(turn.actor, offer_id, count, failed=failed)
    message_id = await turn.reply(question_card(turn.t, order))
    await turn.services.orders.note_card(order, turn.chat.id, message_id)


@routes.tap(BUY_OTHER, permission="orders.buy")
async def other_count(turn: Turn) -> None:
    """Another number is typed."""
    await turn.ask("buy.count", Card(turn.t.get("ask-count")), offer=turn.values.number(0))


@routes.answer("buy.count", permission="orders.buy")
async def count_typed(turn: Turn) -> None:
    """The number was typed."""
    count = how_many(turn.args.strip())
    if count is None:
        raise UsageError("buy.count")
    await _ask(turn, int(turn.facts["offer"]), count)


@routes.tap(ORDER_CONFIRM, permission="orders.buy", of_order=True)
async def confirm(turn: Turn) -> None:
    """Yes: have it bought, once."""
    order = await _own_draft(turn)
    if order is None:
        return
    asks = len(turn.values) > 1 and turn.values.one_of(1, (ASKS_FIRST,)) == ASKS_FIRST
    try:
        order = await turn.services.checkout.confirm(turn.admitted, turn.standing, spends=not asks)
    except AlreadyHandledError:
        await _told_kindly(turn)
        return
    except OrderExpiredError as error:
        await turn.edit(Card(error_text(turn.t, error)))
        return
    except _NOT_WANTED as error:
        await _wanted_no_more(turn, error)
        return
    except OverLimitError as error:
        await turn.edit(_above(turn.t, order, error.facts["over"]))
        return
    except WithinLimitsError:
        await _ask_anew(turn, turn.standing)
        return
    await _going_on(turn, order)


@routes.tap(ORDER_ASK, permission="orders.buy", of_order=True)
async def ask_others(turn: Turn) -> None:
    """It is above a limit: ask whoever may say yes, without a reason."""
    await _ask_others(turn, "")


@routes.tap(ORDER_WHY, permission="orders.buy", of_order=True)
async def ask_why(turn: Turn) -> None:
    """The same with a reason, which is typed."""
    facts = {"order": turn.admitted.number, "standing": turn.standing or 0}
    await turn.ask("order.why", Card(turn.t.get("ask-approval-reason")), **facts)


@routes.answer("order.why", permission="orders.buy", of_order=True)
async def why_told(turn: Turn) -> None:
    """The reason was typed."""
    reason = visible_line(turn.args)
    if not reason:
        raise UsageError("order.why")
    at_most(turn.t, "order.why", reason, LONGEST_REASON)
    await _ask_others(turn, reason)


async def _ask_others(turn: Turn, reason: str) -> None:
    order = await _own_draft(turn)
    if order is None:
        return
    standing = turn.standing or int(turn.facts.get("standing") or 0) or None
    try:
        order = await turn.services.checkout.ask(turn.admitted, standing, reason)
    except AlreadyHandledError:
        await _told_kindly(turn)
        return
    except OrderExpiredError as error:
        await turn.edit(Card(error_text(turn.t, error)))
        return
    except _NOT_WANTED as error:
        await _wanted_no_more(turn, error)
        return
    except WithinLimitsError:
        await _ask_anew(turn, standing)
        return
    if turn.callback is None and standing is not None:  # that asked, above: its card is below now
        await without_buttons(turn.bot, turn.chat.id, standing)
    await show_order(turn, order, anew=turn.callback is None)


async def _ask_anew(turn: Turn, standing: int | None) -> None:
    """What was said to ask others first would spend at once by now: say so, and let them confirm that."""
    draft = await turn.services.checkout.question(turn.admitted.number)
    if draft.status is not OrderStatus.DRAFT:
        await _told_kindly(turn)
        return
    news = None if draft.above else turn.t.get("buy-above-no-more")
    if turn.callback is None and standing is not None:
        await without_buttons(turn.bot, turn.chat.id, standing)
    message_id = await turn.edit(question_card(turn.t, draft, news=news))
    if message_id != standing:
        await turn.services.orders.note_card(draft, turn.chat.id, message_id)


async def _own_draft(turn: Turn) -> OrderView | None:
    """The order, as long as this person's yes is waited for; else they are told what is the matter."""
    order = await turn.services.orders.view(turn.admitted)
    if order.buyer_id != turn.actor.user_id:
        await turn.alert(turn.t.plain("not-your-menu"))
        return None
    if order.status is not OrderStatus.DRAFT:
        await _told_kindly(turn)
        return None
    return order


async def _going_on(turn: Turn, order: OrderView) -> None:
    # It is being bought already, and nobody waits for this: how it ends is told in its place. So it must
    # not come after that end, which it would if it waited for Telegram to take the answer to the tap.
    async with answered_beside(turn, turn.t.plain("buy-toast")):
        message_id = await turn.edit(under_way(turn.t, order, "buy"))
    order = await turn.services.checkout.shown(order.number, message_id)
    if order.status is not OrderStatus.PAYING or order.unclear:
        await _show_truth(turn, order)


@routes.tap(ORDER_CANCEL, permission="orders.buy", of_order=True)
async def cancel(turn: Turn) -> None:
    """No: call the draft off."""
    if (await turn.services.orders.view(turn.admitted)).buyer_id != turn.actor.user_id:
        await turn.alert(turn.t.plain("not-your-menu"))
        return
    try:
        order = await turn.services.checkout.cancel(turn.admitted)
    except AlreadyHandledError:
        await _told_kindly(turn)
        return
    await turn.edit(Card(turn.t.get("buy-cancelled", product=bold(order.product))))


def _above(t: Texts, order: OrderView, over: Sequence[Over]) -> Card:
    """It is above a limit: why, and whether others shall be asked. It obeys who asked."""
    lines = [
        t.get("buy-question", product=bold(order.product), count=order.count),
        t.get("buy-price", each=order.unit_price, total=order.total, count=order.count),
        *over_lines(t, over),
        "",
        t.get("approval-question"),
    ]
    rows: list[list[AnyButton]] = [
        [
            Button(t.plain("button-ask-approval"), ORDER_ASK, order.number, style="primary"),
            Button(t.plain("button-ask-why"), ORDER_WHY, order.number),
        ],
        [Button(t.plain("button-cancel"), ORDER_CANCEL, order.number)],
    ]
    return Card(join(lines), rows, opener=order.buyer_id)


async def _which_reading(turn: Turn, meant: Sequence[Reading]) -> None:
    """A number may be part of a name or how many: the buttons say which is which."""
    t = turn.t
    rows: list[list[AnyButton]] = []
    for reading in meant:
        for found in reading.found[:_OFFERED]:
            label = found.name
            if reading.count is not None:
                label = t.plain("buy-so-many", count=reading.count, product=found.name)
            rows.append([Button(label, BUY_PRODUCT, found.id, reading.count or 0)])
    await turn.show(Card(t.get("buy-which-reading", words=meant[0].words), rows))


async def _offers(turn: Turn, chosen: Product, count: int | None, number: int = 1) -> None:
    if len(chosen.offers) == 1:
        only = chosen.offers[0]
        await (_how_many(turn, only) if count is None else _ask(turn, only.id, count))
        return
    await show_product(turn, chosen.id, count, number)


async def _how_many(turn: Turn, chosen: Offer) -> None:
    turn.services.catalog.offered(chosen.product_id)
    numbers: list[AnyButton] = [
        Button(str(count), BUY_COUNT, chosen.id, count) for count in _COUNTS
    ]
    other = Button(turn.t.plain("button-other-count"), BUY_OTHER, chosen.id)
    back = Button(turn.t.plain("button-back"), STOCK_PRODUCT, chosen.product_id)
    text = turn.t.get(
        "buy-how-many",
        product=bold(chosen.product_name),
        provider=provider_name(turn.t, chosen.provider),
    )
    await turn.show(Card(text, [*in_columns(numbers, 5), [other, back]]))


async def _ask(turn: Turn, offer_id: int, count: int) -> None:
    order = await turn.services.checkout.draft(turn.actor, offer_id, count)
    message_id = await turn.show(question_card(turn.t, order))
    await turn.services.orders.note_card(order, turn.chat.id, message_id)


async def _show_truth(turn: Turn, order: OrderView) -> None:
    """Show what is so by now: the order, or the question that stands in its place."""
    if order.asked_anew is None:
        await show_order(turn, order)
        return
    await turn.services.orders.door.admit(turn.actor, order.asked_anew, BUY)
    draft = await turn.services.checkout.question(order.asked_anew)
    if draft.status is OrderStatus.DRAFT:
        await turn.edit(question_card(turn.t, draft, was=order.unit_price))


async def _wanted_no_more(turn: Turn, error: DeskError) -> None:
    """What it was to be bought for has another by now, or is over: said in place of the question."""
    rows: list[list[AnyButton]] = []
    if isinstance(error, GivenSinceError):
        place = error.facts["number"], error.facts["case"]
        rows.append([Button(turn.t.plain("button-replace"), CASE_REPLACE, *place)])
    card = Card(error_text(turn.t, error), rows, shared=bool(rows))
    await (turn.reply(card) if turn.callback is None else turn.edit(card))


async def _told_kindly(turn: Turn) -> None:
    order = await turn.services.orders.view(turn.admitted)
    if order.reason in _OVER:
        await turn.alert(turn.t.plain(_OVER[order.reason], number=order.number))
        await _show_truth(turn, order)
        return
    status = turn.t.plain(f"order-status-{order.status}")
    await turn.toast(turn.t.plain("order-handled-already", number=order.number, status=status))
    lapsed = order.status is OrderStatus.EXPIRED and order.reason != CANCELLED
    if order.status is not OrderStatus.PAYING and (order.confirmed_at is not None or lapsed):
        await _show_truth(turn, order)
