"""Lists of what is open begin with what is gravest: indexes along which they are walked."""

from alembic import op

revision = "0053"
down_revision: str | None = "0052"

_WALKED = (("chat_id", "status"), ("status",), ("acknowledged_by", "status"))


def upgrade() -> None:
    """Each has the severity before the number now."""
    _instead(("id",), ("severity", "id"))


def downgrade() -> None:
    """Each is walked by number alone again."""
    _instead(("severity", "id"), ("id",))


def _instead(former: tuple[str, ...], now: tuple[str, ...]) -> None:
    for columns in _WALKED:
        op.drop_index(f"ix_incidents_{'_'.join(columns + former)}", "incidents")
        op.create_index(f"ix_incidents_{'_'.join(columns + now)}", "incidents", [*columns, *now])
