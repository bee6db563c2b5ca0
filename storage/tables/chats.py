"""People and chats: who is known, where the bot is, and who is in which group."""

from sqlalchemy import Column, String, Table

from storage.columns import TelegramId, UtcTime
from storage.tables.metadata import metadata

users = Table(
    "users",
    metadata,
    Column("id", TelegramId, primary_key=True, autoincrement=False),
    Column("name", String(200), nullable=False),
    Column("username", String(64), index=True),  # lower case, without the @
    Column("language", String(16)),  # chosen by /language; null follows the desk
    Column("started_at", UtcTime),  # pressed Start in the private chat, so may be written to
    Column("blocked_at", UtcTime),
    Column("seen_at", UtcTime, nullable=False),
    Column("met_at", UtcTime),  # first seen; null: before this was written down
)

chats = Table(
    "chats",
    metadata,
    Column("id", TelegramId, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),  # private, group, supergroup, channel
    Column("title", String(255), nullable=False),
    Column("timezone", String(64)),  # null follows the desk
    Column("default_role", String(32)),
    Column("set_up_at", UtcTime),
    Column("set_up_by", TelegramId),
    Column("removed_at", UtcTime),  # the bot cannot write there any more
    Column("left_at", UtcTime),  # the bot is not even in it: nothing of it is served
    Column("default_role_for", String(16)),  # administrators; null: all members
    Column("open_to", String(16)),  # an Openness of services/access/standing.py; null: not known
    Column("open_yes_at", UtcTime),  # an owner said yes to a default role that passers-by can reach
    Column("purpose", String(16)),  # a Purpose of services/access/purposes.py; null: nobody said
    Column("language", String(16)),  # that a group is spoken to in; null follows the desk
    Column("layout", String(16)),  # a Layout of services/access/choices.py; null: rich
    Column("zone_before", String(64)),  # limits count by it while zone_day lasts
    Column("zone_day", String(10)),  # the day on which the zone was changed, by the one before
)

members = Table(  # who is in which group, as far as a right depends on it
    "members",
    metadata,
    Column("user_id", TelegramId, primary_key=True, autoincrement=False),
    Column("chat_id", TelegramId, primary_key=True, autoincrement=False),
    Column("standing", String(16), nullable=False),  # a Standing of services/access/standing.py
    Column("seen_at", UtcTime, nullable=False, index=True),
)
