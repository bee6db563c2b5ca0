"""Cases: rows and their compare-and-set, and which messages are about one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    func,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.cases import case_posts, cases
from storage.tables.keys import keys
from storage.tables.orders import orders, purchases
from storage.upsert import insert_into

OPEN = "open"
"""The status of a case that has not ended."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as it stands in the table; ``number`` is that of its order."""

    id: int
    order_id: int
    key_id: int | None
    product_id: int
    chat_id: int
    customer_id: int
    kind: str
    status: str
    opened_at: datetime
    assigned_to: int | None
    waiting_since: datetime | None
    remind_at: datetime | None
    replacement_id: int | None
    provider_status: str | None
    thread_id: int | None
    message_id: int | None
    ended_at: datetime | None
    ended_by: int | None
    number: str

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.status == OPEN


COLUMNS = (
    *(column for column in cases.c if column.name != "open_key"),
    orders.c.number,
)
WHOLE = select(*COLUMNS).join_from(cases, orders, orders.c.id == cases.c.order_id)
_BY_ID = WHOLE.where(cases.c.id == bindparam("id"))


class Cases:
    """Reads and writes cases on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, **values: Any) -> int | None:
        """Open a case and give its id; None: there is one open under the same ``open_key``."""
        made = insert_into(self._connection, cases).values(status=OPEN, **values)
        once = made.on_conflict_do_nothing(index_elements=["open_key"]).returning(cases.c.id)
        case_id: int | None = (await self._connection.execute(once)).scalar_one_or_none()
        return case_id

    async def by_id(self, case_id: int) -> CaseRow | None:
        """Find a case by its number."""
        return await self._one(_BY_ID, id=case_id)

    async def under(self, open_key: str) -> CaseRow | None:
        """Find the open case of somebody's key."""
        return await self._one(WHOLE.where(cases.c.open_key == open_key))

    async def change(self, case_id: int, *where: ColumnElement[bool], **values: Any) -> bool:
        """Change an open case, if all of this holds still. False: it does not, or the case has ended."""
        mine = update(cases).where(cases.c.id == case_id, cases.c.status == OPEN, *where)
        return (await self._connection.execute(mine.values(**values))).rowcount == 1

    async def hold(self, case_id: int) -> bool:
        """Keep others from changing an open case until the transaction ends. False: it has ended."""
        return await self.change(case_id, status=OPEN)

    async def end(
        self, case_id: int, status: str, at: datetime, by: int | None, *where: ColumnElement[bool]
    ) -> bool:
        """End an open case, if all of this holds still. False: somebody was first."""
        ended = {"status": status, "ended_at": at, "ended_by": by}
        rest = {"open_key": None, "waiting_since": None, "remind_at": None}
        return await self.change(case_id, *where, **ended, **rest)

    async def take(self, case_id: int, user_id: int) -> bool:
        """Make it this person's, if it is nobody's. False: it is somebody's, or has ended."""
        return await self.change(case_id, cases.c.assigned_to.is_(None), assigned_to=user_id)

    async def take_over(self, case_id: int, user_id: int, former: int) -> bool:
        """Make it this person's, if it is that one's, or nobody's by now. False: it is another's, or over."""
        theirs = or_(cases.c.assigned_to == former, cases.c.assigned_to.is_(None))
        return await self.change(case_id, theirs, assigned_to=user_id)

    async def holders(self) -> Sequence[tuple[int, int]]:
        """The chats and people of whom one has taken an open case of the other."""
        taken = cases.c.status == OPEN, cases.c.assigned_to.is_not(None)
        found = select(cases.c.chat_id, cases.c.assigned_to).where(*taken).distinct()
        return [(row.chat_id, row.assigned_to) for row in await self._connection.execute(found)]

    async def held_by(self, user_id: int, chat_id: int) -> Sequence[CaseRow]:
        """The open cases of a chat that this person has taken."""
        theirs = cases.c.status == OPEN, cases.c.assigned_to == user_id
        return await self._many(WHOLE.where(*theirs, cases.c.chat_id == chat_id))

    async def give_back(self, case_id: int, user_id: int) -> bool:
        """Make it nobody's, if it is this person's."""
        return await self.change(case_id, cases.c.assigned_to == user_id, assigned_to=None)

    async def wait(self, case_id: int, since: datetime, remind_at: datetime | None) -> bool:
        """The customer waits for an answer since then. False: they waited already, or it has ended."""
        nobody = cases.c.waiting_since.is_(None)
        return await self.change(case_id, nobody, waiting_since=since, remind_at=remind_at)

    async def answered(self, case_id: int, by: int) -> bool:
        """The customer waits no more; who answers a case that nobody has taken has taken it. False: ended."""
        taken = func.coalesce(cases.c.assigned_to, by)
        return await self.change(case_id, waiting_since=None, remind_at=None, assigned_to=taken)

    async def to_remind(self, now: datetime, limit: int) -> Sequence[CaseRow]:
        """Give cases of which it is time to remind."""
        due = WHOLE.where(cases.c.remind_at <= now).order_by(cases.c.remind_at).limit(limit)
        return await self._many(due)

    async def reminded(self, case_id: int, remind_at: datetime) -> bool:
        """Claim a reminder: of several processes that saw it one gets a yes."""
        return await self.change(case_id, cases.c.remind_at == remind_at, remind_at=None)

    async def remind_at(self, case_id: int, since: datetime, at: datetime | None) -> bool:
        """Remind at another moment of a case whose customer waits since then. False: they do not."""
        return await self.change(case_id, cases.c.waiting_since == since, remind_at=at)

    async def waiting_in(self, chat_id: int) -> Sequence[CaseRow]:
        """The cases of a chat in which somebody waits."""
        waits = cases.c.waiting_since.is_not(None)
        return await self._many(WHOLE.where(cases.c.chat_id == chat_id, waits))

    async def waiting_longest(self, limit: int) -> Sequence[CaseRow]:
        """The open cases in which somebody waits, the longest wait first."""
        waits = cases.c.waiting_since.is_not(None), cases.c.status == OPEN
        by = cases.c.waiting_since, cases.c.id
        return await self._many(WHOLE.where(*waits).order_by(*by).limit(limit))

    async def link(self, case_id: int, was: int | None, replacement_id: int | None) -> bool:
        """Another order stands for its replacement, if it is the one before still."""
        same = cases.c.replacement_id.is_not_distinct_from(was)
        return await self.change(case_id, same, replacement_id=replacement_id)

    async def replaced_by(self, order_id: int) -> CaseRow | None:
        """The open case for which this order was drawn up, if any."""
        theirs = cases.c.status == OPEN, cases.c.replacement_id == order_id
        return await self._one(WHOLE.where(*theirs))

    async def follow(self, was: int, replacement_id: int) -> None:
        """What was drawn up in place of an order is the replacement of that one's open case."""
        theirs = update(cases).where(cases.c.status == OPEN, cases.c.replacement_id == was)
        await self._connection.execute(theirs.values(replacement_id=replacement_id))

    async def by_ids(self, case_ids: Collection[int]) -> dict[int, CaseRow]:
        """These cases, open or over, by their numbers."""
        found = await self._many(WHOLE.where(cases.c.id.in_(case_ids)))
        return {row.id: row for row in found}

    async def being_replaced(self, order_id: int | None = None) -> Sequence[CaseRow]:
        """The open cases that have a replacement drawn up, of all orders or of one."""
        drawn = WHOLE.where(cases.c.status == OPEN, cases.c.replacement_id.is_not(None))
        return await self._many(
            drawn if order_id is None else drawn.where(cases.c.order_id == order_id)
        )

    async def taken_back(self) -> Sequence[CaseRow]:
        """The open cases whose order was taken back, or every key that they are about."""
        return await self._many(_TAKEN_BACK.order_by(cases.c.id))

    async def is_taken_back(self, case_id: int) -> bool:
        """Whether its order was, or every key that it is about."""
        return await self._one(_TAKEN_BACK.where(cases.c.id == case_id)) is not None

    async def is_being_taken_back(self, case_id: int) -> bool:
        """Whether a key that it is about is, and what came of that is not known yet."""
        return await self._one(WHOLE.where(cases.c.id == case_id, _has_key(_GOING))) is not None

    async def replaced_besides(self, row: CaseRow) -> Sequence[CaseRow]:
        """The other cases of the same customer and order in which another key was given, or may yet be."""
        same = cases.c.order_id == row.order_id, cases.c.customer_id == row.customer_id
        drawn = cases.c.replacement_id.is_not(None), cases.c.status.in_((OPEN, "replaced"))
        found = WHOLE.where(*same, *drawn, cases.c.id != row.id)
        return await self._many(found.order_by(cases.c.id))

    async def note_card(self, case_id: int, message_id: int) -> None:
        """Its card stands there now."""
        await self._set(case_id, message_id=message_id)

    async def note_topic(self, case_id: int, thread_id: int) -> None:
        """It has a forum topic of its own."""
        await self._set(case_id, thread_id=thread_id)

    async def note_provider(self, case_id: int, status: str) -> None:
        """The provider's books say this of its key."""
        await self._set(case_id, provider_status=status)

    async def leave_topic(self, chat_id: int, thread_id: int) -> None:
        """A forum topic is gone."""
        there = update(cases).where(cases.c.chat_id == chat_id, cases.c.thread_id == thread_id)
        await self._connection.execute(there.values(thread_id=None))

    async def in_topic(self, chat_id: int, thread_id: int) -> CaseRow | None:
        """The case that a forum topic was opened for."""
        there = cases.c.chat_id == chat_id, cases.c.thread_id == thread_id
        return await self._one(WHOLE.where(*there))

    async def post(
        self, case_id: int, chat_id: int, message_id: int, *, is_card: bool = False
    ) -> None:
        """A message of ours is about this case; ``is_card``: it shows how that stands."""
        made = insert_into(self._connection, case_posts).values(
            chat_id=chat_id, message_id=message_id, case_id=case_id, is_card=is_card
        )
        same = ["chat_id", "message_id"]
        once = made.on_conflict_do_nothing(index_elements=same)
        if is_card:
            once = made.on_conflict_do_update(index_elements=same, set_={"is_card": True})
        await self._connection.execute(once)

    async def cards(self, case_id: int, most: int) -> Sequence[tuple[int, int]]:
        """The chats and ids of the messages that show a case, up to ``most``, the newest first."""
        found = select(case_posts.c.chat_id, case_posts.c.message_id).where(
            case_posts.c.case_id == case_id, case_posts.c.is_card
        )
        newest = found.order_by(case_posts.c.message_id.desc()).limit(most)
        return [(row.chat_id, row.message_id) for row in await self._connection.execute(newest)]

    async def posted(self, chat_id: int, message_id: int) -> CaseRow | None:
        """The case that a message of ours is about."""
        here = case_posts.c.chat_id == chat_id, case_posts.c.message_id == message_id
        return await self._one(
            WHOLE.join(case_posts, case_posts.c.case_id == cases.c.id).where(*here)
        )

    async def earlier(self, before: CaseRow, most: int) -> tuple[int, int]:
        """How many came before this one, up to ``most``: of the same customer, and of the same product."""
        same = (
            cases.c.customer_id == before.customer_id,
            cases.c.product_id == before.product_id,
        )
        counts = []
        for each in same:
            some = select(cases.c.id).where(each, cases.c.id < before.id).limit(most).subquery()
            counts.append(select(func.count()).select_from(some).scalar_subquery())
        row = (await self._connection.execute(select(*counts))).one()
        return int(row[0]), int(row[1])

    async def _set(self, case_id: int, **values: Any) -> None:
        await self._connection.execute(update(cases).where(cases.c.id == case_id).values(**values))

    async def _one(self, found: Select[Any], **asked: object) -> CaseRow | None:
        row = (await self._connection.execute(found, asked)).mappings().one_or_none()
        return None if row is None else CaseRow(**row)

    async def _many(self, found: Select[Any]) -> list[CaseRow]:
        return [CaseRow(**row) for row in (await self._connection.execute(found)).mappings()]


def _has_key(whose: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a case is about a key of whose purchase this holds."""
    holder = func.coalesce(keys.c.customer_id, orders.c.customer_id)
    of_all = and_(cases.c.key_id.is_(None), holder == cases.c.customer_id)
    mine = keys.c.order_id == cases.c.order_id, or_(keys.c.id == cases.c.key_id, of_all)
    found = select(keys.c.id).join(purchases, purchases.c.id == keys.c.purchase_id)
    return found.where(*mine, keys.c.kept_at.is_(None), whose).correlate(cases, orders).exists()


_GONE = purchases.c.status == "reversed"
_GOING = purchases.c.status == "reversing"
_TAKEN_BACK = WHOLE.where(
    cases.c.status == OPEN,
    or_(orders.c.status == "reversed", and_(_has_key(_GONE), not_(_has_key(not_(_GONE))))),
)
