"""Which message shows a claim link to who made it, so that it can say when the link works no more."""

import sqlalchemy as sa
from alembic import op

from storage.columns import RowId

revision = "0050"
down_revision: str | None = "0049"


def upgrade() -> None:
    """Of the links of before it is not known."""
    op.add_column("claims", sa.Column("message_id", RowId))
    op.create_index("ix_claims_message_id", "claims", ["message_id"])


def downgrade() -> None:
    """The messages stay as they were sent."""
    op.drop_index("ix_claims_message_id", "claims")
    op.drop_column("claims", "message_id")
