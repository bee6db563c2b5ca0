"""Own stock: keys the desk has already, sealed, each sold once. The plain key never comes here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.locks import ADDING_KEYS, one_of_many, only_one
from storage.tables.catalog import offers, products
from storage.tables.keys import keys
from storage.tables.orders import purchases
from storage.tables.stock import own_keys
from storage.upsert import insert_into

PROVIDER = "own"
"""What sells them, in offers and orders."""
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Until when a key is sold that does not expire."""
NEW, FREE, TAKEN = "new", "free", "taken"
"""Read and not confirmed yet; in stock; sold, to the purchase with its transaction id."""
LOST = "lost"
"""No secret of the desk opens it any more, so it is not sold."""
DOUBLE = "double"
"""The very same key came for an order while it lay here, so it is not sold from here."""

ASIDE = "aside"
"""In stock when a backup was made, and perhaps sold since: not sold before a person says so."""
WITH_ORDER = b""
"""What stands in place of the sealed text of a key that was sold and lies with its order."""


class TakenBefore(Exception):
    """Another transaction has taken a key for the very same purchase."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Where keys of one offer of own stock lie, as the offer is named."""

    provider: str
    external_id: str
    currency: str
    country: str


@dataclass(frozen=True, slots=True)
class OwnKeyRow:
    """A key of own stock. ``sold_until`` is NEVER for one that does not expire."""

    id: int
    sealed: bytes = field(repr=False)
    cost: Decimal
    txn_id: str | None


@dataclass(frozen=True, slots=True)
class Counted:
    """How many keys of an offer lie in stock at one cost, how many of these expire, and the first when."""

    offer_id: int
    cost: Decimal
    keys: int
    first_expiry: datetime | None


@dataclass(frozen=True, slots=True)
class Lying:
    """How many keys lie under an offer, on sale or put aside, and what the offer is called."""

    product: str
    external_id: str
    currency: str
    keys: int


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """What was read together at one cost and waits for a yes."""

    offer_id: int
    currency: str
    cost: Decimal
    keys: int
    expiring: int
    first_expiry: datetime


_ROW = (own_keys.c.id, own_keys.c.sealed, own_keys.c.cost, own_keys.c.txn_id)

_BARE = own_keys.c.bare_fingerprint
_BY_BARE = select(_BARE).where(_BARE.in_(bindparam("fingerprints", expanding=True)))
"""Made once: every message to a group asks it."""


class OwnKeys:
    """Reads and writes own stock on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add_alone(self) -> None:
        """Let nobody else add keys until this transaction ends: a key in two dresses is no conflict.

        Nor do keys come for orders meanwhile: either sees what the other has written.
        """
        await only_one(self._connection, ADDING_KEYS)

    async def while_nobody_adds(self) -> None:
        """Keys come for an order: let nobody add any until this transaction ends."""
        await one_of_many(self._connection, ADDING_KEYS)

    async def add(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
        """Write keys down, but those that lie there already; by fingerprint, the ids of what was written."""
        if not rows:
            return {}
        made = insert_into(self._connection, own_keys).values([dict(row) for row in rows])
        written = made.on_conflict_do_nothing().returning(own_keys.c.fingerprint, own_keys.c.id)
        return {row.fingerprint: row.id for row in await self._connection.execute(written)}

    async def known(self, fingerprints: Collection[str]) -> set[str]:
        """Those of these fingerprints that keys of own stock have, in whatever state they are."""
        found = select(own_keys.c.fingerprint).where(own_keys.c.fingerprint.in_(fingerprints))
        return set(await self._connection.scalars(found))

    async def waiting(self, fingerprints: Collection[str], sender: int) -> set[str]:
        """Those of these fingerprints, of either kind, that keys have which others have not confirmed yet."""
        marks = own_keys.c.fingerprint, own_keys.c.bare_fingerprint
        alike = or_(*(mark.in_(fingerprints) for mark in marks))
        found = select(*marks).where(*_WAITS, own_keys.c.added_by != sender, alike)
        return {mark for row in await self._connection.execute(found) for mark in row}

    async def waiting_among(self, ids: Collection[int], sender: int) -> set[int]:
        """Those of these keys that somebody else has not confirmed yet."""
        if not ids:
            return set()
        mine = own_keys.c.id.in_(ids), own_keys.c.added_by != sender
        return set(await self._connection.scalars(select(own_keys.c.id).where(*_WAITS, *mine)))

    async def by_bare(self, fingerprints: Collection[str]) -> set[str]:
        """Of these fingerprints of bare forms, those that keys of own stock have."""
        asked = {"fingerprints": list(fingerprints)}
        return set(await self._connection.scalars(_BY_BARE, asked))

    async def first(self, pool: Pool, now: datetime) -> Decimal | None:
        """What the key costs that is sold next: it expires first, or lies there longest. None: none does."""
        found = _in_stock(select(own_keys.c.cost), pool, now).order_by(*_LINE).limit(1)
        cost: Decimal | None = (await self._connection.execute(found)).scalar_one_or_none()
        return cost

    async def count(self, pool: Pool, now: datetime, cost: Decimal | None = None) -> int:
        """How many keys are to be had, at this cost or (None) at any."""
        found = _in_stock(select(func.count()), pool, now)
        if cost is not None:
            found = found.where(own_keys.c.cost == cost)
        return int(await self._connection.scalar(found) or 0)

    async def take(self, pool: Pool, cost: Decimal, txn_id: str, now: datetime) -> OwnKeyRow | None:
        """Take the next key of this cost for a purchase; None: there is none that nobody else is taking.

        Whoever takes one beside us has another one: rows that are being taken are passed over, and the
        update asks once more whether this one is still in stock. Raises TakenBefore.
        """
        next_one = (
            _in_stock(select(own_keys.c.id), pool, now)
            .where(own_keys.c.cost == cost)
            .order_by(*_LINE)
            .limit(1)
            .with_for_update(skip_locked=True, of=own_keys)
        )
        taken = (
            update(own_keys)
            .where(own_keys.c.id == next_one.scalar_subquery(), own_keys.c.state == FREE)
            .values(state=TAKEN, txn_id=txn_id, taken_at=now)
            .returning(*_ROW)
        )
        try:
            row = (await self._connection.execute(taken)).one_or_none()
        except IntegrityError as error:
            raise TakenBefore from error
        return None if row is None else OwnKeyRow(*row)

    async def of_txn(self, txn_id: str) -> OwnKeyRow | None:
        """The key that was taken for this purchase."""
        found = select(*_ROW).where(own_keys.c.txn_id == txn_id)
        row = (await self._connection.execute(found)).one_or_none()
        return None if row is None else OwnKeyRow(*row)

    async def move(self, key_id: int, sources: Collection[str], state: str, **changes: Any) -> bool:
        """Set the state if it is still one of ``sources``; False: somebody else was first."""
        mine = update(own_keys).where(own_keys.c.id == key_id, own_keys.c.state.in_(sources))
        return (await self._connection.execute(mine.values(state=state, **changes))).rowcount == 1

    async def stored(self, txn_id: str) -> None:
        """The key of a purchase lies with its order now: its copy here is needed no more."""
        mine = update(own_keys).where(own_keys.c.txn_id == txn_id, own_keys.c.state == TAKEN)
        await self._connection.execute(mine.values(sealed=WITH_ORDER))

    async def double(
        self, fingerprints: Collection[str], dresses: Collection[str], ids: Collection[int] = ()
    ) -> int:
        """Sell a key no more that came for an order as well, in whatever dress; gives how many rows."""
        same = or_(
            own_keys.c.fingerprint.in_(fingerprints),
            own_keys.c.bare_fingerprint.in_(dresses),
            own_keys.c.id.in_(ids),
        )
        mine = update(own_keys).where(same, own_keys.c.state.in_((NEW, FREE, ASIDE)))
        return (await self._connection.execute(mine.values(state=DOUBLE, batch=None))).rowcount

    async def is_another(self, fingerprint: str, bare: str, purchase_id: int) -> bool:
        """Whether the key of a purchase lies here in another dress, or was sold from here to another."""
        itself = and_(
            own_keys.c.fingerprint == fingerprint,
            or_(own_keys.c.state != TAKEN, own_keys.c.txn_id == _txn(purchase_id)),
        )
        same = or_(own_keys.c.fingerprint == fingerprint, own_keys.c.bare_fingerprint == bare)
        found = select(own_keys.c.id).where(same, ~itself).limit(1)
        return (await self._connection.execute(found)).first() is not None

    async def put_back(self, fingerprint: str, purchase_id: int, sealed: bytes) -> bool:
        """Put a key back that was taken for this purchase, or lies here as a double. False: it is neither."""
        mine = update(own_keys).where(
            own_keys.c.fingerprint == fingerprint,
            or_(
                own_keys.c.state == DOUBLE,
                and_(own_keys.c.state == TAKEN, own_keys.c.txn_id == _txn(purchase_id)),
            ),
        )
        back = mine.values(state=FREE, txn_id=None, taken_at=None, sealed=sealed)
        return (await self._connection.execute(back)).rowcount == 1

    async def give_up(self, txn_id: str) -> int | None:
        """Put the key of a purchase back into stock, and give its id. None: none is taken under it."""
        mine = update(own_keys).where(own_keys.c.txn_id == txn_id, own_keys.c.state == TAKEN)
        back = mine.values(state=FREE, txn_id=None, taken_at=None).returning(own_keys.c.id)
        key_id: int | None = (await self._connection.execute(back)).scalar_one_or_none()
        return key_id

    async def fill(self, key_id: int, sealed: bytes) -> None:
        """Put its text beside a key that comes back from its order."""
        mine = update(own_keys).where(own_keys.c.id == key_id)
        await self._connection.execute(mine.values(sealed=sealed))

    async def put_aside(self) -> int:
        """Sell nothing of what is in stock, or waits for a yes to be; gives how many keys that is."""
        mine = update(own_keys).where(own_keys.c.state.in_((NEW, FREE)))
        return (await self._connection.execute(mine.values(state=ASIDE, batch=None))).rowcount

    async def aside(self, offer_ids: Collection[int]) -> int:
        """How many keys of these offers are put aside."""
        mine = own_keys.c.offer_id.in_(offer_ids), own_keys.c.state == ASIDE
        found = select(func.count()).select_from(own_keys).where(*mine)
        return int(await self._connection.scalar(found) or 0)

    async def sell_again(self, offer_ids: Collection[int]) -> int:
        """Put those back on sale; gives how many keys, none where it was done before."""
        mine = own_keys.c.offer_id.in_(offer_ids), own_keys.c.state == ASIDE
        back = update(own_keys).where(*mine).values(state=FREE)
        return (await self._connection.execute(back)).rowcount

    async def note_origin(self, fingerprint: str, order_id: int) -> None:
        """Write down that a key came from an order too."""
        mine = update(own_keys).where(own_keys.c.fingerprint == fingerprint)
        await self._connection.execute(mine.values(from_order_id=order_id))

    async def confirm(self, batch: str, added_by: int) -> int:
        """Put what a person has read into stock; gives how many keys, none where it was done before."""
        mine = update(own_keys).where(
            own_keys.c.batch == batch, own_keys.c.added_by == added_by, own_keys.c.state == NEW
        )
        return (await self._connection.execute(mine.values(state=FREE, batch=None))).rowcount

    async def in_batch(self, batch: str, added_by: int) -> tuple[list[WaitingRow], str]:
        """What ``confirm`` would put into stock, by cost, and the mask of the first key."""
        mine = own_keys.c.batch == batch, own_keys.c.added_by == added_by, own_keys.c.state == NEW
        expires = case((own_keys.c.sold_until < NEVER, 1))
        found = (
            select(
                own_keys.c.offer_id,
                offers.c.currency,
                own_keys.c.cost,
                func.count(),
                func.count(expires),
                func.min(own_keys.c.sold_until),
            )
            .join(offers, offers.c.id == own_keys.c.offer_id)
            .where(*mine)
            .group_by(own_keys.c.offer_id, offers.c.currency, own_keys.c.cost)
        )
        rows = [WaitingRow(*row) for row in await self._connection.execute(found)]
        first = select(own_keys.c.mask).where(*mine).order_by(own_keys.c.id).limit(1)
        return rows, str(await self._connection.scalar(first) or "")

    async def forget_new_of(self, added_by: int) -> int:
        """Forget what this person has read and not confirmed."""
        mine = delete(own_keys).where(*_WAITS, own_keys.c.added_by == added_by)
        return (await self._connection.execute(mine)).rowcount

    async def forget_older(self, than: datetime) -> int:
        """Forget what was read before that moment and never confirmed."""
        old = delete(own_keys).where(*_WAITS, own_keys.c.added_at < than)
        return (await self._connection.execute(old)).rowcount

    async def counted(self, offer_ids: Collection[int], now: datetime) -> list[Counted]:
        """What lies in stock of these offers, by cost."""
        expiry = func.min(own_keys.c.sold_until)
        found = (
            select(own_keys.c.offer_id, own_keys.c.cost, func.count(), expiry)
            .where(
                own_keys.c.offer_id.in_(offer_ids),
                own_keys.c.state == FREE,
                own_keys.c.sold_until > now,
            )
            .group_by(own_keys.c.offer_id, own_keys.c.cost)
            .order_by(own_keys.c.offer_id, expiry, func.min(own_keys.c.id))
        )
        rows = await self._connection.execute(found)
        return [
            Counted(offer_id, cost, keys, None if first >= NEVER else first)
            for offer_id, cost, keys, first in rows
        ]

    async def expired(self, offer_ids: Collection[int], now: datetime) -> dict[int, int]:
        """Of these offers, how many keys lie there that nobody is sold because they are expired."""
        found = (
            select(own_keys.c.offer_id, func.count())
            .where(
                own_keys.c.offer_id.in_(offer_ids),
                own_keys.c.state == FREE,
                own_keys.c.sold_until <= now,
            )
            .group_by(own_keys.c.offer_id)
        )
        return {offer: int(keys) for offer, keys in await self._connection.execute(found)}

    async def expiries(self, order_ids: Collection[int]) -> dict[int, datetime]:
        """Until when keys of these orders can be redeemed, by purchase, of those that expire."""
        found = (
            select(purchases.c.id, own_keys.c.sold_until)
            .join(own_keys, own_keys.c.txn_id == purchases.c.txn_id)
            .where(purchases.c.order_id.in_(order_ids), own_keys.c.sold_until < NEVER)
        )
        rows = await self._connection.execute(found)
        return {row.id: row.sold_until for row in rows}

    async def expiries_back(self, order_ids: Collection[int]) -> dict[int, datetime]:
        """The same of keys that they had and that lie here, by the purchase that they were of."""
        found = (
            select(keys.c.purchase_id, own_keys.c.sold_until)
            .join(own_keys, own_keys.c.fingerprint == keys.c.fingerprint)
            .where(keys.c.order_id.in_(order_ids), own_keys.c.sold_until < NEVER)
        )
        rows = await self._connection.execute(found)
        return {row.purchase_id: row.sold_until for row in rows}

    async def lying(self, offer_ids: Collection[int], now: datetime) -> list[Lying]:
        """Those of these offers under which keys lie."""
        if not offer_ids:
            return []
        found = _lying(now).where(offers.c.id.in_(offer_ids))
        return [Lying(*row) for row in await self._connection.execute(found)]

    async def hidden(self, provider: str, now: datetime) -> list[Lying]:
        """The offers of own stock that are in the catalog no more, and under which keys lie."""
        found = _lying(now).where(offers.c.provider == provider, offers.c.removed_at.is_not(None))
        return [Lying(*row) for row in await self._connection.execute(found)]

    async def by_state(self) -> dict[str, int]:
        """How many keys there are in each state."""
        found = select(own_keys.c.state, func.count()).group_by(own_keys.c.state)
        return {state: int(keys) for state, keys in await self._connection.execute(found)}

    async def products(self, provider: str) -> int:
        """How many products have an offer of own stock, in the catalog."""
        found = select(func.count(offers.c.product_id.distinct())).where(*_listed(provider))
        return int(await self._connection.scalar(found) or 0)

    async def products_page(self, provider: str, limit: int, behind: int) -> list[int]:
        """Some of these products by name."""
        found = (
            select(products.c.id)
            .join(offers, offers.c.product_id == products.c.id)
            .where(*_listed(provider))
            .group_by(products.c.id, products.c.name_key)
            .order_by(products.c.name_key)
            .limit(limit)
            .offset(behind)
        )
        return list(await self._connection.scalars(found))


_WAITS = (own_keys.c.batch.is_not(None), own_keys.c.state == NEW)
_LINE = (own_keys.c.sold_until, own_keys.c.id)


def _in_stock(what: Select[Any], pool: Pool, now: datetime) -> Select[Any]:
    """What of an offer may be sold now."""
    return what.where(
        own_keys.c.offer_id == _offer(pool), own_keys.c.state == FREE, own_keys.c.sold_until > now
    )


def _lying(now: datetime) -> Select[Any]:
    """Offers with the keys that lie under each, but those that are expired."""
    return (
        select(products.c.name, offers.c.external_id, offers.c.currency, func.count())
        .select_from(own_keys)
        .join(offers, offers.c.id == own_keys.c.offer_id)
        .join(products, products.c.id == offers.c.product_id)
        .where(own_keys.c.state.in_((FREE, ASIDE)), own_keys.c.sold_until > now)
        .group_by(offers.c.id, products.c.name, offers.c.external_id, offers.c.currency)
        .order_by(products.c.name, offers.c.id)
    )


def _txn(purchase_id: int) -> ColumnElement[str]:
    return select(purchases.c.txn_id).where(purchases.c.id == purchase_id).scalar_subquery()


def _offer(pool: Pool) -> ColumnElement[int]:
    named = and_(
        offers.c.provider == pool.provider,
        offers.c.external_id == pool.external_id,
        offers.c.currency == pool.currency,
        offers.c.country == pool.country,
    )
    return select(offers.c.id).where(named).scalar_subquery()


def _listed(provider: str) -> tuple[ColumnElement[bool], ...]:
    return offers.c.provider == provider, offers.c.removed_at.is_(None)
