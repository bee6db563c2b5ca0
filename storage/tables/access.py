"""Roles, grants, and single permissions switched on or off in a chat."""

from sqlalchemy import Boolean, Column, ForeignKey, String, Table

from storage.columns import TelegramId, UtcTime
from storage.tables.metadata import metadata

grants = Table(
    "grants",
    metadata,
    Column("user_id", TelegramId, primary_key=True, autoincrement=False),
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),  # 0: everywhere
    Column("role", String(32), primary_key=True),
    Column("granted_by", TelegramId, nullable=False),
    Column("granted_at", UtcTime, nullable=False),
    Column("until", UtcTime),  # it counts before this moment; none: for good
)

roles = Table(  # of the desk's own, besides those of services/access/roles.py
    "roles",
    metadata,
    Column("name", String(32), primary_key=True),  # as grants call it
    Column("name_key", String(128), nullable=False, unique=True),  # without case
    Column("made_by", TelegramId, nullable=False),
    Column("made_at", UtcTime, nullable=False),
)

role_permissions = Table(
    "role_permissions",
    metadata,
    Column("role", String(32), ForeignKey("roles.name"), primary_key=True),
    Column("permission", String(64), primary_key=True),
)

switches = Table(  # single permissions of a role, on or off in one chat
    "switches",
    metadata,
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),
    Column("role", String(32), primary_key=True),
    Column("permission", String(64), primary_key=True),
    Column("allowed", Boolean, nullable=False),
)
