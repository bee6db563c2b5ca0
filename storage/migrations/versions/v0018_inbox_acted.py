"""When something was done about an update that is not to be done twice."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision: str | None = "0017"


def upgrade() -> None:
    """Add the column: of updates that wait now nothing is known to have been done."""
    op.add_column("inbox", sa.Column("acted_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("inbox", "acted_at")
