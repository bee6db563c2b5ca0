"""Orders that something is still to be done for are rows of work; what was asked back is written down."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision: str | None = "0014"

_OPEN = "('paying', 'paid', 'uncertain', 'keyed', 'delivered')"


def upgrade() -> None:
    """Carry the next look of each open order over. What is being taken back may have been asked for."""
    moment = sa.DateTime(timezone=True)
    facts = "'{}'::json" if op.get_bind().dialect.name == "postgresql" else "'{}'"
    op.execute(
        "INSERT INTO work (kind, subject, line, facts, due_at, tries, made_at)"  # noqa: S608 - our own words
        f" SELECT 'order', CAST(id AS VARCHAR(64)), provider, {facts}, due_at, tries,"
        " COALESCE(confirmed_at, created_at)"
        f" FROM orders WHERE due_at IS NOT NULL AND status IN {_OPEN}"
    )
    op.add_column("purchases", sa.Column("asked_back_at", moment))
    op.execute(
        "UPDATE purchases SET asked_back_at = COALESCE(settled_at, sent_at,"
        " (SELECT created_at FROM orders WHERE orders.id = purchases.order_id))"
        " WHERE status = 'reversing'"
    )
    op.drop_index("ix_orders_status_due_at", "orders")
    with op.batch_alter_table("orders") as table:
        table.drop_column("due_at")
        table.drop_column("tries")
        table.add_column(sa.Column("replaces", _row_id()))
    op.create_index("ix_orders_status_created_at", "orders", ["status", "created_at"])
    op.create_index("ix_orders_replaces", "orders", ["replaces"])


def downgrade() -> None:
    """Carry it back: the older Keydesk looks at these orders when they are due."""
    op.drop_index("ix_orders_replaces", "orders")
    op.drop_index("ix_orders_status_created_at", "orders")
    with op.batch_alter_table("orders") as table:
        table.drop_column("replaces")
        table.add_column(sa.Column("due_at", sa.DateTime(timezone=True)))
        table.add_column(sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("orders") as table:
        table.alter_column("tries", server_default=None)
    op.create_index("ix_orders_status_due_at", "orders", ["status", "due_at"])
    waits = "FROM work WHERE work.kind = 'order' AND work.subject = CAST(orders.id AS VARCHAR(64))"
    op.execute(
        f"UPDATE orders SET due_at = (SELECT due_at {waits}),"  # noqa: S608 - our own words
        f" tries = COALESCE((SELECT tries {waits}), 0) WHERE EXISTS (SELECT 1 {waits})"
    )
    op.execute("DELETE FROM work WHERE kind = 'order'")
    with op.batch_alter_table("purchases") as table:
        table.drop_column("asked_back_at")


def _row_id() -> sa.BigInteger:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")
