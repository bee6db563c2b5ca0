"""Orders, found: one by its number or a key of it, a page of them, and where each is shown."""

from services.access import Access, Reach
from services.actor import Actor
from services.known_keys import KnownKeys
from services.orders.door import VIEW, Admitted, Door
from services.orders.lists import OrderList, order_list, walk_of
from services.orders.news import News
from services.orders.numbers import read_number
from services.orders.order_view import OrderView
from services.orders.states import OrderStatus
from services.orders.views import OrderViews
from storage.database import Database
from storage.order_lists import OrderFilter
from storage.orders import OrderRow
from storage.transaction import Tx

FILTERS: dict[str, tuple[OrderStatus, ...] | None] = {
    "all": None,
    "open": (
        OrderStatus.AWAITING_APPROVAL,
        OrderStatus.APPROVED,
        OrderStatus.PAYING,
        OrderStatus.PAID,
        OrderStatus.KEYED,
        OrderStatus.UNCERTAIN,
    ),
    "uncertain": (OrderStatus.UNCERTAIN,),
    "failed": (OrderStatus.FAILED,),
    "delivered": (OrderStatus.DELIVERED,),
}
"""The filters of a listing, by name; ``mine`` besides narrows to the person's own purchases."""


class Orders:
    """Orders for people: shown to whoever was let in to one, and listed. ``door`` lets them in."""

    def __init__(
        self,
        db: Database,
        views: OrderViews,
        known: KnownKeys,
        access: Access,
        news: News,
    ) -> None:
        self.door = Door(db, access, known)
        self._access = access
        self._db = db
        self._views = views
        self._news = news

    async def view(self, admitted: Admitted) -> OrderView:
        """Show an order to a person who was let in to it."""
        return await self._view(admitted.number)

    async def told(self, number: str) -> OrderView:
        """An order as a notice tells of it, to the chats the notice was written for: no person asks."""
        return await self._view(number)

    async def listing(
        self,
        actor: Actor,
        name: str,
        size: int,
        *,
        everywhere: bool = False,
        behind: str | None = None,
        before: str | None = None,
    ) -> OrderList[OrderView]:
        """Some of this chat's orders by a filter of FILTERS: the newest, or those behind or before a number.

        ``everywhere``: those of every chat in which the person may see orders.
        """
        here = Reach(anywhere=False, chats=frozenset({actor.chat_id}))
        reach = await self._access.reach(actor.user_id, VIEW) if everywhere else here
        asked = OrderFilter(
            chats=None if reach.anywhere else reach.chats,
            other_than=reach.chats if reach.anywhere else (),
            statuses=FILTERS.get(name),
            buyer_id=actor.user_id if name == "mine" else None,
        )

        async def known(_tx: Tx, order: OrderRow) -> bool:
            return reach.covers(order.chat_id)

        async with self._db.read() as tx:
            return await order_list(
                tx,
                walk_of(tx, asked),
                self._views.all_of,
                size,
                known,
                behind=behind,
                before=before,
            )

    async def note_card(self, shown: OrderView, chat_id: int, message_id: int) -> None:
        """A new message shows the order like this: if that is in its own chat, its card stands there now."""
        await self._note(shown, chat_id, message_id, is_new=True)

    async def note_shown(self, shown: OrderView, chat_id: int, message_id: int) -> None:
        """A message shows the order like this, also one that showed it before."""
        if shown.unsettled:
            await self._note(shown, chat_id, message_id, is_new=False)

    async def _note(self, shown: OrderView, chat_id: int, message_id: int, *, is_new: bool) -> None:
        is_question = shown.status is OrderStatus.DRAFT

        async def unit(tx: Tx) -> None:
            order = await tx.orders.by_number(shown.number)
            if order is None:
                return
            if is_new and order.chat_id == chat_id:
                await tx.orders.note_card(order.id, message_id)
            if shown.unsettled:
                await self._news.cards.note(tx, order.id, (chat_id, message_id))
            elif is_question:
                order = await tx.orders.lock(order.id)
                if order.status == OrderStatus.EXPIRED:  # called off while its card was being sent
                    await self._news.cards.tell(tx, order, [(chat_id, message_id)])

        await self._db.keep(unit, "told", order=shown.number)
        if shown.unsettled or is_question:
            self._news.kick()

    def looks_like_number(self, text: str) -> bool:
        """Whether a text is shaped like an order number; otherwise it may be a pasted key."""
        return read_number(text) is not None

    async def _view(self, number: str) -> OrderView:
        async with self._db.read() as tx:
            return await self._views.by_number(tx, number)
