"""Approvals: orders above a limit, where they were asked for, votes and cards."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Integer, String, Table

from storage.columns import RowId, TelegramId, UtcTime
from storage.tables.metadata import metadata

approvals = Table(  # orders above a limit that wait, or waited, for the yes of others
    "approvals",
    metadata,
    Column("order_id", RowId, ForeignKey("orders.id"), primary_key=True, autoincrement=False),
    Column("quorum", Integer, nullable=False),  # so many have to say yes
    Column("reason", String(300), nullable=False),  # the buyer's words; "": none
    Column("over", JSON, nullable=False),  # the limits it is above, as they were then
    Column("asked_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False, index=True),
)

approval_chats = Table(  # where it was asked: who may approve there may approve this
    "approval_chats",
    metadata,
    Column("order_id", RowId, ForeignKey("orders.id"), primary_key=True, autoincrement=False),
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),
)

approval_votes = Table(
    "approval_votes",
    metadata,
    Column("order_id", RowId, ForeignKey("orders.id"), primary_key=True, autoincrement=False),
    Column("user_id", TelegramId, primary_key=True, autoincrement=False),
    Column("chat_id", TelegramId, nullable=False),  # by the right they have there
    Column("yes", Boolean, nullable=False),
    Column("at", UtcTime, nullable=False),
)

approval_cards = Table(  # the messages that show it waiting, told of what comes of it
    "approval_cards",
    metadata,
    Column("order_id", RowId, ForeignKey("orders.id"), primary_key=True, autoincrement=False),
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),
    Column("message_id", RowId, primary_key=True, autoincrement=False),
)
