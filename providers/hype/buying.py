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
    OutcomeUnknown,
    OutOfStock,
    ProviderError,
    Rejected,
    Unavailable,
)
from providers.hype.books import Books
from providers.hype.client import HypeClient, Market
from providers.hype.errors import PROVIDER

YOUNG = timedelta(hours=1)
"""A booking that the books do not show is made again for so long: later nobody may want it any more."""


class _Sent:
    """How long ago bookings were sent. The wall's clock may have been set meanwhile, and is not asked.

    Of those without an answer this process remembers when. What an earlier one sent is at least as old
    as this process is.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._began = clock.steady()
        self._at: dict[str, float] = {}

    def now(self, txn_id: str) -> None:
        """It is being sent."""
        self._at[txn_id] = self._clock.steady()

    def forget(self, txn_id: str) -> None:
        """It is answered."""
        self._at.pop(txn_id, None)

    def at_least(self, txn_id: str) -> timedelta:
        """So long ago it was sent at least."""
        return timedelta(seconds=self._clock.steady() - self._at.get(txn_id, self._began))

    def at_most(self, txn_id: str, sent_at: datetime) -> timedelta:
        """So long ago at most: for what an earlier process sent the wall's word is taken, either way."""
        known = txn_id in self._at
        return self.at_least(txn_id) if known else abs(self._clock() - sent_at)


class Buying:
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
        self._sent = _Sent(clock)

    async def buy(self, product_id: str, txn_id: str, market: Market) -> Purchase:
        """Book a pin. Raises OutOfStock, NotFound, Rejected: the books do not show it either."""
        self._sent.now(txn_id)
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

        It is made again while it is young and at the price that was confirmed. Raises Unavailable while
        nothing is known; NotProven where the books show it as taken back, or not at all while the
        booking is refused, and NotRepeated where it is too late for another: a person must look.
        """
        if found := await self._learn(txn_id):
            return found
        if self._sent.at_least(txn_id) < self._grace:
            raise Unavailable(PROVIDER, "report_reference: not known yet")
        if self._sent.at_most(txn_id, sent_at) > YOUNG:
            raise NotRepeated(PROVIDER, "report_reference: not known, and too old to repeat")
        if not await price_holds():
            raise NotRepeated(PROVIDER, "report_reference: not known, and the price has moved")
        try:
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
        self._sent.forget(txn_id)
        key = booked.key.get_secret_value() if booked.key else ""
        return Purchase(str(booked.transaction_id), (key,) if key else ())

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
