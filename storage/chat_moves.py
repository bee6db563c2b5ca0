"""Chat moves: a group that became a supergroup has a new id, and every row that names it follows."""

from sqlalchemy import (
    Column,
    Delete,
    Table,
    UniqueConstraint,
    and_,
    delete,
    exists,
    func,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.approvals import approval_cards
from storage.tables.audit import audit
from storage.tables.cases import case_messages, case_posts, cases
from storage.tables.chats import chats
from storage.tables.duty import duty_rotas
from storage.tables.incidents import escalations, incident_cards, incidents
from storage.tables.limits import spent
from storage.tables.metadata import metadata
from storage.tables.orders import orders
from storage.tables.schedules import maintenance_cards
from storage.upsert import insert_into

FOLLOWERS = tuple(
    # Rows of the audit stay as they were written: their hashes cover the id of that day. Whose they are,
    # which is in no hash, follows.
    table
    for table in metadata.sorted_tables
    if "chat_id" in table.c and table is not audit
)


async def follow(connection: AsyncConnection, old: int, new: int) -> int:
    """Give every row of chat ``old`` to chat ``new`` and tell how many rows that touched.

    Where ``new`` has the same row already, that one stays. A second call finds nothing to do.
    """
    touched = await _merge_chat(connection, old, new)
    await _add_spent(connection, old, new)
    await _forget_messages(connection, old)
    await _join_incidents(connection, old, new)
    for table in FOLLOWERS:
        for others in _unique_with_chat(table):
            await connection.execute(_drop_twins(table, others, old, new))
        moved = update(table).where(table.c.chat_id == old).values(chat_id=new)
        touched += (await connection.execute(moved)).rowcount
    theirs = update(audit).where(audit.c.home_id == old).values(home_id=new)
    return touched + (await connection.execute(theirs)).rowcount


async def _merge_chat(connection: AsyncConnection, old: int, new: int) -> int:
    before = (await connection.execute(select(chats).where(chats.c.id == old))).mappings().first()
    if before is None:
        return 0
    known = await connection.scalar(select(func.count()).where(chats.c.id == new))
    if known:
        kept = {
            name: func.coalesce(chats.c[name], before[name])
            for name in (
                *("timezone", "default_role", "set_up_at", "set_up_by"),
                *("default_role_for", "open_yes_at", "purpose", "language"),
            )
        }
        await connection.execute(update(chats).where(chats.c.id == new).values(**kept))
        await connection.execute(delete(chats).where(chats.c.id == old))
    else:
        moved = update(chats).where(chats.c.id == old)
        await connection.execute(
            moved.values(id=new, kind="supergroup", removed_at=None, left_at=None)
        )
    return 1


async def _add_spent(connection: AsyncConnection, old: int, new: int) -> None:
    """Add up what was spent under both ids, where both have a sum."""
    theirs = select(spent).where(spent.c.chat_id == old).order_by(*spent.primary_key)
    rows = [{**row, "chat_id": new} for row in (await connection.execute(theirs)).mappings()]
    if rows:
        await connection.execute(delete(spent).where(spent.c.chat_id == old))
        insert = insert_into(connection, spent).values(rows)
        both = {"amount": spent.c.amount + insert.excluded.amount}
        added = insert.on_conflict_do_update(index_elements=list(spent.primary_key), set_=both)
        await connection.execute(added)


async def _forget_messages(connection: AsyncConnection, old: int) -> None:
    """Messages stay behind, and the new chat numbers its own from one.

    By an old number an answer to something else would be said in a case, and reach its customer.
    """
    await connection.execute(delete(case_posts).where(case_posts.c.chat_id == old))
    written = update(case_messages).where(case_messages.c.chat_id == old)
    await connection.execute(written.values(chat_id=None, message_id=None))
    there = select(cases.c.id).where(cases.c.chat_id == old)
    brought = case_messages.c.case_id.in_(there), case_messages.c.from_customer
    await connection.execute(update(case_messages).where(*brought).values(copy_id=None))
    await connection.execute(delete(incident_cards).where(incident_cards.c.chat_id == old))
    # By an old number another message would be edited: what the order's card told would stand over it.
    await connection.execute(delete(approval_cards).where(approval_cards.c.chat_id == old))
    cards_of_orders = update(orders).where(
        orders.c.chat_id == old, orders.c.message_id.is_not(None)
    )
    await connection.execute(cards_of_orders.values(message_id=None))
    theirs = update(cases).where(cases.c.chat_id == old)
    await connection.execute(theirs.values(message_id=None, thread_id=None))
    cards = update(maintenance_cards).where(maintenance_cards.c.chat_id == old)
    await connection.execute(cards.values(message_id=None))
    duty = update(duty_rotas).where(duty_rotas.c.chat_id == old)
    await connection.execute(duty.values(thread_id=None))
    alerts = update(incidents).where(incidents.c.chat_id == old)
    await connection.execute(alerts.values(thread_id=None))


async def _join_incidents(connection: AsyncConnection, old: int, new: int) -> None:
    """Of two that are open under both ids for the same thing, the one of the new id goes on.

    What went on to the old id from elsewhere goes to the new one.
    """
    told = update(escalations).where(escalations.c.to_chat == old)
    await connection.execute(told.values(to_chat=new, to_thread=None))
    twin = incidents.alias()
    there = exists().where(twin.c.chat_id == new, twin.c.open_key == incidents.c.open_key)
    both = update(incidents).where(incidents.c.chat_id == old, there)
    ended = {"open_key": None, "status": "resolved", "resolved_at": func.current_timestamp()}
    await connection.execute(both.values(**ended))


def _unique_with_chat(table: Table) -> list[list[Column[object]]]:
    keys = [table.primary_key, *(c for c in table.constraints if isinstance(c, UniqueConstraint))]
    return [
        [column for column in key.columns if column.name != "chat_id"]
        for key in keys
        if "chat_id" in key.columns
    ]


def _drop_twins(table: Table, others: list[Column[object]], old: int, new: int) -> Delete:
    twin = table.alias()
    same = [twin.c[column.name] == column for column in others]
    there = exists().where(and_(twin.c.chat_id == new, *same))
    return delete(table).where(table.c.chat_id == old, there)
