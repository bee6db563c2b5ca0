"""The card that shows a maintenance while it lasts."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision: str | None = "0038"


def upgrade() -> None:
    """Add the table, empty: what is on when the desk starts gets its card with its next change."""
    row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "maintenance_cards",
        sa.Column("id", row_id, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", row_id),
        sa.Column("schedule_id", row_id, nullable=False),
        sa.Column("app", sa.String(64), nullable=False),
        sa.Column("open_as", sa.String(100)),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("notice_id", row_id),
        sa.Column("message_id", row_id),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_maintenance_cards"),
        sa.UniqueConstraint("chat_id", "open_as", name="uq_maintenance_cards_chat_id_open_as"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Forget them: what stands in the chats stays as it is."""
    op.drop_table("maintenance_cards")
