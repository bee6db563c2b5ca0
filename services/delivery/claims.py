"""Claims: one-time links. Guessing is refused, counted and slowed, and told nothing."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.actor import Actor
from services.audit import Audit
from services.clock import Clock
from services.delivery.errors import (
    AllInLinksError,
    AlreadyDeliveredError,
    ClaimBarredError,
    ClaimRefusedError,
    FewerFreeError,
    KeysTakenError,
    NothingToDeliverError,
)
from services.delivery.keys import Keys, KeyShelf, has_part
from services.orders.door import DELIVER, Admitted
from services.orders.errors import UnknownOrderError
from services.orders.other_chats import tell_home
from services.orders.pieces import (
    delivered_if_all,
    good_keys,
    order_to_hand_out,
    read_pieces,
)
from services.orders.views import OrderView, OrderViews
from services.outbox import Outbox
from storage.claims import ClaimRow, MissesRow
from storage.database import Database
from storage.keys import KeyRow
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
    keys: int


@dataclass(frozen=True, slots=True)
class PieceLink:
    """A fresh claim of one key, which a mask tells from the others."""

    token: str = field(repr=False)
    mask: str


@dataclass(frozen=True, slots=True)
class PieceLinks:
    """Fresh claims of an order, one a key."""

    links: tuple[PieceLink, ...]
    expires_at: datetime
    order: OrderView


@dataclass(frozen=True, slots=True)
class Revoked:
    """So many links work no more, and so many keys that were in them are free again."""

    links: int
    keys: int


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A link that nobody has used yet, and what may be seen of the keys in it."""

    id: int
    masks: tuple[str, ...]
    made_by: str
    made_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OpenLinks:
    """The open links of an order."""

    links: tuple[OpenLink, ...]
    order: OrderView


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

    async def make(self, admitted: Admitted, count: int | None = None) -> ClaimLink:
        """Make a link for so many of an order's keys, or all that can be given.

        One of all keys together that is open stops working; links of parts stay. Raises
        NothingToDeliverError, BeingReversedError, AlreadyDeliveredError, AllInLinksError, FewerFreeError.
        """
        [(token, keys)], expires_at, view = await self._make(admitted, count, each=False)
        return ClaimLink(token, expires_at, view, len(keys))

    async def make_each(self, admitted: Admitted, count: int | None = None) -> PieceLinks:
        """Make a link a key, for so many keys or all that can be given. Raises as ``make`` does."""
        made, expires_at, view = await self._make(admitted, count, each=True)
        links = tuple(PieceLink(token, key.mask) for token, [key] in made)
        return PieceLinks(links, expires_at, view)

    async def _make(
        self, admitted: Admitted, count: int | None, *, each: bool
    ) -> tuple[Sequence[tuple[str, Sequence[KeyRow]]], datetime, OrderView]:
        admitted.need(DELIVER)
        actor, number, now = admitted.actor, admitted.number, self._clock()
        async with self._db.write() as tx:
            order = await deliverable(tx, number)
            taken, whole = await to_hand(tx, self._views, order, count, now)
            whole = whole and (not each or len(taken) == 1)
            parts = [[key] for key in taken] if each else [taken]
            made = [(_token(), part) for part in parts]
            if not whole and not await tx.orders.split(order.id):
                raise KeysTakenError(number=number)
            await tx.claims.revoke(order.id, now, whole=True)
            expires_at = now + CLAIM_LIFE
            hashes = {_hash(token): [key.id for key in part] for token, part in made}
            await tx.claims.add(order.id, list(hashes), actor.user_id, now, expires_at, whole=whole)
            if not await tx.pieces.link(hashes, order.id, now=now):
                raise KeysTakenError(number=number)
            facts = {"keys": len(taken), "links": len(made)} if order.count > 1 else {}
            await self._audit.write(tx, actor, "claim.made", number, **facts)
            await tell_home(tx, self._outbox, actor, order.chat_id, number, "claim")
            view = await self._views.by_number(tx, number)
        self._outbox.kick()
        return made, expires_at, view

    async def revoke(
        self, admitted: Admitted, claim_id: int | None = None
    ) -> Revoked | TooLate | None:
        """Stop the order's open links from working, or this one: their keys are free again.

        Of this and a claim at one moment exactly one wins. TooLate: a customer has used the last one, or
        this one, first. None: none was open, and none was used.
        """
        admitted.need(DELIVER)
        actor, number, now = admitted.actor, admitted.number, self._clock()
        async with self._db.write() as tx:
            order = await tx.orders.by_number(number)
            if order is None:
                raise UnknownOrderError(text=number)
            order = await tx.orders.lock(order.id)
            before = await read_pieces(tx, order, now)
            links = await tx.claims.revoke(order.id, now, claim_id)
            if links:
                after = await read_pieces(tx, order, now)
                if not after.links:
                    await tx.orders.rejoin(order.id)
                await self._audit.write(tx, actor, "claim.revoked", number)
                await tell_home(tx, self._outbox, actor, order.chat_id, number, "revoke")
                keys = len(before.linked) - len(after.linked)
                ended: Revoked | TooLate | None = Revoked(links, keys)
            else:
                ended = await self._used(tx, order, claim_id)
        self._outbox.kick()
        return ended

    async def open_links(self, admitted: Admitted) -> OpenLinks:
        """The order's open links, oldest first, and how its keys stand."""
        admitted.need(DELIVER)
        async with self._db.read() as tx:
            order = await tx.orders.by_number(admitted.number)
            if order is None:
                raise UnknownOrderError(text=admitted.number)
            pieces = await read_pieces(tx, order, self._clock())
            names = await tx.users.names({each.made_by for each in pieces.links})
            view = await self._views.of(tx, order)
        masks: dict[int, list[str]] = {}
        for key in pieces.linked:
            masks.setdefault(key.claim_id or 0, []).append(key.mask)
        links = tuple(
            OpenLink(
                each.id,
                tuple(masks.get(each.id, ())),
                names.get(each.made_by, str(each.made_by)),
                each.made_at,
                each.expires_at,
            )
            for each in pieces.links
        )
        return OpenLinks(links, view)

    async def is_open(self, admitted: Admitted, token: str) -> bool:
        """Whether this link of the order's can still be used."""
        admitted.need(DELIVER)
        now = self._clock()
        async with self._db.read() as tx:
            claim = await tx.claims.by_hash(_hash(token))
            order = await tx.orders.by_number(admitted.number)
        if claim is None or order is None or claim.order_id != order.id:
            return False
        return claim.used_at is None and claim.revoked_at is None and now < claim.expires_at

    async def _used(self, tx: Tx, order: OrderRow, claim_id: int | None) -> TooLate | None:
        used = await tx.claims.last_used(order.id, claim_id)
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


async def deliverable(tx: Tx, number: str, *, locked: bool = True) -> OrderRow:
    """The order, if it has a key to hand over and none is being taken back.

    Raises UnknownOrderError, BeingReversedError, NothingToDeliverError.
    """
    order = await order_to_hand_out(tx, number, locked=locked)
    if not await good_keys(tx, order.id):
        raise NothingToDeliverError(number=number)
    return order


async def to_hand(
    tx: Tx, views: OrderViews, order: OrderRow, count: int | None, now: datetime
) -> tuple[Sequence[KeyRow], bool]:
    """So many keys of an order that can be given, None: all; and whether that is the order as a whole.

    Raises AlreadyDeliveredError, AllInLinksError, FewerFreeError.
    """
    pieces = await read_pieces(tx, order, now)
    number = order.number
    if order.owner_id is not None or not (pieces.to_give or pieces.linked):
        names = [each.name for each in (await views.of(tx, order)).customers]
        raise AlreadyDeliveredError(number=number, customer=names)
    if not pieces.to_give:
        raise AllInLinksError(number=number, links=len(pieces.links))
    free = len(pieces.to_give)
    wanted = free if count is None else count
    if not 0 < wanted <= free:
        raise FewerFreeError(number=number, free=free)
    return pieces.to_give[:wanted], order.customer_id is None and wanted == len(pieces.good)


async def tell_delivered(
    tx: Tx, outbox: Outbox, order: OrderRow, mark: int, *, whole: bool
) -> None:
    """Have the order's card say how many of its keys are handed over; ``whole``: all. Of what is told the
    same way one notice waits at a time. ``mark`` tells this hand-over from others of the order.
    """
    facts = {"order": order.number}
    if not whole and order.by_the_piece:
        waiting = await tx.notices.waiting("delivered", order.chat_id)
        if any(notice.facts["order"] == order.number for notice in waiting):
            return
        once = f"claimed:{order.number}:{mark}"
    else:
        once = f"{'delivered' if whole else 'claimed'}:{order.number}"
    await outbox.post(tx, "delivered", order.chat_id, facts, once_key=once)


def _token() -> str:
    return secrets.token_urlsafe(16)  # 128 bits, and every letter fits a start parameter


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
