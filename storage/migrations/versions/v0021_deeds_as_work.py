"""Deeds as rows of work: what they need is sealed in the row, and the chat that waits follows its group."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision: str | None = "0020"


def upgrade() -> None:
    """Add the columns: the work there is, on orders, needs neither."""
    op.add_column("work", sa.Column("sealed", sa.LargeBinary()))
    op.add_column("work", sa.Column("chat_id", sa.BigInteger()))
    op.create_index("ix_work_chat_id", "work", ["chat_id"])


def downgrade() -> None:
    """Forget deeds that are under way, of which an earlier version knows nothing."""
    op.execute("DELETE FROM work WHERE kind = 'deed'")
    op.drop_index("ix_work_chat_id", "work")
    op.drop_column("work", "chat_id")
    op.drop_column("work", "sealed")
