"""Claim links whose time is over, and the messages that show a link to who made it."""

from services.clock import Clock
from services.delivery.handing import tell_links
from services.delivery.honouring import hash_of
from services.orders.door import DELIVER, Admitted
from services.orders.pieces import read_pieces
from services.outbox import Outbox
from services.outbox.lost import Lost, Then
from storage.claims import ClaimRow
from storage.database import Database
from storage.notices import NoticeRow
from storage.orders import OrderRow
from storage.transaction import Tx

LINK_OVER = "link-over"
"""A link works no more, in the message that showed it to who made it. Facts: ``order``, ``message``, ``how``
(used, run-out, ended)."""
_BATCH = 50


class ShownLinks:
    """Has messages and cards say that links are over; ``lapse`` should be called every minute."""

    def __init__(self, db: Database, clock: Clock, outbox: Outbox) -> None:
        self._db = db
        self._clock = clock
        self._outbox = outbox
        outbox.when_lost(LINK_OVER, self._unseen)

    async def lapse(self) -> None:
        """End the links whose time is over, and have the cards of their orders say so.

        They opened for nobody before either; but a card counted them, and nothing else touches it then.
        """
        now = self._clock()
        async with self._db.read() as tx:
            run_out = await tx.claims.run_out(now, _BATCH)
        for order_id in run_out:
            async with self._db.write() as tx:
                order = await tx.orders.lock(order_id)
                if not await tx.claims.end_over(order_id, now):
                    continue  # another process was first
                if not (await read_pieces(tx, order, now)).links:
                    await tx.orders.rejoin(order.id)
                await tell_links(tx, self._outbox, order)
        async with self._db.read() as tx:
            over = await tx.claims.shown_over(_BATCH)
        if over:
            async with self._db.write() as tx:
                for claim in over:
                    found = await tx.orders.by_id(claim.order_id)
                    if found is not None:
                        await self._tell(tx, found, claim)
        if run_out or over:
            self._outbox.kick()

    async def note(self, admitted: Admitted, token: str, message_id: int) -> None:
        """This message in the private chat of who made it shows the link: it says so when that is over."""
        admitted.need(DELIVER)

        async def unit(tx: Tx) -> None:
            await tx.claims.note_shown(hash_of(token), message_id)

        await self._db.keep(unit, "told", order=admitted.number)

    async def tell_over(
        self, tx: Tx, order: OrderRow, but: tuple[int, int | None] = (0, None)
    ) -> None:
        """Tell it at once of what was ended here; for all else the next round does it. ``but``: the chat and
        message in which it was pressed, which says so by itself.
        """
        for claim in await tx.claims.shown_over(_BATCH, order.id):
            if (claim.made_by, claim.message_id) != but:
                await self._tell(tx, order, claim)
            elif not await tx.claims.shown_no_more(claim.id):
                continue  # another process had it told

    async def _tell(self, tx: Tx, order: OrderRow, claim: ClaimRow) -> None:
        if claim.used_at is not None:
            how = "used"
        else:
            how = "run-out" if claim.revoked_at == claim.expires_at else "ended"
        if await tx.claims.shown_no_more(claim.id):
            facts = {"order": order.number, "message": claim.message_id, "how": how}
            await self._outbox.post(tx, LINK_OVER, claim.made_by, facts)

    async def _unseen(self, _tx: Tx, _notice: NoticeRow, _lost: Lost) -> Then:
        """Nobody has to be told instead: the order's card says how its keys stand."""
        return Then.WAIT
