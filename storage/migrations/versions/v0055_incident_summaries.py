"""Incidents that go on to others together are told by one message, the card of each of them there."""

from alembic import op
from sqlalchemy import Column

from storage.columns import RowId

revision = "0055"
down_revision: str | None = "0054"


def upgrade() -> None:
    """Cards that stand have a message of their own."""
    op.add_column("incident_cards", Column("summary_id", RowId))
    op.create_index("ix_incident_cards_summary_id", "incident_cards", ["summary_id"])


def downgrade() -> None:
    """Those without one are gone: what was told together is read in the chat it is of."""
    op.execute("DELETE FROM incident_cards WHERE summary_id IS NOT NULL")
    op.drop_index("ix_incident_cards_summary_id", "incident_cards")
    op.drop_column("incident_cards", "summary_id")
