"""Notices in the hands of a sender: claimed, on the wire, ended.

A sender claims what is due. A claimed notice still waits, for its turn; only when its request leaves is it
*sending*. So whatever is not *sending* has certainly not arrived, and what is may have.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    and_,
    bindparam,
    case,
    exists,
    func,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import leases, locks
from storage.notices import NoticeRow
from storage.tables.outbox import notices

LIVE = ("waiting", "sending")
_FREE: dict[str, object] = {"claimed_by": None, "claimed_until": None}


@dataclass(frozen=True, slots=True)
class Look:
    """Whether something on the wire is nobody's any more; whether something is due and unclaimed."""

    adrift: bool
    due: bool


class Sending:
    """Rows of ``notices`` that are being sent. Each change is a compare-and-set on who has claimed it.

    ``in_hand``: what the owner knows it is at. Its other claims were left by something that broke.
    """

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def take(
        self,
        owner: str,
        until: datetime,
        now: datetime,
        in_hand: Collection[int],
        *,
        first: Collection[str],
        room: int,
        room_for_first: int,
    ) -> tuple[NoticeRow, ...]:
        """Claim due notices that nobody has, and give them, oldest first; at most one a chat is claimed.

        Kinds that are ``first`` go before all others, and have room of their own.
        """
        # Row locks would not do: two takers could each take another notice of one chat.
        await locks.only_one(self._connection, locks.TAKING_NOTICES)
        seen_to = _seen_to(owner, now, in_hand)
        claimed = and_(notices.c.state == "waiting", seen_to)
        busy = select(notices.c.chat_id).where(or_(notices.c.state == "sending", claimed))
        rank = case((notices.c.kind.in_(first), 0), else_=1)
        in_line = func.row_number().over(
            partition_by=notices.c.chat_id, order_by=(rank, notices.c.due_at, notices.c.id)
        )
        due = (
            select(notices.c.id, notices.c.due_at, rank.label("rank"), in_line.label("in_line"))
            .where(notices.c.state == "waiting", notices.c.due_at <= now, not_(seen_to))
            .where(notices.c.chat_id.not_in(busy))
            .subquery()
        )
        place = func.row_number().over(partition_by=due.c.rank, order_by=(due.c.due_at, due.c.id))
        heads = (
            select(due.c.id, due.c.rank, place.label("place")).where(due.c.in_line == 1).subquery()
        )
        fits = heads.c.place <= case((heads.c.rank == 0, room_for_first), else_=room)
        taken = (
            update(notices)
            .where(notices.c.id.in_(select(heads.c.id).where(fits)), notices.c.state == "waiting")
            .values(claimed_by=owner, claimed_until=until)
            .returning(notices)
        )
        rows = [NoticeRow(*row) for row in await self._connection.execute(taken)]
        return tuple(sorted(rows, key=lambda row: (row.kind not in first, row.due_at, row.id)))

    async def claimed(self, notice_id: int, owner: str) -> NoticeRow | None:
        """Give a notice that this owner has claimed, and let nobody change it in this transaction."""
        mine = select(notices).where(notices.c.id == notice_id, notices.c.claimed_by == owner)
        found = mine.where(notices.c.state.in_(LIVE)).with_for_update()
        row = (await self._connection.execute(found)).first()
        return None if row is None else NoticeRow(*row)

    async def leave(self, notice_id: int, owner: str) -> bool:
        """Its request leaves now. False: it was taken back, or another sender has it."""
        return await self._change(notice_id, owner, "waiting", state="sending")

    async def come_back(self, notice_id: int, owner: str) -> bool:
        """Its request was surely not acted on: it waits for its turn again, claimed as before."""
        return await self._change(notice_id, owner, "sending", state="waiting")

    async def sent(self, notice_id: int, owner: str, message_id: int | None, at: datetime) -> bool:
        """End a notice that has arrived."""
        values = {"state": "sent", "message_id": message_id, "ended_at": at}
        return await self._change(notice_id, owner, **values, **_FREE)

    async def wait_again(
        self, notice_id: int, owner: str, due_at: datetime, tries: int, problem: str | None
    ) -> bool:
        """Put a notice back to be tried later."""
        values = {"state": "waiting", "due_at": due_at, "tries": tries, "problem": problem}
        return await self._change(notice_id, owner, **values, **_FREE)

    async def drop(self, notice_id: int, owner: str, problem: str, at: datetime) -> bool:
        """End a notice that will not be sent."""
        values = {"state": "dropped", "problem": problem, "ended_at": at}
        return await self._change(notice_id, owner, **values, **_FREE)

    async def sleep(self, notice_id: int, owner: str, problem: str) -> bool:
        """Keep a notice until its chat can be written to again."""
        return await self._change(notice_id, owner, state="asleep", problem=problem, **_FREE)

    async def give_up(self, notice_id: int, owner: str, problem: str, at: datetime) -> bool:
        """End a notice that has not arrived and is not tried again."""
        values = {"state": "untold", "problem": problem, "ended_at": at}
        return await self._change(notice_id, owner, **values, **_FREE)

    async def renew(self, owner: str, until: datetime) -> None:
        """Keep what an owner has claimed for longer."""
        live = notices.c.state.in_(LIVE)
        await leases.renew(self._connection, notices, owner, until, live)

    async def give_back(self, owner: str | None = None) -> int:
        """Let others take at once what an owner (None: anybody) has claimed and not let leave."""
        claimed = notices.c.claimed_by
        whose = claimed.is_not(None) if owner is None else claimed == owner
        mine = update(notices).where(notices.c.state == "waiting", whose)
        return (await self._connection.execute(mine.values(**_FREE))).rowcount

    async def look(self, owner: str, now: datetime, in_hand: Collection[int]) -> "Look":
        """Say what there is for an owner to see to."""
        asked = {"owner": owner, "now": now, "in_hand": list(in_hand)}
        return Look(*(await self._connection.execute(_LOOK, asked)).one())

    async def adopt_adrift(
        self, owner: str, until: datetime, now: datetime, in_hand: Collection[int] | None
    ) -> tuple[NoticeRow, ...]:
        """Claim what is on the wire and nobody's any more (``in_hand`` None: all there is), and give it."""
        await locks.only_one(self._connection, locks.TAKING_NOTICES)
        sending = notices.c.state == "sending"
        whose = sending if in_hand is None else _adrift(_seen_to(owner, now, in_hand))
        mine = update(notices).where(whose).values(claimed_by=owner, claimed_until=until)
        rows = await self._connection.execute(mine.returning(notices))
        return tuple(sorted((NoticeRow(*row) for row in rows), key=lambda row: row.id))

    async def _change(self, notice_id: int, owner: str, *states: str, **values: object) -> bool:
        asked = {"notice": notice_id, "owner": owner, "states": states or LIVE}
        return (await self._connection.execute(_MINE.values(**values), asked)).rowcount == 1


def _seen_to(
    owner: str | BindParameter[str],
    now: datetime | BindParameter[datetime],
    in_hand: Collection[int] | BindParameter[Sequence[int]],
) -> ColumnElement[bool]:
    """Whether a sender is at it. An owner's own claims last for as long as it has them in hand."""
    mine = and_(
        notices.c.claimed_by.is_not(None),
        notices.c.claimed_by == owner,
        notices.c.id.in_(in_hand),
    )
    return or_(mine, leases.with_another(notices, owner, now))


def _adrift(seen_to: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(notices.c.state == "sending", not_(seen_to))


_OWNER: BindParameter[str] = bindparam("owner", type_=notices.c.claimed_by.type)
_NOW: BindParameter[datetime] = bindparam("now", type_=notices.c.due_at.type)
_SEEN_TO = _seen_to(_OWNER, _NOW, bindparam("in_hand", type_=notices.c.id.type, expanding=True))
_LOOK = select(
    exists().where(_adrift(_SEEN_TO)),
    exists().where(notices.c.state == "waiting", notices.c.due_at <= _NOW, not_(_SEEN_TO)),
)
_MINE = update(notices).where(
    notices.c.id == bindparam("notice"),
    notices.c.claimed_by == _OWNER,
    notices.c.state.in_(bindparam("states", expanding=True)),
)
"""Made once: every round asks the first, every notice the second three times."""
