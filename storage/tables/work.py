"""Work: deeds to be done at a provider, and its objects that one changes at a time."""

from sqlalchemy import JSON, Column, Integer, LargeBinary, String, Table, UniqueConstraint

from storage.columns import RowId, TelegramId, UtcTime
from storage.tables.metadata import metadata

work = Table(  # deeds to be done at a provider; what is done is deleted
    "work",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", String(32), nullable=False),  # who does it: see services/work
    Column("subject", String(64), nullable=False),
    Column("line", String(64), nullable=False),  # a provider: what is of one shares its bounds
    Column("facts", JSON, nullable=False),  # never a secret
    Column("due_at", UtcTime, nullable=False, index=True),
    Column("tries", Integer, nullable=False),  # claims since it last got on
    Column("made_at", UtcTime, nullable=False),
    Column("claimed_by", String(32)),
    Column("claimed_until", UtcTime),
    Column("sealed", LargeBinary),  # what it needs besides, in which something secret may stand
    Column("chat_id", TelegramId, index=True),  # where somebody waits for it; null: facts say it
    UniqueConstraint("kind", "subject"),
)

object_changes = Table(  # objects at providers, each changed by one at a time
    "object_changes",
    metadata,
    Column("provider", String(64), primary_key=True),
    Column("object_id", String(200), primary_key=True),
    Column("holder", String(32)),  # whose change is under way, until then; null: nobody's
    Column("held_by", String(200)),
    Column("held_until", UtcTime),
    Column("changed_by", String(200)),  # who changed it last from here
    Column("changed_at", UtcTime),
)
