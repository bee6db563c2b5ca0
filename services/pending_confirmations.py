"""Pending confirmations: what waits for a button, sealed for an hour, given to its person once.

What stands in it is the caller's own; it may hold a coupon code, so no row shows any of it.
"""

import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from cryptography.fernet import InvalidToken

from services.actor import Actor
from services.clock import Clock
from services.vault import Vault
from storage.database import Database
from storage.pending_confirmations import PendingConfirmationRow
from storage.transaction import Tx

LIFE = timedelta(hours=1)
Beside = Callable[[Tx, str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Thing:
    """What is held for a person in a chat, under a key that a button can carry."""

    key: str
    actor: Actor
    text: str = field(repr=False)


def new_key() -> str:
    """A key that nobody guesses, of 12 letters."""
    return secrets.token_urlsafe(9)


class PendingConfirmations:
    """Every method is one statement, but for what ``take`` is given to write beside it."""

    def __init__(self, db: Database, clock: Clock, vault: Vault) -> None:
        self._db = db
        self._clock = clock
        self._vault = vault

    async def keep(self, things: Sequence[Thing]) -> None:
        """Hold these from now on."""
        until = self._clock() + LIFE
        rows = [
            PendingConfirmationRow(
                each.key,
                each.actor.chat_id,
                each.actor.user_id,
                self._vault.wrap(each.text),
                until,
            )
            for each in things
        ]
        async with self._db.write() as tx:
            await tx.pending_confirmations.add(rows)

    async def look(self, actor: Actor, key: str) -> str | None:
        """The thing, which stays; None if it is gone, too old or another's."""
        async with self._db.read() as tx:
            return self._opened(
                await tx.pending_confirmations.look(
                    key, actor.chat_id, actor.user_id, self._clock()
                )
            )

    async def take(self, actor: Actor, key: str, beside: Beside | None = None) -> str | None:
        """The thing, which is not held any more: of two taps only one gets it.

        ``beside`` writes what follows from it into the same transaction; what it raises leaves it held.
        """
        async with self._db.write() as tx:
            sealed = await tx.pending_confirmations.take(
                key, actor.chat_id, actor.user_id, self._clock()
            )
            text = self._opened(sealed)
            if text is not None and beside is not None:
                await beside(tx, text)
        return text

    async def forget_old(self) -> int:
        """Delete what nobody has asked for in time and tell how much that was."""
        async with self._db.write() as tx:
            return await tx.pending_confirmations.forget(self._clock())

    def _opened(self, sealed: bytes | None) -> str | None:
        if sealed is None:
            return None
        try:
            return self._vault.unwrap(sealed)
        except InvalidToken:
            return None  # the secret it was sealed under has been taken out of the settings
