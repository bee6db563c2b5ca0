"""Keys of orders, the shapes and samples by which they are found, claims, and tries refused."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    true,
)

from storage.columns import RowId, TelegramId, UtcTime
from storage.tables.metadata import metadata

keys = Table(
    "keys",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("order_id", RowId, ForeignKey("orders.id"), nullable=False, index=True),
    Column("purchase_id", RowId, ForeignKey("purchases.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("fingerprint", String(64), nullable=False, index=True),
    Column(
        "bare_fingerprint", String(64), index=True
    ),  # of its bare form; null: not worked out yet
    Column("mask", String(64), nullable=False),  # what a group may see of it
    Column(
        "twin_of", RowId, index=True
    ),  # the same key came in an earlier order: somebody was sold it twice
    Column("arrived_at", UtcTime, nullable=False),
    # By the piece: storage/pieces.py. A key is in one link at most, and one customer's at most.
    Column(
        "claim_id", RowId, index=True
    ),  # the link it was put into last; a closed one counts no more
    Column("customer_id", TelegramId),
    Column("handed_at", UtcTime),  # since when its customer has it, or may have
    Column("seen_at", UtcTime),  # when it was shown to staff: it never goes into own stock again
    Column(
        "kept_at", UtcTime
    ),  # gone into own stock: it is of this order no more, and customer_id is 0
    Column("let_go_at", UtcTime),  # since when its text is not kept: ``sealed`` is empty
    UniqueConstraint("purchase_id", "fingerprint"),
    Index("ix_keys_let_go_at_handed_at_id", "let_go_at", "handed_at", "id"),
    Index("ix_keys_customer_id_order_id", "customer_id", "order_id"),
)

key_shapes = Table(  # what texts are looked through for: see services/key_shapes.py
    "key_shapes",
    metadata,
    Column("shape", String(8), primary_key=True),
)

key_samples = Table(  # by which a key is found inside another: see Vault.samples
    "key_samples",
    metadata,
    Column("mark", BigInteger, primary_key=True, autoincrement=False),
    Column(
        "key_id",
        RowId,
        ForeignKey("keys.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sqlite_with_rowid=False,
)

samples_due = Table(  # keys of an older Keydesk, until their samples are worked out
    "samples_due",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("key_id", RowId, ForeignKey("keys.id", ondelete="CASCADE")),
    Column("own_key_id", RowId, ForeignKey("own_keys.id", ondelete="CASCADE"), index=True),
)

claims = Table(
    "claims",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("order_id", RowId, ForeignKey("orders.id"), nullable=False, index=True),
    Column("token_hash", String(64), nullable=False, unique=True),  # the token itself is not kept
    Column("made_by", TelegramId, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("used_at", UtcTime),
    Column("used_by", TelegramId),
    Column("revoked_at", UtcTime),
    # Of an order with all its keys, those that come later too; else of the keys that are in it.
    Column("whole", Boolean, nullable=False, server_default=true()),
    # In the private chat of who made it, until that message says that the link is over.
    Column("message_id", RowId, index=True),
)

claim_misses = Table(  # refused claims of a person, counted to slow guessing
    "claim_misses",
    metadata,
    Column("user_id", TelegramId, primary_key=True, autoincrement=False),
    Column("misses", Integer, nullable=False),
    Column("last_at", UtcTime, nullable=False),
    Column("barred_until", UtcTime),
)
