"""The inbox: updates that were taken from Telegram, each once."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision: str | None = "0013"


def upgrade() -> None:
    """Add it empty: what an earlier Keydesk has not handled Telegram still has."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "inbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sealed", sa.LargeBinary()),
        sa.Column("taken_at", moment, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(32)),
        sa.Column("claimed_until", moment),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
    )
    op.create_index("ix_inbox_taken_at", "inbox", ["taken_at"])
    op.create_index("ix_inbox_claimed_until", "inbox", ["claimed_until"])


def downgrade() -> None:
    """Forget it."""
    op.drop_table("inbox")
