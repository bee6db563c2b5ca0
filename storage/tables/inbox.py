"""The inbox: updates taken from Telegram."""

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from storage.columns import RowId, UtcTime
from storage.tables.metadata import metadata

inbox = Table(  # updates taken from Telegram, each once
    "inbox",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=False),  # Telegram's update_id
    Column("sealed", LargeBinary),  # the update itself; null: handled
    Column("taken_at", UtcTime, nullable=False, index=True),
    Column("tries", Integer, nullable=False),  # processes that have had it in hand
    Column("claimed_by", String(32)),
    Column("claimed_until", UtcTime, index=True),
    Column("acted_at", UtcTime),  # when something was done about it that is not to be done twice
)
