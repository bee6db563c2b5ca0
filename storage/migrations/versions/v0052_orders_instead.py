"""What an order was asked about for: the case that it was drawn up in, or another order that had failed."""

import sqlalchemy as sa
from alembic import op

from storage.columns import RowId

revision = "0052"
down_revision: str | None = "0051"


def upgrade() -> None:
    """Of what stands for a replacement now it is known which case has it; the others stay without."""
    op.add_column("orders", sa.Column("instead_of", RowId))
    op.add_column("orders", sa.Column("case_id", RowId))
    op.add_column("orders", sa.Column("given_before", sa.Text()))
    op.create_index("ix_orders_instead_of", "orders", ["instead_of"])
    op.create_index("ix_orders_case_id", "orders", ["case_id"])
    anew = "(SELECT MAX(orders.id) FROM orders WHERE orders.replaces = cases.replacement_id)"
    op.execute(
        f"UPDATE cases SET replacement_id = {anew}"  # noqa: S608 - our own words
        f" WHERE status = 'open' AND {anew} IS NOT NULL"
    )
    mine = "(SELECT MAX(cases.id) FROM cases WHERE cases.replacement_id = orders.id)"
    op.execute(f"UPDATE orders SET case_id = {mine}")  # noqa: S608 - the same


def downgrade() -> None:
    """Cases and orders stay as they are."""
    op.drop_index("ix_orders_case_id", "orders")
    op.drop_index("ix_orders_instead_of", "orders")
    for name in ("given_before", "case_id", "instead_of"):
        op.drop_column("orders", name)
