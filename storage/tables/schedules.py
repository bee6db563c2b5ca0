"""Schedules of chats, their runs, and what maintenance watches have told."""

from sqlalchemy import JSON, Column, ForeignKey, Integer, String, Table, UniqueConstraint

from storage.columns import RowId, TelegramId, UtcTime
from storage.tables.metadata import metadata

schedules = Table(
    "schedules",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat_id", TelegramId, nullable=False, index=True),
    Column("kind", String(32), nullable=False),  # maintenance, digest
    Column("cron", String(100), nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("quiet_from", String(5)),  # HH:MM in the time zone
    Column("quiet_to", String(5)),
    Column("paused_at", UtcTime),
    Column("made_by", TelegramId, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("thread_id", RowId),  # the forum topic it is told in; null: none, or General
    Column("options", JSON, nullable=False, server_default="{}"),  # what was set of its kind's
    Column("late_minutes", Integer),  # so late a missed run is made up; null: as usual for its kind
    Column("due_at", UtcTime, index=True),  # its next time; null: to be looked at
    Column("looked_at", UtcTime, index=True),  # by which clock that was found
    sqlite_autoincrement=True,  # people name a schedule by its number: it never comes back
)

runs = Table(  # the row is the claim: who inserts it, runs it
    "runs",
    metadata,
    Column("schedule_id", RowId, ForeignKey("schedules.id", ondelete="CASCADE"), primary_key=True),
    Column("fire_at", UtcTime, primary_key=True),
    Column("claimed_at", UtcTime, nullable=False),
)

maintenance_seen = Table(  # what a watch last told its chat, app by app
    "maintenance_seen",
    metadata,
    Column("schedule_id", RowId, ForeignKey("schedules.id", ondelete="CASCADE"), primary_key=True),
    Column("app", String(64), primary_key=True),
    Column("facts", JSON, nullable=False),
    Column("turn", Integer, nullable=False, default=0),  # counts tellings: each notice is its own
)

maintenance_cards = Table(  # which message shows a maintenance while it lasts, and what it shows
    "maintenance_cards",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat_id", TelegramId, nullable=False),
    Column("thread_id", RowId),
    Column("schedule_id", RowId, nullable=False),  # that opened it; it may be removed since
    Column("app", String(64), nullable=False),
    Column("open_as", String(100)),  # topic and app, of which one is open in a chat; null: over
    Column("facts", JSON, nullable=False),
    Column("notice_id", RowId),  # that brings it to its chat
    Column("message_id", RowId),  # that shows it; null: not there yet, or lost
    Column("opened_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    UniqueConstraint("chat_id", "open_as"),
    sqlite_autoincrement=True,
)
