"""Customers' cases: what is said in them, where they are told, and the ready answers of chats."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision: str | None = "0028"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)
_INDEXES = (
    ("order_id",),
    ("remind_at",),
    ("replacement_id",),
    ("status", "id"),
    ("chat_id", "status", "id"),
    ("assigned_to", "status", "id"),
    ("waiting_since", "id"),
    ("chat_id", "waiting_since", "id"),
    ("customer_id", "id"),
    ("product_id", "id"),
    ("chat_id", "thread_id"),
)


def upgrade() -> None:
    """Add them empty."""
    op.create_table(
        "cases",
        sa.Column("id", _ID, nullable=False),
        sa.Column("order_id", _ID, nullable=False),
        sa.Column("key_id", _ID),
        sa.Column("product_id", _ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("open_key", sa.String(64)),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("assigned_to", sa.BigInteger()),
        sa.Column("waiting_since", _MOMENT),
        sa.Column("remind_at", _MOMENT),
        sa.Column("replacement_id", _ID),
        sa.Column("provider_status", sa.String(64)),
        sa.Column("thread_id", _ID),
        sa.Column("message_id", _ID),
        sa.Column("ended_at", _MOMENT),
        sa.Column("ended_by", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_cases_order_id"),
        sa.UniqueConstraint("open_key", name="uq_cases_open_key"),
        sqlite_autoincrement=True,
    )
    for columns in _INDEXES:
        op.create_index(f"ix_cases_{'_'.join(columns)}", "cases", list(columns))
    op.create_table(
        "case_messages",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("from_customer", sa.Boolean(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_messages"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_messages_case_id"),
    )
    op.create_index("ix_case_messages_case_id_id", "case_messages", ["case_id", "id"])
    op.create_table(
        "case_posts",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name="pk_case_posts"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_posts_case_id"),
    )
    op.create_index("ix_case_posts_case_id", "case_posts", ["case_id"])
    op.create_table(
        "case_settings",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("remind_after", sa.Integer(), nullable=False),
        sa.Column("shows_names", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_case_settings"),
    )
    op.create_table(
        "reply_templates",
        sa.Column("id", _ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("name_key", sa.String(128), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reply_templates"),
        sa.UniqueConstraint("chat_id", "name_key", name="uq_reply_templates_chat_id_name_key"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Forget them: an earlier version knows none."""
    for table in ("reply_templates", "case_settings", "case_posts", "case_messages", "cases"):
        op.drop_table(table)
