"""Orders and schedules remember their forum topic; notices, that somebody else was told instead."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision: str | None = "0004"

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the columns: what there is belongs to no topic, and nobody was told instead of anybody."""
    for table in ("orders", "schedules"):
        op.add_column(table, sa.Column("thread_id", ROW_ID))
    op.add_column("notices", sa.Column("told_instead_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Take them away; what sleeps or is untold ends as dropped, which the older Keydesk knows."""
    op.execute("UPDATE notices SET state = 'dropped' WHERE state IN ('asleep', 'untold')")
    op.drop_column("notices", "told_instead_at")
    for table in ("schedules", "orders"):
        op.drop_column(table, "thread_id")
