"""The audit of a desk whose secrets make no difference to the test."""

from cryptography.fernet import Fernet

from services.actor import Actor
from services.audit import Audit
from services.vault import Vault
from storage.database import Database
from tests.clock import ManualClock

VAULT = Vault([Fernet.generate_key().decode()])


def audit_of(db: Database, clock: ManualClock) -> Audit:
    """The same secrets each time, so that another Audit of the same database goes on."""
    return Audit(db, clock, VAULT)


async def fill(db: Database, clock: ManualClock, rows: int) -> Audit:
    """Write so many rows, each half a second after the one before."""
    audit = audit_of(db, clock)
    async with db.write() as tx:
        for number in range(rows):
            actor = Actor(1, -100, "Ann") if number % 2 else None
            await audit.write(tx, actor, f"order.{number % 3}", f"K-{number}", count=number)
            clock.advance(0.5)
    return audit
