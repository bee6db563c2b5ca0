"""Totals of what was sold, and orders that changed since they were counted."""

from sqlalchemy import BigInteger, Column, Integer, String, Table

from storage.columns import RowId, TelegramId
from storage.tables.metadata import metadata

sales_totals = Table(  # sums of what was confirmed: see storage/sales_totals.py
    "sales_totals",
    metadata,
    Column("kind", String(8), primary_key=True),  # provider, offer, buyer; apart: counted anew
    Column("span", Integer, primary_key=True, autoincrement=False),  # quarters of an hour: 1, 96
    Column("quarter", Integer, primary_key=True, autoincrement=False),  # the first, since 1970
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),
    Column("about", String(64), primary_key=True),  # which provider, offer or buyer
    Column("currency", String(3), primary_key=True),
    Column("orders", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("uncertain", Integer, nullable=False),
    Column("reversed", Integer, nullable=False),
    Column("undelivered", Integer, nullable=False),
    Column("keys", Integer, nullable=False),
    Column("stocked", Integer, nullable=False),
    Column("returned", Integer, nullable=False),
    Column("costed", Integer, nullable=False),  # keys of which the books say what they cost
    Column("spent", BigInteger, nullable=False),  # this and those below in millionths
    Column("stocked_for", BigInteger, nullable=False),
    Column("returned_for", BigInteger, nullable=False),
    Column("costed_for", BigInteger, nullable=False),
    Column("cost", BigInteger, nullable=False),
)

sales_changes = Table(  # orders that changed since totals were counted; triggers write them
    "sales_changes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("order_id", RowId, nullable=False),
    sqlite_autoincrement=True,  # a number that was read never comes back
)
