"""News of an order that was worked on: what people are told, in place of its card or besides."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from providers.base import Reversal
from providers.errors import ProviderError
from services.errors import DeskError, ProviderTroubleError
from services.orders.approval_cards import ApprovalCards
from services.orders.drafts import OtherOffer
from services.orders.errors import ReversalBarredError
from services.orders.other_chats import tell_home
from services.orders.reversal_calls import Asked
from services.orders.shown_cards import ShownCards
from services.orders.states import LATE, OrderStatus
from services.orders.wish import Asker, Place, Wish
from services.outbox import Outbox
from services.work import WorkQueue
from storage.orders import OrderRow
from storage.transaction import Tx

ENDED = "order-ended"
"""How it stands, in place of the message that said that it is being bought. Facts: ``order``, ``message``,
``trouble`` where there was some before anything was sent, ``others`` (id, provider, price and currency of
other offers of the product, where this one failed), ``followed`` where a new card comes besides."""
CHANGED = "order-changed"
"""The same in a new message, with a sound, where nobody looks at that card any more. Facts: ``order``,
``trouble`` as of ``order-ended``."""
REVERSED = "reversal-ended"
"""What came of taking it back, in place of the message of who asked. Facts: ``order``, ``home`` (the order's
chat), ``message``, ``thread``, ``said`` (position, end, status and words of the first), ``untried``,
``trouble``."""
MOST_SAID = 10
LATE_AFTER_TRIES = 12
"""After so many looks (about an hour and a half) people are told that keys, or answers, are late."""


class News:
    """Posts notices in the transaction of what they tell of."""

    def __init__(self, outbox: Outbox, queue: WorkQueue, deciders: ApprovalCards) -> None:
        """``deciders``: the cards of who was asked to approve."""
        self._outbox = outbox
        self._queue = queue
        self.deciders = deciders
        self.cards = ShownCards(outbox, queue, ENDED, REVERSED)

    def kick(self) -> None:
        """It is committed."""
        self._outbox.kick()
        self._queue.kick()

    async def of_purchase(
        self,
        tx: Tx,
        order: OrderRow,
        wish: Wish,
        *,
        changed: bool,
        first: bool,
        more: bool,
        trouble: dict[str, Any] | None,
        others: Sequence[OtherOffer] = (),
        told: set[Place],
    ) -> Wish:
        """Tell how the order stands; gives what is still to be told then.

        ``changed``: its status is another than before; ``first``: it was bought in one go, so that
        whoever confirmed it still looks at its card, unless that was who approved it; ``more`` of it was
        bought: the card says so.
        ``told``: the messages that are told, to be added to.
        """
        if not wish.untold and not changed and not more:
            return wish
        # An uncertain order has called for help already, with a card of its own.
        called = order.status == OrderStatus.UNCERTAIN
        # Of an approved order the buyer was told that it is being bought: that it was not is no less news.
        unseen = order.asked_at is not None and order.status == OrderStatus.FAILED
        followed = changed and (called or unseen or not first)
        stale = {wish.card, order.message_id} - {None} or {None}
        for message_id in sorted(stale, key=lambda each: each or 0):
            facts: dict[str, Any] = {"order": order.number, "message": message_id}
            if followed:
                facts["followed"] = True
            if trouble is not None:
                facts["trouble"] = trouble
            if others and order.status == OrderStatus.FAILED:
                facts["others"] = [
                    [each.offer_id, each.provider, f"{each.price.amount:f}", each.price.currency]
                    for each in others
                ]
            await self._outbox.post(tx, ENDED, order.chat_id, facts)
            if message_id is not None:
                told.add((order.chat_id, message_id))
        if followed and not called:
            facts = {"order": order.number}
            if trouble is not None:
                facts["trouble"] = trouble
            once = f"changed:{order.number}:{order.status}"
            await self._outbox.post(tx, CHANGED, order.chat_id, facts, once_key=once)
        return replace(wish, untold=False, card=None)

    async def of_reversal(
        self,
        tx: Tx,
        order: OrderRow,
        wish: Wish,
        asked: Asked,
        *,
        left: bool,
        told: set[Place],
    ) -> Wish:
        """Tell who asked what was said; gives what is still to be told then. ``left``: it goes on.

        ``told``: as of ``of_purchase``.
        """
        asker = wish.asker
        news = {"order": order.number}
        if asker is None:  # nobody knows any more who it was
            if asked.learnt and not left:
                await self._outbox.post(tx, CHANGED, order.chat_id, news)
            return wish
        if not asker.told or (asked.learnt and not left):
            facts = _facts_of(order, asker, asked)
            await self._outbox.post(tx, REVERSED, asker.chat_id, facts)
            if asker.message_id is not None:
                told.add((asker.chat_id, asker.message_id))
            if not asker.told:
                await tell_home(
                    tx, self._outbox, asker.actor, order.chat_id, order.number, "reverse"
                )
            else:
                await self._outbox.post(tx, CHANGED, order.chat_id, news)
        return replace(wish, asker=replace(asker, told=True) if left else None)

    async def of_delay(
        self, tx: Tx, order: OrderRow, wish: Wish, tries: int, *, left: bool
    ) -> Wish:
        """Tell the chat once that what the order waits for has not come for long.

        ``left``: as of ``of_reversal``.
        """
        if tries <= LATE_AFTER_TRIES:
            return wish
        facts = {"order": order.number}
        late = LATE.get(OrderStatus(order.status))
        if late is not None:
            once = f"{late}:{order.number}"
            await self._outbox.post(tx, late, order.chat_id, facts, once_key=once)
        if left and not wish.late:
            await self._outbox.post(tx, "reversal-late", order.chat_id, facts)
            return replace(wish, late=True)
        return wish


def trouble_of(error: DeskError) -> dict[str, Any]:
    """An error as a notice has it: what its words are made of."""
    facts = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in error.facts.items()
    }
    return {"code": error.code, "facts": facts}


def _facts_of(order: OrderRow, asker: Asker, asked: Asked) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "order": order.number,
        "home": order.chat_id,
        "message": asker.message_id,
        "thread": asker.thread_id,
        "said": [_line(position, said) for position, said in asked.said[:MOST_SAID]],
        "untried": asked.untried,
        "part": asker.part,
    }
    if asked.barred and asked.untried:
        facts["trouble"] = trouble_of(ReversalBarredError())
    elif not asked.said and (error := _first(asked.failures)) is not None:
        facts["trouble"] = trouble_of(ProviderTroubleError.of(error))
    return facts


def _line(position: int, said: Reversal) -> list[Any]:
    return [position, str(said.end), said.status, said.said]


def _first(failures: Sequence[Exception]) -> ProviderError | None:
    return next((each for each in failures if isinstance(each, ProviderError)), None)
