"""What lasts, told as incidents: each begins once, is told otherwise when something changed, and ends.

What was told is known by the incidents themselves, also where somebody has resolved one by hand:
nothing more is said of it then until it is over and begins anew. What could not be read neither begins
nor ends anything.
"""

from abc import abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from services.access import Reach
from services.incidents import Incidents, Signal
from services.incidents.news import PAUSED, REMOVED
from services.outbox import Outbox
from services.schedules.due import DueRun, KindRunner, Tell, facts_of_test
from services.schedules.lessened import tell_lost
from storage.incidents import SignalRow
from storage.schedules import ScheduleRow
from storage.transaction import Tx

TEST = "alert-test"
"""The notice of a test. Facts: ``schedule``, ``alert`` (its kind), ``signals`` (the first, each with
its kind, severity and facts), ``count``.
"""
MOST_SHOWN = 10
SAID = "said"
"""The fact by which is known what was told; it is in no text."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """A signal of something that lasts; ``said`` is the state that it tells of, within its key.

    The same said again changes no card, whatever else its facts are by now.
    """

    signal: Signal
    said: str = ""


_NONE: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """All that lasts by one look. ``unknown`` says of which keys nothing could be read.

    ``reach``: of which chats it is, where the rights of who wished for it decide that.
    """

    lasting: Sequence[Lasting] = ()
    unknown: Callable[[str], bool] = _NONE.__contains__
    reach: Reach | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be told of a look, held against what was told."""

    told: tuple[Signal, ...]
    over: tuple[str, ...]


def changes(held: Mapping[str, str], now: Standing) -> Changes:
    """What has begun or is told otherwise, and what is over. ``held``: what was said, by key."""
    keys = {each.signal.key for each in now.lasting}
    told = tuple(
        replace(each.signal, facts={**each.signal.facts, SAID: each.said})
        for each in now.lasting
        if held.get(each.signal.key) != each.said
    )
    over = tuple(sorted(key for key in held.keys() - keys if not now.unknown(key)))
    return Changes(told, over)


def keyed(kind: str, schedule_id: int, *parts: object) -> str:
    """The key of something that lasts: each schedule has its own incidents."""
    return ":".join(map(str, (kind, schedule_id, *parts)))


def number_in(key: str, place: int) -> int | None:
    """The number at a place of a key such as ``stock:7:12``, or None."""
    parts = key.split(":")
    return int(parts[place]) if len(parts) > place and parts[place].isdecimal() else None


class StandingAlerts(KindRunner):
    """Makes the runs of a kind that tells what lasts. ``prefix`` is what its keys begin with."""

    prefix: str

    def __init__(self, incidents: Incidents, outbox: Outbox) -> None:
        self._incidents = incidents
        self._outbox = outbox

    @abstractmethod
    async def find(self, due: Sequence[DueRun]) -> Mapping[int, Standing]:
        """What lasts for each of these schedules, by its number. Outside any transaction that writes."""

    async def look(self, due: Sequence[DueRun]) -> Tell:
        """Look once for all of them."""
        found = await self.find(due)

        async def tell(tx: Tx, run: DueRun) -> int:
            standing = found[run.schedule.id]
            return await (self._test if run.test else self._tell)(tx, run, standing)

        return tell

    async def leave(self, tx: Tx, schedule: ScheduleRow) -> None:
        """Nobody looks any more, so nobody would see the end of what lasts."""
        await self._let_go(tx, schedule, REMOVED)

    async def rest(self, tx: Tx, schedule: ScheduleRow) -> None:
        """As with ``leave``: what lasts begins anew when the alert is resumed."""
        await self._let_go(tx, schedule, PAUSED)

    async def _let_go(self, tx: Tx, schedule: ScheduleRow, why: str) -> None:
        held = await tx.incidents.under(schedule.chat_id, keyed(self.prefix, schedule.id, ""))
        await self._incidents.clear_all(tx, schedule.chat_id, [row.key for row in held], why=why)

    async def _tell(self, tx: Tx, run: DueRun, standing: Standing) -> int:
        chat_id, schedule_id = run.schedule.chat_id, run.schedule.id
        if standing.reach is not None:
            await tell_lost(tx, self._outbox, run.schedule, standing.reach)
        held = await tx.incidents.under(chat_id, keyed(self.prefix, schedule_id, ""))
        found = changes(said_of(held), standing)
        # What is over goes first, so that a card that nothing is left of is none that goes on.
        if found.over:
            await self._incidents.clear_all(tx, chat_id, found.over)
        if found.told:
            await self._incidents.signal_all(
                tx, chat_id, run.schedule.thread_id, found.told, run.quiet_until
            )
        return len(found.told) + len(found.over)

    async def _test(self, tx: Tx, run: DueRun, standing: Standing) -> int:
        signals = [each.signal for each in standing.lasting]
        facts = {
            "schedule": run.schedule.id,
            "alert": run.schedule.kind,
            "signals": [
                [each.kind, each.severity, dict(each.facts)] for each in signals[:MOST_SHOWN]
            ],
            "count": len(signals),
            **facts_of_test(run),
        }
        await self._outbox.post(tx, TEST, run.schedule.chat_id, facts)
        return 1


def said_of(held: Iterable[SignalRow]) -> dict[str, str]:
    """What was said of what lasts, by key."""
    return {row.key: str(row.facts.get(SAID, "")) for row in held}
