"""Low own stock: of which products it was told."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision: str | None = "0032"

_ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add it empty: what is low now is told."""
    op.create_table(
        "low_stock",
        sa.Column("product_id", _ROW_ID, nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("product_id", name="pk_low_stock"),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name="fk_low_stock_product_id", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    """Forget it."""
    op.drop_table("low_stock")
