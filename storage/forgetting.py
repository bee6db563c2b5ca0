"""Forgetting a person: what is personal goes from every table, and the books name nobody in its place."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Text, cast, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.cases import OPEN
from storage.orders import OrderRow
from storage.tables.access import grants
from storage.tables.cases import case_messages, case_posts, case_settings, cases, reply_templates
from storage.tables.catalog import products
from storage.tables.chats import chats, members, users
from storage.tables.conversations import allowances, dialogs, pending_confirmations
from storage.tables.hooks import hooks
from storage.tables.incidents import incident_cards, incident_log, incident_signals, incidents
from storage.tables.keys import claim_misses, claims, keys
from storage.tables.orders import orders
from storage.tables.outbox import notices
from storage.tables.schedules import maintenance_cards, schedules
from storage.tables.stock import stock_wishes
from storage.tables.work import object_changes
from storage.users import FORGOTTEN_NAME

FORGOTTEN = 1 << 53
"""Stands in rows of the books in place of whoever was forgotten: no id of Telegram's has so many bits."""
NAME = FORGOTTEN_NAME
"""What its row in ``users`` says, so that whoever looks an order up reads that."""

_THEIRS: tuple[Column[Any], ...] = (
    dialogs.c.user_id,
    pending_confirmations.c.user_id,
    members.c.user_id,
    stock_wishes.c.user_id,
    claim_misses.c.user_id,
    allowances.c.who,
    notices.c.chat_id,
    case_posts.c.chat_id,
    case_settings.c.chat_id,
    reply_templates.c.chat_id,
    schedules.c.chat_id,
    maintenance_cards.c.chat_id,
    hooks.c.chat_id,
    incident_cards.c.chat_id,
    incidents.c.chat_id,
    chats.c.id,
)
"""Whose rows go: what is of the person, and what is of their private chat, which has the same id."""


@dataclass(frozen=True, slots=True)
class CustomerCounts:
    """How much the desk has of a person as a customer. ``unseen``: keys that are theirs and never arrived."""

    keys: int
    orders: int
    unseen: int
    cases: int
    open_cases: int
    messages: int


@dataclass(frozen=True, slots=True)
class NamingRow:
    """A notice in whose facts a person may be named."""

    id: int
    facts: dict[str, Any]


class Forgetting:
    """Reads what there is of a person, and takes it away, on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def counts(self, user_id: int) -> CustomerCounts:
        """Count it."""
        of_keys = select(
            func.count(),
            func.count(keys.c.order_id.distinct()),
            func.count().filter(keys.c.handed_at.is_(None)),
        ).where(keys.c.customer_id == user_id)
        of_cases = select(func.count(), func.count().filter(cases.c.status == OPEN)).where(
            cases.c.customer_id == user_id
        )
        said = select(func.count()).where(case_messages.c.case_id.in_(_cases_of(user_id)))
        run = self._connection.execute
        held, asked = (await run(of_keys)).one(), (await run(of_cases)).one()
        return CustomerCounts(*held, *asked, messages=int(await self._connection.scalar(said) or 0))

    async def wishes(self, user_id: int) -> tuple[str, ...]:
        """The products of which a person waits to be told, as they are called now."""
        found = (
            select(products.c.name)
            .join(stock_wishes, stock_wishes.c.product_id == products.c.id)
            .where(stock_wishes.c.user_id == user_id)
        )
        return tuple(await self._connection.scalars(found.order_by(stock_wishes.c.id)))

    async def roles(self, user_id: int) -> tuple[str, ...]:
        """The roles that were granted to a person, wherever."""
        found = select(grants.c.role).where(grants.c.user_id == user_id).distinct()
        return tuple(await self._connection.scalars(found.order_by(grants.c.role)))

    async def person(self, user_id: int) -> bool:
        """Take a person's own row away. False: there is none, so that somebody was first."""
        gone = delete(users).where(users.c.id == user_id)
        return (await self._connection.execute(gone)).rowcount == 1

    async def orders_of(self, user_id: int) -> Sequence[OrderRow]:
        """The orders of which any key is this customer's, the oldest first."""
        theirs = select(keys.c.order_id).where(keys.c.customer_id == user_id)
        found = select(orders).where(orders.c.id.in_(theirs)).order_by(orders.c.id)
        return [OrderRow(**row) for row in (await self._connection.execute(found)).mappings()]

    async def from_order(self, order_id: int, user_id: int, at: datetime) -> int:
        """Make a customer's part of an order nobody's by name, for good; gives how many keys that are.

        It counts as handed over: a key that may have been seen is never sold again.
        """
        run = self._connection.execute
        part = update(keys).where(keys.c.order_id == order_id, keys.c.customer_id == user_id)
        since = func.coalesce(keys.c.handed_at, at)
        done = await run(part.values(customer_id=FORGOTTEN, handed_at=since))
        whole = update(orders).where(orders.c.id == order_id, orders.c.customer_id == user_id)
        since = func.coalesce(orders.c.handed_at, at)
        await run(whole.values(customer_id=FORGOTTEN, handed_at=since))
        used = update(claims).where(claims.c.order_id == order_id, claims.c.used_by == user_id)
        await run(used.values(used_by=FORGOTTEN))
        return done.rowcount

    async def open_cases(self, user_id: int) -> Sequence[tuple[int, int, str]]:
        """Their open cases: number, chat, and the number of the order."""
        found = (
            select(cases.c.id, cases.c.chat_id, orders.c.number)
            .join(orders, orders.c.id == cases.c.order_id)
            .where(cases.c.customer_id == user_id, cases.c.status == OPEN)
            .order_by(cases.c.id)
        )
        return [(row[0], row[1], row[2]) for row in await self._connection.execute(found)]

    async def from_cases(self, user_id: int) -> tuple[int, int]:
        """Take what was said in their cases away, and whose they are; gives how many cases and words."""
        run, theirs = self._connection.execute, _cases_of(user_id)
        said = await run(delete(case_messages).where(case_messages.c.case_id.in_(theirs)))
        await run(
            update(cases)
            .where(cases.c.customer_id == user_id, cases.c.ended_by == user_id)
            .values(ended_by=FORGOTTEN)
        )
        named = update(cases).where(cases.c.customer_id == user_id)
        done = await run(named.values(customer_id=FORGOTTEN))
        return done.rowcount, said.rowcount

    async def rest(self, user_id: int) -> int:
        """Take away all rows that are theirs alone; gives how many there were."""
        gone = 0
        told = select(incidents.c.id).where(incidents.c.chat_id == user_id)
        for table in (incident_cards, incident_log, incident_signals):
            await self._connection.execute(delete(table).where(table.c.incident_id.in_(told)))
        for column in _THEIRS:
            gone += (
                await self._connection.execute(delete(column.table).where(column == user_id))
            ).rowcount
        return gone

    async def object_names(self, name: str) -> None:
        """Objects at providers are remembered by the name of who changed them last."""
        for column in (object_changes.c.held_by, object_changes.c.changed_by):
            named = update(object_changes).where(column == name)
            await self._connection.execute(named.values({column: NAME}))

    async def naming(
        self, user_id: int, names: Sequence[str], after: int, limit: int
    ) -> Sequence[NamingRow]:
        """Notices behind this one (0: from the first), to others, whose facts may name the person."""
        facts = cast(notices.c.facts, Text)
        words = [str(user_id), *(json.dumps(name)[1:-1] for name in names)]
        found = (
            select(notices.c.id, notices.c.facts)
            .where(notices.c.id > after, notices.c.chat_id != user_id)
            .where(or_(*(facts.contains(word, autoescape=True) for word in words)))
            .order_by(notices.c.id)
            .limit(limit)
        )
        return [NamingRow(row.id, row.facts) for row in await self._connection.execute(found)]

    async def set_facts(self, notice_id: int, facts: dict[str, Any]) -> None:
        """Let a notice say this from now on."""
        one = update(notices).where(notices.c.id == notice_id)
        await self._connection.execute(one.values(facts=facts))


def _cases_of(user_id: int) -> Any:
    return select(cases.c.id).where(cases.c.customer_id == user_id)
