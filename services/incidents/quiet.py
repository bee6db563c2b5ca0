"""Quiet hours of incidents: whether they hold what one would tell by itself."""

from collections.abc import Collection, Mapping
from datetime import datetime

from services.incidents.news import waits_until
from storage.incidents import IncidentRow
from storage.transaction import Tx


class Quiet:
    """Whether quiet hours hold what incidents tell. This one knows only of what waits already."""

    async def hours(
        self, tx: Tx, rows: Collection[IncidentRow], now: datetime
    ) -> Mapping[int, datetime]:
        """When the quiet hours end in which these are now, by the number of the incident."""
        return {}

    async def until(
        self, tx: Tx, rows: Collection[IncidentRow], now: datetime
    ) -> dict[int, datetime]:
        """Until when they hold these, of which nothing urgent is held."""
        some = [row for row in rows if row.severity != "urgent"]
        hours = await self.hours(tx, some, now) if some else {}
        held = {
            row.id: waits_until(row, row.severity, hours.get(row.id, row.held_until), now)
            for row in some
        }
        return {number: until for number, until in held.items() if until is not None}
