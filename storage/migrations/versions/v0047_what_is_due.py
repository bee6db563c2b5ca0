"""What is due is found by an index: schedules by their next time, and notices in a sender's hands."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcTime

revision = "0047"
down_revision: str | None = "0046"


def upgrade() -> None:
    """Each schedule is looked at once, and its next time written down."""
    op.add_column("schedules", sa.Column("due_at", UtcTime()))
    op.add_column("schedules", sa.Column("looked_at", UtcTime()))
    op.create_index("ix_schedules_due_at", "schedules", ["due_at"])
    op.create_index("ix_schedules_looked_at", "schedules", ["looked_at"])
    op.create_index("ix_notices_claimed_by", "notices", ["claimed_by"])


def downgrade() -> None:
    """All are gone over again."""
    op.drop_index("ix_notices_claimed_by", "notices")
    op.drop_index("ix_schedules_looked_at", "schedules")
    op.drop_index("ix_schedules_due_at", "schedules")
    op.drop_column("schedules", "looked_at")
    op.drop_column("schedules", "due_at")
