"""What alerts need to know: last quotes, how providers answer, starts, marks of orders."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision: str | None = "0037"

_MOMENT = sa.DateTime(timezone=True)
_ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add all, empty."""
    op.create_table(
        "quotes",
        sa.Column("offer_id", _ROW_ID, autoincrement=False, nullable=False),
        sa.Column("unit_price", sa.String(40)),
        sa.Column("stock", sa.BigInteger()),
        sa.Column("more", sa.BigInteger(), nullable=False),
        sa.Column("read_at", _MOMENT),
        sa.Column("trouble", sa.String(32)),
        sa.Column("tried_at", _MOMENT, nullable=False),
        sa.Column("price_before", sa.String(40)),
        sa.Column("moved_at", _MOMENT),
        sa.PrimaryKeyConstraint("offer_id", name="pk_quotes"),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name="fk_quotes_offer_id_offers"),
    )
    op.create_table(
        "order_marks",
        sa.Column("order_id", _ROW_ID, autoincrement=False, nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("order_id", "what", name="pk_order_marks"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_order_marks_order_id_orders"),
    )
    op.create_index("ix_order_marks_at", "order_marks", ["at"])
    op.create_table(
        "provider_health",
        sa.Column("provider", sa.String(64), nullable=False),
        sa.Column("usual_ms", sa.Integer(), nullable=False),
        sa.Column("samples", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.String(32)),
        sa.Column("since", _MOMENT),
        sa.Column("streak", sa.Integer(), nullable=False),
        sa.Column("looked_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("provider", name="pk_provider_health"),
    )
    op.create_table(
        "starts",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("started_at", _MOMENT, nullable=False),
        sa.Column("beat_at", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT),
        sa.Column("crashed_at", _MOMENT),
        sa.Column("version_before", sa.String(32)),
        sa.PrimaryKeyConstraint("id", name="pk_starts"),
    )
    op.create_index("ix_starts_started_at", "starts", ["started_at"])


def downgrade() -> None:
    """Forget it all: it is learnt anew."""
    for table in ("starts", "provider_health", "order_marks", "quotes"):
        op.drop_table(table)
