"""Cost: what a purchase costs us by the provider's books, beside what it was charged at."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision: str | None = "0034"


def upgrade() -> None:
    """Add the column: of what was read before, the cost is not known."""
    op.add_column("purchases", sa.Column("cost", sa.String(40)))


def downgrade() -> None:
    """Forget it."""
    op.drop_column("purchases", "cost")
