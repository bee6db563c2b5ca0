"""Products have settings, pauses and words they are also found by; changes of the catalog can be undone."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision: str | None = "0025"
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COLUMNS = ("paused_at", "own_first", "low_mark", "price_ceiling", "ceiling_currency")


def upgrade() -> None:
    """Add all of it empty: every product is sold, without settings. A version before leaves it alone."""
    op.add_column("products", sa.Column("paused_at", sa.DateTime(timezone=True)))
    op.add_column(
        "products",
        sa.Column("own_first", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("products", sa.Column("low_mark", sa.Integer()))
    op.add_column("products", sa.Column("price_ceiling", sa.String(40)))
    op.add_column("products", sa.Column("ceiling_currency", sa.String(3)))
    op.create_table(
        "product_words",
        sa.Column("product_id", ROW_ID, nullable=False),
        sa.Column("word_key", sa.String(200), nullable=False),
        sa.Column("word", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("product_id", "word_key", name="pk_product_words"),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name="fk_product_words_product_id"
        ),
    )
    op.create_table(
        "catalog_changes",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("undoes", ROW_ID),
        sa.PrimaryKeyConstraint("id", name="pk_catalog_changes"),
        sa.ForeignKeyConstraint(
            ["undoes"], ["catalog_changes.id"], name="fk_catalog_changes_undoes"
        ),
    )
    op.create_table(
        "catalog_change_parts",
        sa.Column("change_id", ROW_ID, nullable=False),
        sa.Column("thing", sa.String(8), nullable=False),
        sa.Column("thing_id", ROW_ID, nullable=False),
        sa.Column("field", sa.String(208), nullable=False),
        sa.Column("before", sa.String(200)),
        sa.Column("after", sa.String(200)),
        sa.PrimaryKeyConstraint(
            "change_id", "thing", "thing_id", "field", name="pk_catalog_change_parts"
        ),
        sa.ForeignKeyConstraint(
            ["change_id"], ["catalog_changes.id"], name="fk_catalog_change_parts_change_id"
        ),
    )
    op.create_index(
        "ix_catalog_change_parts_thing",
        "catalog_change_parts",
        ["thing", "thing_id", "field", "change_id"],
    )


def downgrade() -> None:
    """Forget it; a product that is paused is sold again."""
    for table in ("catalog_change_parts", "catalog_changes", "product_words"):
        op.drop_table(table)
    for column in COLUMNS:
        op.drop_column("products", column)
