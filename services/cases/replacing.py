"""A replacement: an order of the same offer that is drawn up in a case."""

from collections.abc import Collection
from dataclasses import replace

from services.audit import Audit
from services.cases.errors import (
    BeingReplacedError,
    BeingTakenBackError,
    CaseEndedError,
    GivenSinceError,
    UnknownCaseError,
)
from services.cases.finding import STAFF, case_of, ended_view
from services.cases.states import CaseStatus
from services.cases.views import CaseView, CaseViews
from services.clock import Clock
from services.errors import UnknownOfferError
from services.orders import Checkout, OrderStatus, OrderView
from services.orders.approvals import Approvals
from services.orders.calling_off import DRAWN_ANEW, call_off_draft
from services.orders.door import BUY, Admitted
from services.orders.drafts import OtherOffer
from services.orders.wish import wish_of
from services.outbox import Outbox
from storage.cases import CaseRow
from storage.database import Database
from storage.orders import OrderRow
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
        approvals: Approvals,
        outbox: Outbox,
        audit: Audit,
    ) -> None:
        self._db = db
        self._clock = clock
        self._views = views
        self._checkout = checkout
        self._outbox = outbox
        self._audit = audit
        checkout.look_in_case(self._look)
        approvals.look_in_case(self._look_back)

    async def replace(
        self, admitted: Admitted, case_id: int, offer_id: int | None = None
    ) -> tuple[CaseView, OrderView]:
        """Draw an order of the same offer up, or of another of its product; its keys will be the customer's.

        Keys that have another in their place by another case are left out, unless all have: whoever asks is
        to be told so. Nothing is bought before it is confirmed, as any other order is, in the case's chat.
        Raises UnknownCaseError, CaseEndedError, BeingReplacedError, BeingTakenBackError, and what
        Checkout.draft raises.
        """
        admitted.need(BUY)
        for _ in range(_TURNS):
            async with self._db.read() as tx:
                row = await case_of(tx, admitted, case_id)
                view = await self._views.of(tx, row)
                if offer_id is not None and not await _same_product(
                    tx, view.order.offer_id, offer_id
                ):
                    raise UnknownOfferError
                await _may_be_replaced(tx, row, view)
            at_home = replace(
                admitted.actor,
                chat_id=row.chat_id,
                thread_id=row.thread_id or await self._topic(row),
            )
            wanted = view.order.offer_id if offer_id is None else offer_id
            draft = await self._checkout.draft(at_home, wanted, _count(view))
            linked = await self._linked(admitted, view, draft)
            if linked is not None:
                return linked, draft
        raise BeingReplacedError(number=admitted.number, replacement=draft.number)

    async def _linked(
        self, admitted: Admitted, asked: CaseView, draft: OrderView
    ) -> CaseView | None:
        """The case, for which the draft stands: of several who ask at once the last is answered.

        None: another key was given since the draft was thought out, so that it is put away.
        """
        for _ in range(_TURNS):
            try:
                async with self._db.write() as tx:
                    row = await case_of(tx, admitted, asked.id)
                    await tx.orders.lock(row.order_id)
                    view = await self._views.of(tx, row)
                    await _may_be_replaced(tx, row, view)
                    drawn = await tx.orders.by_number(draft.number)
                    assert drawn is not None  # noqa: S101 - it was drawn a moment ago; none is ever deleted
                    if (_count(view), _given(view)) != (draft.count, _given(asked)):
                        await self._asks_no_more(tx, row, drawn)
                        return None
                    await self._link(tx, row, drawn, _given(view))
                    await self._audit.write(
                        *(tx, admitted.actor, "case.replacing", row.number),
                        case=row.id,
                        to=draft.number,
                    )
                    view = await self._views.by_id(tx, row.id)
            except _OtherFirstError:
                continue
            self._outbox.kick()
            return view
        raise BeingReplacedError(number=admitted.number, replacement=draft.number)

    async def _look(self, tx: Tx, order: OrderRow) -> None:
        """See that a case wants what was drawn up in it just as its question said, as somebody says yes.

        Two cases may be about one key: behind the row of the order that they are about, of two who say yes
        one finds what the other has bought. Raises UnknownCaseError, CaseEndedError, BeingReplacedError,
        GivenSinceError, BeingTakenBackError.
        """
        row = await self._look_back(tx, order)
        view = await self._views.by_id(tx, row.id)
        if not view.is_open:
            raise ended_view(view)
        if await tx.cases.is_taken_back(row.id):  # which ends it in a moment
            how = CaseStatus.REVERSED
            raise CaseEndedError(number=row.number, how=how, instead="", reader=STAFF)
        if view.replacement is not None and view.replacement.number != order.number:
            raise BeingReplacedError(number=row.number, replacement=view.replacement.number)
        since = [each for each in _given(view) if each not in order.known_as_given]
        if since or _count(view) < order.count:
            about = {"number": row.number, "case": row.id, "name": view.customer_name}
            raise GivenSinceError(**about, orders=since, count=len(since))

    async def _look_back(self, tx: Tx, order: OrderRow) -> CaseRow:
        """See that the keys it is to take the place of are not being taken back. Raises BeingTakenBackError.

        Whoever begins that has the row of their order, as this has: the second reads what the first did.
        """
        row = await tx.cases.by_id(order.case_id or 0)
        if row is None:
            raise UnknownCaseError(reader=STAFF)
        await tx.orders.lock(row.order_id)
        await _stays(tx, row)
        return row

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

    async def _asks_no_more(self, tx: Tx, row: CaseRow, draft: OrderRow) -> None:
        """It asks no more. Raises BeingReplacedError where it was confirmed."""
        if not await call_off_draft(tx, self._outbox, draft, DRAWN_ANEW, self._clock()):
            raise BeingReplacedError(number=row.number, replacement=draft.number)

    async def _link(self, tx: Tx, row: CaseRow, drawn: OrderRow, given: Collection[str]) -> None:
        """Let the draft stand for the replacement; the card of one that nobody has confirmed asks no more.

        Raises BeingReplacedError where that was confirmed, _OtherFirstError where another stands there now.
        """
        was = None if row.replacement_id is None else await tx.orders.by_id(row.replacement_id)
        if was is not None and was.status == OrderStatus.DRAFT:
            await self._asks_no_more(tx, row, was)
        await tx.orders.put_in_case(drawn.id, row.id, given)
        if not await tx.cases.link(row.id, row.replacement_id, drawn.id):
            raise _OtherFirstError


async def _same_product(tx: Tx, offer_id: int, other_id: int) -> bool:
    offer, other = await tx.catalog.offer(offer_id), await tx.catalog.offer(other_id)
    return offer is not None and other is not None and offer.product_id == other.product_id


def _count(view: CaseView) -> int:
    """Of several keys those that have no other in their place by another case; where all have, all anew."""
    count = view.unreplaced or len(view.masks)
    return max(count, 1) if view.is_of_all else 1


def _given(view: CaseView) -> list[str]:
    """The orders that its question names as given before."""
    return [each.number for each in view.given]


async def _stays(tx: Tx, row: CaseRow) -> None:
    """Raises BeingTakenBackError."""
    if await tx.cases.is_being_taken_back(row.id):
        raise BeingTakenBackError(number=row.number)


async def _may_be_replaced(tx: Tx, row: CaseRow, view: CaseView) -> None:
    """Raises CaseEndedError, BeingReplacedError, BeingTakenBackError.

    While a purchase that failed is still worked on, what is asked in its place is about to be drawn up.
    """
    if not view.is_open:
        raise ended_view(view)
    await _stays(tx, row)
    instead, replacement_id = view.replacement, row.replacement_id
    if instead is None or replacement_id is None:
        return
    if view.being_replaced or (
        instead.status is OrderStatus.FAILED and await wish_of(tx, replacement_id) is not None
    ):
        raise BeingReplacedError(number=view.number, replacement=instead.number)
