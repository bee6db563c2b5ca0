"""Keys are handed over by the piece: each has its customer, and the link it is in."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision: str | None = "0027"


def upgrade() -> None:
    """What an order's customer has, or was sent, is theirs key by key; open links are of all keys.

    The columns of orders stay and are written: a desk of the version before goes on, and hands nothing out
    of an order that goes by the piece, which is somebody else's to it.
    """
    op.add_column(
        "keys", sa.Column("claim_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"))
    )
    op.add_column("keys", sa.Column("customer_id", sa.BigInteger()))
    op.add_column("keys", sa.Column("handed_at", sa.DateTime(timezone=True)))
    op.add_column(
        "claims", sa.Column("whole", sa.Boolean(), nullable=False, server_default=sa.true())
    )
    op.execute(
        "UPDATE keys SET customer_id = (SELECT orders.customer_id FROM orders"
        " WHERE orders.id = keys.order_id),"
        " handed_at = (SELECT coalesce(orders.handed_at, CASE WHEN orders.status IN"
        " ('delivered', 'reversed') THEN orders.ended_at END) FROM orders"
        " WHERE orders.id = keys.order_id)"
        " WHERE order_id IN (SELECT id FROM orders WHERE customer_id IS NOT NULL)"
    )
    op.execute(
        "UPDATE keys SET claim_id = (SELECT max(claims.id) FROM claims"
        " WHERE claims.order_id = keys.order_id"
        " AND claims.used_at IS NULL AND claims.revoked_at IS NULL)"
        " WHERE customer_id IS NULL AND order_id IN (SELECT order_id FROM claims"
        " WHERE used_at IS NULL AND revoked_at IS NULL)"
    )
    op.create_index("ix_keys_claim_id", "keys", ["claim_id"])
    op.create_index("ix_keys_customer_id_order_id", "keys", ["customer_id", "order_id"])
    op.drop_index("ix_orders_customer_id_id", "orders")


def downgrade() -> None:
    """The version before knows one customer an order: links of a part end, and what goes by the piece is
    handed to nobody more there. Whose each key is, is forgotten.
    """
    op.create_index("ix_orders_customer_id_id", "orders", ["customer_id", "id"])
    op.execute(
        "UPDATE claims SET revoked_at = expires_at"
        " WHERE NOT whole AND used_at IS NULL AND revoked_at IS NULL"
    )
    op.drop_index("ix_keys_customer_id_order_id", "keys")
    op.drop_index("ix_keys_claim_id", "keys")
    with op.batch_alter_table("claims") as table:
        table.drop_column("whole")
    with op.batch_alter_table("keys") as table:
        table.drop_column("handed_at")
        table.drop_column("customer_id")
        table.drop_column("claim_id")
