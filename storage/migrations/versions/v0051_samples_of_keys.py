"""Samples of keys, by which a key is found inside another that came with something glued to it."""

import sqlalchemy as sa
from alembic import op

from storage.columns import RowId

revision = "0051"
down_revision: str | None = "0050"


def upgrade() -> None:
    """Of the keys there are the desk works them out by and by: no secret is known here."""
    op.create_table(
        "key_samples",
        sa.Column("mark", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key_id", RowId, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("mark", "key_id", name="pk_key_samples"),
        sa.ForeignKeyConstraint(
            ["key_id"], ["keys.id"], name="fk_key_samples_key_id", ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "own_key_samples",
        sa.Column("mark", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("own_key_id", RowId, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("mark", "own_key_id", name="pk_own_key_samples"),
        sa.ForeignKeyConstraint(
            ["own_key_id"],
            ["own_keys.id"],
            name="fk_own_key_samples_own_key_id",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_own_key_samples_own_key_id", "own_key_samples", ["own_key_id"])
    op.create_table(
        "samples_due",
        sa.Column("id", RowId, nullable=False),
        sa.Column("key_id", RowId),
        sa.Column("own_key_id", RowId),
        sa.PrimaryKeyConstraint("id", name="pk_samples_due"),
        sa.ForeignKeyConstraint(
            ["key_id"], ["keys.id"], name="fk_samples_due_key_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["own_key_id"], ["own_keys.id"], name="fk_samples_due_own_key_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_samples_due_own_key_id", "samples_due", ["own_key_id"])
    op.create_index("ix_keys_twin_of", "keys", ["twin_of"])
    op.execute("INSERT INTO samples_due (own_key_id) SELECT id FROM own_keys ORDER BY id")
    op.execute("INSERT INTO samples_due (key_id) SELECT id FROM keys ORDER BY id")


def downgrade() -> None:
    """They are worked out anew."""
    op.drop_index("ix_keys_twin_of", "keys")
    op.drop_table("samples_due")
    op.drop_table("own_key_samples")
    op.drop_table("key_samples")
