"""Where incidents go that nobody takes in hand, and who is on duty."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision: str | None = "0043"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add them empty."""
    op.create_index("ix_incidents_opened_at_id", "incidents", ["opened_at", "id"])
    op.create_index("ix_incidents_chat_id_held_until", "incidents", ["chat_id", "held_until"])
    op.create_table(
        "escalations",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("after_minutes", sa.Integer(), nullable=False),
        sa.Column("to_chat", sa.BigInteger()),
        sa.Column("to_thread", _ID),
        sa.Column("to_duty", sa.Boolean(), nullable=False),
        sa.Column("to_owners", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_escalations"),
    )
    op.create_table(
        "duty_rotas",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", _ID),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("feed_hash", sa.String(64)),
        sa.Column("feed_made_by", sa.BigInteger()),
        sa.Column("feed_made_at", _MOMENT),
        sa.PrimaryKeyConstraint("chat_id", name="pk_duty_rotas"),
        sa.UniqueConstraint("feed_hash", name="uq_duty_rotas_feed_hash"),
    )
    op.create_table(
        "duty_shifts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("begins", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_duty_shifts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_duty_shifts_chat_id", "duty_shifts", ["chat_id"])
    op.create_table(
        "duty_overrides",
        sa.Column("id", _ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("instead_of", sa.BigInteger()),
        sa.Column("begins_at", _MOMENT, nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_duty_overrides"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_duty_overrides_ends_at", "duty_overrides", ["ends_at"])
    op.create_index("ix_duty_overrides_chat_id_ends_at", "duty_overrides", ["chat_id", "ends_at"])


def downgrade() -> None:
    """Forget them: an earlier version knows none."""
    op.drop_index("ix_incidents_chat_id_held_until", "incidents")
    op.drop_index("ix_incidents_opened_at_id", "incidents")
    for table in ("duty_overrides", "duty_shifts", "duty_rotas", "escalations"):
        op.drop_table(table)
