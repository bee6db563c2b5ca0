"""Booking a pin so that it is never booked twice (FACTS 5, Idempotency).

Our reference is unique with PIN Hype and can be looked up, but no error is documented: a refusal may
also mean that the reference was used. So a refusal counts only after the books were asked.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from providers.base import Purchase
from providers.clock import Clock
from providers.errors import (
    NotAllowed,
    NotFound,
    NotProven,
    NotRepeated,
    NotYet,
    OutcomeUnknown,
    OutOfStock,
    ProviderError,
    Refused,
    Rejected,
    Unavailable,
)
from providers.hype.books import Books
from providers.hype.client import HypeClient, Market
from providers.hype.errors import PROVIDER
from providers.sent_purchases import SentPurchases


class Purchases:
    """Books pins, and finds out what became of a booking whose answer was lost."""

    def __init__(
        self,
        client: HypeClient,
        books: Books,
        grace: timedelta,
        clock: Clock,
    ) -> None:
        """``grace``: for so long a booking that the books do not show may still get into them."""
        self._client = client
        self._books = books
        self._grace = grace
        self._sent = SentPurchases(clock)

    async def buy(self, product_id: str, txn_id: str, market: Market) -> Purchase:
        """Book a pin. Raises OutOfStock, NotFound, Rejected: the books do not show it either."""
        with self._sent.first(txn_id):
            try:
                return await self._book(product_id, txn_id, market)
            except (NotFound, Rejected) as error:
                refused = error
            try:
                found = await self._look_up(txn_id)
            except ProviderError as error:
                raise OutcomeUnknown(PROVIDER, f"{refused.detail}, then {error.detail}") from None
            if found is not None:
                return found
            if await self._sold_out(product_id, market):
                raise OutOfStock(PROVIDER, refused.detail)
            raise refused

    async def recover(
        self,
        product_id: str,
        txn_id: str,
        market: Market,
        sent_at: datetime,
        price_holds: Callable[[], Awaitable[bool]],
    ) -> Purchase:
        """Look the booking up; where it is not to be found after the grace time, make it again.

        It is made again while it is young and at the price that was confirmed, and where that is lost too
        not before another grace time. Raises NotYet until then, Unavailable where nothing is learnt;
        NotProven where the books show it as taken back, or not at all while the booking is refused, and
        NotRepeated where it is too late for another: a person must look.
        """
        if found := await self._learn(txn_id):
            return found
        if self._sent.at_least(txn_id) < self._grace:
            raise NotYet(PROVIDER, "report_reference: not known yet")
        if not self._sent.is_young(txn_id, sent_at):
            raise NotRepeated(PROVIDER, "report_reference: not known, and too old to repeat")
        if not await self._holds(price_holds):
            raise NotRepeated(PROVIDER, "report_reference: not known, and the price has moved")
        try:
            with self._sent.again(txn_id):
                return await self._book(product_id, txn_id, market)
        except NotAllowed as error:
            raise Unavailable(PROVIDER, f"nothing learnt, {error.detail}") from None
        except (NotFound, Rejected) as error:
            refused = error
        # The reference may have been used after all, by the try that was lost.
        if found := await self._learn(txn_id):
            return found
        raise NotProven(PROVIDER, f"refused now, {refused.detail}")

    async def _book(self, product_id: str, txn_id: str, market: Market) -> Purchase:
        booked = (await self._client.pre_redeem(product_id, txn_id, market)).transaction
        key = booked.key.get_secret_value() if booked.key else ""
        return Purchase(str(booked.transaction_id), (key,) if key else ())

    async def _holds(self, price_holds: Callable[[], Awaitable[bool]]) -> bool:
        """Whether the price is still what was confirmed; one that cannot be read is asked for again."""
        try:
            return await price_holds()
        except Refused as error:
            raise Unavailable(PROVIDER, f"nothing learnt, {error.detail}") from None

    async def _learn(self, txn_id: str) -> Purchase | None:
        """Look up; a look-up that is refused teaches nothing."""
        try:
            return await self._look_up(txn_id)
        except (NotAllowed, Rejected) as error:
            raise Unavailable(PROVIDER, f"nothing learnt, {error.detail}") from None

    async def _look_up(self, txn_id: str) -> Purchase | None:
        """The booking as the books show it (FACTS 5.13). Raises NotProven where they show no one."""
        rows = {row.transaction_id: row for row in await self._books.rows_of(txn_id)}
        if not rows:
            return None
        if len(rows) > 1 or any(row.canceled for row in rows.values()):
            raise NotProven(
                PROVIDER, "report_reference: taken back, or several under one reference"
            )
        [row] = rows.values()
        return Purchase(str(row.transaction_id), row.plain_keys())

    async def _sold_out(self, product_id: str, market: Market) -> bool:
        try:
            return (await self._client.stock(product_id, market)).left() == 0
        except ProviderError:
            return False
