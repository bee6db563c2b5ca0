"""The audit is read by people: what kind a row is of, and whose it is, each with the index it is found by."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision: str | None = "0018"

_KINDS = {
    "orders": ("order",),
    "keys": ("keys", "key", "claim"),
    "catalog": ("catalog",),
    "team": ("role", "chat"),
    "slowed": ("person",),
    "alerts": ("alert",),
    "games": ("coupon", "payment", "player", "scores"),
    "products": ("key-product", "game-account"),
}
_INDEXES = (
    ("at",),
    ("kind", "at"),
    ("actor_id", "at"),
    ("home_id", "at"),
    ("home_id", "kind", "at"),
    ("home_id", "actor_id", "at"),
)


def upgrade() -> None:
    """Neither is in the hash of a row: whose it is follows its chat to another id."""
    op.add_column("audit", sa.Column("home_id", sa.BigInteger()))
    op.add_column("audit", sa.Column("kind", sa.String(16), nullable=False, server_default="desk"))
    for kind, begins in _KINDS.items():
        like = " OR ".join(f"action LIKE '{each}.%'" for each in begins)
        op.execute(f"UPDATE audit SET kind = '{kind}' WHERE {like}")  # noqa: S608 - all of it is ours
    op.execute(
        "UPDATE audit SET home_id = coalesce("
        "(SELECT orders.chat_id FROM orders WHERE orders.number = audit.subject), chat_id)"
        " WHERE kind IN ('orders', 'keys')"
    )
    op.execute("UPDATE audit SET home_id = chat_id WHERE kind NOT IN ('orders', 'keys')")
    op.execute(
        "UPDATE audit SET home_id = CAST(subject AS BIGINT)"
        " WHERE action = 'chat.open-to' AND chat_id IS NULL"
    )
    for columns in _INDEXES:
        op.create_index(_name(columns), "audit", list(columns))
    _follow()


def downgrade() -> None:
    """Forget both: they say nothing that the row does not."""
    for columns in _INDEXES:
        op.drop_index(_name(columns), "audit")
    op.drop_column("audit", "kind")
    op.drop_column("audit", "home_id")


def _name(columns: tuple[str, ...]) -> str:
    return "_".join(("ix_audit", *columns))


def _follow() -> None:
    """Groups that became supergroups since: what was theirs is theirs under the new id."""
    bind = op.get_bind()
    moved = bind.execute(
        sa.text("SELECT subject, facts FROM audit WHERE action = 'chat.migrated' ORDER BY id")
    ).all()
    for old, facts in moved:
        bind.execute(
            sa.text("UPDATE audit SET home_id = :new WHERE home_id = :old"),
            {"old": int(old), "new": int(json.loads(facts)["to"])},
        )
