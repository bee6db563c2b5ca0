"""Limits: what may be spent without asking, sums of what was, and what each order holds of them."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision: str | None = "0029"


def upgrade() -> None:
    """Add them empty: what was confirmed before counts towards nothing."""
    op.create_table(
        "limits",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("scope", sa.String(16), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("amount", sa.String(40), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_limits"),
        sa.UniqueConstraint(
            *("scope", "chat_id", "role", "user_id", "currency"),
            name="uq_limits_scope_chat_id_role_user_id_currency",
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "spent",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("period", sa.String(10), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "user_id", "period", "currency", name="pk_spent"),
    )
    op.add_column("orders", sa.Column("held", sa.BigInteger()))
    op.add_column("orders", sa.Column("held_day", sa.String(10)))
    op.add_column("orders", sa.Column("held_desk_day", sa.String(10)))


def downgrade() -> None:
    """Forget them: an earlier version knows no limits."""
    for column in ("held_desk_day", "held_day", "held"):
        op.drop_column("orders", column)
    op.drop_table("spent")
    op.drop_table("limits")
