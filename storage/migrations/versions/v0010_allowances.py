"""How often each person may do what costs the desk something."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision: str | None = "0009"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "allowances",
        sa.Column("who", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("full_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("slowed_at", sa.DateTime(timezone=True)),
        sa.Column("refused_at", sa.DateTime(timezone=True)),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("who", "what", name="pk_allowances"),
    )
    op.create_index("ix_allowances_full_at", "allowances", ["full_at"])


def downgrade() -> None:
    """Drop it: the older Keydesk counts none of this."""
    op.drop_table("allowances")
