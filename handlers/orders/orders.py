"""/order, /orders: finding orders again, those too that wait for a person."""

from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.lists import total, turned, turner
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.orders.order_card import status_words
from handlers.orders.shown_order import show_order
from handlers.orders.uncertain_list import page_with
from handlers.taps import ORDER_OPEN, ORDER_REFRESH, ORDERS_PAGE
from handlers.words.markup import bold, code, join
from services.orders import OrderView
from services.orders.errors import NotUncertainError

routes = Routes()

_ON_A_PAGE = 8
_FILTERS = ("open", "uncertain", "failed", "delivered", "mine", "all")


def _may_be_key(turn: Turn) -> bool:
    text = turn.args.strip()
    return bool(text) and not turn.services.orders.looks_like_number(text)


@routes.command("order", permission="orders.view", in_menu=False, secret=_may_be_key, of_order=True)
async def order(turn: Turn) -> None:
    """``/order <number or key>``; without it, the open orders to choose from."""
    if not turn.args.strip():
        await _page(turn, "open")
        return
    found = await turn.services.orders.view(turn.admitted)
    await show_order(turn, found, anew=True)
    await _seen(turn, found)


@routes.command("orders", permission="orders.view")
async def orders(turn: Turn) -> None:
    """``/orders [filter]``."""
    wanted = turn.args.strip().lower() or "open"
    known = {turn.t.plain(f"filter-{name}").lower(): name for name in _FILTERS}
    name = wanted if wanted in _FILTERS else known.get(wanted)
    if name is None:
        raise UsageError("orders")
    await _page(turn, name)


@routes.tap(ORDERS_PAGE, permission="orders.view")
async def orders_page(turn: Turn) -> None:
    """Another filter, or another page."""
    await _page(turn, turn.values.one_of(0, _FILTERS), *turned(turn.values, 1))


@routes.tap(ORDER_OPEN, permission="orders.view", of_order=True)
async def order_open(turn: Turn) -> None:
    """An order was chosen from a list."""
    found = await turn.services.orders.view(turn.admitted)
    await show_order(turn, found, anew=True)
    await _seen(turn, found)


@routes.tap(ORDER_REFRESH, permission="orders.view", opener_only=False, of_order=True)
async def refresh(turn: Turn) -> None:
    """Show the order as it stands now, on the page of the purchase that the button names."""
    pressed = turn.values.number(1, 1) if len(turn.values) > 1 else 1
    found = await turn.services.orders.view(turn.admitted)
    await show_order(turn, found, page=page_with(found, pressed))
    now = await turn.services.orders.view(turn.admitted)
    if (
        now != found
    ):  # how it ended was told in this place meanwhile, and not to be put back by this
        found = now
        await show_order(turn, found, page=page_with(found, pressed))
    await turn.toast(status_words(turn.t, found))


@routes.command("resolve", permission="orders.resolve", secret=_may_be_key, of_order=True)
async def resolve(turn: Turn) -> None:
    """``/resolve <order>``; without it, the uncertain orders to choose from."""
    if not turn.args.strip():
        await _page(turn, "uncertain")
        return
    found = await turn.services.orders.view(turn.admitted)
    if not found.uncertain:
        raise NotUncertainError(number=found.number)
    await show_order(turn, found, anew=True)


async def _seen(turn: Turn, shown: OrderView) -> None:
    """What the order's chat was not told of it, it sees now."""
    if shown.chat_id == turn.chat.id:
        await turn.services.outbox.order_seen(shown.number, turn.chat.id)


async def _page(
    turn: Turn, name: str, behind: str | None = None, before: str | None = None
) -> None:
    everywhere = turn.may("sales.view")
    found = await turn.services.orders.listing(
        turn.actor, name, _ON_A_PAGE, everywhere=everywhere, behind=behind, before=before
    )
    not_told = (await turn.services.outbox.not_told()).orders
    t, shown = turn.t, found.shown
    title = t.get("orders-title", filter=t.plain(f"filter-{name}"), total=total(t, found.total))
    lines = [title, ""]
    lines.extend(
        t.get(
            "orders-line-not-told" if each.number in not_told else "orders-line",
            number=code(each.number),
            product=bold(each.product),
            count=each.count,
            status=status_words(t, each),
        )
        for each in shown.items
    )
    if not shown.items:
        lines.append(t.get(f"orders-none-{name}"))
    opens: list[AnyButton] = [Button(each.number, ORDER_OPEN, each.number) for each in shown.items]
    filters: list[AnyButton] = [
        Button(t.plain(f"filter-{other}"), ORDERS_PAGE, other, "")
        for other in _FILTERS
        if other != name
    ]
    pages = turner(t, ORDERS_PAGE, shown, lambda each: each.number, name)
    await turn.show(Card(join(lines), [*in_columns(opens), pages, *in_columns(filters)]))
