"""What the desk's secrets are known by, and the backups that were made."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"


def upgrade() -> None:
    """Make both tables; the rows of the secrets are written by the next start."""
    op.create_table(
        "secrets",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("pepper", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_by", sa.String(16), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_secrets"),
    )
    op.create_table(
        "backups",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column("night", sa.DateTime(timezone=True), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("path", sa.Text(), nullable=True),
        sa.Column("bytes", sa.BigInteger(), nullable=True),
        sa.Column("problem", sa.String(200), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_backups"),
        sa.UniqueConstraint("night", name="uq_backups_night"),
    )


def downgrade() -> None:
    """Drop them: the older Keydesk knows nothing of either."""
    op.drop_table("backups")
    op.drop_table("secrets")
