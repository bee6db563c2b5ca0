"""The outbox: notices until they are told."""

from sqlalchemy import JSON, Column, Index, Integer, String, Table

from storage.columns import RowId, TelegramId, UtcTime
from storage.tables.metadata import metadata

notices = Table(  # the outbox
    "notices",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", String(48), nullable=False),
    Column("chat_id", TelegramId, nullable=False),
    Column("facts", JSON, nullable=False),  # ids and plain facts, never a secret
    Column("once_key", String(200), unique=True),  # a second one with the same key is not written
    Column("state", String(16), nullable=False),  # see NoticeRow
    Column("due_at", UtcTime, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("made_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Column("message_id", RowId),
    Column("problem", String(200)),
    Column("told_instead_at", UtcTime),  # when somebody else was told that this has not arrived
    Column("claimed_by", String(32)),  # the sender that sees to it, until the lease runs out
    Column("claimed_until", UtcTime),
    Index("ix_notices_state_due_at", "state", "due_at"),
    Index("ix_notices_chat_id_state", "chat_id", "state"),
    Index("ix_notices_ended_at", "ended_at"),
    Index("ix_notices_claimed_by", "claimed_by"),
)
