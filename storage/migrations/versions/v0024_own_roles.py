"""Roles of the desk's own: what an owner has named, and what it may do."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision: str | None = "0023"


def upgrade() -> None:
    """Add them empty."""
    op.create_table(
        "roles",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("name_key", sa.String(128), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_roles"),
        sa.UniqueConstraint("name_key", name="uq_roles_name_key"),
    )
    op.create_table(
        "role_permissions",
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("permission", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("role", "permission", name="pk_role_permissions"),
        sa.ForeignKeyConstraint(["role"], ["roles.name"], name="fk_role_permissions_role"),
    )


def downgrade() -> None:
    """Forget them, with what was given and switched of them: an earlier version knows none."""
    for table in ("grants", "switches"):
        op.execute(f"DELETE FROM {table} WHERE role IN (SELECT name FROM roles)")  # noqa: S608 - our own words
    op.drop_table("role_permissions")
    op.drop_table("roles")
