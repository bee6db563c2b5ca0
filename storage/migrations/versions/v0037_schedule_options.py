"""Schedules: what was set of their kind's options, and how late a missed run is made up."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision: str | None = "0036"


def upgrade() -> None:
    """Add both as they are usual: what runs today goes on as it is."""
    op.add_column("schedules", sa.Column("options", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("schedules", sa.Column("late_minutes", sa.Integer()))


def downgrade() -> None:
    """Forget what was set."""
    with op.batch_alter_table("schedules") as table:
        table.drop_column("late_minutes")
        table.drop_column("options")
