"""Indexes that lists walk along, one for each way to ask for orders or the audit, whatever their length."""

from alembic import op

revision = "0022"
down_revision: str | None = "0021"

_INDEXES = (
    ("orders", "status", "id"),
    ("orders", "chat_id", "status", "id"),
    ("orders", "buyer_id", "id"),
    ("orders", "buyer_id", "chat_id", "id"),
    ("orders", "customer_id", "id"),
    ("audit", "actor_id", "kind", "at"),
    ("audit", "home_id", "actor_id", "kind", "at"),
)


def upgrade() -> None:
    """Add them; the one of customers alone is the beginning of a longer one."""
    for table, *columns in _INDEXES:
        op.create_index(_name(table, *columns), table, columns)
    op.drop_index("ix_orders_customer_id", "orders")


def downgrade() -> None:
    """Lists read and sort all that they choose from again."""
    op.create_index("ix_orders_customer_id", "orders", ["customer_id"])
    for table, *columns in _INDEXES:
        op.drop_index(_name(table, *columns), table)


def _name(table: str, *columns: str) -> str:
    return "_".join(("ix", table, *columns))
