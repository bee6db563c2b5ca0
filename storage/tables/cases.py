"""Cases of customers: what is said in them, their cards, settings, and ready answers."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from storage.columns import RowId, TelegramId, UtcTime
from storage.tables.metadata import metadata

cases = Table(  # a customer's trouble with a key, from the report to its end
    "cases",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("order_id", RowId, ForeignKey("orders.id"), nullable=False, index=True),
    Column("key_id", RowId),  # the key; null: all that the customer has of the order
    Column("product_id", RowId, nullable=False),
    Column("chat_id", TelegramId, nullable=False),  # the order's own
    Column("customer_id", TelegramId, nullable=False),
    Column("kind", String(16), nullable=False),  # a CaseKind of services/cases/states.py
    Column("status", String(16), nullable=False),  # a CaseStatus of the same
    Column(
        "open_key", String(64), unique=True
    ),  # of whom and which key while it is open, else null
    Column("opened_at", UtcTime, nullable=False),
    Column("assigned_to", TelegramId),  # who has taken it
    Column(
        "waiting_since", UtcTime
    ),  # since when the customer waits for an answer; null: they do not
    Column(
        "remind_at", UtcTime, index=True
    ),  # when the chat is told so; null: not, or told already
    Column("replacement_id", RowId, index=True),  # the order that was drawn up in its place
    Column("provider_status", String(64)),  # what the provider's books said of the key last
    Column("thread_id", RowId),  # the forum topic of its own; null: none
    Column("message_id", RowId),  # its card
    Column("ended_at", UtcTime),
    Column("ended_by", TelegramId),
    # What follows is walked along by lists: storage/case_lists.py.
    Index("ix_cases_status_id", "status", "id"),
    Index("ix_cases_chat_id_status_id", "chat_id", "status", "id"),
    Index("ix_cases_assigned_to_status_id", "assigned_to", "status", "id"),
    Index("ix_cases_waiting_since_id", "waiting_since", "id"),
    Index("ix_cases_chat_id_waiting_since_id", "chat_id", "waiting_since", "id"),
    Index("ix_cases_customer_id_id", "customer_id", "id"),
    Index("ix_cases_product_id_id", "product_id", "id"),
    Index("ix_cases_chat_id_thread_id", "chat_id", "thread_id"),
    sqlite_autoincrement=True,  # buttons carry its number: it never comes back
)

case_messages = Table(  # what customers and staff say to one another in a case
    "case_messages",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("case_id", RowId, ForeignKey("cases.id"), nullable=False),
    Column("author_id", TelegramId, nullable=False),
    Column("from_customer", Boolean, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column(
        "sealed", LargeBinary, nullable=False
    ),  # the words and the file, in which a key may stand
    Column("chat_id", TelegramId),  # where its author wrote it, so that an edit of it is known
    Column("message_id", RowId),
    Column("copy_id", RowId),  # the message that brought it to the other side
    Column("edited_at", UtcTime),
    Index("ix_case_messages_case_id_id", "case_id", "id"),
    Index("ix_case_messages_chat_id_message_id", "chat_id", "message_id"),
)

case_posts = Table(  # which messages of ours are about a case: whoever answers one speaks in it
    "case_posts",
    metadata,
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),
    Column("message_id", RowId, primary_key=True, autoincrement=False),
    Column("case_id", RowId, ForeignKey("cases.id"), nullable=False, index=True),
    Column(
        "is_card", Boolean, nullable=False, server_default=false()
    ),  # it shows how the case stands
)

case_settings = Table(  # how a chat wants its cases; no row: as services/cases/settings.py has it
    "case_settings",
    metadata,
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),
    Column("remind_after", Integer, nullable=False),  # minutes; 0: never
    Column("shows_names", Boolean, nullable=False),  # whether customers see who answers
)

reply_templates = Table(  # answers that a chat keeps ready
    "reply_templates",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat_id", TelegramId, nullable=False),
    Column("name", String(64), nullable=False),
    Column("name_key", String(128), nullable=False),  # without case
    Column("text", Text, nullable=False),
    Column("made_by", TelegramId, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    UniqueConstraint("chat_id", "name_key"),
    sqlite_autoincrement=True,
)
