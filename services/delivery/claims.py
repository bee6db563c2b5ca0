"""Claims: one-time links, as staff make, see and revoke them; how one is used: ``honouring``."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.audit import Audit
from services.clock import Clock
from services.delivery.errors import KeysTakenError, LinkedSinceError
from services.delivery.handing import deliverable, tell_links, to_hand
from services.delivery.honouring import Honouring, hash_of
from services.delivery.keys import KeyShelf
from services.delivery.shown_links import ShownLinks
from services.orders.door import DELIVER, Admitted
from services.orders.errors import UnknownOrderError
from services.orders.order_view import OrderView
from services.orders.other_chats import tell_home
from services.orders.pieces import read_pieces
from services.orders.views import OrderViews
from services.outbox import Outbox
from storage.database import Database
from storage.keys import KeyRow
from storage.orders import OrderRow
from storage.transaction import Tx

CLAIM_LIFE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ClaimLink:
    """A fresh claim. The token is said once, here; the desk keeps only its hash."""

    token: str = field(repr=False)
    expires_at: datetime
    order: OrderView
    keys: int
    id: int


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
class EndedBefore:
    """No link was open any more: the last one, or this one, was ended then."""

    at: datetime


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


class Claims(Honouring):
    """Makes and revokes claims, and honours them (:mod:`services.delivery.honouring`)."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        views: OrderViews,
        shelf: KeyShelf,
        outbox: Outbox,
        audit: Audit,
    ) -> None:
        super().__init__(db, clock, shelf, outbox, audit)
        self._views = views
        self.shown = ShownLinks(db, clock, outbox)

    async def make(
        self,
        admitted: Admitted,
        count: int | None = None,
        since: int | None = None,
        twins: int = 0,
    ) -> ClaimLink:
        """Make a link for so many of an order's keys, or all that can be given.

        One of all keys together that is open stops working; links of parts stay. ``since``: what was the
        order's ``newest`` when this was asked; None: make it in any case. ``twins``: of how many keys whoever
        says yes was told that they came more than once. Raises LinkedSinceError, NothingToDeliverError,
        BeingReversedError, AlreadyDeliveredError, AllInLinksError, FewerFreeError, TwinKeysError.
        """
        made, expires_at, view, newest = await self._make(admitted, count, since, twins, each=False)
        [(token, keys)] = made
        return ClaimLink(token, expires_at, view, len(keys), newest)

    async def make_each(
        self,
        admitted: Admitted,
        count: int | None = None,
        since: int | None = None,
        twins: int = 0,
    ) -> PieceLinks:
        """Make a link a key, for so many keys or all that can be given. Raises as ``make`` does."""
        made, expires_at, view, _ = await self._make(admitted, count, since, twins, each=True)
        links = tuple(PieceLink(token, key.mask) for token, [key] in made)
        return PieceLinks(links, expires_at, view)

    async def _make(
        self, admitted: Admitted, count: int | None, since: int | None, twins: int, *, each: bool
    ) -> tuple[Sequence[tuple[str, Sequence[KeyRow]]], datetime, OrderView, int]:
        admitted.need(DELIVER)
        actor, number, now = admitted.actor, admitted.number, self._clock()
        async with self._db.write() as tx:
            order = await deliverable(tx, number)
            to_give = await to_hand(tx, self._views, order, count, now)
            if since is not None and await tx.claims.newest(order.id) != since:
                raise LinkedSinceError(number=number)
            to_give.told_of(number, twins)
            taken = to_give.keys
            whole = to_give.whole and (not each or len(taken) == 1)
            parts = [[key] for key in taken] if each else [taken]
            made = [(_token(), part) for part in parts]
            if not whole and not await tx.orders.split(order.id):
                raise KeysTakenError(number=number)
            if await tx.claims.revoke(order.id, now, whole=True):
                await self._audit.write(tx, actor, "claim.revoked", number)
            expires_at = now + CLAIM_LIFE
            hashes = {hash_of(token): [key.id for key in part] for token, part in made}
            await tx.claims.add(order.id, list(hashes), actor.user_id, now, expires_at, whole=whole)
            if not await tx.pieces.link(hashes, order.id, now=now):
                raise KeysTakenError(number=number)
            facts = {"keys": len(taken), "links": len(made)} if order.count > 1 else {}
            facts |= {"twins": len(to_give.twins)} if to_give.twins else {}
            await self._audit.write(tx, actor, "claim.made", number, **facts)
            await tell_links(tx, self._outbox, order)
            await self.shown.tell_over(tx, order)
            await tell_home(tx, self._outbox, actor, order.chat_id, number, "claim")
            view = await self._views.by_number(tx, number)
            newest = await tx.claims.newest(order.id)
        self._outbox.kick()
        return made, expires_at, view, newest

    async def newest(self, admitted: Admitted) -> int:
        """Which link of the order was made last, by its id; 0: none ever was."""
        admitted.need(DELIVER)
        async with self._db.read() as tx:
            order = await tx.orders.by_number(admitted.number)
            return 0 if order is None else await tx.claims.newest(order.id)

    async def revoke(
        self,
        admitted: Admitted,
        claim_id: int | None = None,
        pressed: int | None = None,
        newest: int | None = None,
    ) -> Revoked | EndedBefore | TooLate | None:
        """Stop the order's open links from working, or this one: their keys are free again.

        ``newest``: what was the order's when this was asked; a link that was made since stays. ``pressed``:
        the message in which that was asked for, and which says what came of it. Of this and a claim at
        one moment exactly one wins. TooLate: a customer has used the last one, or this one, first. None:
        none was open, and none was used or ended.
        """
        admitted.need(DELIVER)
        actor, number, now = admitted.actor, admitted.number, self._clock()
        async with self._db.write() as tx:
            order = await tx.orders.by_number(number)
            if order is None:
                raise UnknownOrderError(text=number)
            order = await tx.orders.lock(order.id)
            before = await read_pieces(tx, order, now)
            links = await tx.claims.revoke(order.id, now, claim_id, newest=newest)
            if links:
                after = await read_pieces(tx, order, now)
                if not after.links:
                    await tx.orders.rejoin(order.id)
                await self._audit.write(tx, actor, "claim.revoked", number)
                await tell_links(tx, self._outbox, order)
                await self.shown.tell_over(tx, order, (actor.chat_id, pressed))
                await tell_home(tx, self._outbox, actor, order.chat_id, number, "revoke")
                keys = len(before.linked) - len(after.linked)
                ended: Revoked | EndedBefore | TooLate | None = Revoked(links, keys)
            else:
                ended = await self._over(tx, order, claim_id)
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
            names = await tx.users.called({each.made_by for each in pieces.links})
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

    async def open_among(self, admitted: Admitted, tokens: Collection[str]) -> frozenset[str]:
        """Those of these links of the order's that can still be used."""
        admitted.need(DELIVER)
        async with self._db.read() as tx:
            order = await tx.orders.by_number(admitted.number)
            rows = [] if order is None else await tx.claims.open_of([order.id], self._clock())
        left = {row.token_hash for row in rows}
        return frozenset(token for token in tokens if hash_of(token) in left)

    async def _over(
        self, tx: Tx, order: OrderRow, claim_id: int | None
    ) -> EndedBefore | TooLate | None:
        """What came last to a link of the order, or to this one: a customer, or its end."""
        used = await tx.claims.last_used(order.id, claim_id)
        ended_at = await tx.claims.last_ended(order.id, claim_id)
        if used is None or used.used_by is None or used.used_at is None:
            return None if ended_at is None else EndedBefore(ended_at)
        if ended_at is not None and used.used_at < ended_at:
            return EndedBefore(ended_at)
        names = await tx.users.called({used.used_by})
        name = names.get(used.used_by, str(used.used_by))
        return TooLate(used.used_by, name, used.used_at, await self._views.of(tx, order))


def _token() -> str:
    return secrets.token_urlsafe(16)  # 128 bits, and every letter fits a start parameter
