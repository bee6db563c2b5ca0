"""Rows of the audit are of the kind that their action says, so that one which is not was changed."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision: str | None = "0047"

_KINDS = {
    **dict.fromkeys(("order",), "orders"),
    **dict.fromkeys(("keys", "key", "claim", "case", "own-stock"), "keys"),
    **dict.fromkeys(("catalog",), "catalog"),
    **dict.fromkeys(("role", "chat", "limit"), "team"),
    **dict.fromkeys(("customer",), "customers"),
    **dict.fromkeys(("person",), "slowed"),
    **dict.fromkeys(("alert", "incident", "hook", "duty"), "alerts"),
    **dict.fromkeys(("coupon", "payment", "player", "scores"), "games"),
    **dict.fromkeys(("key-product", "game-account"), "products"),
}


def upgrade() -> None:
    """Actions that were of another kind once; nothing but the verification would tell."""
    bind = op.get_bind()
    found = bind.execute(sa.text("SELECT DISTINCT action, kind FROM audit")).all()
    for action, kind in found:
        right = _KINDS.get(action.partition(".")[0], "desk")
        if kind != right:
            bind.execute(
                sa.text("UPDATE audit SET kind = :right WHERE action = :action AND kind = :kind"),
                {"right": right, "action": action, "kind": kind},
            )


def downgrade() -> None:
    """Nothing: the kinds were right before, too."""
