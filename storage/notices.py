"""The outbox: facts that must reach a chat, kept until they were sent."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.many import execute_many
from storage.tables.outbox import notices
from storage.upsert import insert_into

UNTOLD = ("asleep", "untold")
"""States of what its chat does not know: to be told when the chat can be written to, or not any more."""


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice. ``tries`` counts those that failed.

    States: *waiting*, for its time or, where it is claimed, for its turn; *sending*: on the wire, so it may
    arrive; *sent*; *dropped*: no longer needed; *asleep*: its chat cannot be written to, and it is told
    when that is over; *untold*: given up. ``told_instead_at``: when somebody else was told that it has not
    arrived. ``claimed_until``: until then a sender, ``claimed_by``, sees to it (storage/leases.py).
    """

    id: int
    kind: str
    chat_id: int
    facts: dict[str, Any]
    once_key: str | None
    state: str
    due_at: datetime
    tries: int
    made_at: datetime
    ended_at: datetime | None
    message_id: int | None
    problem: str | None
    told_instead_at: datetime | None = None
    claimed_by: str | None = None
    claimed_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A notice to be written. ``due_at``: None is at once."""

    kind: str
    chat_id: int
    facts: dict[str, Any]
    once_key: str | None = None
    due_at: datetime | None = None


class Notices:
    """Rows of ``notices``. Changes of state are compare-and-set: False says someone else did it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self,
        kind: str,
        chat_id: int,
        facts: dict[str, Any],
        once_key: str | None,
        due_at: datetime,
        made_at: datetime,
    ) -> int | None:
        """Write a notice and give its id; None if one with this ``once_key`` was written before."""
        said = insert_into(self._connection, notices).values(
            kind=kind,
            chat_id=chat_id,
            facts=facts,
            once_key=once_key,
            state="waiting",
            due_at=due_at,
            made_at=made_at,
        )
        made = said.on_conflict_do_nothing(index_elements=["once_key"]).returning(notices.c.id)
        made_id: int | None = (await self._connection.execute(made)).scalar()
        return made_id

    async def add_all(self, posts: Sequence[Post], made_at: datetime) -> None:
        """Write many notices, but for those whose ``once_key`` was written before."""
        rows = [
            {
                "kind": post.kind,
                "chat_id": post.chat_id,
                "facts": post.facts,
                "once_key": post.once_key,
                "state": "waiting",
                "due_at": post.due_at or made_at,
                "made_at": made_at,
            }
            for post in posts
        ]
        plain = insert_into(self._connection, notices)
        new = plain.on_conflict_do_nothing(index_elements=["once_key"])
        await execute_many(self._connection, new, rows)

    async def withdraw(self, once_key: str, at: datetime) -> bool:
        """End a waiting notice that is no longer needed. False: there is none, or it is sent."""
        mine = update(notices).where(notices.c.once_key == once_key, notices.c.state == "waiting")
        ended = mine.values(state="dropped", problem="not needed", ended_at=at)
        return (await self._connection.execute(ended)).rowcount == 1

    async def replace_once(self, chat_id: int, prefix: str, once_key: str, at: datetime) -> bool:
        """End what waits for a chat under other keys with this prefix; True: something under one was told."""
        others = notices.c.once_key.startswith(prefix, autoescape=True)
        # Among the chat's own, which an index finds: no index serves a prefix on both databases.
        of_them = and_(notices.c.chat_id == chat_id, others, notices.c.once_key != once_key)
        states = set(await self._connection.scalars(select(notices.c.state).where(of_them)))
        if states & set(waits := ("waiting", "asleep")):
            ended = update(notices).where(of_them, notices.c.state.in_(waits))
            not_needed = ended.values(state="dropped", problem="not needed", ended_at=at)
            await self._connection.execute(not_needed)
            told = select(notices.c.id).where(of_them, notices.c.state != "dropped").limit(1)
            return await self._connection.scalar(told) is not None
        return bool(states - {"dropped"})

    async def get(self, notice_id: int) -> NoticeRow | None:
        """Give a notice, or None."""
        row = (
            await self._connection.execute(select(notices).where(notices.c.id == notice_id))
        ).first()
        return None if row is None else NoticeRow(*row)

    async def of_once_key(self, once_key: str) -> NoticeRow | None:
        """Give the notice that was written under this key, or None."""
        found = select(notices).where(notices.c.once_key == once_key)
        row = (await self._connection.execute(found)).first()
        return None if row is None else NoticeRow(*row)

    async def next_due(self) -> datetime | None:
        """Tell when the next waiting notice is due, or None if none waits."""
        found = select(notices.c.due_at).where(notices.c.state == "waiting")
        return (await self._connection.execute(found.order_by(notices.c.due_at).limit(1))).scalar()

    async def wake(self, chat_id: int, now: datetime) -> int:
        """Let what sleeps for a chat be tried again at once; tells how many."""
        mine = update(notices).where(notices.c.chat_id == chat_id, notices.c.state == "asleep")
        return (
            await self._connection.execute(mine.values(state="waiting", due_at=now, tries=0))
        ).rowcount

    async def wake_oldest(self, problems: Collection[str], now: datetime, limit: int) -> int:
        """Let the oldest that sleeps of each chat for one of these reasons be tried again; tells how many."""
        return await self._wake_oldest(now, limit, notices.c.problem.in_(problems))

    async def wake_oldest_in(self, chats: Collection[int], now: datetime) -> int:
        """Let the oldest that sleeps for each of these chats be tried again; tells how many."""
        return await self._wake_oldest(now, len(chats), notices.c.chat_id.in_(chats))

    async def _wake_oldest(self, now: datetime, limit: int, which: ColumnElement[bool]) -> int:
        asleep = notices.c.state == "asleep"
        oldest = select(func.min(notices.c.id)).where(asleep, which).group_by(notices.c.chat_id)
        ids = list(await self._connection.scalars(oldest.limit(limit)))
        if not ids:
            return 0
        mine = update(notices).where(notices.c.id.in_(ids), asleep)
        again = mine.values(state="waiting", due_at=now, tries=0)
        return (await self._connection.execute(again)).rowcount

    async def told_instead(self, notice_id: int, at: datetime) -> bool:
        """Note that somebody else is told that it has not arrived. False: that was done before."""
        mine = update(notices).where(notices.c.id == notice_id, notices.c.told_instead_at.is_(None))
        return (await self._connection.execute(mine.values(told_instead_at=at))).rowcount == 1

    async def of_ids(self, ids: Collection[int]) -> tuple[NoticeRow, ...]:
        """Give these notices, oldest first."""
        found = select(notices).where(notices.c.id.in_(ids)).order_by(notices.c.id)
        return tuple(NoticeRow(*row) for row in await self._connection.execute(found))

    async def not_told(self) -> tuple[NoticeRow, ...]:
        """Give what chats do not know that should: few, since each is told or ended by and by."""
        late = and_(notices.c.state == "waiting", notices.c.told_instead_at.is_not(None))
        found = select(notices).where(or_(notices.c.state.in_(UNTOLD), late))
        rows = await self._connection.execute(found.order_by(notices.c.id))
        return tuple(NoticeRow(*row) for row in rows)

    async def untold_in(self, chats: Collection[int]) -> tuple[NoticeRow, ...]:
        """Give what these chats do not know and will not be told."""
        there = and_(notices.c.chat_id.in_(chats), notices.c.state == "untold")
        rows = await self._connection.execute(select(notices).where(there).order_by(notices.c.id))
        return tuple(NoticeRow(*row) for row in rows)

    async def waiting(self, kind: str, chat_id: int) -> tuple[NoticeRow, ...]:
        """Give the notices of a kind that wait for a chat, be it for their turn."""
        found = select(notices).where(
            notices.c.state == "waiting", notices.c.kind == kind, notices.c.chat_id == chat_id
        )
        return tuple(NoticeRow(*row) for row in await self._connection.execute(found))

    async def coming(
        self, kinds: Collection[str], chats: Collection[int], now: datetime, tries: int
    ) -> tuple[NoticeRow, ...]:
        """Give notices of these kinds that are due in these chats and were not tried so often yet."""
        there = notices.c.chat_id.in_(chats), notices.c.state.in_(("waiting", "sending"))
        due = notices.c.kind.in_(kinds), notices.c.due_at <= now, notices.c.tries < tries
        return tuple(
            NoticeRow(*row)
            for row in await self._connection.execute(select(notices).where(*there, *due))
        )

    async def due_at(self, chat_id: int, moment: datetime) -> tuple[NoticeRow, ...]:
        """Give what waits for a chat and this very moment, oldest first, and nobody has claimed."""
        mine = and_(notices.c.chat_id == chat_id, notices.c.state == "waiting")
        free = and_(notices.c.due_at == moment, notices.c.claimed_by.is_(None))
        found = select(notices).where(mine, free).order_by(notices.c.id)
        return tuple(NoticeRow(*row) for row in await self._connection.execute(found))

    async def fill(self, notice_id: int, facts: dict[str, Any]) -> None:
        """Write down what a notice tells that is made only now, by whoever has claimed it."""
        mine = update(notices).where(notices.c.id == notice_id, notices.c.state == "waiting")
        await self._connection.execute(mine.values(facts=facts))

    async def wait_anew(self, ids: Collection[int], at: datetime) -> int:
        """Let notices wait again that were ended because another one was to tell them; gives how many."""
        mine = update(notices).where(notices.c.id.in_(ids), notices.c.state == "dropped")
        anew = mine.values(state="waiting", due_at=at, ended_at=None, problem=None)
        return (await self._connection.execute(anew)).rowcount

    async def of_kind(self, kind: str, chat_id: int) -> tuple[NoticeRow, ...]:
        """Give all notices of a kind that a chat ever had, oldest first."""
        found = select(notices).where(notices.c.kind == kind, notices.c.chat_id == chat_id)
        rows = await self._connection.execute(found.order_by(notices.c.id))
        return tuple(NoticeRow(*row) for row in rows)

    async def set_facts(
        self, notice_id: int, facts: dict[str, Any], due_at: datetime | None = None
    ) -> bool:
        """Change what a waiting notice tells, and when if that is said.

        False: a sender has it, and may have read it.
        """
        free = and_(notices.c.state == "waiting", notices.c.claimed_by.is_(None))
        mine = update(notices).where(notices.c.id == notice_id, free)
        changed = {"facts": facts} if due_at is None else {"facts": facts, "due_at": due_at}
        return (await self._connection.execute(mine.values(**changed))).rowcount == 1

    async def end_waiting(self, ids: Collection[int], problem: str, at: datetime) -> int:
        """End waiting notices that are not needed."""
        mine = update(notices).where(notices.c.id.in_(ids), notices.c.state == "waiting")
        ended = mine.values(state="dropped", problem=problem, ended_at=at)
        return (await self._connection.execute(ended)).rowcount

    async def end_untold(self, ids: Collection[int], at: datetime) -> int:
        """End notices that have not arrived and whose facts people have seen since."""
        still = (*UNTOLD, "waiting")
        mine = update(notices).where(notices.c.id.in_(ids), notices.c.state.in_(still))
        seen = mine.values(state="dropped", ended_at=at)
        return (await self._connection.execute(seen)).rowcount

    async def forget(self, before: datetime, kept: Collection[str], limit: int) -> int:
        """Delete what ended before a moment and is known by now, but for kinds that are kept; gives how much.

        ``limit``: so many at a time.
        """
        known = and_(notices.c.state.in_(("sent", "dropped")), notices.c.kind.not_in(kept))
        old = select(notices.c.id).where(notices.c.ended_at < before, known)
        some = old.order_by(notices.c.ended_at).limit(limit)
        gone = delete(notices).where(notices.c.id.in_(some))
        return (await self._connection.execute(gone)).rowcount

    async def retry(self, ids: Collection[int], now: datetime) -> int:
        """Let given-up notices be tried again at once."""
        mine = update(notices).where(notices.c.id.in_(ids), notices.c.state == "untold")
        again = mine.values(state="waiting", due_at=now, tries=0, ended_at=None)
        return (await self._connection.execute(again)).rowcount
