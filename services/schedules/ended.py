"""Schedules of a private chat that tell no more: their reader lost the right to it, and hears so once.

They go on by themselves where the right is given back. That it was said is kept with each until then.
"""

from collections import defaultdict
from collections.abc import Collection

from services.outbox import Outbox
from storage.database import Database
from storage.schedules import ScheduleRow

ALERTS_ENDED = "alerts-ended"
"""The kind of the notice, to the private chat they are in. Facts: ``alerts``, the kind of each."""
_SAID = "ended"
"""That it was said, among what is kept of a schedule; nobody sets it."""


class Ended:
    """Tells whose schedules those are."""

    def __init__(self, db: Database, outbox: Outbox) -> None:
        self._db = db
        self._outbox = outbox

    async def tell(
        self, refused: Collection[ScheduleRow], running: Collection[ScheduleRow]
    ) -> None:
        """Tell of those that are refused now and were not told of; those that run are told of anew."""
        new = [each.id for each in refused if _SAID not in each.options]
        again = [each.id for each in running if _SAID in each.options]
        if not new and not again:
            return
        by_chat: defaultdict[int, list[str]] = defaultdict(list)
        async with self._db.write() as tx:
            for schedule_id in sorted([*new, *again]):
                row = await tx.schedules.get(schedule_id, to_change=True)
                if row is None or (_SAID in row.options) == (schedule_id in new):
                    continue
                options = {name: kept for name, kept in row.options.items() if name != _SAID}
                if schedule_id in new:
                    options[_SAID] = True
                    by_chat[row.chat_id].append(row.kind)
                await tx.schedules.change(schedule_id, options=options)
            for chat_id, alerts in by_chat.items():
                await self._outbox.post(tx, ALERTS_ENDED, chat_id, {"alerts": alerts})
        if by_chat:
            self._outbox.kick()
