"""A replacement: an order of the same offer that is drawn up in a case."""

from dataclasses import replace

from services.audit import Audit
from services.cases.errors import BeingReplacedError
from services.cases.finding import case_of, ended_view
from services.cases.views import UNDER_WAY, CaseView, CaseViews
from services.clock import Clock
from services.errors import UnknownOfferError
from services.orders import Checkout, OrderStatus, OrderView
from services.orders.calling_off import DRAWN_ANEW, call_off_draft
from services.orders.door import BUY, Admitted
from services.orders.drafts import OtherOffer
from services.outbox import Outbox
from storage.cases import CaseRow
from storage.database import Database
from storage.transaction import Tx

_TURNS = 5
"""So often a draft is put in the place of another that somebody put there in the same moment."""


class _OtherFirstError(Exception):
    """Somebody else's draft was put there in this moment."""


class CaseReplacing:
    """Draws replacements up. What comes of them is in ``following``."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        views: CaseViews,
        checkout: Checkout,
        outbox: Outbox,
        audit: Audit,
    ) -> None:
        self._db = db
        self._clock = clock
        self._views = views
        self._checkout = checkout
        self._outbox = outbox
        self._audit = audit

    async def replace(
        self, admitted: Admitted, case_id: int, offer_id: int | None = None
    ) -> tuple[CaseView, OrderView]:
        """Draw an order of the same offer up, or of another of its product; its keys will be the customer's.

        Keys that have another in their place by another case are left out, unless all have: whoever asks is
        to be told so. Nothing is bought before it is confirmed, as any other order is, in the case's chat.
        Raises UnknownCaseError, CaseEndedError, BeingReplacedError, and what Checkout.draft raises.
        """
        admitted.need(BUY)
        async with self._db.read() as tx:
            row = await case_of(tx, admitted, case_id)
            view = await self._views.of(tx, row)
            if offer_id is not None and not await _same_product(tx, view.order.offer_id, offer_id):
                raise UnknownOfferError
        _may_be_replaced(view)
        at_home = replace(
            admitted.actor, chat_id=row.chat_id, thread_id=row.thread_id or await self._topic(row)
        )
        wanted = view.order.offer_id if offer_id is None else offer_id
        draft = await self._checkout.draft(at_home, wanted, _count(view))
        return await self._linked(admitted, case_id, draft), draft

    async def _linked(self, admitted: Admitted, case_id: int, draft: OrderView) -> CaseView:
        """The case, for which the draft stands: of several who ask at once the last is answered."""
        for _ in range(_TURNS):
            try:
                async with self._db.write() as tx:
                    row = await case_of(tx, admitted, case_id)
                    _may_be_replaced(await self._views.of(tx, row))
                    await self._link(tx, row, draft)
                    await self._audit.write(
                        *(tx, admitted.actor, "case.replacing", row.number),
                        case=case_id,
                        to=draft.number,
                    )
                    view = await self._views.by_id(tx, case_id)
            except _OtherFirstError:
                continue
            self._outbox.kick()
            return view
        raise BeingReplacedError(number=admitted.number, replacement=draft.number)

    async def others(
        self, admitted: Admitted, case_id: int
    ) -> tuple[CaseView, int, tuple[OtherOffer, ...]]:
        """The case, how many keys it takes, and the other offers of the product that have so many now.

        For where its own offer has none. Raises UnknownCaseError.
        """
        admitted.need(BUY)
        async with self._db.read() as tx:
            view = await self._views.of(tx, await case_of(tx, admitted, case_id))
        count = _count(view)
        return view, count, await self._checkout.others(view.order.offer_id, count)

    async def _topic(self, row: CaseRow) -> int | None:
        async with self._db.read() as tx:
            order = await tx.orders.by_id(row.order_id)
        return None if order is None else order.thread_id

    async def _link(self, tx: Tx, row: CaseRow, draft: OrderView) -> None:
        """Let the draft stand for the replacement; the card of one that nobody has confirmed asks no more.

        Raises BeingReplacedError where that was confirmed, _OtherFirstError where another stands there now.
        """
        was = None if row.replacement_id is None else await tx.orders.by_id(row.replacement_id)
        at = self._clock()
        if (
            was is not None
            and was.status == OrderStatus.DRAFT
            and not await call_off_draft(tx, self._outbox, was, DRAWN_ANEW, at)
        ):
            raise BeingReplacedError(number=row.number, replacement=was.number)
        drawn = await tx.orders.by_number(draft.number)
        assert drawn is not None  # noqa: S101 - it was drawn a moment ago, and orders are never deleted
        if not await tx.cases.link(row.id, row.replacement_id, drawn.id):
            raise _OtherFirstError


async def _same_product(tx: Tx, offer_id: int, other_id: int) -> bool:
    offer, other = await tx.catalog.offer(offer_id), await tx.catalog.offer(other_id)
    return offer is not None and other is not None and offer.product_id == other.product_id


def _count(view: CaseView) -> int:
    """Of several keys those that have no other in their place by another case; where all have, all anew."""
    count = view.unreplaced or len(view.masks)
    return max(count, 1) if view.is_of_all else 1


def _may_be_replaced(view: CaseView) -> None:
    if not view.is_open:
        raise ended_view(view)
    instead = view.replacement
    if instead is not None and instead.status in UNDER_WAY:
        raise BeingReplacedError(number=view.number, replacement=instead.number)
