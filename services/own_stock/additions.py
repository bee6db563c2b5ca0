"""Keys that a person adds to own stock: sealed as they are read, in stock when the person says yes.

What was read waits in rows of its own, sealed like all keys, and nobody can buy it. The yes is one
statement however many there are. What nobody confirms in an hour is forgotten, and so is what the same
person has read before and not confirmed: they read it anew.
"""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from services.actor import Actor
from services.audit import Audit
from services.catalog import Catalog, Product
from services.clock import Clock
from services.in_parts import in_parts
from services.inner_keys import Together
from services.key_shapes import Shapes, shapes_of
from services.known_keys import KnownKeys
from services.money import Money
from services.own_stock.errors import NothingToAddError
from services.own_stock.listing import own_offers
from services.own_stock.offers import OwnOffers
from services.own_stock.provider import plain_cost
from services.vault import Vault, mask
from storage.database import Database
from storage.key_samples import Holders
from storage.own_keys import NEVER, NEW
from storage.transaction import Tx

AT_ONCE = 200
"""Keys of one step: each is a transaction, and others have their turn in between."""
LIFE = timedelta(hours=1)
ADDED = "added"


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that somebody has sent, what it cost, and until when it can be redeemed (None: for ever)."""

    plain: str = field(repr=False)
    cost: Decimal
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """What was read: so many new ones under this id, so many doubles, and the mask of the first new one.

    ``waiting``: so many besides are in what somebody else has read and not confirmed yet.
    """

    id: str
    keys: int
    doubles: int
    mask: str
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What a batch puts into stock on a yes, and of which product that is by now."""

    product: Product
    keys: int
    least: Money
    most: Money
    mask: str
    expiring: int
    first_expiry: datetime | None


@dataclass(frozen=True, slots=True)
class _Made:
    """A key with all that is written down of it."""

    plain: str = field(repr=False)
    marks: frozenset[str]
    """Its fingerprints, as it is written and in any dress."""
    inside: frozenset[str]
    """Those of what may be another key, with something written beside it that nobody could take off."""
    shapes: frozenset[str]
    samples: frozenset[int]
    values: dict[str, Any] = field(repr=False)


class Additions:
    """Takes keys in."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        vault: Vault,
        known: KnownKeys,
        catalog: Catalog,
        audit: Audit,
    ) -> None:
        self._db = db
        self._clock = clock
        self._vault = vault
        self._known = known
        self._catalog = catalog
        self._audit = audit
        self._offers = OwnOffers(catalog)

    async def read(
        self, actor: Actor, product_id: int, currency: str, keys: Sequence[NewKey]
    ) -> Batch:
        """Seal keys and write them down; nobody can buy them before ``confirm``.

        A key that the desk has, had or has ever bought is a double and refused, in whatever dress, also where
        it is only a part of what was sent as a key, or this of it. Raises UnknownProductError.
        """
        product = self._catalog.product(product_id)
        offer_id = await self._offers.of(actor, product_id, product.name, currency)
        batch, now = secrets.token_urlsafe(9), self._clock()
        async with self._db.write() as tx:
            await tx.own_keys.forget_new_of(actor.user_id)
            await tx.own_keys.forget_older(now - LIFE)
        row = {"offer_id": offer_id, "state": NEW, "came_by": ADDED, "batch": batch}
        row |= {"added_by": actor.user_id, "added_at": now}
        added, waiting, first = 0, 0, ""
        await self._known.catch_up()
        shapes = await asyncio.to_thread(self._shapes, keys)
        for at in range(0, len(keys), AT_ONCE):
            made = await asyncio.to_thread(self._seal, keys[at : at + AT_ONCE], shapes)
            for each in made:
                self._vault.heard(each.plain)
            async with self._db.write() as tx:
                await tx.own_keys.add_alone()
                new, wait = await self._new(tx, made, actor.user_id)
                waiting += wait
                await self._known.note_shapes(tx, {shape for each in new for shape in each.shapes})
                ids = await tx.own_keys.add([each.values | row for each in new])
                added += len(ids)
                await tx.key_samples.add_own(
                    {
                        ids[each.values["fingerprint"]]: each.samples
                        for each in new
                        if each.values["fingerprint"] in ids
                    }
                )
            first = first or next((each.values["mask"] for each in new), "")
        return Batch(batch, added, len(keys) - added - waiting, first, waiting)

    async def asked(self, actor: Actor, batch: str) -> Asked:
        """What ``confirm`` would put into stock now: keys go with their offer, whatever product it is of.

        Raises NothingToAddError, UnknownOfferError where the offer is in the catalog no more.
        """
        async with self._db.read() as tx:
            rows, first = await tx.own_keys.in_batch(batch, actor.user_id)
        if not rows:
            raise NothingToAddError
        product = self._catalog.product(self._catalog.offer(rows[0].offer_id).product_id)
        costs, currency = [each.cost for each in rows], rows[0].currency
        expiring = sum(each.expiring for each in rows)
        return Asked(
            product,
            sum(each.keys for each in rows),
            Money(min(costs), currency),
            Money(max(costs), currency),
            first,
            expiring,
            min(each.first_expiry for each in rows) if expiring else None,
        )

    async def confirm(self, actor: Actor, product: str, batch: str) -> int:
        """Put a person's batch into stock; gives how many keys that is. Raises NothingToAddError."""
        async with self._db.write() as tx:
            keys = await tx.own_keys.confirm(batch, actor.user_id)
            if not keys:
                raise NothingToAddError
            await self._audit.write(tx, actor, "own-stock.added", product, keys=keys)
        return keys

    async def cancel(self, actor: Actor) -> int:
        """Forget what this person has read and not confirmed; gives how many keys that was."""
        async with self._db.write() as tx:
            return await tx.own_keys.forget_new_of(actor.user_id)

    async def sell_again(self, actor: Actor, product_id: int) -> int:
        """Sell what a restore has put aside of a product; gives how many keys. Raises UnknownProductError."""
        product = self._catalog.product(product_id)
        async with self._db.write() as tx:
            keys = await tx.own_keys.sell_again(own_offers(product))
            if keys:
                await self._audit.write(tx, actor, "own-stock.added", product.name, keys=keys)
        return keys

    async def forget_old(self) -> int:
        """Forget what nobody has confirmed in time, and tell how many keys that was."""
        async with self._db.write() as tx:
            return await tx.own_keys.forget_older(self._clock() - LIFE)

    def _shapes(self, keys: Sequence[NewKey]) -> Shapes:
        """What is looked for in these keys: others of theirs, and all that the desk has."""
        return self._known.shapes_with_these(key.plain for key in keys)

    def _seal(self, keys: Sequence[NewKey], shapes: Shapes) -> list[_Made]:
        return [
            _Made(
                key.plain,
                frozenset((*self._vault.fingerprints(key.plain), *self._vault.dresses(key.plain))),
                frozenset(self._known.marks_inside(key.plain, shapes)),
                shapes_of(key.plain),
                self._vault.samples(key.plain),
                {
                    "sealed": self._vault.wrap(key.plain),
                    "fingerprint": self._vault.fingerprint(key.plain),
                    "bare_fingerprint": self._vault.bare_fingerprint(key.plain),
                    "mask": mask(key.plain),
                    "cost": plain_cost(key.cost),
                    "sold_until": key.until or NEVER,
                },
            )
            for key in keys
        ]

    async def _new(self, tx: Tx, made: Sequence[_Made], sender: int) -> tuple[list[_Made], int]:
        """Those that the desk never had, in whatever dress, each once; and of how many others it is not known
        yet whether it will have them: somebody else is asked.
        """
        had: set[str] = set()
        waiting: set[str] = set()
        for marks in in_parts(mark for each in made for mark in each.marks | each.inside):
            had |= await tx.own_keys.known(marks) | await tx.keys.known(marks)
            had |= await tx.own_keys.by_bare(marks) | await tx.keys.known_dresses(marks)
            waiting |= await tx.own_keys.waiting(marks, sender)
        inside = await self._known.inner.holders(tx, (each.plain for each in made))
        holders = {key for found in inside.values() for key in found.own}
        unsure = await tx.own_keys.waiting_among(holders, sender)
        new: list[_Made] = []
        together = Together()
        wait = 0
        for each in made:
            alike, found = each.marks | each.inside, inside.get(each.plain, Holders())
            if (had - waiting) & alike or found.of_orders or found.own - unsure:
                continue
            if waiting & alike or found.own:
                wait += 1
            elif not together.holds(each.plain):
                new.append(each)
                together.add(each.plain)
                had |= each.marks
        return new, wait
