"""Reading back what was really charged, where a provider takes no price with a purchase.

It is read from the provider's books a while after the purchase, apart from it: many purchases by one
page of the books, so that a bulk purchase loses none of its rate. A difference from the price that was
confirmed is told once an order, to its chat and to those who may settle orders.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

import structlog

from providers.base import Charge, ChargesByBooks, Sale
from providers.errors import NotFound, ProviderError
from providers.registry import Providers, UnknownProviderError
from services.access import Access
from services.clock import Clock
from services.orders.door import RESOLVE
from services.outbox import Outbox
from services.periods import days_around
from storage.charges import UnreadCharge
from storage.database import Database
from storage.order_marks import CHARGED
from storage.orders import OrderRow
from storage.purchases import PurchaseRow
from storage.transaction import Tx

log = structlog.get_logger(__name__)

FIRST_READING = timedelta(seconds=30)
"""How long after an order is paid its charges are read first: books take a while."""
LONGEST_PAUSE = timedelta(hours=1)
LATE_AFTER = 5
"""After so many tries, a quarter of an hour, the order's card says that the charge is not known yet."""
MOST_TRIES = 60
"""After so many, about two days, it is given up: the price that was confirmed stands."""
ONE_BY_ONE = 3
"""So many purchases are asked for one by one; more, by the page of their days."""
LONGEST_PERIOD = timedelta(days=10)
"""Purchases whose days lie further apart are not read by one page: a clock was wrong."""
AT_ONCE = 50
"""Orders in one reading."""


def pause(tries: int) -> timedelta:
    """How long until the next try: 1, 2, 4 minutes and so on, up to an hour."""
    return min(timedelta(minutes=2 ** min(tries, 10)), LONGEST_PAUSE)


class Charges:
    """Reads the charges that are due whenever ``run`` is called, which should be every few seconds."""

    def __init__(
        self, db: Database, clock: Clock, providers: Providers, outbox: Outbox, access: Access
    ) -> None:
        self._db = db
        self._clock = clock
        self._providers = providers
        self._outbox = outbox
        self._access = access

    async def run(self) -> int:
        """Do one pass, and say of how many orders all charges were read."""
        now = self._clock()
        async with self._db.read() as tx:
            if not (due := await tx.charges.due(now, AT_ONCE)):
                return 0
        async with self._db.write() as tx:
            for each in due:
                await tx.charges.put_off(each.order_id, now + pause(each.tries))
        by_provider: dict[str, list[tuple[OrderRow, UnreadCharge]]] = defaultdict(list)
        async with self._db.read() as tx:
            for each in due:
                if (order := await tx.orders.by_id(each.order_id)) is not None:
                    by_provider[order.provider].append((order, each))
        return sum([await self._read(name, some) for name, some in by_provider.items()])

    async def _read(self, name: str, due: Sequence[tuple[OrderRow, UnreadCharge]]) -> int:
        async with self._db.read() as tx:
            purchases = await tx.purchases.of_orders([order.id for order, _ in due])
        unread = [row for rows in purchases.values() for row in rows if _is_unread(row)]
        charges: dict[int, Charge] = {}
        try:
            charges = await self._asked(self._providers.get(name, ChargesByBooks), unread)
        except UnknownProviderError:
            log.warning("the provider of unread charges is not configured", provider=name)
        except ProviderError as error:
            log.warning("charges not read yet", provider=name, error=str(error))
        read = 0
        async with self._db.write() as tx:
            for row in unread:
                if (charge := charges.get(row.id)) is not None:
                    await tx.purchases.write_charge(
                        row.id, charge.amount, charge.currency, charge.cost
                    )
            for order, each in due:
                rows = purchases.get(order.id, [])
                left = sum(_is_unread(row) and row.id not in charges for row in rows)
                if left == 0 or each.tries + 1 >= MOST_TRIES:
                    await tx.charges.done(order.id)
                    read += left == 0
                if left:
                    log.info("charges not in the books", order=order.number, left=left)
                mine = [charges[row.id] for row in rows if row.id in charges]
                if any(_differs(order, charge) for charge in mine):
                    await self._tell(tx, order)
        self._outbox.kick()
        return read

    async def _asked(
        self, provider: ChargesByBooks, rows: Sequence[PurchaseRow]
    ) -> dict[int, Charge]:
        """What the books say of these purchases, by their rows; those they do not show are left out."""
        sales: list[Sale] = []
        dated = [row.sent_at for row in rows if row.sent_at is not None]
        if len(rows) > ONE_BY_ONE and max(dated) - min(dated) <= LONGEST_PERIOD:
            days = days_around(min(dated), max(dated))
            sales += await provider.sales(*days, by_creation=True)
        found = {sale.reference: sale for sale in sales}
        for row in [row for row in rows if row.reference not in found][:ONE_BY_ONE]:
            try:
                sale = await provider.sale(row.reference or "")
            except NotFound:
                continue
            found[sale.reference] = sale
        known = [(row.id, found.get(row.reference or "")) for row in rows]
        charged = [(each, provider.charge_of(sale)) for each, sale in known if sale is not None]
        return {each: charge for each, charge in charged if charge is not None}

    async def _tell(self, tx: Tx, order: OrderRow) -> None:
        await tx.order_marks.put(order.id, CHARGED, self._clock())
        for chat_id in {order.chat_id, *self._access.chats_with(RESOLVE, order.chat_id)}:
            await self._outbox.post(
                tx,
                "order-charged",
                chat_id,
                {"order": order.number},
                once_key=f"charged:{order.number}:{chat_id}",
            )


def _is_unread(row: PurchaseRow) -> bool:
    bought = row.status in {"accepted", "reversing", "reversed"}
    return bought and row.reference is not None and row.charged is None


def _differs(order: OrderRow, charge: Charge) -> bool:
    return (charge.amount, charge.currency) != (order.unit_price, order.currency)
