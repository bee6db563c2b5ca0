"""What waits for a button lives in rows, so that a restart keeps it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"


def upgrade() -> None:
    """Make the table; the first version held everything in memory, so there is nothing to move."""
    op.create_table(
        "held",
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_held"),
    )
    op.create_index("ix_held_expires_at", "held", ["expires_at"])


def downgrade() -> None:
    """Drop it: the older Keydesk tells whoever presses such a button to begin again."""
    op.drop_table("held")
