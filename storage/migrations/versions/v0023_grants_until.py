"""Grants with an end: the moment from which a role that was given counts no more."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision: str | None = "0022"


def upgrade() -> None:
    """Add the column: what was granted so far was granted for good."""
    op.add_column("grants", sa.Column("until", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Take away what has an end: an earlier version would let it count for ever."""
    op.execute("DELETE FROM grants WHERE until IS NOT NULL")
    op.drop_column("grants", "until")
