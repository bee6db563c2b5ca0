"""Approvals: orders above a limit that wait for the yes of others, who said what, and which cards show it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.orders import OrderRow
from storage.tables.approvals import approval_cards, approval_chats, approval_votes, approvals
from storage.tables.orders import orders
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """What was asked for an order. ``over``: the limits it is above, as facts. So many have to say yes as
    ``quorum`` says, before ``expires_at``.
    """

    order_id: int
    quorum: int
    reason: str
    over: list[dict[str, Any]]
    asked_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class VoteRow:
    """A person's yes or no, and the chat by whose right it counts."""

    order_id: int
    user_id: int
    chat_id: int
    yes: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """An order that waits, whose it is, and until when."""

    order_id: int
    buyer_id: int
    chat_id: int
    expires_at: datetime


class Approvals:
    """Rows of ``approvals``, ``approval_votes`` and ``approval_cards``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def ask(self, row: ApprovalRow, chat_ids: Collection[int]) -> None:
        """Write down that it is asked for, in these chats."""
        values = {name: getattr(row, name) for name in ApprovalRow.__dataclass_fields__}
        await self._connection.execute(insert(approvals).values(**values))
        if chat_ids:
            await self.ask_in(row.order_id, chat_ids)

    async def ask_in(self, order_id: int, chat_ids: Collection[int]) -> None:
        """Write down that it is asked for in these chats, in which it was not before."""
        asked = [{"order_id": order_id, "chat_id": chat_id} for chat_id in sorted(chat_ids)]
        await self._connection.execute(insert(approval_chats), asked)

    async def count_anew(self, order_id: int, quorum: int, over: list[dict[str, Any]]) -> None:
        """Write down which limits it is above by now, and so how many have to say yes."""
        mine = update(approvals).where(approvals.c.order_id == order_id)
        await self._connection.execute(mine.values(quorum=quorum, over=over))

    async def asked_in(self, order_id: int) -> frozenset[int]:
        """The chats in which it was asked for."""
        found = select(approval_chats.c.chat_id).where(approval_chats.c.order_id == order_id)
        return frozenset(await self._connection.scalars(found))

    async def asked(self, number: str) -> tuple[OrderRow, ApprovalRow, frozenset[int]] | None:
        """An order, what was asked for it, and in which chats; None: nothing was."""
        chats = approval_chats.c.chat_id
        found = (
            select(orders, approvals, chats)
            .join(approvals, approvals.c.order_id == orders.c.id)
            .outerjoin(approval_chats, approval_chats.c.order_id == orders.c.id)
            .where(orders.c.number == number)
        )
        rows = (await self._connection.execute(found)).all()
        if not rows:
            return None
        order, asked = rows[0][: len(orders.c)], rows[0][len(orders.c) : -1]
        there = frozenset(row[-1] for row in rows if row[-1] is not None)
        return OrderRow(*order), ApprovalRow(*asked), there

    async def of_orders(
        self, order_ids: Sequence[int]
    ) -> dict[int, tuple[ApprovalRow, list[VoteRow]]]:
        """What was asked for these orders and what people have said, the earliest first, by order."""
        found = (
            select(approvals, approval_votes)
            .outerjoin(approval_votes, approval_votes.c.order_id == approvals.c.order_id)
            .where(approvals.c.order_id.in_(order_ids))
            .order_by(approval_votes.c.at)
        )
        said: dict[int, tuple[ApprovalRow, list[VoteRow]]] = {}
        for row in await self._connection.execute(found):
            asked, vote = row[: len(approvals.c)], row[len(approvals.c) :]
            _, votes = said.setdefault(asked[0], (ApprovalRow(*asked), []))
            if vote[0] is not None:
                votes.append(VoteRow(*vote))
        return said

    async def waiting(self) -> list[str]:
        """The numbers of the orders that wait, the longest first."""
        found = select(orders.c.number).join(approvals, approvals.c.order_id == orders.c.id)
        wait = found.where(orders.c.status == "awaiting_approval")
        return list(
            await self._connection.scalars(wait.order_by(approvals.c.asked_at, orders.c.id))
        )

    async def all_waiting(self) -> list[WaitingRow]:
        """The orders that wait, those first whose time is over first."""
        columns = orders.c.id, orders.c.buyer_id, orders.c.chat_id, approvals.c.expires_at
        found = select(*columns).join(approvals, approvals.c.order_id == orders.c.id)
        wait = found.where(orders.c.status == "awaiting_approval")
        rows = await self._connection.execute(wait.order_by(approvals.c.expires_at, orders.c.id))
        return [WaitingRow(*row) for row in rows]

    async def vote(self, row: VoteRow) -> bool:
        """Write down what a person says of an order that waits, which stays as it is in this transaction.

        False: it does not wait any more, or they have said something already.
        """
        columns = {each.name: each for each in approval_votes.c}
        said = [
            literal(getattr(row, name), column.type).label(name) for name, column in columns.items()
        ]
        waits = orders.c.id == row.order_id, orders.c.status == "awaiting_approval"
        theirs = select(*said).select_from(orders).where(*waits).with_for_update(of=orders)
        new = insert_into(self._connection, approval_votes).from_select(list(columns), theirs)
        done = await self._connection.execute(
            new.on_conflict_do_nothing(index_elements=["order_id", "user_id"])
        )
        return done.rowcount == 1

    async def count_in(self, row: VoteRow) -> None:
        """Let what a person has said count by the right they have in this chat."""
        theirs = approval_votes.c.order_id == row.order_id, approval_votes.c.user_id == row.user_id
        await self._connection.execute(
            update(approval_votes).where(*theirs).values(chat_id=row.chat_id)
        )

    async def take_out(self, order_id: int, user_ids: Collection[int]) -> None:
        """Take out what these people said of an order."""
        theirs = approval_votes.c.user_id.in_(user_ids)
        gone = delete(approval_votes).where(approval_votes.c.order_id == order_id, theirs)
        await self._connection.execute(gone)

    async def votes(self, order_ids: Sequence[int]) -> dict[int, list[VoteRow]]:
        """What people have said of these orders, by order, the earliest first."""
        found = select(approval_votes).where(approval_votes.c.order_id.in_(order_ids))
        votes: dict[int, list[VoteRow]] = {}
        for row in await self._connection.execute(found.order_by(approval_votes.c.at)):
            votes.setdefault(row.order_id, []).append(VoteRow(*row))
        return votes

    async def shown(self, order_id: int, chat_id: int, message_id: int) -> None:
        """This message shows that it waits."""
        row = {"order_id": order_id, "chat_id": chat_id, "message_id": message_id}
        note = insert_into(self._connection, approval_cards).values(**row)
        await self._connection.execute(note.on_conflict_do_nothing(index_elements=list(row)))

    async def take_cards(self, order_id: int) -> list[tuple[int, int]]:
        """The messages that show it, which from now on are told of by whoever took them."""
        mine = delete(approval_cards).where(approval_cards.c.order_id == order_id)
        cards = mine.returning(approval_cards.c.chat_id, approval_cards.c.message_id)
        return sorted((row[0], row[1]) for row in await self._connection.execute(cards))

    async def cards(self, order_id: int) -> list[tuple[int, int]]:
        """The messages that show it."""
        found = select(approval_cards.c.chat_id, approval_cards.c.message_id)
        rows = await self._connection.execute(found.where(approval_cards.c.order_id == order_id))
        return sorted((row[0], row[1]) for row in rows)
