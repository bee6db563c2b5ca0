"""Objects at providers that are being changed, each by one at a time."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision: str | None = "0016"


def upgrade() -> None:
    """Add it empty."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "object_changes",
        sa.Column("provider", sa.String(64), nullable=False),
        sa.Column("object_id", sa.String(200), nullable=False),
        sa.Column("holder", sa.String(32)),
        sa.Column("held_by", sa.String(200)),
        sa.Column("held_until", moment),
        sa.Column("changed_by", sa.String(200)),
        sa.Column("changed_at", moment),
        sa.PrimaryKeyConstraint("provider", "object_id", name="pk_object_changes"),
    )


def downgrade() -> None:
    """Forget it."""
    op.drop_table("object_changes")
