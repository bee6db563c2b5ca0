"""The game accounts of one provider, kept in memory for launches: served at once, read in the background."""

import asyncio
import logging
from collections.abc import Mapping

from providers.administration import GameAccount, KeepsGameAccounts
from providers.errors import ProviderError
from providers.lists import slips_of
from services.clock import Clock
from services.complaints import Complaints

KNOWN_FOR = 300.0
"""For so many seconds accounts are not read again, while the one asked for is among them."""
NOT_AGAIN_FOR = 5.0
"""So many seconds after a reading, also one that failed, no other is begun for what it did not find."""


class NotKnownError(Exception):
    """Whether there is such an account cannot be told: the accounts cannot be read."""


class KnownAccounts:
    """One reading at a time, which outlives whoever waits for it. ``time_limit`` is in seconds."""

    def __init__(self, keeper: KeepsGameAccounts, clock: Clock, time_limit: float) -> None:
        self.keeper = keeper
        self._clock = clock
        self._time_limit = time_limit
        self._complaints = Complaints(__name__)
        self._accounts: Mapping[str, GameAccount] = {}
        self._complete = False
        self._read_at: float | None = None
        self._tried_at: float | None = None
        self._reading: asyncio.Task[None] | None = None

    async def get(self, account_id: str) -> GameAccount | None:
        """The account: the last known, at once, where there is one; None where there surely is none.

        Raises NotKnownError.
        """
        if account := self._accounts.get(account_id):
            if self._older(self._read_at, KNOWN_FOR) and self._older(self._tried_at, NOT_AGAIN_FOR):
                self._begin()
            return account
        if self._reading is not None or self._older(self._tried_at, NOT_AGAIN_FOR):
            # Whoever gives up waiting leaves the reading to the others.
            await asyncio.shield(self._begin())
        if account := self._accounts.get(account_id):
            return account
        if not self._complete or self._read_at != self._tried_at:
            raise NotKnownError
        return None

    async def close(self) -> None:
        """End the reading that is under way."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.wait({self._reading})

    def _older(self, moment: float | None, seconds: float) -> bool:
        return moment is None or self._clock.steady() - moment >= seconds

    def _begin(self) -> asyncio.Task[None]:
        if self._reading is None:
            self._reading = asyncio.create_task(self._read(), name="game accounts")
            self._reading.add_done_callback(self._ended)
        return self._reading

    def _ended(self, _: asyncio.Task[None]) -> None:
        self._reading = None

    async def _read(self) -> None:
        try:
            async with asyncio.timeout(self._time_limit):
                accounts = await self.keeper.game_accounts()
        except (ProviderError, TimeoutError) as error:
            self._failed(type(error).__name__)
        except Exception as error:  # noqa: BLE001 - one that breaks its promise is in trouble like any other
            self._failed("broken", error)
        else:
            unread = {slip.id for slip in slips_of(accounts)}
            # What is there and cannot be read just now is answered as it was known before.
            old = self._accounts.items() if unread else ()
            kept = {name: each for name, each in old if "" in unread or name in unread}
            self._accounts = {**kept, **{account.id: account for account in accounts}}
            self._complete = not unread
            self._read_at = self._tried_at = self._clock.steady()

    def _failed(self, problem: str, error: Exception | None = None) -> None:
        self._tried_at = self._clock.steady()
        self._complaints.tell(
            "accounts not read",
            problem,
            level=logging.WARNING,
            error=error,
            provider=self.keeper.name,
        )
