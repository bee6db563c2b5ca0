"""Conversations: open questions, pending confirmations, and how often people may do what."""

from sqlalchemy import JSON, Column, Integer, LargeBinary, String, Table

from storage.columns import TelegramId, UtcTime
from storage.tables.metadata import metadata

dialogs = Table(  # what the bot has asked a person and waits to read
    "dialogs",
    metadata,
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),
    Column("user_id", TelegramId, primary_key=True, autoincrement=False),
    Column("question", String(48), nullable=False),
    Column("facts", JSON, nullable=False),
    Column("asked_at", UtcTime, nullable=False),
)

# What a button stands for until it is pressed; the name in the database is an old one.
pending_confirmations = Table(
    "held",
    metadata,
    Column("key", String(16), primary_key=True),  # random; the button carries it
    Column("chat_id", TelegramId, nullable=False),
    Column("user_id", TelegramId, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("expires_at", UtcTime, nullable=False, index=True),
)

allowances = Table(  # what each person has used up of what may be done only so often
    "allowances",
    metadata,
    Column("who", TelegramId, primary_key=True, autoincrement=False),  # or a group nobody set up
    Column("what", String(32), primary_key=True),  # see services/floods/allowances.py
    Column("full_at", UtcTime, nullable=False, index=True),  # when everything is given back
    Column("slowed_at", UtcTime),  # since when they have been too fast
    Column("refused_at", UtcTime),  # when they were so last
    Column("refused", Integer, nullable=False),  # how often since slowed_at
)
