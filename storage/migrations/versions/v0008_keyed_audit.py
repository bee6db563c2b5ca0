"""The chain of the audit gets a key, which is made by the next start: here no secret is known."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision: str | None = "0007"


def upgrade() -> None:
    """Make room for keys and for what they say of each row and of the end; what stands there stays."""
    op.create_table(
        "audit_keys",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_by", sa.String(16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_keys"),
    )
    for table in ("audit", "audit_head"):
        op.add_column(table, sa.Column("key_id", sa.String(16)))
        op.add_column(table, sa.Column("mac", sa.String(64)))


def downgrade() -> None:
    """Drop them: to the older Keydesk the same rows are a chain without a key."""
    for table in ("audit_head", "audit"):
        op.drop_column(table, "mac")
        op.drop_column(table, "key_id")
    op.drop_table("audit_keys")
