"""How reports look in a chat."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision: str | None = "0042"


def upgrade() -> None:
    """Nobody has chosen yet: with tables and pictures."""
    op.add_column("chats", sa.Column("layout", sa.String(16)))


def downgrade() -> None:
    """Forget what was chosen."""
    op.drop_column("chats", "layout")
