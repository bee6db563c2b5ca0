"""Hooks: addresses at which other systems post into a chat."""

from sqlalchemy import Column, Integer, String, Table

from storage.columns import RowId, TelegramId, UtcTime
from storage.tables.metadata import metadata

hooks = Table(  # addresses at which other systems post into a chat
    "hooks",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat_id", TelegramId, nullable=False, index=True),
    Column("thread_id", RowId),
    Column("name", String(64), nullable=False),
    Column("token_digest", String(64), nullable=False, unique=True),  # the token itself is nowhere
    Column("every", Integer),  # minutes in which something has to come; null: it is no heartbeat
    Column("severity", String(16), nullable=False),  # of what says none
    Column("made_by", TelegramId, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("full_at", UtcTime),  # when as much may be posted at once as ever
    Column("heard_at", UtcTime),
    Column("due_at", UtcTime, index=True),  # until when the next has to come
    Column("missed_at", UtcTime),  # since when it is told that it has not
    Column(
        "quiet", String(11)
    ),  # 22:00-07:00 by the chat's clock: what is not urgent waits for their end
    sqlite_autoincrement=True,  # incidents and buttons name a hook by its number: it never comes back
)
