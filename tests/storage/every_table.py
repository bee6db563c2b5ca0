"""Rows of a chat in every table that names one."""

from decimal import Decimal
from typing import Any

from sqlalchemy import insert

from storage.approvals import ApprovalRow, VoteRow
from storage.case_settings import CaseSettingsRow
from storage.database import Database
from storage.dialogs import DialogRow
from storage.grants import GrantRow
from storage.limits import LimitRow
from storage.members import MemberRow
from storage.pending_confirmations import PendingConfirmationRow
from storage.sales_sums import Sums, TotalRow
from storage.stock_wishes import StockWishRow
from storage.tables.approvals import approval_cards
from storage.tables.audit import audit
from storage.tables.cases import case_messages, case_posts, cases
from storage.tables.catalog import offers, products
from storage.tables.duty import duty_overrides, duty_rotas, duty_shifts
from storage.tables.hooks import hooks
from storage.tables.incidents import escalations, incident_cards, incident_signals, incidents
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


async def fill(database: Database, clock: ManualClock, chat_id: int) -> None:
    """A row of this chat in each."""
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
                "status": "awaiting_approval",
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
