"""The inbox: updates that were taken from Telegram, each once by its id.

An update's content is there, sealed, until it was handled; its id stays for days, so that one which Telegram
delivers again does nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, not_, select, true, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import leases
from storage.tables.inbox import inbox
from storage.tables.keys import key_shapes

_ADD = sqlite.insert(inbox).on_conflict_do_nothing(index_elements=["id"])
_ADD_AND_SEE = (
    postgresql.insert(inbox)
    .on_conflict_do_nothing(index_elements=["id"])
    .returning(inbox.c.id, select(func.count()).select_from(key_shapes).scalar_subquery())
)
_DONE = (
    update(inbox)
    .where(
        inbox.c.id.in_(bindparam("ids", expanding=True)), inbox.c.claimed_by == bindparam("owner")
    )
    .values(sealed=None, claimed_by=None, claimed_until=None)
)
"""Made once: they are the statements that every message costs."""


@dataclass(frozen=True, slots=True)
class InboxRow:
    """An update that was not handled. ``tries``: how many processes have taken it in hand so far.

    ``acted_at``: when one of them did something about it that is not to be done twice.
    """

    id: int
    sealed: bytes = field(repr=False)
    taken_at: datetime
    tries: int
    acted_at: datetime | None


class Added(NamedTuple):
    """The ids of what is in an owner's hand, and how many shapes keys have by now; None: not known."""

    in_hand: set[int]
    shapes: int | None


class Inbox:
    """Rows of ``inbox``. Whoever has an update in hand has it for a while, which can be renewed."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self,
        updates: Sequence[tuple[int, bytes | None]],
        owner: str,
        until: datetime,
        now: datetime,
    ) -> Added:
        """Write updates down, by their ids, and give the ids of those that are in this owner's hand then.

        None in place of the content: it was handled already. What was there before is left as it is. On
        a server the same statement counts the shapes, of which other processes make some.
        """
        rows = [
            {
                "id": update_id,
                "sealed": sealed,
                "taken_at": now,
                "tries": 1,
                "claimed_by": None if sealed is None else owner,
                "claimed_until": None if sealed is None else until,
            }
            for update_id, sealed in updates
        ]
        ids = [update_id for update_id, _ in updates]
        shapes: int | None = None
        if self._connection.dialect.name == "sqlite":
            values: Any = rows[0] if len(rows) == 1 else rows
            added = (await self._connection.execute(_ADD, values)).rowcount
        else:
            seen = (await self._connection.execute(_ADD_AND_SEE, rows)).all()
            added, shapes = len(seen), seen[0][1] if seen else None
        if added == len(ids):
            return Added({each for each, sealed in updates if sealed is not None}, shapes)
        mine = select(inbox.c.id).where(inbox.c.id.in_(ids), inbox.c.claimed_by == owner)
        return Added(set((await self._connection.execute(mine)).scalars()), shapes)

    async def not_of(self, owner: str, ids: Collection[int]) -> set[int]:
        """Give those of the ids that are there and not in this owner's hand."""
        mine = func.coalesce(inbox.c.claimed_by, "") == owner
        found = select(inbox.c.id).where(inbox.c.id.in_(ids), not_(mine))
        return set((await self._connection.execute(found)).scalars())

    async def handled(self, ids: Collection[int], owner: str) -> int:
        """Take the content away of what an owner has handled; gives how much was still its own."""
        values = {"ids": list(ids), "owner": owner}
        return (await self._connection.execute(_DONE, values)).rowcount

    async def act(self, update_id: int, owner: str, now: datetime) -> bool:
        """Note that an owner acts on an update. False: it is in another's hand.

        True also where it has no row, or was handled meanwhile.
        """
        row = inbox.c.id == update_id
        mine = update(inbox).where(row, inbox.c.claimed_by == owner).values(acted_at=now)
        if (await self._connection.execute(mine)).rowcount == 1:
            return True
        return await self._connection.scalar(select(inbox.c.claimed_by).where(row)) is None

    async def any_left(self, owner: str, now: datetime, *, alone: bool) -> bool:
        """Whether there is anything for ``claim_left``."""
        found = select(inbox.c.id).where(_is_left(owner, now, alone=alone)).limit(1)
        return await self._connection.scalar(found) is not None

    async def claim_left(
        self, owner: str, until: datetime, now: datetime, *, alone: bool
    ) -> list[InboxRow]:
        """Take in hand, in order, what others had and did not handle in time; ``alone``: at any time."""
        mine = update(inbox).where(_is_left(owner, now, alone=alone))
        taken = mine.values(claimed_by=owner, claimed_until=until, tries=inbox.c.tries + 1)
        columns = (inbox.c.id, inbox.c.sealed, inbox.c.taken_at, inbox.c.tries, inbox.c.acted_at)
        found = await self._connection.execute(taken.returning(*columns))
        return sorted((InboxRow(*row) for row in found), key=lambda row: row.id)

    async def renew(self, owner: str, until: datetime) -> None:
        """Keep in hand for longer what an owner has not handled yet."""
        await leases.renew(self._connection, inbox, owner, until)

    async def give_back(self, owner: str, now: datetime) -> int:
        """Let others have at once what an owner has not handled; gives how much that is."""
        mine = update(inbox).where(inbox.c.claimed_by == owner)
        return (await self._connection.execute(mine.values(claimed_until=now))).rowcount

    async def let_go(self) -> int:
        """Let nobody handle what was not handled; gives how much that was."""
        waiting = update(inbox).where(inbox.c.sealed.is_not(None))
        gone = waiting.values(sealed=None, claimed_by=None, claimed_until=None)
        return (await self._connection.execute(gone)).rowcount

    async def forget(self, before: datetime) -> int:
        """Delete what was taken before then and handled since, and tell how much that was."""
        old = delete(inbox).where(inbox.c.taken_at < before, inbox.c.sealed.is_(None))
        return (await self._connection.execute(old)).rowcount


def _is_left(owner: str, now: datetime, *, alone: bool) -> ColumnElement[bool]:
    """An owner's own stay its own, however the clock is set; a process that has stopped gave them back."""
    late = true() if alone else inbox.c.claimed_until <= now
    return and_(inbox.c.claimed_until.is_not(None), inbox.c.claimed_by != owner, late)
