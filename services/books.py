"""The providers' own books: what they say was sold to us, to be held against our orders."""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TypeVar

from providers.base import ChargesByBooks, Reporting, Sale
from providers.errors import NotFound, ProviderError
from providers.lists import Listed, slips_of
from providers.registry import Providers, UnknownProviderError
from services.access import Reach
from services.errors import NoSuchSaleError, ProviderTroubleError, UnknownKeeperError
from services.money import Money
from services.periods import Period, days_around, local_days
from storage.database import Database
from storage.purchases import ConfirmedPrice

T = TypeVar("T")
_AT_ONCE = 500
"""Transactions in one statement."""


@dataclass(frozen=True, slots=True)
class BookLine:
    """A sale of a provider's books, held against ours.

    ``order`` is the number of ours, None where we know none. ``charged`` and ``confirmed`` are the price
    by the books and the one that was confirmed, where they differ. ``chat_id``: of the order, whether or not
    its number may be told.
    """

    sale: Sale
    order: str | None
    charged: Money | None = None
    confirmed: Money | None = None
    chat_id: int | None = None

    def is_of(self, reach: Reach) -> bool:
        """Whether it is of one of these chats; what no order of ours is known for is of all of them alone."""
        return reach.anywhere if self.chat_id is None else reach.covers(self.chat_id)


class Books:
    """Reads the books of the providers that show them."""

    def __init__(self, db: Database, providers: Providers) -> None:
        self._db = db
        self._providers = providers

    async def against_ours(
        self, keeper: str, sales: Sequence[Sale], in_sight: Reach, reach: Reach
    ) -> tuple[BookLine, ...]:
        """The sales a person may see, held against our orders: where another price was charged is told.

        A sale belongs to the chat of its order, and one that no order of ours is known for to nobody but
        those who may see the sales of all. ``in_sight``: the chats whose sales they may see, ``reach``:
        those of whose orders something is said besides.
        """
        provider = self._keeper(keeper)
        ours = await self._confirmed([sale.txn_id for sale in sales if sale.txn_id])
        lines = []
        for sale in sales:
            mine = ours.get(sale.txn_id)
            if not (in_sight.anywhere if mine is None else in_sight.covers(mine.chat_id)):
                continue
            chat_id = None if mine is None else mine.chat_id
            if mine is None or not reach.covers(mine.chat_id):
                lines.append(BookLine(sale, None, chat_id=chat_id))
                continue
            charge = provider.charge_of(sale) if isinstance(provider, ChargesByBooks) else None
            confirmed = Money(mine.unit_price, mine.currency)
            charged = Money(charge.amount, charge.currency) if charge else confirmed
            if charged == confirmed:
                lines.append(BookLine(sale, mine.number, chat_id=chat_id))
            else:
                lines.append(BookLine(sale, mine.number, charged, confirmed, chat_id))
        return tuple(lines)

    async def _confirmed(self, txn_ids: Sequence[str]) -> dict[str, ConfirmedPrice]:
        found: dict[str, ConfirmedPrice] = {}
        async with self._db.read() as tx:
            for at in range(0, len(txn_ids), _AT_ONCE):
                found |= await tx.purchases.confirmed(txn_ids[at : at + _AT_ONCE])
        return found

    async def period(self, keeper: str, wanted: Period) -> tuple[Sale, ...]:
        """The sales of a period, newest first.

        The books' days are not ours, so the days around it are asked for as well, and what was sold on
        these is left out. A date further away is the books' own affair: they may count by another one.
        Raises UnknownKeeperError, ProviderTroubleError, as do all others.
        """
        first, last = days_around(wanted.since, wanted.until - timedelta.resolution)
        found = await self._asked(keeper, self._keeper(keeper).sales(first, last))
        asked = local_days(first, last, UTC)
        sales = [
            sale
            for sale in found
            if sale.sold_at is None or sale.sold_at in wanted or sale.sold_at not in asked
        ]
        newest = sorted(sales, key=lambda sale: str(sale.sold_at or ""), reverse=True)
        return Listed(newest, slips_of(found))

    async def reference(self, keeper: str, reference: str) -> tuple[Sale, ...]:
        """The sale with the provider's reference. Raises NoSuchSaleError besides."""
        return (await self._asked(keeper, self._keeper(keeper).sale(reference)),)

    async def txn(self, keeper: str, txn_id: str) -> tuple[Sale, ...]:
        """The sales under one of our transaction ids."""
        return await self._asked(keeper, self._keeper(keeper).sales_of_txn(txn_id))

    async def document(self, keeper: str, document: str) -> tuple[Sale, ...]:
        """The sales to the holder of a document number."""
        return await self._asked(keeper, self._keeper(keeper).sales_of_document(document))

    def _keeper(self, name: str) -> Reporting:
        try:
            return self._providers.get(name, Reporting)
        except UnknownProviderError as error:
            known = [provider.name for provider in self._providers.with_capability(Reporting)]
            raise UnknownKeeperError(provider=name, known=known) from error

    @staticmethod
    async def _asked(keeper: str, answer: Awaitable[T]) -> T:
        try:
            return await answer
        except NotFound as error:
            raise NoSuchSaleError(provider=keeper) from error
        except ProviderError as error:
            raise ProviderTroubleError.of(error) from error
