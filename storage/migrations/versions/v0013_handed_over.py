"""Since when a customer has keys of an order, or may have."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision: str | None = "0012"


def upgrade() -> None:
    """Of orders that are not delivered as a whole, who has used a claim has keys of it."""
    op.add_column("orders", sa.Column("handed_at", sa.DateTime(timezone=True)))
    op.execute(
        "UPDATE orders SET handed_at = (SELECT max(claims.used_at) FROM claims"
        " WHERE claims.order_id = orders.id AND claims.used_by = orders.customer_id)"
        " WHERE customer_id IS NOT NULL AND status <> 'delivered'"
    )


def downgrade() -> None:
    """Forget it: the older Keydesk goes by whether the order is delivered."""
    with op.batch_alter_table("orders") as table:
        table.drop_column("handed_at")
