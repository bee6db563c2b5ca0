"""Bans of players: in a period up to now as many as a chat wants to hear of, or more."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from services.alerts.standing import Lasting, Standing, StandingAlerts, keyed
from services.clock import Clock
from services.errors import ProviderTroubleError
from services.games.bans import Bans
from services.incidents import Incidents, Signal
from services.outbox import Outbox
from services.periods import Period
from services.schedules.due import DueRun

KIND = "bans"


@dataclass(frozen=True, slots=True)
class Banned:
    """How many bans an app had in a period up to now; None: that could not be read."""

    app: str
    count: int | None


def standing(schedule_id: int, apps: Iterable[Banned], threshold: int, hours: int) -> Standing:
    """The apps with that many bans or more. Twice as many are said anew, and so on."""
    lasting, unread = [], set()
    for each in apps:
        key = keyed(KIND, schedule_id, each.app)
        if each.count is None:
            unread.add(key)
        elif each.count >= threshold:
            facts = {"app": each.app, "count": each.count, "hours": hours}
            times = (each.count // threshold).bit_length()
            lasting.append(Lasting(Signal(KIND, key, "warning", facts), str(times)))
    return Standing(lasting, unread.__contains__)


class BanAlerts(StandingAlerts):
    """Asks for the bans of every app, once for each period that is asked about."""

    prefix = KIND

    def __init__(self, clock: Clock, incidents: Incidents, outbox: Outbox, bans: Bans) -> None:
        super().__init__(incidents, outbox)
        self._clock = clock
        self._bans = bans

    @property
    def offered(self) -> bool:
        """Whether there is an app with bans."""
        return bool(self._bans.apps)

    async def find(self, due: Sequence[DueRun]) -> Mapping[int, Standing]:
        """How many there were."""
        periods = {int(run.options["period"]) for run in due}
        asked = [(app, hours) for hours in sorted(periods) for app in self._bans.apps]
        counts = await asyncio.gather(*(self._count(app, hours) for app, hours in asked))
        banned = dict(zip(asked, counts, strict=True))
        return {
            run.schedule.id: standing(
                run.schedule.id,
                [Banned(app, banned[app, hours]) for app in self._bans.apps],
                int(run.options["count"]),
                hours,
            )
            for run in due
            for hours in (int(run.options["period"]),)
        }

    async def _count(self, app: str, hours: int) -> int | None:
        now = self._clock()
        try:
            return await self._bans.count(app, Period(now - timedelta(hours=hours), now))
        except ProviderTroubleError:
            return None
