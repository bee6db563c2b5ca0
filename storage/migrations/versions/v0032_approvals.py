"""Approvals: orders above a limit that wait for the yes of others, and how many a limit asks for."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision: str | None = "0031"


def _row(name: str) -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    return sa.Column(name, kind, autoincrement=False, nullable=False)


def upgrade() -> None:
    """Add them empty; one yes is enough for the limits there are."""
    quorum = sa.Column("quorum", sa.Integer(), server_default="1", nullable=False)
    op.add_column("limits", quorum)
    op.add_column("orders", sa.Column("asked_at", sa.DateTime(timezone=True)))
    op.create_table(
        "approvals",
        _row("order_id"),
        sa.Column("quorum", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("over", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("order_id", name="pk_approvals"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_approvals_order_id"),
    )
    op.create_index("ix_approvals_expires_at", "approvals", ["expires_at"])
    op.create_table(
        "approval_chats",
        _row("order_id"),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("order_id", "chat_id", name="pk_approval_chats"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_approval_chats_order_id"),
    )
    op.create_table(
        "approval_votes",
        _row("order_id"),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("yes", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("order_id", "user_id", name="pk_approval_votes"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_approval_votes_order_id"),
    )
    op.create_table(
        "approval_cards",
        _row("order_id"),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        _row("message_id"),
        sa.PrimaryKeyConstraint("order_id", "chat_id", "message_id", name="pk_approval_cards"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_approval_cards_order_id"),
    )


def downgrade() -> None:
    """Call off what waits: an earlier version knows nobody who could decide it."""
    op.execute(
        "UPDATE orders SET status = 'expired', reason = 'cancelled'"
        " WHERE status IN ('awaiting_approval', 'approved')"
    )
    for table in ("approval_cards", "approval_votes", "approval_chats", "approvals"):
        op.drop_table(table)
    op.drop_column("orders", "asked_at")
    op.drop_column("limits", "quorum")
