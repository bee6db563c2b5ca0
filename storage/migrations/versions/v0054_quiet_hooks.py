"""Quiet hours of hooks and heartbeats, as alerts have them."""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision: str | None = "0053"


def upgrade() -> None:
    """Those that are there have none: they come at any hour, as before."""
    op.add_column("hooks", sa.Column("quiet", sa.String(11)))


def downgrade() -> None:
    """They come at any hour again."""
    op.drop_column("hooks", "quiet")
