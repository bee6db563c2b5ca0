"""The audit: its chain of rows, its end, its keys, and the nights it was looked through."""

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, Text

from storage.columns import RowId, TelegramId, UtcTime
from storage.tables.metadata import metadata

audit = Table(
    "audit",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("actor_id", TelegramId),  # null: the desk itself
    Column("chat_id", TelegramId),
    Column("action", String(64), nullable=False),
    Column("subject", String(200), nullable=False, index=True),
    Column("facts", Text, nullable=False),  # JSON as it was hashed, byte for byte
    Column("previous", String(64), nullable=False, unique=True),  # so that the chain cannot fork
    Column("hash", String(64), nullable=False),
    Column("key_id", String(16)),  # of audit_keys; null: from before the chain was keyed
    Column("mac", String(64)),  # of the hash, by that key
    # By these two a row is found; neither is in its hash, nothing is proven by them.
    Column("home_id", TelegramId),  # whose people may see it: see services/audit/kinds.py
    Column("kind", String(16), nullable=False, server_default="desk"),
    Index("ix_audit_at", "at"),
    Index("ix_audit_kind_at", "kind", "at"),
    Index("ix_audit_actor_id_at", "actor_id", "at"),
    Index("ix_audit_home_id_at", "home_id", "at"),
    Index("ix_audit_home_id_kind_at", "home_id", "kind", "at"),
    Index("ix_audit_home_id_actor_id_at", "home_id", "actor_id", "at"),
    Index("ix_audit_actor_id_kind_at", "actor_id", "kind", "at"),
    Index("ix_audit_home_id_actor_id_kind_at", "home_id", "actor_id", "kind", "at"),
)

audit_head = Table(  # one row: the end of the chain, so that a missing last row shows too
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("rows", RowId, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("key_id", String(16)),
    Column("mac", String(64)),  # of both, by that key
)

audit_keys = Table(  # what keys the chain: it outlives the secrets it is sealed under
    "audit_keys",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("sealed_by", String(16), nullable=False),  # the secret that opens it
    Column("made_at", UtcTime, nullable=False),
)

audit_nights = Table(  # the chain is looked through every night: the row is the claim
    "audit_nights",
    metadata,
    Column("night", UtcTime, primary_key=True),  # when it was due
    Column("begun_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Column("rows", RowId),  # that fit
    Column("trouble", String(16)),  # a Trouble of services/audit/verifying.py; null: none
)
