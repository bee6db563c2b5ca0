"""Claims: one-time links. Guessing is refused, counted and slowed, and told nothing."""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.actor import Actor
from services.audit import Audit
from services.clock import Clock
from services.delivery.errors import (
    AlreadyDeliveredError,
    ClaimBarredError,
    ClaimRefusedError,
    NothingToDeliverError,
)
from services.delivery.keys import Keys, KeyShelf, being_reversed, good_keys
from services.orders.door import DELIVER, Admitted
from services.orders.errors import BeingReversedError, UnknownOrderError
from services.orders.other_chats import tell_home
from services.orders.states import OrderStatus, sources_of
from services.orders.views import OrderView, OrderViews
from services.outbox import Outbox
from storage.claims import ClaimRow, MissesRow
from storage.database import Database
from storage.orders import OrderRow
from storage.transaction import Tx

CLAIM_LIFE = timedelta(days=7)
FREE_MISSES = 3
"""So many refused claims are anybody's slips; each further one doubles the wait."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
MISSES_FORGOTTEN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class ClaimLink:
    """A fresh claim. The token is said once, here; the desk keeps only its hash."""

    token: str = field(repr=False)
    expires_at: datetime
    order: OrderView


@dataclass(frozen=True, slots=True)
class Revoked:
    """So many links work no more."""

    links: int


@dataclass(frozen=True, slots=True)
class TooLate:
    """The link was used before it could be revoked: by whom and when, and the order as it stands."""

    customer_id: int
    name: str
    at: datetime
    order: OrderView


class Claims:
    """Makes, revokes and honours claims."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        views: OrderViews,
        shelf: KeyShelf,
        outbox: Outbox,
        audit: Audit,
    ) -> None:
        self._db = db
        self._clock = clock
        self._views = views
        self._shelf = shelf
        self._outbox = outbox
        self._audit = audit

    async def make(self, admitted: Admitted) -> ClaimLink:
        """Make a link for an order's keys; earlier open links of the order stop working.

        Raises NothingToDeliverError, BeingReversedError, AlreadyDeliveredError.
        """
        admitted.need(DELIVER)
        actor, number = admitted.actor, admitted.number
        token = secrets.token_urlsafe(16)  # 128 bits, and every letter fits a start parameter
        now = self._clock()
        async with self._db.write() as tx:
            order = await deliverable(tx, number)
            if order.customer_id is not None:
                view = await self._views.of(tx, order)
                raise AlreadyDeliveredError(number=number, customer=view.customer_name)
            await tx.claims.revoke(order.id, now)
            expires_at = now + CLAIM_LIFE
            await tx.claims.add(order.id, _hash(token), actor.user_id, now, expires_at)
            await self._audit.write(tx, actor, "claim.made", number)
            await tell_home(tx, self._outbox, actor, order.chat_id, number, "claim")
            view = await self._views.of(tx, order)
        self._outbox.kick()
        return ClaimLink(token, expires_at, view)

    async def revoke(self, admitted: Admitted) -> Revoked | TooLate | None:
        """Stop the order's open links from working. Of this and a claim at one moment exactly one wins.

        TooLate: a customer has used the last one first. None: none was open, and none was used.
        """
        admitted.need(DELIVER)
        actor, number = admitted.actor, admitted.number
        async with self._db.write() as tx:
            order = await tx.orders.by_number(number)
            if order is None:
                raise UnknownOrderError(text=number)
            links = await tx.claims.revoke(order.id, self._clock())
            if links:
                await self._audit.write(tx, actor, "claim.revoked", number)
                await tell_home(tx, self._outbox, actor, order.chat_id, number, "revoke")
                ended: Revoked | TooLate | None = Revoked(links)
            else:
                ended = await self._used(tx, order)
        self._outbox.kick()
        return ended

    async def _used(self, tx: Tx, order: OrderRow) -> TooLate | None:
        used = await tx.claims.last_used(order.id)
        if used is None or used.used_by is None or used.used_at is None:
            return None
        names = await tx.users.names({used.used_by})
        name = names.get(used.used_by, str(used.used_by))
        return TooLate(used.used_by, name, used.used_at, await self._views.of(tx, order))

    async def honour(self, user_id: int, token: str) -> Keys:
        """Give a person the keys of a claim, once and for all.

        The person who has used it may open it again. Everybody else, and every other token, gets
        ClaimRefusedError, which does not say why; too many of them, ClaimBarredError.
        """
        async with self._db.write() as tx:
            barred_until = await self._bar(tx, user_id)
            keys = None if barred_until else await self._open(tx, user_id, token)
            if keys is None and barred_until is None:
                await self._count_miss(tx, user_id)
        self._outbox.kick()
        if barred_until is not None:
            raise ClaimBarredError(until=barred_until)
        if keys is None:
            raise ClaimRefusedError
        return keys

    async def _open(self, tx: Tx, user_id: int, token: str) -> Keys | None:
        claim = await tx.claims.by_hash(_hash(token))
        if claim is None:
            return None
        order = await tx.orders.lock(claim.order_id)
        if claim.used_by == user_id and order.customer_id == user_id:
            return await self._shelf.open(tx, order)
        if not await self._take(tx, claim, order, user_id):
            return None
        await tx.claims.forget_misses(user_id)
        return await self._shelf.open(tx, await tx.orders.lock(order.id))

    async def _take(self, tx: Tx, claim: ClaimRow, order: OrderRow, user_id: int) -> bool:
        """Use the claim up and make the order this customer's; False leaves everything as it was."""
        if order.customer_id not in (None, user_id):
            return False
        now = self._clock()
        if not await tx.claims.use(claim.id, user_id, now):
            return False
        given = await tx.orders.give_to(order.id, user_id)
        if not (given and await tx.orders.hand_over(order.id, user_id, now)):
            raise ClaimRefusedError  # which leaves the link as it was
        # One of which a part is uncertain stays so, and is delivered when that is settled.
        delivered = await tx.orders.move(
            order.id, sources_of(OrderStatus.DELIVERED), OrderStatus.DELIVERED, ended_at=now
        )
        customer = Actor(user_id, user_id, "")
        await self._audit.write(tx, customer, "keys.claimed", order.number)
        await self._outbox.post(
            tx,
            "delivered",
            order.chat_id,
            {"order": order.number},
            once_key=f"{'delivered' if delivered else 'claimed'}:{order.number}",
        )
        return True

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


async def deliverable(tx: Tx, number: str, *, locked: bool = True) -> OrderRow:
    """The order, locked where this is no reading transaction, if it has a key to hand over and none is being
    taken back.
    """
    order = await tx.orders.by_number(number)
    if order is None:
        raise UnknownOrderError(text=number)
    if locked:
        order = await tx.orders.lock(order.id)
    if await being_reversed(tx, order.id):
        raise BeingReversedError(number=number)
    if not await good_keys(tx, order.id):
        raise NothingToDeliverError(number=number)
    return order


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
