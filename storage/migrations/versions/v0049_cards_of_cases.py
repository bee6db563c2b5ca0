"""Which of the messages about a case are its cards, so that all of them follow it."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision: str | None = "0048"


def upgrade() -> None:
    """Of the cards of before only the newest is known, which the case's row names."""
    op.add_column(
        "case_posts",
        sa.Column("is_card", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.execute(
        "UPDATE case_posts SET is_card = true WHERE EXISTS (SELECT 1 FROM cases "
        "WHERE cases.id = case_posts.case_id AND cases.chat_id = case_posts.chat_id "
        "AND cases.message_id = case_posts.message_id)"
    )


def downgrade() -> None:
    """Only the newest card of a case follows it."""
    op.drop_column("case_posts", "is_card")
