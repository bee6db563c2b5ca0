"""What is done once a night: due by the clock of a zone, made up when missed, claimed by its row.

One that a process died over is taken up an hour later. Nights that lie ahead were claimed while the clock was
wrong: they are forgotten, so that each comes when its time does.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from services.clock import APART
from services.schedules.times import Cron
from storage.database import Database
from storage.transaction import Tx

AGAIN_AFTER = timedelta(hours=1)
MADE_UP = timedelta(days=1)
"""Only the latest night is made up, and there is one every day."""

T_co = TypeVar("T_co", covariant=True)


class Nights(Protocol[T_co]):
    """The rows that are claims of nights."""

    async def is_settled(self, night: datetime, stale: datetime) -> bool:
        """Whether a night needs nobody: it is done, or was begun since ``stale``."""

    async def claim(self, night: datetime, at: datetime, stale: datetime) -> T_co | None:
        """Claim it; False and None mean that somebody else has."""

    async def lie_ahead(self, moment: datetime) -> bool:
        """Whether there are nights after a moment."""

    async def forget_ahead(self, moment: datetime) -> None:
        """Let nights after a moment come again."""


async def claim_due(
    db: Database, rows: Callable[[Tx], Nights[T_co]], when: Cron, now: datetime
) -> tuple[datetime, T_co] | None:
    """Claim the night that is due, and give it with what claiming it gave; None: there is nothing to do."""
    night, stale = when.latest(now - MADE_UP, now), now - AGAIN_AFTER
    if night is None:
        return None
    async with db.read() as tx:
        ahead = await rows(tx).lie_ahead(now + APART)
        settled = await rows(tx).is_settled(night, stale)
    if ahead:
        async with db.write() as tx:
            await rows(tx).forget_ahead(now + APART)
    if settled:
        return None
    async with db.write() as tx:
        claimed = await rows(tx).claim(night, now, stale)
    return (night, claimed) if claimed else None
