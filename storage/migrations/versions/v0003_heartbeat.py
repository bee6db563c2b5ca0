"""A row to be written only to learn whether writing works."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"


def upgrade() -> None:
    """Make the table; its row is written by the first beat."""
    op.create_table(
        "heartbeat",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("beats", sa.Integer(), nullable=False),
        sa.Column("ballast", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_heartbeat"),
    )


def downgrade() -> None:
    """Drop it: nothing of the desk is in it."""
    op.drop_table("heartbeat")
