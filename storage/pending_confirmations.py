"""Pending confirmations: what a button stands for that does not fit into its 64 bytes, sealed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.conversations import pending_confirmations


@dataclass(frozen=True, slots=True)
class PendingConfirmationRow:
    """A thing under the key that a button carries; only that person in that chat may have it."""

    key: str
    chat_id: int
    user_id: int
    sealed: bytes = field(repr=False)
    expires_at: datetime


class PendingConfirmations:
    """Rows of ``pending_confirmations``, called ``held`` in the database."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, rows: Sequence[PendingConfirmationRow]) -> None:
        """Write things down, all in one statement."""
        await self._connection.execute(insert(pending_confirmations), [asdict(row) for row in rows])

    async def look(self, key: str, chat_id: int, user_id: int, now: datetime) -> bytes | None:
        """Give the thing, which stays; None if it is gone, too old or another's."""
        found = select(pending_confirmations.c.sealed).where(_theirs(key, chat_id, user_id, now))
        return (await self._connection.execute(found)).scalar_one_or_none()

    async def take(self, key: str, chat_id: int, user_id: int, now: datetime) -> bytes | None:
        """Give the thing and take it away in one statement: of two who try, one finds nothing."""
        gone = (
            delete(pending_confirmations)
            .where(_theirs(key, chat_id, user_id, now))
            .returning(pending_confirmations.c.sealed)
        )
        return (await self._connection.execute(gone)).scalar_one_or_none()

    async def forget_person(self, user_id: int) -> int:
        """Delete what waits for a person's word, wherever, and tell how much there was."""
        gone = delete(pending_confirmations).where(pending_confirmations.c.user_id == user_id)
        return (await self._connection.execute(gone)).rowcount

    async def forget(self, now: datetime) -> int:
        """Delete what is too old and tell how many there were."""
        old = delete(pending_confirmations).where(pending_confirmations.c.expires_at <= now)
        return (await self._connection.execute(old)).rowcount


def _theirs(key: str, chat_id: int, user_id: int, now: datetime) -> ColumnElement[bool]:
    return and_(
        pending_confirmations.c.key == key,
        pending_confirmations.c.chat_id == chat_id,
        pending_confirmations.c.user_id == user_id,
        pending_confirmations.c.expires_at > now,
    )
