"""Approvals: the cards by which an order above a limit is approved or rejected, and /approvals."""

from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.outgoing.notices import EditOf, Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.frame.turn import Turn
from handlers.orders.order_card import came_of_it, order_card
from handlers.orders.shown_order import show_order
from handlers.orders.trouble import order_trouble
from handlers.taps import APPROVAL_NO, APPROVAL_OPEN, APPROVAL_YES, ORDER_OPEN
from handlers.words.markup import Html, bold, code, join
from handlers.words.texts import Texts
from services.orders import OrderStatus, OrderView
from services.orders.approval_cards import SHOWN
from services.orders.approvals import ASKED, ENDED
from services.orders.door import VIEW
from services.orders.errors import ApprovalOverError
from services.orders.votes import APPROVE
from services.page import page_of

routes = Routes()
PAGE = 8
_UNDER_WAY = frozenset({OrderStatus.APPROVED, OrderStatus.PAYING, OrderStatus.PAID})
_NOT_APPROVED = frozenset({OrderStatus.REJECTED, OrderStatus.EXPIRED})


@routes.command("approvals", permission=APPROVE)
async def approvals(turn: Turn) -> None:
    """The orders that wait for a yes, each to be called up again."""
    t = turn.t
    page = page_of(await turn.services.approvals.open(turn.actor), 1, PAGE)
    lines = [
        t.get(
            "approvals-line",
            number=code(order.number),
            product=bold(order.product),
            count=order.count,
            total=order.total,
            name=order.buyer_name,
        )
        for order in page.items
    ]
    buttons: list[AnyButton] = [
        Button(order.number, APPROVAL_OPEN, order.number) for order in page.items
    ]
    if page.total > len(lines):
        lines.append(t.get("lines-more", count=page.total - len(lines)))
    title = t.get("approvals" if lines else "approvals-none")
    await turn.reply(Card(join([title, *lines]), in_columns(buttons)))


@routes.tap(APPROVAL_OPEN, permission=APPROVE)
async def opened(turn: Turn) -> None:
    """One of them, as a card that all here share; one that is decided is told how it goes on."""
    order = await turn.services.approvals.view(turn.actor, turn.values.text(0))
    if order.status is OrderStatus.AWAITING_APPROVAL:
        await _show(turn, order, anew=True)
    else:
        await show_order(turn, order, anew=True)


@routes.tap(APPROVAL_YES, permission=APPROVE, opener_only=False)
async def approve(turn: Turn) -> None:
    """Yes; the last that is needed has it bought."""
    await _decide(turn, yes=True)


@routes.tap(APPROVAL_NO, permission=APPROVE, opener_only=False)
async def reject(turn: Turn) -> None:
    """No: it is not bought."""
    await _decide(turn, yes=False)


async def _decide(turn: Turn, *, yes: bool) -> None:
    number = turn.values.text(0)
    try:
        order = await turn.services.approvals.decide(turn.actor, number, yes=yes)
    except ApprovalOverError as error:
        status = turn.t.plain(f"order-status-{error.facts['status']}")
        await turn.toast(turn.t.plain("order-handled-already", number=number, status=status))
        await _show(turn, await turn.services.approvals.view(turn.actor, number))
        return
    said = "approval-toast-yes" if yes else "approval-toast-no"
    if order.status is OrderStatus.AWAITING_APPROVAL:
        said = "approval-toast-more"
    await turn.toast(turn.t.plain(said))
    await _show(turn, order)


async def _show(turn: Turn, order: OrderView, *, anew: bool = False) -> None:
    """Show it in place of what was pressed; a card that is not over is told what comes of it."""
    card = _card(turn.t, order, turn.chat.id)
    message_id = await (turn.reply(card) if anew else turn.edit(card))
    if order.unsettled:
        await turn.services.approvals.note_shown(order.number, turn.chat.id, message_id)


def _card(t: Texts, order: OrderView, here: int, why: Html | None = None) -> Card:
    """The order as who decides sees it. What was approved says so, and what came of it, when it is known.

    ``why``: as of ``order_card``.
    """
    if order.status is OrderStatus.AWAITING_APPROVAL:
        return order_card(t, order, here, decides=here != order.buyer_id)
    if order.approval is None or order.status in _NOT_APPROVED:
        return Card(order_card(t, order, here).text, shared=True)
    t = t.kept
    lines = [
        t.get("order-title", product=bold(order.product), count=order.count),
        t.get(
            "approval-decided",
            names=order.approval.names(yes=True) or ["–"],
            at=order.confirmed_at or order.created_at,
        ),
        t.get("order-number", number=code(order.number)),
        *([] if order.status in _UNDER_WAY else came_of_it(t, order, why)),
    ]
    if order.asked_anew is not None:
        lines.append(t.get("approval-asked-anew", number=code(order.asked_anew)))
    view = Button(t.plain("button-view"), APPROVAL_OPEN, order.number)
    return Card(join(lines), [[view]], shared=True)


@routes.notice(ASKED)
async def asked(notice: Notice, services: Services, t: Texts) -> EditOf | None:
    """An order waits for a yes, if it still does."""
    order = await services.orders.told(str(notice.facts["order"]))
    if order.status is not OrderStatus.AWAITING_APPROVAL:
        return None
    said = t.get("notice-approval-asked", name=order.buyer_name, number=code(order.number))
    card = _card(t, order, notice.chat_id)

    async def posted(message_id: int) -> None:
        await services.approvals.note_shown(order.number, notice.chat_id, message_id)

    whole = Card(join([said, "", card.text]), card.rows, shared=True)
    return EditOf(None, whole, posted=posted)


@routes.notice(SHOWN)
async def shown(notice: Notice, services: Services, t: Texts) -> EditOf:
    """How it stands, on a card that showed it waiting; the buyer's stays the order's own."""
    order = await services.orders.told(str(notice.facts["order"]))
    here, standing = notice.chat_id, int(notice.facts["message"])
    buyers = (here, standing) == (order.chat_id, order.message_id)
    if not buyers:
        trouble = notice.facts.get("trouble")
        why = None if trouble is None else order_trouble(t, trouble)
        return EditOf(standing, _card(t, order, here, why), only=True)
    return EditOf(standing, order_card(t, order, here), only=True)


@routes.notice(ENDED)
async def ended(notice: Notice, services: Services, t: Texts) -> Card:
    """The buyer hears in their chat what came of it; how it goes on stands on the order's card there."""
    order = await services.orders.told(str(notice.facts["order"]))
    how = str(notice.facts["how"])
    names = [] if order.approval is None else order.approval.names(yes=how != "rejected")
    said = t.get(f"notice-approval-{how}", number=code(order.number), names=names or ["–"])
    reader = notice.chat_id
    if reader > 0 and not await services.access.permits(reader, reader, VIEW):
        return Card(said, shared=True)  # they read it on their own card, and may call up no other
    show = Button(order.number, ORDER_OPEN, order.number)
    return Card(said, [[show]], shared=True)
