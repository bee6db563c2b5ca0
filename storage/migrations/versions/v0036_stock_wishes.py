"""Wishes to be told when a product is back, and when each wished product is looked at next."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision: str | None = "0035"


def upgrade() -> None:
    """Add both, empty."""
    row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "stock_wishes",
        sa.Column("id", row_id, nullable=False),
        sa.Column("product_id", row_id, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("product", sa.String(200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stock_wishes"),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name="fk_stock_wishes_product_id_products"
        ),
        sa.UniqueConstraint(
            *("product_id", "chat_id", "user_id"),
            name="uq_stock_wishes_product_id_chat_id_user_id",
        ),
    )
    op.create_index("ix_stock_wishes_user_id", "stock_wishes", ["user_id"])
    op.create_table(
        "stock_watches",
        sa.Column("product_id", row_id, autoincrement=False, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("product_id", name="pk_stock_watches"),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name="fk_stock_watches_product_id_products"
        ),
    )
    op.create_index("ix_stock_watches_due_at", "stock_watches", ["due_at"])


def downgrade() -> None:
    """Forget the wishes: nobody is told any more."""
    op.drop_table("stock_watches")
    op.drop_table("stock_wishes")
