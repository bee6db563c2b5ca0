"""Claims, and the count of refused ones."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.keys import claim_misses, claims
from storage.tables.orders import orders
from storage.upsert import insert_into


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
    whole: bool
    message_id: int | None = None


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
        self,
        order_id: int,
        token_hashes: Collection[str],
        made_by: int,
        made_at: datetime,
        expires_at: datetime,
        *,
        whole: bool,
    ) -> None:
        """Write a claim for each token."""
        same = {
            "order_id": order_id,
            "made_by": made_by,
            "made_at": made_at,
            "expires_at": expires_at,
            "whole": whole,
        }
        await self._connection.execute(
            insert(claims), [{"token_hash": each, **same} for each in token_hashes]
        )

    async def open_of(self, order_ids: Collection[int], now: datetime) -> Sequence[ClaimRow]:
        """The open claims of these orders, oldest first."""
        found = select(claims).where(claims.c.order_id.in_(order_ids), *is_open(now))
        rows = await self._connection.execute(found.order_by(claims.c.id))
        return [ClaimRow(**row) for row in rows.mappings()]

    async def newest(self, order_id: int) -> int:
        """The claim of an order that was made last, open or not; 0: none ever was."""
        found = select(func.max(claims.c.id)).where(claims.c.order_id == order_id)
        return (await self._connection.execute(found)).scalar() or 0

    async def wholes(self, order_id: int) -> tuple[int, datetime | None]:
        """How many links of all an order's keys together were ever made, and when the last one was."""
        found = select(func.count(), func.max(claims.c.made_at)).where(
            claims.c.order_id == order_id, claims.c.whole.is_(True)
        )
        count, last = (await self._connection.execute(found)).one()
        return count, last

    async def by_hash(self, token_hash: str) -> ClaimRow | None:
        """Find a claim by the hash of its token."""
        statement = select(claims).where(claims.c.token_hash == token_hash)
        row = (await self._connection.execute(statement)).mappings().one_or_none()
        return None if row is None else ClaimRow(**row)

    async def use(self, claim_id: int, user_id: int, now: datetime) -> bool:
        """Use a claim up if it is still open; False: it is used, revoked or expired."""
        statement = (
            update(claims)
            .where(claims.c.id == claim_id, *is_open(now))
            .values(used_at=now, used_by=user_id)
        )
        return (await self._connection.execute(statement)).rowcount == 1

    async def revoke(
        self,
        order_id: int,
        now: datetime,
        only: int | None = None,
        *,
        whole: bool | None = None,
        newest: int | None = None,
    ) -> int:
        """Revoke the open claims of an order and give their number: all, ``only`` one, those of the whole,
        or those that were made no later than ``newest``. What was in them is free from then on.
        """
        mine = update(claims).where(claims.c.order_id == order_id, *is_open(now))
        if only is not None:
            mine = mine.where(claims.c.id == only)
        if whole is not None:
            mine = mine.where(claims.c.whole.is_(whole))
        if newest is not None:
            mine = mine.where(claims.c.id <= newest)
        return (await self._connection.execute(mine.values(revoked_at=now))).rowcount

    async def note_shown(self, token_hash: str, message_id: int) -> None:
        """This message of its maker's private chat shows it."""
        mine = update(claims).where(claims.c.token_hash == token_hash)
        await self._connection.execute(mine.values(message_id=message_id))

    async def shown_over(self, limit: int, order_id: int | None = None) -> Sequence[ClaimRow]:
        """Claims that were used or ended, and that a message still shows; ``order_id``: of this order."""
        ended = or_(claims.c.used_at.is_not(None), claims.c.revoked_at.is_not(None))
        found = select(claims).where(claims.c.message_id.is_not(None), ended)
        if order_id is not None:
            found = found.where(claims.c.order_id == order_id)
        rows = await self._connection.execute(found.order_by(claims.c.id).limit(limit))
        return [ClaimRow(**row) for row in rows.mappings()]

    async def shown_no_more(self, claim_id: int) -> bool:
        """Its message is told. False: another process had it told."""
        shown = claims.c.message_id.is_not(None)
        mine = update(claims).where(claims.c.id == claim_id, shown).values(message_id=None)
        return (await self._connection.execute(mine)).rowcount == 1

    async def run_out(self, now: datetime, limit: int) -> Sequence[int]:
        """Orders that wait to be handed over and have a link whose time is over and was not ended yet."""
        found = (
            select(claims.c.order_id)
            .distinct()
            .join(orders, orders.c.id == claims.c.order_id)
            .where(orders.c.status.in_(("keyed", "uncertain")), *_over(now))
            .limit(limit)
        )
        return (await self._connection.execute(found)).scalars().all()

    async def end_over(self, order_id: int, now: datetime) -> int:
        """End the links of an order whose time is over, and give their number: it counts from that moment."""
        mine = update(claims).where(claims.c.order_id == order_id, *_over(now))
        ended = mine.values(revoked_at=claims.c.expires_at)
        return (await self._connection.execute(ended)).rowcount

    async def revoke_all(self, now: datetime) -> Sequence[tuple[int, str]]:
        """Revoke every open claim; gives the chat and the number of the order of each, oldest first."""
        opened = and_(*is_open(now))
        found = (
            select(orders.c.chat_id, orders.c.number)
            .join(claims, claims.c.order_id == orders.c.id)
            .where(opened)
            .order_by(claims.c.id)
        )
        rows = [(row.chat_id, row.number) for row in await self._connection.execute(found)]
        await self._connection.execute(update(claims).where(opened).values(revoked_at=now))
        return rows

    async def open_by(self, user_id: int, now: datetime) -> Sequence[str]:
        """Give the numbers of the orders with an open claim that this person has made, oldest first."""
        found = (
            select(orders.c.number)
            .join(claims, claims.c.order_id == orders.c.id)
            .where(claims.c.made_by == user_id, *is_open(now))
            .order_by(claims.c.id)
        )
        return list(dict.fromkeys((await self._connection.execute(found)).scalars()))

    async def last_used(self, order_id: int, only: int | None = None) -> ClaimRow | None:
        """The claim of an order that was used last, if one was; ``only`` this one."""
        used = select(claims).where(claims.c.order_id == order_id, claims.c.used_at.is_not(None))
        if only is not None:
            used = used.where(claims.c.id == only)
        statement = used.order_by(claims.c.used_at.desc(), claims.c.id.desc()).limit(1)
        row = (await self._connection.execute(statement)).mappings().one_or_none()
        return None if row is None else ClaimRow(**row)

    async def last_ended(self, order_id: int, only: int | None = None) -> datetime | None:
        """When a claim of an order was ended last that nobody had used; ``only`` this one. None: none was."""
        ended = select(func.max(claims.c.revoked_at)).where(claims.c.order_id == order_id)
        if only is not None:
            ended = ended.where(claims.c.id == only)
        at: datetime | None = await self._connection.scalar(ended)
        return at

    async def misses(self, user_id: int) -> MissesRow | None:
        """How often this person was refused."""
        statement = select(claim_misses).where(claim_misses.c.user_id == user_id).with_for_update()
        row = (await self._connection.execute(statement)).mappings().one_or_none()
        return None if row is None else MissesRow(**row)

    async def note_miss(self, row: MissesRow, *, first: bool) -> None:
        """Write the count of refusals anew. ``first``: there was no row; one that came meanwhile counts."""
        values = {
            "misses": row.misses,
            "last_at": row.last_at,
            "barred_until": row.barred_until,
        }
        if first:
            insert = insert_into(self._connection, claim_misses)
            one_more = {"misses": claim_misses.c.misses + 1, "last_at": row.last_at}
            await self._connection.execute(
                insert.values(user_id=row.user_id, **values).on_conflict_do_update(
                    index_elements=["user_id"], set_=one_more
                )
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


def _over(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return claims.c.used_at.is_(None), claims.c.revoked_at.is_(None), claims.c.expires_at <= now


def is_open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Nobody has used it, stopped it or let it grow too old."""
    return claims.c.used_at.is_(None), claims.c.revoked_at.is_(None), claims.c.expires_at > now
