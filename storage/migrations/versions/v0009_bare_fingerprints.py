"""By what keys are found in any dress, and which shapes keys have."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision: str | None = "0008"


def upgrade() -> None:
    """Add it empty: only the running desk can open the keys, and fills it in small steps."""
    op.add_column("keys", sa.Column("bare_fingerprint", sa.String(64), nullable=True))
    op.create_index("ix_keys_bare_fingerprint", "keys", ["bare_fingerprint"])
    op.create_table(
        "key_shapes",
        sa.Column("shape", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint("shape", name="pk_key_shapes"),
    )


def downgrade() -> None:
    """Drop it: the older Keydesk finds keys as they came."""
    op.drop_table("key_shapes")
    op.drop_index("ix_keys_bare_fingerprint", "keys")
    with op.batch_alter_table("keys") as table:
        table.drop_column("bare_fingerprint")
