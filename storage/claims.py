"""Claims, and the count of refused ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import claim_misses, claims, orders


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as it stands in the table. Only the hash of its token is kept."""

    id: int
    order_id: int
    token_hash: str
    made_by: int
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    used_by: int | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class MissesRow:
    """How often a person was refused, and until when the person has to wait."""

    user_id: int
    misses: int
    last_at: datetime
    barred_until: datetime | None


class Claims:
    """Reads and writes claims on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self, order_id: int, token_hash: str, made_by: int, made_at: datetime, expires_at: datetime
    ) -> None:
        """Write a claim."""
        await self._connection.execute(
            insert(claims).values(
                order_id=order_id,
                token_hash=token_hash,
                made_by=made_by,
                made_at=made_at,
                expires_at=expires_at,
            )
        )

    async def by_hash(self, token_hash: str) -> ClaimRow | None:
        """Find a claim by the hash of its token."""
        statement = select(claims).where(claims.c.token_hash == token_hash)
        row = (await self._connection.execute(statement)).mappings().one_or_none()
        return None if row is None else ClaimRow(**row)

    async def use(self, claim_id: int, user_id: int, now: datetime) -> bool:
        """Use a claim up if it is still open; False: it is used, revoked or expired."""
        statement = (
            update(claims)
            .where(
                claims.c.id == claim_id,
                claims.c.used_at.is_(None),
                claims.c.revoked_at.is_(None),
                claims.c.expires_at > now,
            )
            .values(used_at=now, used_by=user_id)
        )
        return (await self._connection.execute(statement)).rowcount == 1

    async def revoke(self, order_id: int, now: datetime) -> int:
        """Revoke the open claims of an order and give their number."""
        statement = (
            update(claims)
            .where(
                claims.c.order_id == order_id,
                claims.c.used_at.is_(None),
                claims.c.revoked_at.is_(None),
                claims.c.expires_at > now,
            )
            .values(revoked_at=now)
        )
        return (await self._connection.execute(statement)).rowcount

    async def revoke_all(self, now: datetime) -> Sequence[tuple[int, str]]:
        """Revoke every open claim; gives the chat and the number of the order of each, oldest first."""
        is_open = and_(*_open(now))
        found = (
            select(orders.c.chat_id, orders.c.number)
            .join(claims, claims.c.order_id == orders.c.id)
            .where(is_open)
            .order_by(claims.c.id)
        )
        rows = [(row.chat_id, row.number) for row in await self._connection.execute(found)]
        await self._connection.execute(update(claims).where(is_open).values(revoked_at=now))
        return rows

    async def open_by(self, user_id: int, now: datetime) -> Sequence[str]:
        """Give the numbers of the orders with an open claim that this person has made, oldest first."""
        found = (
            select(orders.c.number)
            .join(claims, claims.c.order_id == orders.c.id)
            .where(claims.c.made_by == user_id, *_open(now))
            .order_by(claims.c.id)
        )
        return list(dict.fromkeys((await self._connection.execute(found)).scalars()))

    async def last_used(self, order_id: int) -> ClaimRow | None:
        """The claim of an order that was used last, if one was."""
        statement = (
            select(claims)
            .where(claims.c.order_id == order_id, claims.c.used_at.is_not(None))
            .order_by(claims.c.used_at.desc(), claims.c.id.desc())
            .limit(1)
        )
        row = (await self._connection.execute(statement)).mappings().one_or_none()
        return None if row is None else ClaimRow(**row)

    async def misses(self, user_id: int) -> MissesRow | None:
        """How often this person was refused."""
        statement = select(claim_misses).where(claim_misses.c.user_id == user_id).with_for_update()
        row = (await self._connection.execute(statement)).mappings().one_or_none()
        return None if row is None else MissesRow(**row)

    async def note_miss(self, row: MissesRow, *, first: bool) -> None:
        """Write the count of refusals anew."""
        values = {
            "misses": row.misses,
            "last_at": row.last_at,
            "barred_until": row.barred_until,
        }
        if first:
            await self._connection.execute(
                insert(claim_misses).values(user_id=row.user_id, **values)
            )
        else:
            await self._connection.execute(
                update(claim_misses).where(claim_misses.c.user_id == row.user_id).values(**values)
            )

    async def forget_misses(self, user_id: int) -> None:
        """A claim went well: earlier misses count no more."""
        await self._connection.execute(
            delete(claim_misses).where(claim_misses.c.user_id == user_id)
        )


def _open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Nobody has used it, stopped it or let it grow too old."""
    return claims.c.used_at.is_(None), claims.c.revoked_at.is_(None), claims.c.expires_at > now
