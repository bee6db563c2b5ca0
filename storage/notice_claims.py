"""Notices in the hands of a sender: claimed, on the wire, ended.

A sender claims what is due. A claimed notice still waits, for its turn; only when its request leaves is it
*sending*. So whatever is not *sending* has certainly not arrived, and what is may have.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import leases, locks
from storage.columns import RowId
from storage.notice_heads import due_heads
from storage.notices import NoticeRow
from storage.tables.keys import key_shapes
from storage.tables.outbox import notices

LIVE = ("waiting", "sending")
LINE = 3
"""The next in line are looked for among so many times as many as there is room for."""
_FREE: dict[str, object] = {"claimed_by": None, "claimed_until": None}


@dataclass(frozen=True, slots=True)
class Look:
    """Whether something on the wire is nobody's any more; whether something is due and unclaimed.

    ``shapes``: how many shapes keys have by now, for whoever looks what is sent through for keys.
    """

    adrift: bool
    due: bool
    shapes: int


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
        rooms = max(room, 0), max(room_for_first, 0)
        seen_to = _seen_to(owner, now, in_hand)
        rows: list[NoticeRow] = []
        # Of thousands those next in line are found among the oldest, unless all of these are of one chat.
        for line in (LINE * sum(rooms), None) if rooms[0] else (None,):
            rows = await self._claim(owner, until, due_heads(seen_to, now, first, rooms, line))
            if rows:
                break
        return tuple(sorted(rows, key=lambda row: (row.kind not in first, row.due_at, row.id)))

    async def _claim(self, owner: str, until: datetime, ids: Select[int]) -> list[NoticeRow]:
        taken = (
            update(notices)
            .where(notices.c.id.in_(ids), notices.c.state == "waiting")
            .values(claimed_by=owner, claimed_until=until)
            .returning(notices)
        )
        return [NoticeRow(*row) for row in await self._connection.execute(taken)]

    async def claimed(self, ids: Collection[int], owner: str) -> tuple[NoticeRow, ...]:
        """Give those that this owner has claimed, and let nobody change them in this transaction."""
        mine = select(notices).where(notices.c.id.in_(ids), notices.c.claimed_by == owner)
        found = mine.where(notices.c.state.in_(LIVE)).order_by(notices.c.id).with_for_update()
        return tuple(NoticeRow(*row) for row in await self._connection.execute(found))

    async def leave(self, ids: Collection[int], owner: str) -> frozenset[int]:
        """Their requests leave now; gives whose may: others were taken back, or another sender has them."""
        mine = update(notices).where(
            notices.c.id.in_(ids), notices.c.claimed_by == owner, notices.c.state == "waiting"
        )
        left = mine.values(state="sending").returning(notices.c.id)
        return frozenset(await self._connection.scalars(left))

    async def come_back(self, notice_id: int, owner: str) -> bool:
        """Its request was surely not acted on: it waits for its turn again, claimed as before."""
        return await self._change(notice_id, owner, "sending", state="waiting")

    async def sent(self, arrived: Mapping[int, int | None], at: datetime) -> None:
        """End notices that are locked (``claimed``): each has arrived, as this message."""
        if not arrived:
            return
        message = case(
            {each: literal(message_id, RowId) for each, message_id in arrived.items()},
            value=notices.c.id,
        )
        values = {"state": "sent", "message_id": message, "ended_at": at}
        mine = update(notices).where(notices.c.id.in_(arrived))
        await self._connection.execute(mine.values(**values, **_FREE))

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
    select(func.count()).select_from(key_shapes).scalar_subquery(),
)
_MINE = update(notices).where(
    notices.c.id == bindparam("notice"),
    notices.c.claimed_by == _OWNER,
    notices.c.state.in_(bindparam("states", expanding=True)),
)
"""Made once: every round asks the first, and many a notice the second."""
