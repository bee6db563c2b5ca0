"""Nights in which the audit's chain was looked through, each by one process."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision: str | None = "0019"


def upgrade() -> None:
    """Add it empty."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "audit_nights",
        sa.Column("night", moment, nullable=False),
        sa.Column("begun_at", moment, nullable=False),
        sa.Column("ended_at", moment),
        sa.Column("rows", sa.BigInteger().with_variant(sa.Integer, "sqlite")),
        sa.Column("trouble", sa.String(16)),
        sa.PrimaryKeyConstraint("night", name="pk_audit_nights"),
    )


def downgrade() -> None:
    """Forget it."""
    op.drop_table("audit_nights")
