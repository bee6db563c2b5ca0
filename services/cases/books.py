"""What the provider itself says of the key of a case, by its books, where it keeps some that can be read."""

import structlog

from providers.base import Reporting
from providers.errors import ProviderError
from providers.registry import Providers
from services.cases.views import keys_of
from services.visible import visible_line
from storage.cases import CaseRow
from storage.database import Database
from storage.transaction import Tx

log = structlog.get_logger(__name__)

MOST_ASKED = 3
"""Purchases that are looked up where a case is about several keys."""
_LONGEST = 64


class CaseBooks:
    """Reads books."""

    def __init__(self, db: Database, providers: Providers) -> None:
        self._db = db
        self._providers = providers

    def kept_by(self, provider: str) -> bool:
        """Whether a provider keeps books that can be read."""
        return self._providers.has(provider, Reporting)

    async def read(self, case_id: int) -> None:
        """Ask what the books say now and keep it. Where they say nothing, what they said last stays."""
        async with self._db.read() as tx:
            row = await tx.cases.by_id(case_id)
            order = None if row is None else await tx.orders.by_id(row.order_id)
            txn_ids = [] if row is None else await _purchases(tx, row)
        if order is None or not self.kept_by(order.provider):
            return
        books = self._providers.get(order.provider, Reporting)
        words: dict[str, None] = {}
        for txn_id in txn_ids[:MOST_ASKED]:
            try:
                for sale in await books.sales_of_txn(txn_id):
                    words[visible_line(sale.status)] = None
            except ProviderError as error:
                log.info("books not read for a case", case=case_id, problem=str(error))
        said = ", ".join(filter(None, words))[:_LONGEST]
        if said:
            async with self._db.write() as tx:
                await tx.cases.note_provider(case_id, said)


async def _purchases(tx: Tx, row: CaseRow) -> list[str]:
    mine = {key.purchase_id for key in await keys_of(tx, row)}
    return [each.txn_id for each in await tx.purchases.of_order(row.order_id) if each.id in mine]
