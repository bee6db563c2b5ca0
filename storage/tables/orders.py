"""Orders, their purchases, marks, and charges that are still to be read."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import Money, RowId, TelegramId, UtcTime
from storage.tables.metadata import metadata

orders = Table(
    "orders",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("number", String(16), nullable=False, unique=True),
    Column("status", String(24), nullable=False),
    Column("reason", String(64)),  # why it failed or waits: a stable word
    Column("offer_id", RowId, ForeignKey("offers.id"), nullable=False),
    Column("provider", String(64), nullable=False),
    Column("product", String(200), nullable=False),  # as it was called that day
    Column("count", Integer, nullable=False),
    Column("unit_price", Money, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("buyer_id", TelegramId, nullable=False),
    Column("chat_id", TelegramId, nullable=False),
    Column("message_id", RowId),  # the card, once it is posted
    Column("customer_id", TelegramId),  # who has it as a whole; 0: it goes by the piece
    Column("created_at", UtcTime, nullable=False),
    Column("confirmed_at", UtcTime),
    Column("ended_at", UtcTime),  # delivered, failed, expired, reversed, rejected
    Column("thread_id", RowId),  # the forum topic it was made in; null: none, or General
    Column("handed_at", UtcTime),  # since when its customer has keys of it, or may have
    Column("replaces", RowId, index=True),  # the order that it was drawn up in place of
    Column("held", BigInteger),  # what it holds of limits, in millionths; null: never confirmed
    Column("held_day", String(10)),  # the day it counts in, by its chat's zone; its month too
    Column("held_desk_day", String(10)),  # the same by the desk's zone, for limits everywhere
    Column("asked_at", UtcTime),  # when approval was asked for it; null: never
    Column(
        "instead_of", RowId, index=True
    ),  # the first that failed, of those it is bought instead of
    Column("case_id", RowId, index=True),  # the case whose key it is to replace
    Column("given_before", Text),  # the orders that its question named as given before, by number
    Index("ix_orders_status_created_at", "status", "created_at"),
    Index("ix_orders_confirmed_at", "confirmed_at"),
    # What follows is walked along by lists: storage/order_lists.py.
    Index("ix_orders_status_id", "status", "id"),
    Index("ix_orders_chat_id_id", "chat_id", "id"),
    Index("ix_orders_chat_id_status_id", "chat_id", "status", "id"),
    Index("ix_orders_buyer_id_id", "buyer_id", "id"),
    Index("ix_orders_buyer_id_chat_id_id", "buyer_id", "chat_id", "id"),
)

purchases = Table(  # one call to the provider each: one key, one transaction id
    "purchases",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("order_id", RowId, ForeignKey("orders.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("txn_id", String(64), nullable=False, unique=True),
    Column("status", String(16), nullable=False),  # a PurchaseStatus of services/orders/states.py
    Column("reason", String(64)),
    Column("reference", String(128)),  # the provider's own order id
    Column("sent_at", UtcTime),
    Column("settled_at", UtcTime),
    Column("charged", Money),  # by the provider's books; null: as confirmed, or not read
    Column("charged_currency", String(3)),
    Column("cost", Money),  # what it costs us by those books, in that currency; null: not read
    Column("asked_back_at", UtcTime),  # when its provider was last asked to take it back
    UniqueConstraint("order_id", "position"),
)

# What happened to an order that a person should look at, and has no end of its own.
order_marks = Table(
    "order_marks",
    metadata,
    Column("order_id", RowId, ForeignKey("orders.id"), primary_key=True, autoincrement=False),
    Column("what", String(16), primary_key=True),  # see storage/order_marks.py
    Column("at", UtcTime, nullable=False, index=True),
)

unread_charges = Table(  # orders of which it is still to be read what they were charged at
    "unread_charges",
    metadata,
    Column("order_id", RowId, ForeignKey("orders.id"), primary_key=True, autoincrement=False),
    Column("due_at", UtcTime, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
)
