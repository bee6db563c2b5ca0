"""Own stock as a provider: an order of it is quoted, bought, recovered and read like any other.

It serves the protocols of :mod:`providers.base` from the desk's own database, in transactions of its own
that end before it answers, so whoever asks need not know that nobody outside was asked. A purchase is one
key taken by compare-and-set under the purchase's transaction id: the same id again gives the same key, so
what became of a lost answer is always known. Once the order has stored the key, its text lies there and no
copy of it stays in own stock.

Keys are sold at their own cost: those that expire first, then those that lie there longest. The price of a
quote is that of the next key in this line, its stock counts the keys at exactly this price, and no key at
another is ever sold for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import structlog

from providers.base import OfferRef, Purchase, Quote, Reversal, ReversalEnd
from providers.errors import (
    NotFound,
    OutcomeUnknown,
    OutOfStock,
    Refused,
    Unavailable,
    WrongPrice,
)
from providers.sent_purchases import SentPurchases
from services.clock import Clock
from services.vault import Vault
from storage.database import Database
from storage.errors import NotWritableError, TroubleError
from storage.own_keys import (
    LOST,
    PROVIDER,
    TAKEN,
    WITH_ORDER,
    OwnKeyRow,
    Pool,
    TakenBefore,
)
from storage.transaction import Tx

OWN = PROVIDER
"""The provider's name, in offers and orders."""
PARALLEL = 10
MOST_TURNS = 100
"""So often it is looked again where all keys that are left are being taken by others at this moment."""

log = structlog.get_logger(__name__)


class _SeenError(Exception):
    """The key of a purchase was seen, or may have been."""


class OwnStock:
    """Sells what the desk has, and takes it back. See Purchasing and Reversing of :mod:`providers.base`."""

    name = OWN
    currencies: frozenset[str] = frozenset()
    parallel = PARALLEL
    ours = True

    def __init__(self, db: Database, clock: Clock, vault: Vault) -> None:
        self._db = db
        self._clock = clock
        self._vault = vault
        self._sent = SentPurchases(clock)

    async def check(self) -> None:
        """See that the database answers."""
        with _in_providers_words("check"):
            async with self._db.read() as tx:
                await tx.own_keys.of_txn("")

    async def close(self) -> None:
        """Nothing was opened: the database is the desk's."""

    async def quote(self, offer: OfferRef) -> Quote:
        """What the next key in line costs, and how many there are at this price."""
        pool, now = _pool(offer), self._clock()
        with _in_providers_words("quote"):
            async with self._db.read() as tx:
                cost = await tx.own_keys.first(pool, now)
                keys = 0 if cost is None else await tx.own_keys.count(pool, now, cost)
                more = 0 if cost is None else await tx.own_keys.count(pool, now) - keys
        if cost is None:
            raise OutOfStock(OWN, "quote: no key in stock")
        return Quote(cost, offer.currency, keys, more)

    async def purchase(self, offer: OfferRef, unit_price: Decimal, txn_id: str) -> Purchase:
        """Take one key at this price, once for each transaction id."""
        with self._sent.first(txn_id):
            return await self._purchase(offer, unit_price, txn_id)

    async def recover(
        self, offer: OfferRef, unit_price: Decimal, txn_id: str, sent_at: datetime
    ) -> Purchase:
        """The key that was taken under this id; where none was, one is taken while it is young.

        What is not taken by then is surely not taken: there is no other place where it could be.
        """
        with _in_providers_words("recover"):
            async with self._db.read() as tx:
                row = await self._found(tx, txn_id)
        if row is not None:
            return self._sold(row)
        if not self._sent.is_young(txn_id, sent_at):
            raise Refused(OWN, "recover: no key was taken, and it is too old to take one now")
        with self._sent.again(txn_id):
            return await self._purchase(offer, unit_price, txn_id)

    async def keys(self, reference: str) -> tuple[str, ...]:
        """The key of a purchase; its reference is its transaction id."""
        with _in_providers_words("keys"):
            async with self._db.read() as tx:
                row = await self._found(tx, reference)
        if row is None:
            raise NotFound(OWN, "keys: no key was taken under this reference")
        return self._sold(row).keys

    async def reverse(
        self, txn_id: str, reference: str | None, asked_at: datetime | None = None
    ) -> Reversal:
        """Put the key of a purchase back into stock, if nobody has seen it nor may have.

        A key that somebody has seen never goes back: the purchase stands. Whatever is not taken under this
        id is back already, by this call or an earlier one.
        """
        try:
            with _in_providers_words("reverse"):
                async with self._db.write() as tx:
                    await self._put_back(tx, txn_id)
        except _SeenError:
            said = "the key was seen, and does not go back into stock"
            return Reversal(ReversalEnd.REFUSED, "seen", said, txn_id)
        return Reversal(ReversalEnd.DONE, reference=txn_id)

    async def _found(self, tx: Tx, txn_id: str) -> OwnKeyRow | None:
        """The key of a purchase; its text is with the order since that has stored it."""
        row = await tx.own_keys.of_txn(txn_id)
        if row is not None and row.sealed == WITH_ORDER:
            for key in await tx.keys.of_txn(txn_id):
                return replace(row, sealed=key.sealed)
        return row

    async def _put_back(self, tx: Tx, txn_id: str) -> None:
        """Raises _SeenError where somebody has its key, or may have, or has seen it."""
        await tx.own_keys.add_alone()  # the same key could come for an order in this moment
        key_id = await tx.own_keys.give_up(txn_id)
        if key_id is None:
            return
        for key in await tx.keys.of_txn(txn_id):
            if not await tx.keys.keep(key.id, self._clock()):
                raise _SeenError
            await tx.own_keys.fill(key_id, key.sealed)
            if await tx.keys.come_again([key.id]) and await tx.own_keys.double((), (), (key_id,)):
                log.warning("a key that goes back came for another order too", row=key_id)

    async def _purchase(self, offer: OfferRef, unit_price: Decimal, txn_id: str) -> Purchase:
        pool, cost = _pool(offer), plain_cost(unit_price)
        for _ in range(MOST_TURNS):
            with _in_providers_words("purchase"):
                try:
                    async with self._db.write() as tx:
                        row = await self._take(tx, pool, cost, txn_id)
                        left = 0 if row else await tx.own_keys.count(pool, self._clock(), cost)
                        others = 0 if row else await tx.own_keys.count(pool, self._clock())
                except TakenBefore:  # by another process, under this very id: look again
                    continue
            if row is not None:
                return self._sold(row)
            if not left:
                if others:
                    raise WrongPrice(OWN, "purchase: no key at this price any more")
                raise OutOfStock(OWN, "purchase: no key in stock")
        raise Unavailable(OWN, "purchase: every key left is being taken by others")

    async def _take(self, tx: Tx, pool: Pool, cost: Decimal, txn_id: str) -> OwnKeyRow | None:
        """The key that has this id, or the next one that can be opened."""
        found = await self._found(tx, txn_id)
        while found is None:
            taken = await tx.own_keys.take(pool, cost, txn_id, self._clock())
            if taken is None or self._vault.opened(taken.sealed) is not None:
                return taken
            log.error("a key of own stock cannot be opened and is not sold", row=taken.id)
            if not await tx.own_keys.move(taken.id, (TAKEN,), LOST, txn_id=None):
                return None
        return found

    def _sold(self, row: OwnKeyRow) -> Purchase:
        plain = self._vault.opened(row.sealed)
        return Purchase(row.txn_id or "", () if plain is None else (plain,))


def plain_cost(cost: Decimal) -> Decimal:
    """A cost in the one form by which rows are found: without zeros behind."""
    return Decimal(format(cost.normalize(), "f"))


def _pool(offer: OfferRef) -> Pool:
    return Pool(OWN, offer.external_id, offer.currency, offer.country)


@contextmanager
def _in_providers_words(what: str) -> Iterator[None]:
    """Raise what is the matter with the database as a provider would: nothing done, or not known."""
    try:
        yield
    except NotWritableError as error:
        if error.unsure:
            raise OutcomeUnknown(OWN, f"{what}: the database's answer is lost") from error
        raise Unavailable(OWN, f"{what}: the database takes no writes ({error.cause})") from error
    except TroubleError as error:
        raise Unavailable(OWN, f"{what}: the database does not answer ({error.cause})") from error
