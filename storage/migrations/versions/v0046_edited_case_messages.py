"""Where what is said in a case was written, and which message brought it over: for edits of it."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision: str | None = "0045"

_INDEX = "ix_case_messages_chat_id_message_id"
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Of what was said before nobody knows it: edits of that are not passed on."""
    op.add_column("case_messages", sa.Column("chat_id", sa.BigInteger()))
    op.add_column("case_messages", sa.Column("message_id", _ID))
    op.add_column("case_messages", sa.Column("copy_id", _ID))
    op.add_column("case_messages", sa.Column("edited_at", sa.DateTime(timezone=True)))
    op.create_index(_INDEX, "case_messages", ["chat_id", "message_id"])


def downgrade() -> None:
    """Edits are not passed on any more."""
    op.drop_index(_INDEX, "case_messages")
    for column in ("edited_at", "copy_id", "message_id", "chat_id"):
        op.drop_column("case_messages", column)
