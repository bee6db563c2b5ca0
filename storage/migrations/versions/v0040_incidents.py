"""Incidents: what they are about, what became of them, and where their cards stand."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision: str | None = "0039"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)
_INDEXES = (
    ("snoozed_until",),
    ("escalate_at",),
    ("chat_id", "group_key", "id"),
    ("chat_id", "status", "id"),
    ("status", "id"),
    ("acknowledged_by", "status", "id"),
    ("chat_id", "opened_at", "id"),
)


def upgrade() -> None:
    """Add them empty."""
    op.create_table(
        "incidents",
        sa.Column("id", _ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", _ID),
        sa.Column("group_key", sa.String(200), nullable=False),
        sa.Column("open_key", sa.String(200)),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("severity", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("held_until", _MOMENT),
        sa.Column("acknowledged_at", _MOMENT),
        sa.Column("acknowledged_by", sa.BigInteger()),
        sa.Column("snoozed_until", _MOMENT),
        sa.Column("snoozed_by", sa.BigInteger()),
        sa.Column("resolved_at", _MOMENT),
        sa.Column("resolved_by", sa.BigInteger()),
        sa.Column("escalate_at", _MOMENT),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_incidents"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_incidents_chat_id_open_key", "incidents", ["chat_id", "open_key"], unique=True
    )
    for columns in _INDEXES:
        op.create_index(f"ix_incidents_{'_'.join(columns)}", "incidents", list(columns))
    op.create_table(
        "incident_signals",
        sa.Column("id", _ID, nullable=False),
        sa.Column("incident_id", _ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("lasting", sa.String(200)),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("severity", sa.String(16), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("ends", sa.Boolean(), nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.Column("cleared_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_incident_signals"),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name="fk_incident_signals_incident_id"
        ),
        sa.UniqueConstraint("chat_id", "lasting", name="uq_incident_signals_chat_id_lasting"),
    )
    op.create_index("ix_incident_signals_incident_id_id", "incident_signals", ["incident_id", "id"])
    op.create_table(
        "incident_log",
        sa.Column("id", _ID, nullable=False),
        sa.Column("incident_id", _ID, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("by_id", sa.BigInteger()),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_incident_log"),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name="fk_incident_log_incident_id"
        ),
    )
    op.create_index("ix_incident_log_incident_id_id", "incident_log", ["incident_id", "id"])
    op.create_table(
        "incident_cards",
        sa.Column("id", _ID, nullable=False),
        sa.Column("incident_id", _ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", _ID),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("message_id", _ID),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_incident_cards"),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name="fk_incident_cards_incident_id"
        ),
        sa.UniqueConstraint(
            *("chat_id", "incident_id", "step"),
            name="uq_incident_cards_chat_id_incident_id_step",
        ),
    )
    op.create_index("ix_incident_cards_incident_id", "incident_cards", ["incident_id"])


def downgrade() -> None:
    """Forget them: an earlier version knows none."""
    for table in ("incident_cards", "incident_log", "incident_signals", "incidents"):
        op.drop_table(table)
