"""The keeper of deeds, for whoever needs no other service of the desk."""

from services.access.service import Access
from services.deeds import Deeds
from services.outbox import Outbox
from storage.database import Database
from tests.audited import audit_of
from tests.clock import ManualClock


def deeds_of(db: Database, clock: ManualClock) -> Deeds:
    """Deeds whose ends are told by an outbox of nobody's."""
    return Deeds(db, Outbox(db, clock, Access(db, clock, frozenset(), audit_of(db, clock))))
