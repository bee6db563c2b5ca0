"""Keys in plain may be let go: since when a key is not kept any more."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision: str | None = "0033"


def upgrade() -> None:
    """None is let go yet. A version before finds of one that is that no secret opens it, and says so."""
    op.add_column("keys", sa.Column("let_go_at", sa.DateTime(timezone=True)))
    op.create_index("ix_keys_let_go_at_handed_at_id", "keys", ["let_go_at", "handed_at", "id"])


def downgrade() -> None:
    """What was let go stays so; since when is forgotten."""
    op.drop_index("ix_keys_let_go_at_handed_at_id", "keys")
    with op.batch_alter_table("keys") as table:
        table.drop_column("let_go_at")
