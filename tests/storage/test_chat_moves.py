"""A group that became a supergroup is the same group in every table."""

from decimal import Decimal
from typing import Any

from sqlalchemy import insert, select

from storage import chat_moves
from storage.approvals import ApprovalRow, VoteRow
from storage.case_settings import CaseSettingsRow
from storage.database import Database
from storage.dialogs import DialogRow
from storage.grants import GrantRow
from storage.limits import LimitRow
from storage.members import MemberRow
from storage.pending_confirmations import PendingConfirmationRow
from storage.sales_totals import Sums, TotalRow
from storage.stock_wishes import StockWishRow
from storage.tables.approvals import approval_cards
from storage.tables.audit import audit
from storage.tables.cases import case_messages, case_posts, cases
from storage.tables.catalog import offers, products
from storage.tables.chats import chats
from storage.tables.duty import duty_overrides, duty_rotas, duty_shifts
from storage.tables.hooks import hooks
from storage.tables.incidents import escalations, incident_cards, incident_signals, incidents
from storage.tables.limits import spent
from storage.tables.metadata import metadata
from storage.tables.orders import orders
from storage.tables.schedules import maintenance_cards, schedules
from tests.clock import ManualClock

OLD, NEW = -100, -100500
NAMING = [
    table
    for table in metadata.sorted_tables
    if "chat_id" in table.c
    and table not in {audit, case_posts, case_messages, incident_cards, approval_cards}
]
"""Every table that names a chat, but the audit, whose rows stay as they were written, and messages of cases,
approvals and incidents."""


async def _fill(database: Database, clock: ManualClock, chat_id: int) -> None:
    now = clock()
    plain: list[tuple[Any, dict[str, Any]]] = [
        (products, {"id": 1, "name": "GTA V", "name_key": "gta v", "created_at": now}),
        (
            offers,
            {
                "id": 1,
                "product_id": 1,
                "provider": "hype",
                "external_id": "1",
                "currency": "BRL",
                "created_at": now,
            },
        ),
        (
            orders,
            {
                "id": 1,
                "number": "K-1",
                "status": "draft",
                "offer_id": 1,
                "provider": "hype",
                "product": "GTA V",
                "count": 1,
                "unit_price": 1,
                "currency": "BRL",
                "buyer_id": 5,
                "chat_id": chat_id,
                "created_at": now,
            },
        ),
        (
            hooks,
            {
                "id": 1,
                "chat_id": chat_id,
                "name": "Backup",
                "token_digest": str(chat_id),
                "severity": "info",
                "made_by": 5,
                "made_at": now,
            },
        ),
        (
            maintenance_cards,
            {
                "id": 1,
                "chat_id": chat_id,
                "schedule_id": 1,
                "app": "puzzle",
                "facts": {},
                "message_id": 7,
                "opened_at": now,
            },
        ),
        (
            schedules,
            {
                "id": 1,
                "chat_id": chat_id,
                "kind": "digest",
                "cron": "0 9 * * *",
                "timezone": "UTC",
                "made_by": 5,
                "made_at": now,
            },
        ),
        (
            cases,
            {
                "id": 1,
                "order_id": 1,
                "product_id": 1,
                "chat_id": chat_id,
                "customer_id": 6,
                "kind": "used",
                "status": "open",
                "open_key": "1:6",
                "message_id": 8,
                "opened_at": now,
            },
        ),
        (case_posts, {"chat_id": chat_id, "message_id": 8, "case_id": 1}),
        *(
            (
                case_messages,
                {
                    "id": row_id,
                    "case_id": 1,
                    "author_id": 6,
                    "from_customer": from_customer,
                    "at": now,
                    "sealed": b"",
                    "chat_id": written,
                    "message_id": 9,
                    "copy_id": 10,
                },
            )
            for row_id, from_customer, written in ((1, True, 6), (2, False, chat_id))
        ),
        (
            incidents,
            {
                "id": 1,
                "chat_id": chat_id,
                "group_key": "hype",
                "open_key": "hype",
                "kind": "provider",
                "severity": "urgent",
                "status": "open",
                "opened_at": now,
                "step": 0,
                "times": 1,
                "version": 1,
            },
        ),
        (
            incident_signals,
            {
                "id": 1,
                "incident_id": 1,
                "chat_id": chat_id,
                "key": "hype",
                "lasting": "hype",
                "kind": "provider",
                "severity": "urgent",
                "facts": {},
                "ends": True,
                "since": now,
            },
        ),
        (
            escalations,
            {"chat_id": chat_id, "after_minutes": 5, "to_duty": True, "to_owners": True},
        ),
        (duty_rotas, {"chat_id": chat_id, "told": ""}),
        (
            duty_shifts,
            {"id": 1, "chat_id": chat_id, "user_id": 5, "days": 1, "begins": 0, "ends": 9},
        ),
        (
            duty_overrides,
            {"id": 1, "chat_id": chat_id, "user_id": 5, "begins_at": now, "ends_at": now},
        ),
        (
            incident_cards,
            {"id": 1, "incident_id": 1, "chat_id": chat_id, "step": 0, "message_id": 8, "shown": 1},
        ),
    ]
    async with database.write() as tx:
        for table, row in plain:
            await tx.connection.execute(insert(table).values(row))
        await tx.chats.set_up(chat_id, "group", "Desk", 1, now)
        await tx.grants.add(GrantRow(5, chat_id, "support", 1, now))
        await tx.grants.add(GrantRow(6, 0, "support", 1, now))
        await tx.grants.switch(chat_id, "support", "orders.buy", False)
        await tx.dialogs.ask(DialogRow(chat_id, 5, "order-count", {"offer": 1}, now))
        await tx.notices.add("digest", chat_id, {}, None, now, now)
        await tx.members.note(MemberRow(5, chat_id, "member", now))
        await tx.pending_confirmations.add(
            [PendingConfirmationRow("a-key", chat_id, 5, b"sealed", now)]
        )
        over = ApprovalRow(1, 1, "", [], now, now)
        await tx.approvals.ask(over, [chat_id])
        await tx.approvals.shown(1, chat_id, 7)
        assert await tx.approvals.vote(VoteRow(1, 5, chat_id, True, now))
        limit = LimitRow(0, "order", chat_id, "", 0, "BRL", Decimal(5), 1, now)
        await tx.limits.put(limit)
        await tx.case_settings.put(CaseSettingsRow(chat_id, 15, shows_names=True))
        ready = {"name": "Photo", "name_key": "photo", "text": "A photo?"}
        await tx.reply_templates.add(chat_id=chat_id, made_by=5, made_at=now, **ready)
        await tx.stock_wishes.add(StockWishRow(1, chat_id, 5, "GTA V"), now)
        await tx.spent.add([(chat_id, 0, "2030-01-15", "BRL"), (0, 5, "2030-01-15", "BRL")], 7)
        total = TotalRow("provider", 1, chat_id, "hype", "BRL", Sums(orders=1))
        await tx.sales_totals.replace([], {1}, [total])
        assert await tx.work.add("deed", str(chat_id), "hype", {}, now, now, chat_id=chat_id)


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
    await _fill(database, clock, OLD)
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
    await _fill(database, clock, OLD)
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
    await _fill(database, clock, OLD)
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
