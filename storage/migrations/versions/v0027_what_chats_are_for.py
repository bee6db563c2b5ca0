"""What a group is for, and the language it is spoken to in."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision: str | None = "0026"


def upgrade() -> None:
    """Nothing is chosen yet."""
    op.add_column("chats", sa.Column("purpose", sa.String(16)))
    op.add_column("chats", sa.Column("language", sa.String(16)))


def downgrade() -> None:
    """Forget what was chosen."""
    op.drop_column("chats", "language")
    op.drop_column("chats", "purpose")
