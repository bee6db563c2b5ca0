"""By which zone a chat's limits count the day on which its zone was changed."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision: str | None = "0044"


def upgrade() -> None:
    """No day is counted by another zone than the chat's."""
    op.add_column("chats", sa.Column("zone_before", sa.String(64)))
    op.add_column("chats", sa.Column("zone_day", sa.String(10)))


def downgrade() -> None:
    """From now on by the chat's zone at once."""
    op.drop_column("chats", "zone_day")
    op.drop_column("chats", "zone_before")
