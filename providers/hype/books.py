"""PIN Hype's books: its reports as the desk has them (FACTS 5.11 to 5.14)."""

import asyncio
from collections.abc import Iterator
from datetime import date, timedelta

from providers.base import Sale
from providers.errors import NotFound, Rejected
from providers.hype.client import HypeClient
from providers.hype.errors import PROVIDER
from providers.hype.models import SaleRow
from providers.lists import Listed, mapped

MOST_DAYS = 31
"""A report covers no more days than these, its first and last included."""
LONGEST = 3 * 366


class Books:
    """Reads reports."""

    def __init__(self, client: HypeClient) -> None:
        self._client = client

    async def period(self, begin: date, end: date, *, by_creation: bool) -> tuple[Sale, ...]:
        """FACTS 5.11, in as many parts as it takes. A sale that two parts show comes once."""
        if end < begin or (end - begin).days >= LONGEST:
            raise Rejected(PROVIDER, "report_period: no period, or one of more than three years")
        asked = [
            asyncio.create_task(
                self._client.report_period(first, last, by_creation=by_creation), name="report"
            )
            for first, last in months(begin, end)
        ]
        try:
            parts = await asyncio.gather(*asked)
        finally:
            for each in asked:  # where one fails the others would be read for nobody
                each.cancel()
        rows = {row.transaction_id: row for part in parts for row in part}
        slips = [slip for part in parts for slip in part.slips]
        return Listed(map(sale, rows.values()), slips)

    async def transaction(self, reference: str) -> Sale:
        """FACTS 5.12. Raises NotFound: what is no number is none of its references."""
        if not (reference.isascii() and reference.isdigit()):
            raise NotFound(PROVIDER, "report_transaction: no number, so no sale")
        return sale(await self._client.report_transaction(reference))

    async def rows_of(self, txn_id: str) -> list[SaleRow]:
        """FACTS 5.13; a status 404 is how some say "none". Rows of other references are left out."""
        try:
            rows = await self._client.report_reference(txn_id)
        except NotFound:
            return []
        return [row for row in rows if row.partner_reference in {"", txn_id}]

    async def reference(self, txn_id: str) -> tuple[Sale, ...]:
        """FACTS 5.13."""
        return tuple(map(sale, await self.rows_of(txn_id)))

    async def document(self, number: str) -> tuple[Sale, ...]:
        """FACTS 5.14, without a mask."""
        bare = "".join(sign for sign in number if sign.isalnum())
        if not bare:
            raise Rejected(PROVIDER, "report_document: no document number")
        try:
            return mapped(sale, await self._client.report_document(bare))
        except NotFound:
            return ()


def months(begin: date, end: date) -> Iterator[tuple[date, date]]:
    """Part a period: every day of it is in one part, and no part is longer than a report covers."""
    while begin <= end:
        last = min(end, begin + timedelta(days=MOST_DAYS - 1))
        yield begin, last
        begin = last + timedelta(days=1)


def sale(row: SaleRow) -> Sale:
    """A sale as the desk has it."""
    return Sale(
        reference=str(row.transaction_id),
        txn_id=row.partner_reference,
        external_id="" if row.product_id is None else str(row.product_id),
        product=row.product_name,
        status=row.status,
        sold_at=row.transaction_date,
        sales_price=row.sales_price,
        cost=row.partner_cost_price,
        currency=row.sales_currency_code.upper(),
        country=row.country_code.upper(),
        key=row.key if row.plain_keys() else None,
        key_sent=row.key_sent_to_customer,
        taken_back=row.canceled,
    )
