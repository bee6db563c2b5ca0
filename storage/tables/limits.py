"""Limits on what may be spent without asking, and what was spent of them."""

from sqlalchemy import BigInteger, Column, Integer, String, Table, UniqueConstraint

from storage.columns import Money, RowId, TelegramId, UtcTime
from storage.tables.metadata import metadata

limits = Table(  # what may be spent without asking
    "limits",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("scope", String(16), nullable=False),  # a Scope of services/limits/scopes.py
    Column("chat_id", TelegramId, nullable=False),  # 0: everywhere
    Column("role", String(32), nullable=False),  # whose; "": of no role
    Column("user_id", TelegramId, nullable=False),  # whose; 0: of nobody by name
    Column("currency", String(3), nullable=False),
    Column("amount", Money, nullable=False),
    Column("made_by", TelegramId, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("quorum", Integer, nullable=False, server_default="1"),  # so many say yes above it
    UniqueConstraint("scope", "chat_id", "role", "user_id", "currency"),
    sqlite_autoincrement=True,  # buttons name a limit by its number: it never comes back
)

spent = Table(  # sums of what orders hold of limits: see services/limits/spending.py
    "spent",
    metadata,
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),  # 0: in all chats
    Column("user_id", TelegramId, primary_key=True, autoincrement=False),  # 0: by everybody
    Column("period", String(10), primary_key=True),  # a day 2026-12-24, or a month 2026-12
    Column("currency", String(3), primary_key=True),
    Column("amount", BigInteger, nullable=False),  # in millionths: SQL adds them up exactly
)
