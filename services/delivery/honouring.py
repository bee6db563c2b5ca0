"""A claim link that is used: once, by whoever opens it first. Guesses are refused, counted and slowed."""

import hashlib
from datetime import datetime, timedelta

from services.actor import Actor
from services.audit import Audit
from services.clock import Clock
from services.delivery.errors import ClaimBarredError, ClaimRefusedError, ClaimStoppedError
from services.delivery.handing import tell_delivered
from services.delivery.keys import Keys, KeyShelf, has_part
from services.orders.pieces import delivered_if_all, good_keys, read_pieces
from services.orders.twins import named_at, went_since
from services.outbox import Outbox
from storage.claims import ClaimRow, MissesRow
from storage.database import Database
from storage.orders import OrderRow
from storage.transaction import Tx

FREE_MISSES = 3
"""So many refused claims are anybody's slips; each further one doubles the wait."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
MISSES_FORGOTTEN = timedelta(hours=24)


class Honouring:
    """Gives who opens a link its keys."""

    def __init__(
        self, db: Database, clock: Clock, shelf: KeyShelf, outbox: Outbox, audit: Audit
    ) -> None:
        self._db = db
        self._clock = clock
        self._shelf = shelf
        self._outbox = outbox
        self._audit = audit

    async def honour(self, user_id: int, token: str) -> Keys:
        """Give a person the keys of a claim, once and for all.

        The person who has used it may open it again. Everybody else, and every other token, gets
        ClaimRefusedError, which does not say why; too many of them, ClaimBarredError. Where a key in it went
        to somebody since it was made, nothing is given, and the order's chat is told: ClaimStoppedError.
        """
        keys, stopped = None, False
        async with self._db.write() as tx:
            barred_until = await self._bar(tx, user_id)
            claim = None if barred_until else await tx.claims.by_hash(hash_of(token))
            if claim is not None:
                order = await tx.orders.lock(claim.order_id)
                stopped = await self._stopped(tx, claim, order, user_id)
                keys = None if stopped else await self._open(tx, claim, order, user_id)
            if stopped:
                await tx.claims.forget_misses(user_id)
            elif keys is None and barred_until is None:
                await self._count_miss(tx, user_id)
        self._outbox.kick()
        if barred_until is not None:
            raise ClaimBarredError(until=barred_until)
        if stopped:
            raise ClaimStoppedError
        if keys is None:
            raise ClaimRefusedError
        return keys

    async def _stopped(self, tx: Tx, claim: ClaimRow, order: OrderRow, user_id: int) -> bool:
        """Whether an open link must not give what is in it any more; its order's chat is told, once."""
        now = self._clock()
        if claim.used_at or claim.revoked_at or claim.expires_at <= now:
            return False
        good = await good_keys(tx, order.id)
        inside = [key for key in good if claim.whole or key.claim_id == claim.id]
        went = await went_since(tx, inside, claim, now)
        if went is None:
            return False
        facts = {"order": order.number, "other": named_at(order.chat_id, went), "person": user_id}
        once = f"link-held:{claim.id}"
        await self._outbox.post(tx, "link-held", order.chat_id, facts, once_key=once)
        return True

    async def _open(self, tx: Tx, claim: ClaimRow, order: OrderRow, user_id: int) -> Keys | None:
        of_link = None if claim.whole else claim.id
        if claim.used_by == user_id and await has_part(tx, order, user_id):
            return await self._shelf.open(tx, order, user_id, of_link)
        if not await self._take(tx, claim, order, user_id):
            return None
        await tx.claims.forget_misses(user_id)
        return await self._shelf.open(tx, await tx.orders.lock(order.id), user_id, of_link)

    async def _take(self, tx: Tx, claim: ClaimRow, order: OrderRow, user_id: int) -> bool:
        """Use the claim up and make what is in it this customer's; False leaves everything as it was."""
        if claim.whole and order.customer_id not in (None, user_id):
            return False
        now = self._clock()
        if not await tx.claims.use(claim.id, user_id, now):
            return False
        given = await (
            self._give_whole(tx, order, user_id, now)
            if claim.whole
            else self._give_part(tx, order, claim, user_id, now)
        )
        if not given:
            raise ClaimRefusedError  # which leaves the link as it was
        # One of which a part is uncertain stays so, and is delivered when that is settled.
        delivered = await delivered_if_all(tx, order.id, now)
        customer = Actor(user_id, user_id, "")
        facts = {} if claim.whole else {"keys": given}
        await self._audit.write(tx, customer, "keys.claimed", order.number, **facts)
        await tell_delivered(tx, self._outbox, order, claim.id, whole=delivered)
        return True

    async def _give_whole(self, tx: Tx, order: OrderRow, user_id: int, now: datetime) -> int:
        """Everything there is and is still to come; gives 0 where somebody else has it."""
        if not await tx.orders.give_to(order.id, user_id):
            return 0
        if not await tx.orders.hand_over(order.id, user_id, now):
            return 0
        await tx.pieces.adopt(order.id, user_id)
        return await tx.pieces.hand_over(order.id, user_id, now)

    async def _give_part(
        self, tx: Tx, order: OrderRow, claim: ClaimRow, user_id: int, now: datetime
    ) -> int:
        """The good keys that were put into the link; gives 0 where there is none any more."""
        pieces = await read_pieces(tx, order, now)
        ids = [key.id for key in pieces.free if key.claim_id == claim.id]
        if not ids or not await tx.pieces.give(order.id, ids, user_id, now=now, handed=True):
            return 0
        return len(ids)

    async def _bar(self, tx: Tx, user_id: int) -> datetime | None:
        misses = await tx.claims.misses(user_id)
        if misses and misses.barred_until and misses.barred_until > self._clock():
            return misses.barred_until
        return None

    async def _count_miss(self, tx: Tx, user_id: int) -> None:
        now = self._clock()
        row = await tx.claims.misses(user_id)
        fresh = row is None or now - row.last_at > MISSES_FORGOTTEN
        count = 1 if row is None or fresh else row.misses + 1
        barred_until = None
        if count > FREE_MISSES:
            wait = FIRST_WAIT * 2 ** min(count - FREE_MISSES - 1, 10)
            barred_until = now + min(wait, LONGEST_WAIT)
        await tx.claims.note_miss(MissesRow(user_id, count, now, barred_until), first=row is None)
        await self._audit.write(
            tx, Actor(user_id, user_id, ""), "claim.refused", str(user_id), misses=count
        )


def hash_of(token: str) -> str:
    """What the desk keeps of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()
