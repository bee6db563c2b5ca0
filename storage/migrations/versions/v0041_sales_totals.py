"""Totals of sales, by the quarter of an hour and by the day, and which orders changed since."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision: str | None = "0040"

_WATCHED = {
    "sales_orders_made": (
        *("orders", "INSERT", "id"),
        "NEW.confirmed_at IS NOT NULL",
    ),
    "sales_orders_changed": (
        *("orders", "UPDATE", "id"),
        "NEW.confirmed_at IS NOT NULL AND ({status} OR {confirmed_at} OR {chat_id} OR {buyer_id}"
        " OR {offer_id})",
    ),
    "sales_purchases_made": (
        *("purchases", "INSERT", "order_id"),
        "NEW.status <> 'waiting'",
    ),
    "sales_purchases_changed": (
        *("purchases", "UPDATE", "order_id"),
        "({status} OR {reason} OR {charged} OR {charged_currency} OR {cost})",
    ),
    "sales_keys_changed": (*("keys", "UPDATE", "order_id"), "{kept_at}"),
}
"""What makes an order count as changed: by trigger, so that no writer forgets it, nor does one of the
version before this. Rows are only ever added, so that no two transactions wait for each other.
"""
_INSERT = "INSERT INTO sales_changes (order_id) VALUES (NEW.{column})"
_COUNTS = (
    *("orders", "failed", "uncertain", "reversed", "undelivered"),
    *("keys", "stocked", "returned", "costed"),
)
_AMOUNTS = ("spent", "stocked_for", "returned_for", "costed_for", "cost")


def upgrade() -> None:
    """Nothing is counted here: every quarter of an hour that has an order is left for the desk to count."""
    postgres = op.get_bind().dialect.name == "postgresql"
    op.create_table(
        "sales_totals",
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("span", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("quarter", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("about", sa.String(64), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _COUNTS),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in _AMOUNTS),
        sa.PrimaryKeyConstraint(
            *("kind", "span", "quarter", "chat_id", "about", "currency"), name="pk_sales_totals"
        ),
    )
    row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "sales_changes",
        sa.Column("id", row_id, nullable=False),
        sa.Column("order_id", row_id, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sales_changes"),
        sqlite_autoincrement=True,
    )
    if postgres:
        for column in ("id", "order_id"):
            op.execute(_function(column))
    for name, (table, event, column, when) in _WATCHED.items():
        op.execute(_trigger(name, table, event, column, when, postgres=postgres))
    quarter = (
        "floor(extract(epoch FROM confirmed_at) / 900)"
        if postgres
        else "CAST(strftime('%s', substr(confirmed_at, 1, 19)) AS INTEGER) / 900"
    )
    op.execute(
        "INSERT INTO sales_changes (order_id) SELECT max(id) FROM orders"  # noqa: S608 - our own words
        f" WHERE confirmed_at IS NOT NULL GROUP BY {quarter} ORDER BY {quarter} DESC"
    )


def downgrade() -> None:
    """Forget them: they are counted from orders."""
    postgres = op.get_bind().dialect.name == "postgresql"
    for name, (table, *_) in _WATCHED.items():
        op.execute(f"DROP TRIGGER {name} ON {table}" if postgres else f"DROP TRIGGER {name}")
    if postgres:
        for column in ("id", "order_id"):
            op.execute(f"DROP FUNCTION sales_changed_{column}()")
    op.drop_table("sales_changes")
    op.drop_table("sales_totals")


def _trigger(name: str, table: str, event: str, column: str, when: str, *, postgres: bool) -> str:
    differs = "IS DISTINCT FROM" if postgres else "IS NOT"
    columns = (
        *("status", "confirmed_at", "chat_id", "buyer_id", "offer_id"),
        *("reason", "charged", "charged_currency", "cost", "kept_at"),
    )
    changed = {each: f"OLD.{each} {differs} NEW.{each}" for each in columns}
    head = f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW WHEN ({when.format(**changed)})"
    if postgres:
        return f"{head} EXECUTE FUNCTION sales_changed_{column}()"
    return f"{head} BEGIN {_INSERT.format(column=column)}; END"


def _function(column: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION sales_changed_{column}() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN {_INSERT.format(column=column)}; RETURN NULL; END $$"
    )
