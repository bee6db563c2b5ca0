"""Hooks, by which other systems post into a chat."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision: str | None = "0041"


def upgrade() -> None:
    """Add the table, empty."""
    row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "hooks",
        sa.Column("id", row_id, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", row_id),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("every", sa.Integer()),
        sa.Column("severity", sa.String(16), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("full_at", sa.DateTime(timezone=True)),
        sa.Column("heard_at", sa.DateTime(timezone=True)),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("missed_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_hooks"),
        sa.UniqueConstraint("token_digest", name="uq_hooks_token_digest"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_hooks_chat_id", "hooks", ["chat_id"])
    op.create_index("ix_hooks_due_at", "hooks", ["due_at"])


def downgrade() -> None:
    """Forget them: their addresses are none any more."""
    op.drop_table("hooks")
