"""Keys of an order that went into own stock, and keys that somebody of the staff has seen."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision: str | None = "0030"


def upgrade() -> None:
    """Add both. Of what was shown before, the audit knows the orders: all their keys count as seen.

    A desk of the version before that still runs hands no kept key out: it has a customer, who is nobody.
    """
    op.add_column("keys", sa.Column("seen_at", sa.DateTime(timezone=True)))
    op.add_column("keys", sa.Column("kept_at", sa.DateTime(timezone=True)))
    op.execute(
        "UPDATE keys SET seen_at = arrived_at WHERE order_id IN (SELECT orders.id FROM orders"
        " JOIN audit ON audit.subject = orders.number WHERE audit.action = 'keys.revealed')"
    )


def downgrade() -> None:
    """Forget both; what was kept stays nobody's to hand out."""
    op.drop_column("keys", "kept_at")
    op.drop_column("keys", "seen_at")
