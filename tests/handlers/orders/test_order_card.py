"""The card of an order, as people read it."""

from dataclasses import replace
from datetime import timedelta

from handlers.orders.order_card import order_card
from handlers.words.texts import Library
from services.orders import OrderStatus
from services.orders.order_view import ApprovalView
from tests.services.orders.conftest import GROUP, SAM, OrderRoom, room, shop

__all__ = ["room", "shop"]


async def test_when_it_was_ordered_stays_though_others_say_yes_later(room: OrderRoom) -> None:
    """Ordered when its buyer confirmed it, bought when the last yes came: each word with its own moment."""
    t = Library.load(room.clock, strict=True).texts("en", "UTC")
    asked_at = room.clock()
    draft = await room.checkout.draft(SAM, (await room.offer()).id, 1)
    view = replace(
        await room.orders.told(draft.number),
        approval=ApprovalView((), "", 1, asked_at, asked_at + timedelta(days=1), (), ()),
    )

    def said(status: OrderStatus, hours: int | None) -> str:
        at = None if hours is None else asked_at + timedelta(hours=hours)
        lines = order_card(t, replace(view, status=status, confirmed_at=at), GROUP).text
        return next(
            line for line in lines.splitlines() if line.startswith(("Ordered by", "Bought by"))
        )

    waits = said(OrderStatus.AWAITING_APPROVAL, None)
    assert waits.startswith("Ordered by") and said(OrderStatus.PAYING, 3) == waits
    assert said(OrderStatus.FAILED, 3) == waits
    bought = said(OrderStatus.KEYED, 3)
    assert bought.startswith("Bought by") and bought[-12:] != waits[-12:]


async def test_what_was_bought_had_yes_enough(room: OrderRoom) -> None:
    """A limit that asked for two may ask for one by the time of the yes: “1 of 2” is of what waits."""
    t = Library.load(room.clock, strict=True).texts("en", "UTC")
    now = room.clock()
    draft = await room.checkout.draft(SAM, (await room.offer()).id, 1)
    votes = (("Max", True),)
    view = replace(
        await room.orders.told(draft.number),
        approval=ApprovalView((), "", 2, now, now + timedelta(days=1), votes, ()),
    )
    for status in (OrderStatus.AWAITING_APPROVAL, OrderStatus.EXPIRED):
        assert "Approved by Max (1 of 2)" in order_card(t, replace(view, status=status), GROUP).text
    lines = order_card(t, replace(view, status=OrderStatus.KEYED), GROUP).text.splitlines()
    assert "✅ Approved by Max" in lines
