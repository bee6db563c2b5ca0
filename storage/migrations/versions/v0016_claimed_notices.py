"""Notices are claimed with a lease before they leave; old ones are found by when they ended."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision: str | None = "0015"


def upgrade() -> None:
    """Nobody has claimed anything. What was on its way is nobody's, and is settled by whoever sends first."""
    op.add_column("notices", sa.Column("claimed_by", sa.String(32)))
    op.add_column("notices", sa.Column("claimed_until", sa.DateTime(timezone=True)))
    op.create_index("ix_notices_chat_id_state", "notices", ["chat_id", "state"])
    op.create_index("ix_notices_ended_at", "notices", ["ended_at"])


def downgrade() -> None:
    """Forget who has claimed what."""
    op.drop_index("ix_notices_ended_at", "notices")
    op.drop_index("ix_notices_chat_id_state", "notices")
    op.drop_column("notices", "claimed_until")
    op.drop_column("notices", "claimed_by")
