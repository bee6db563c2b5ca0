"""Incidents: their signals, what became of them, their cards, and whom they go on to."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from storage.columns import RowId, TelegramId, UtcTime
from storage.tables.metadata import metadata

incidents = Table(  # alerts that last, each on one card until it is resolved
    "incidents",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat_id", TelegramId, nullable=False),  # whose alert it is
    Column("thread_id", RowId),  # the forum topic of it; null: General, or no forum
    Column("group_key", String(200), nullable=False),  # what is related has the same one
    Column("open_key", String(200)),  # the same while it is not resolved, else null
    Column("kind", String(32), nullable=False),  # of the signal that opened it
    Column(
        "severity", String(16), nullable=False
    ),  # the worst of what lasts: info, warning, urgent
    Column("status", String(16), nullable=False),  # open, acknowledged, resolved
    Column("opened_at", UtcTime, nullable=False),
    Column("held_until", UtcTime),  # quiet hours hold its first card until then
    Column("acknowledged_at", UtcTime),  # the last time somebody took it in hand; null: nobody has
    Column("acknowledged_by", TelegramId),
    Column("snoozed_until", UtcTime, index=True),
    Column("snoozed_by", TelegramId),
    Column("resolved_at", UtcTime),
    Column("resolved_by", TelegramId),  # null: it was over by itself
    Column("escalate_at", UtcTime, index=True),  # when the next step is due; null: none is
    Column("step", Integer, nullable=False),  # of escalation that were taken
    Column("times", Integer, nullable=False),  # how often it has come
    Column("version", Integer, nullable=False),  # counts its changes
    # What follows is walked along by lists: storage/incident_lists.py.
    Index("uq_incidents_chat_id_open_key", "chat_id", "open_key", unique=True),
    Index("ix_incidents_chat_id_group_key_id", "chat_id", "group_key", "id"),
    Index("ix_incidents_chat_id_status_severity_id", "chat_id", "status", "severity", "id"),
    Index("ix_incidents_status_severity_id", "status", "severity", "id"),
    Index(
        "ix_incidents_acknowledged_by_status_severity_id",
        *("acknowledged_by", "status", "severity", "id"),
    ),
    Index("ix_incidents_chat_id_opened_at_id", "chat_id", "opened_at", "id"),
    Index("ix_incidents_opened_at_id", "opened_at", "id"),
    Index("ix_incidents_chat_id_held_until", "chat_id", "held_until"),
    sqlite_autoincrement=True,  # buttons carry its number: it never comes back
)

# What an incident is about: one thing that lasts, or several that are related.
incident_signals = Table(
    "incident_signals",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("incident_id", RowId, ForeignKey("incidents.id"), nullable=False),
    Column("chat_id", TelegramId, nullable=False),
    Column("key", String(200), nullable=False),
    Column("lasting", String(200)),  # the key while the thing lasts, else null
    Column("kind", String(32), nullable=False),
    Column("severity", String(16), nullable=False),
    Column("facts", JSON, nullable=False),
    Column("ends", Boolean, nullable=False),  # somebody tells when it is over
    Column("since", UtcTime, nullable=False),
    Column("cleared_at", UtcTime),
    UniqueConstraint("chat_id", "lasting"),
    Index("ix_incident_signals_incident_id_id", "incident_id", "id"),
)

incident_log = Table(  # what became of an incident, line by line
    "incident_log",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("incident_id", RowId, ForeignKey("incidents.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("what", String(16), nullable=False),  # a word of services/incidents/log.py
    Column("by_id", TelegramId),  # null: it came by itself
    Column("facts", JSON, nullable=False),
    Index("ix_incident_log_incident_id_id", "incident_id", "id"),
)

# Where the card of an incident stands: in its own chat, and where it was escalated to.
incident_cards = Table(
    "incident_cards",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("incident_id", RowId, ForeignKey("incidents.id"), nullable=False, index=True),
    Column("chat_id", TelegramId, nullable=False),
    Column("thread_id", RowId),
    Column("step", Integer, nullable=False),  # of escalation that brought it there; 0: its own chat
    Column("message_id", RowId),  # null: it has not arrived yet
    Column("shown", Integer, nullable=False),  # the version that it shows
    Column(
        "summary_id", RowId, index=True
    ),  # the notice whose one message tells of it with others; null: it has its own
    UniqueConstraint("chat_id", "incident_id", "step"),
)

escalations = Table(  # where a chat's incidents go that nobody takes in hand; no row: nowhere
    "escalations",
    metadata,
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),
    Column("after_minutes", Integer, nullable=False),  # from one step to the next; 0: never
    Column("to_chat", TelegramId),  # first there; null: nowhere
    Column("to_thread", RowId),  # and in this forum topic of it
    Column("to_duty", Boolean, nullable=False),  # then to whoever is on duty, in private
    Column("to_owners", Boolean, nullable=False),  # then to the owners
)
