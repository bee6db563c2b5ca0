"""Stock: last quotes of offers, wishes to hear when a product is back, own stock and what is low of it."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from storage.columns import Money, RowId, TelegramId, UtcTime
from storage.tables.metadata import metadata

quotes = Table(  # what was read last of each offer, and what its price was before it moved
    "quotes",
    metadata,
    Column("offer_id", RowId, ForeignKey("offers.id"), primary_key=True, autoincrement=False),
    Column("unit_price", Money),  # null: no quote was ever read
    Column("stock", BigInteger),  # null beside a price: unlimited
    Column("more", BigInteger, nullable=False),  # so many besides, at other prices
    Column("read_at", UtcTime),  # when the quote was read
    Column("trouble", String(32)),  # of the last try, as of services/stock.py; null: it was read
    Column("tried_at", UtcTime, nullable=False),
    Column("price_before", Money),  # what it cost before its price moved
    Column("moved_at", UtcTime),  # since when it costs something else than that
)

stock_wishes = Table(  # who is told, once, when a product is back
    "stock_wishes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("product_id", RowId, ForeignKey("products.id"), nullable=False),
    Column("chat_id", TelegramId, nullable=False),
    Column("user_id", TelegramId, nullable=False, index=True),
    # As it was called that day; below that, the ids of products merged into it that were wished too.
    Column("product", String(200), nullable=False),
    Column("made_at", UtcTime, nullable=False),
    UniqueConstraint("product_id", "chat_id", "user_id"),
)

stock_watches = Table(  # when a wished product is looked at next: who moves that on looks
    "stock_watches",
    metadata,
    Column("product_id", RowId, ForeignKey("products.id"), primary_key=True, autoincrement=False),
    Column("due_at", UtcTime, nullable=False, index=True),
)

own_keys = Table(  # own stock: keys the desk has already, each sold once
    "own_keys",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("offer_id", RowId, ForeignKey("offers.id"), nullable=False),
    Column("state", String(16), nullable=False),  # see storage/own_keys.py
    Column("txn_id", String(64), unique=True),  # of the purchase that it was taken for
    Column("sealed", LargeBinary, nullable=False),
    Column("fingerprint", String(64), nullable=False, unique=True),
    Column("bare_fingerprint", String(64), nullable=False, index=True),
    Column("mask", String(64), nullable=False),
    Column("cost", Money, nullable=False),  # without zeros behind: what a buyer pays for it
    Column("sold_until", UtcTime, nullable=False),  # its expiry; the year 9999: it has none
    Column("came_by", String(16), nullable=False),  # added: by a person; kept: from an order
    Column("from_order_id", RowId, ForeignKey("orders.id")),
    Column("batch", String(16), index=True),  # what was read together and waits for a yes
    Column("added_by", TelegramId, nullable=False),
    Column("added_at", UtcTime, nullable=False),
    Column("taken_at", UtcTime),
    # The line in which keys are sold, of all and of those at one cost.
    Index("ix_own_keys_line", "offer_id", "state", "sold_until", "id"),
    Index("ix_own_keys_line_at_cost", "offer_id", "state", "cost", "sold_until", "id"),
)

own_key_samples = Table(  # by which a key is found inside another: see Vault.samples
    "own_key_samples",
    metadata,
    Column("mark", BigInteger, primary_key=True, autoincrement=False),
    Column(
        "own_key_id",
        RowId,
        ForeignKey("own_keys.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        index=True,
    ),
    sqlite_with_rowid=False,
)

# Products of which it was told that own stock is low; none any more: it is up again.
low_stock = Table(
    "low_stock",
    metadata,
    Column(
        "product_id",
        RowId,
        ForeignKey("products.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("told_at", UtcTime, nullable=False),
)
