"""Who is in which group, how open a group is, and for whom its default role counts."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision: str | None = "0010"

_CHAT = ("left_at", "default_role_for", "open_to", "open_yes_at")


def upgrade() -> None:
    """Add it empty: whoever has a role is looked for in the group when they next use it."""
    moment = sa.DateTime(timezone=True)
    op.add_column("chats", sa.Column("left_at", moment))
    op.add_column("chats", sa.Column("default_role_for", sa.String(16)))
    op.add_column("chats", sa.Column("open_to", sa.String(16)))
    op.add_column("chats", sa.Column("open_yes_at", moment))
    op.create_table(
        "members",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("standing", sa.String(16), nullable=False),
        sa.Column("seen_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "chat_id", name="pk_members"),
    )
    op.create_index("ix_members_seen_at", "members", ["seen_at"])


def downgrade() -> None:
    """Forget it: the older Keydesk takes everybody for a member."""
    op.drop_table("members")
    with op.batch_alter_table("chats") as table:
        for column in _CHAT:
            table.drop_column(column)
