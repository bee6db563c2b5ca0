"""Since when a person is known, so that a name can be held against it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision: str | None = "0006"


def upgrade() -> None:
    """Add the column; of people met before, nobody knows since when."""
    op.add_column("users", sa.Column("met_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Drop it: the older Keydesk does not ask."""
    op.drop_column("users", "met_at")
