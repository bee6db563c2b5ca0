"""A group that became a supergroup is the same group in every table."""

from sqlalchemy import select

from storage import chat_moves
from storage.database import Database
from storage.dialogs import DialogRow
from storage.grants import GrantRow
from storage.tables.chats import chats
from storage.tables.limits import spent
from tests.clock import ManualClock
from tests.storage.every_table import NAMING, NEW, OLD, fill


async def _chat_ids(database: Database) -> dict[str, list[int]]:
    found = {}
    async with database.read() as tx:
        for table in NAMING:
            ids = await tx.connection.execute(select(table.c.chat_id))
            found[table.name] = sorted(ids.scalars())
        found["chats"] = sorted((await tx.connection.execute(select(chats.c.id))).scalars())
    return found


async def test_what_was_spent_under_both_ids_is_added_up(database: Database) -> None:
    """A purchase by the new id, before the move was heard of, makes nothing of what was spent forgotten."""
    day = "2030-01-15"
    async with database.write() as tx:
        await tx.spent.add([(OLD, 0, day, "BRL"), (OLD, 5, day, "BRL"), (-7, 0, day, "BRL")], 3)
        await tx.spent.add([(NEW, 0, day, "BRL")], 4)
        assert await chat_moves.follow(tx.connection, OLD, NEW) >= 0
        found = (await tx.connection.execute(select(spent))).all()
    assert {tuple(row) for row in found} == {
        (NEW, 0, day, "BRL", 7),
        (NEW, 5, day, "BRL", 3),
        (-7, 0, day, "BRL", 3),
    }


async def test_every_row_follows(database: Database, clock: ManualClock) -> None:
    """Each table that names a chat has the new id; a grant that holds everywhere stays as it was."""
    await fill(database, clock, OLD)
    before = await _chat_ids(database)
    async with database.write() as tx:
        assert await chat_moves.follow(tx.connection, OLD, NEW) > 0
    after = await _chat_ids(database)
    assert all(OLD in ids for ids in before.values()), "a new table with a chat needs a row here"
    assert after == {
        name: sorted(NEW if chat_id == OLD else chat_id for chat_id in ids)
        for name, ids in before.items()
    }
    async with database.write() as tx:
        assert await chat_moves.follow(tx.connection, OLD, NEW) == 0
        chat = await tx.chats.get(NEW)
    assert chat is not None
    assert (chat.kind, chat.set_up_by) == ("supergroup", 1)


async def test_a_case_and_an_order_leave_their_messages_behind(
    database: Database, clock: ManualClock
) -> None:
    """The new chat numbers its own messages: none of them is taken for one of these."""
    await fill(database, clock, OLD)
    async with database.write() as tx:
        await chat_moves.follow(tx.connection, OLD, NEW)
        case = await tx.cases.by_id(1)
        posted = [await tx.cases.posted(chat_id, 8) for chat_id in (OLD, NEW)]
        of_staff = [await tx.case_messages.written(chat_id, 9) for chat_id in (OLD, NEW)]
        (of_customer,) = await tx.case_messages.written(6, 9)
        order_row, cards = await tx.orders.by_id(1), await tx.approvals.cards(1)
    assert order_row is not None
    assert case is not None
    assert (case.chat_id, case.message_id) == (NEW, None)
    assert (order_row.chat_id, order_row.message_id) == (NEW, None)
    assert cards == []
    assert posted == [None, None]
    assert (of_staff, of_customer.copy_id) == ([[], []], None)


async def test_rows_of_the_new_id_are_merged(database: Database, clock: ManualClock) -> None:
    """What was already written under the new id stays; what only the old one had is added."""
    await fill(database, clock, OLD)
    async with database.write() as tx:
        await tx.chats.set_timezone(OLD, "Europe/Berlin")
        await tx.chats.set_default_role(OLD, "support", None, None)
        await tx.chats.note(NEW, "supergroup", "Desk")
        await tx.chats.set_timezone(NEW, "Asia/Tokyo")
        await tx.grants.add(GrantRow(5, NEW, "support", 2, clock()))
        await tx.grants.add(GrantRow(5, OLD, "manager", 1, clock()))
        await tx.grants.switch(NEW, "support", "orders.buy", True)
        await tx.dialogs.ask(DialogRow(NEW, 5, "newer", {}, clock()))
    async with database.write() as tx:
        await chat_moves.follow(tx.connection, OLD, NEW)
    async with database.read() as tx:
        chat = await tx.chats.get(NEW)
        gone = await tx.chats.get(OLD)
        grants = {(g.user_id, g.chat_id, g.role, g.granted_by) for g in await tx.grants.all()}
        switches = await tx.grants.switches()
        dialog = await tx.dialogs.get(NEW, 5)
    assert gone is None
    assert chat is not None
    assert (chat.timezone, chat.default_role, chat.set_up_at) == ("Asia/Tokyo", "support", clock())
    assert grants == {(5, NEW, "support", 2), (5, NEW, "manager", 1), (6, 0, "support", 1)}
    assert [(s.chat_id, s.allowed) for s in switches] == [(NEW, True)]
    assert dialog is not None
    assert dialog.question == "newer"
