"""What is said in cases: where each thing was written, what it says, and which message brought it over."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.cases import case_messages, cases


@dataclass(frozen=True, slots=True)
class CaseMessageRow:
    """Something said in a case, by whoever wrote message ``message_id`` of ``chat_id``.

    ``copy_id``: the message of ours that shows it to the other side. ``edited_at``: when its author last
    changed it, after it was said.
    """

    id: int
    case_id: int
    author_id: int
    from_customer: bool
    at: datetime
    sealed: bytes = field(repr=False)
    chat_id: int | None
    message_id: int | None
    copy_id: int | None
    edited_at: datetime | None


class CaseMessages:
    """Reads and writes what is said, on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def say(
        self,
        case_id: int,
        author_id: int,
        from_customer: bool,
        at: datetime,
        sealed: bytes,
        *,
        chat_id: int | None = None,
        message_id: int | None = None,
    ) -> int:
        """Keep what somebody said, there, and give its number."""
        made = insert(case_messages).values(
            case_id=case_id,
            author_id=author_id,
            from_customer=from_customer,
            at=at,
            sealed=sealed,
            chat_id=chat_id,
            message_id=message_id,
        )
        row_id = await self._connection.execute(made.returning(case_messages.c.id))
        return int(row_id.scalar_one())

    async def by_id(self, row_id: int) -> CaseMessageRow | None:
        """Something that was said."""
        found = select(case_messages).where(case_messages.c.id == row_id)
        row = (await self._connection.execute(found)).mappings().one_or_none()
        return None if row is None else CaseMessageRow(**row)

    async def written(self, chat_id: int, message_id: int) -> Sequence[CaseMessageRow]:
        """What was said by a message that somebody wrote, in its parts."""
        there = case_messages.c.chat_id == chat_id, case_messages.c.message_id == message_id
        found = select(case_messages).where(*there).order_by(case_messages.c.id)
        rows = (await self._connection.execute(found)).mappings()
        return [CaseMessageRow(**row) for row in rows]

    async def note_copy(self, row_id: int, message_id: int) -> None:
        """A message of ours shows it to the other side now."""
        mine = update(case_messages).where(case_messages.c.id == row_id)
        await self._connection.execute(mine.values(copy_id=message_id))

    async def say_anew(self, row_id: int, sealed: bytes, at: datetime) -> None:
        """Its author has changed it."""
        mine = update(case_messages).where(case_messages.c.id == row_id)
        await self._connection.execute(mine.values(sealed=sealed, edited_at=at))

    async def of_customer(self, order_id: int, customer_id: int) -> Sequence[CaseMessageRow]:
        """What a customer has said about an order, in all their cases of it."""
        theirs = select(cases.c.id).where(
            cases.c.order_id == order_id, cases.c.customer_id == customer_id
        )
        found = select(case_messages).where(
            case_messages.c.case_id.in_(theirs), case_messages.c.from_customer
        )
        rows = (await self._connection.execute(found)).mappings()
        return [CaseMessageRow(**row) for row in rows]
