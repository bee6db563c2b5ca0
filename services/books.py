"""The providers' own books: what they say was sold to us, to be held against our orders."""

from collections.abc import Awaitable
from datetime import date
from typing import TypeVar

from providers.base import Reporting, Sale
from providers.errors import NotFound, ProviderError
from providers.listed import Listed, slips_of
from providers.registry import Providers, UnknownProviderError
from services.errors import NoSuchSaleError, ProviderTroubleError, UnknownKeeperError

T = TypeVar("T")


class Books:
    """Reads the books of the providers that show them."""

    def __init__(self, providers: Providers) -> None:
        self._providers = providers

    async def period(self, keeper: str, first: date, last: date) -> tuple[Sale, ...]:
        """The sales from day to day, both included, newest first.

        Raises UnknownKeeperError, ProviderTroubleError, as do all others.
        """
        sales = await self._asked(keeper, self._keeper(keeper).sales(first, last))
        newest = sorted(sales, key=lambda sale: str(sale.sold_at or ""), reverse=True)
        return Listed(newest, slips_of(sales))

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
