"""The catalog: products and what they are found by, their offers, and changes that can be undone."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    false,
)

from storage.columns import Money, RowId, TelegramId, UtcTime
from storage.tables.metadata import metadata

products = Table(
    "products",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("name_key", String(200), nullable=False, unique=True),  # folded, so "gta v" is "GTA V"
    Column("created_at", UtcTime, nullable=False),
    Column("paused_at", UtcTime),  # not offered since then; null: it is sold
    Column("own_first", Boolean, nullable=False, server_default=false()),  # own stock before others
    Column("low_mark", Integer),  # so many keys of own stock, or fewer, are few
    Column("price_ceiling", Money),  # a key that costs more asks for approval
    Column("ceiling_currency", String(3)),  # there where there is a ceiling
)

product_words = Table(  # what a product is found by besides its name
    "product_words",
    metadata,
    Column("product_id", RowId, ForeignKey("products.id"), primary_key=True),
    Column("word_key", String(200), primary_key=True),  # folded
    Column("word", String(120), nullable=False),
)

offers = Table(
    "offers",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("product_id", RowId, ForeignKey("products.id"), nullable=False, index=True),
    Column("provider", String(64), nullable=False),
    Column("external_id", String(200), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("country", String(2), nullable=False, default=""),
    Column("created_at", UtcTime, nullable=False),
    Column("removed_at", UtcTime),  # orders keep pointing here, so an offer is only put away
    UniqueConstraint("provider", "external_id", "currency", "country"),
)

catalog_changes = Table(  # what can be undone; its row of the audit names its number
    "catalog_changes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("actor_id", TelegramId, nullable=False),
    Column("action", String(64), nullable=False),
    Column("undoes", RowId, ForeignKey("catalog_changes.id")),
)

catalog_change_parts = Table(  # what a change found and left, field by field
    "catalog_change_parts",
    metadata,
    Column("change_id", RowId, ForeignKey("catalog_changes.id"), primary_key=True),
    Column("thing", String(8), primary_key=True),  # product, offer
    Column("thing_id", RowId, primary_key=True, autoincrement=False),
    Column("field", String(208), primary_key=True),  # a field of services/catalog/fields.py
    Column("before", String(200)),
    Column("after", String(200)),
    Index("ix_catalog_change_parts_thing", "thing", "thing_id", "field", "change_id"),
)
