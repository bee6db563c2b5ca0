"""Own stock: keys the desk has already, sealed, each sold once."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision: str | None = "0024"

_ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add it empty. An earlier version that still runs neither reads nor sells any of it."""
    op.create_table(
        "own_keys",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("offer_id", _ROW_ID, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("txn_id", sa.String(64)),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("bare_fingerprint", sa.String(64), nullable=False),
        sa.Column("mask", sa.String(64), nullable=False),
        sa.Column("cost", sa.String(40), nullable=False),
        sa.Column("sold_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("came_by", sa.String(16), nullable=False),
        sa.Column("from_order_id", _ROW_ID),
        sa.Column("batch", sa.String(16)),
        sa.Column("added_by", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_own_keys"),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name="fk_own_keys_offer_id"),
        sa.ForeignKeyConstraint(["from_order_id"], ["orders.id"], name="fk_own_keys_from_order_id"),
        sa.UniqueConstraint("txn_id", name="uq_own_keys_txn_id"),
        sa.UniqueConstraint("fingerprint", name="uq_own_keys_fingerprint"),
    )
    op.create_index("ix_own_keys_bare_fingerprint", "own_keys", ["bare_fingerprint"])
    op.create_index("ix_own_keys_batch", "own_keys", ["batch"])
    op.create_index("ix_own_keys_line", "own_keys", ["offer_id", "state", "sold_until", "id"])
    op.create_index(
        "ix_own_keys_line_at_cost", "own_keys", ["offer_id", "state", "cost", "sold_until", "id"]
    )


def downgrade() -> None:
    """Forget it: an earlier version has no place for it."""
    op.drop_table("own_keys")
