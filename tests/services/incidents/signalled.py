"""Signals that are raised and over, and what is seen of them then."""

from sqlalchemy import update

from services.incidents import Incidents, Signal
from services.incidents.cards import CARD
from storage.database import Database
from storage.incidents import IncidentRow
from storage.tables.outbox import notices

CHAT, TOPIC = -100, 7
LOW = Signal("omen", "omen:1", "warning", {"product": "GTA V", "left": 3})
DOWN = Signal("mill", "mill:1", "urgent", {"mill": "mill"}, group="mill")


async def say(db: Database, incidents: Incidents, *signals: Signal) -> None:
    """Raise them, in a transaction of their own."""
    async with db.write() as tx:
        await incidents.signal_all(tx, CHAT, TOPIC, signals)


async def over(db: Database, incidents: Incidents, *keys: str) -> None:
    """They are over."""
    async with db.write() as tx:
        await incidents.clear_all(tx, CHAT, keys)


async def last(db: Database, group: str) -> IncidentRow:
    """The latest incident of a group."""
    async with db.write() as tx:
        row = await tx.incidents.last_of(CHAT, group)
    assert row is not None
    return row


async def told(db: Database, kind: str = CARD) -> int:
    """How many notices of a kind there are."""
    async with db.read() as tx:
        return len(await tx.notices.of_kind(kind, CHAT))


async def arrived(db: Database) -> None:
    """Whatever was to be told has left."""
    async with db.write() as tx:
        left = update(notices).where(notices.c.state == "waiting").values(state="sent")
        await tx.connection.execute(left)
