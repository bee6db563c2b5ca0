"""People on duty: rotas, shifts, and who takes whose place."""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from storage.columns import RowId, TelegramId, UtcTime
from storage.tables.metadata import metadata

duty_rotas = Table(  # chats that have people on duty
    "duty_rotas",
    metadata,
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),
    Column("thread_id", RowId),  # where each change is told
    Column(
        "told", Text, nullable=False
    ),  # who was on duty when it was told last: numbers, by commas
    Column("feed_hash", String(64), unique=True),  # of the calendar's link; null: it has none
    Column("feed_made_by", TelegramId),
    Column("feed_made_at", UtcTime),
)

duty_shifts = Table(  # who is on duty on which days of the week, by the chat's own clock
    "duty_shifts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat_id", TelegramId, nullable=False, index=True),
    Column("user_id", TelegramId, nullable=False),
    Column("days", Integer, nullable=False),  # a bit for each day, Monday's the lowest
    Column("begins", Integer, nullable=False),  # minutes after midnight
    Column("ends", Integer, nullable=False),  # the same; not above begins: on the day after
    sqlite_autoincrement=True,
)

duty_overrides = Table(  # who is on duty in somebody's place for a while
    "duty_overrides",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat_id", TelegramId, nullable=False),
    Column("user_id", TelegramId, nullable=False),
    Column("instead_of", TelegramId),  # null: of whoever is
    Column("begins_at", UtcTime, nullable=False),
    Column("ends_at", UtcTime, nullable=False, index=True),
    Index("ix_duty_overrides_chat_id_ends_at", "chat_id", "ends_at"),
    sqlite_autoincrement=True,
)
