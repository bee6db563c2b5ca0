"""What purchases were charged at, by the provider's books, and the orders of which that is to be read."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision: str | None = "0005"


def upgrade() -> None:
    """Add it empty: of what was bought before, the price that was confirmed stands."""
    op.add_column("purchases", sa.Column("charged", sa.String(40), nullable=True))
    op.add_column("purchases", sa.Column("charged_currency", sa.String(3), nullable=True))
    op.create_table(
        "unread_charges",
        sa.Column(
            "order_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name="fk_unread_charges_order_id_orders"
        ),
        sa.PrimaryKeyConstraint("order_id", name="pk_unread_charges"),
    )
    op.create_index("ix_unread_charges_due_at", "unread_charges", ["due_at"])


def downgrade() -> None:
    """Forget it: the older Keydesk takes every purchase for charged as confirmed."""
    op.drop_table("unread_charges")
    with op.batch_alter_table("purchases") as table:
        table.drop_column("charged_currency")
        table.drop_column("charged")
