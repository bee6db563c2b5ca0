"""Whatever becomes of incidents in whatever order, by day and by night, nobody is woken for less than urgent.

And nothing is lost by that: what nobody has in hand is heard at the latest when the quiet hours end, once,
and an end is told where a beginning was. The table of states and steps stands in docs/architecture.md.
"""

from datetime import timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.access import Access
from services.audit import Audit
from services.errors import DeskError
from services.incidents.cards import FLAPS
from services.incidents.handling import STEPS
from services.incidents.news import CALLS
from services.outbox import Outbox
from storage.database import Database
from storage.incidents import OPEN, RESOLVED, IncidentRow, LogRow
from tests.clock import ManualClock
from tests.services.conftest import OWNER
from tests.services.incidents.night_desk import HOME, OTHER, SAM, NightDesk

NAMES = ("a1", "a2")
"""They share a card."""
SEVERITIES = ("info", "warning", "urgent")
_SIGNAL = st.tuples(st.just("signal"), st.sampled_from(NAMES), st.sampled_from(SEVERITIES))
_OVER = st.tuples(st.just("over"), st.sampled_from(NAMES))
STEP = st.one_of(
    _SIGNAL,
    _OVER,
    _SIGNAL,
    _OVER,
    st.tuples(st.sampled_from(sorted(STEPS)), st.just("a")),
    st.tuples(st.sampled_from(("revoke", "grant", "restart"))),
    st.tuples(st.just("pass"), st.sampled_from((5, 12, 25, 70, 300, 600))),
)


async def take(desk: NightDesk, step: tuple[str, ...]) -> None:
    """Take a step; what cannot be done is refused, and changes nothing."""
    match step:
        case "signal", name, severity:
            await desk.signal(name, severity)  # type: ignore[arg-type]
        case "over", name:
            await desk.over(name)
        case "pass", minutes:
            await desk.pass_by(int(minutes))
        case ("revoke",):
            await desk.may(False)
        case ("grant",):
            await desk.may(True)
        case ("restart",):
            desk.restart()
        case what, card:
            row = await desk.latest(card)
            if row is None:
                return
            calls = {
                "acknowledged": desk.handling.acknowledge,
                "unacknowledged": desk.handling.unacknowledge,
                "unsnoozed": desk.handling.unsnooze,
                "resolved": desk.handling.resolve,
                "reopened": desk.handling.reopen,
            }
            try:
                if what == "snoozed":
                    await desk.handling.snooze(SAM, row.id, "4h", "UTC")
                else:
                    await calls[what](SAM, row.id)
            except DeskError:
                return


async def look(desk: NightDesk) -> None:
    """What holds at every moment."""
    quiet = desk.quiet_until is not None
    for row in await desk.rows():
        lines = await desk.lines(row.id)
        if quiet:
            night = desk.clock() - timedelta(minutes=1)
            gone_on = [line for line in lines if line.what == "escalated" and line.at > night]
            assert not gone_on or row.severity == "urgent", "it goes on to others at night"
        elif _waits(row):
            _has_been_heard(desk, row, lines)
        assert row.severity != "info" or row.escalate_at is None, "a note goes on to others"
        if _waits(row) and row.step < 3:
            assert row.escalate_at is not None, f"{row.id} goes on to nobody"
        _is_said_once(desk, row, lines)
        if row.status == RESOLVED and row.resolved_by is None and row.times < FLAPS:
            _is_over_where_it_was(desk, row)


def _waits(row: IncidentRow) -> bool:
    return row.status == OPEN and row.severity != "info" and row.snoozed_until is None


def _called(lines: list[LogRow]) -> LogRow:
    """The last line for which people are called, or of somebody who has looked at it since."""
    words = {"opened", *CALLS, *STEPS}
    return [line for line in lines if line.what in words][-1]


def _has_been_heard(desk: NightDesk, row: IncidentRow, lines: list[LogRow]) -> None:
    last = _called(lines)
    if last.what in STEPS:
        return
    heard = [each for each in desk.heard if row.id in each.of and each.sound and each.at >= last.at]
    assert heard, f"{row.id}: nobody has heard that it {last.what}"


def _is_said_once(desk: NightDesk, row: IncidentRow, lines: list[LogRow]) -> None:
    for chat in (HOME, OTHER, OWNER.user_id):
        heard = [each for each in desk.sounds(chat) if row.id in each.of]
        heard = [each for each in heard if each.kind != "incident-over"]
        for first, second in pairwise(heard):
            news = [line for line in lines if first.at < line.at <= second.at]
            assert news, f"{row.id}: {first} and {second}"


def _is_over_where_it_was(desk: NightDesk, row: IncidentRow) -> None:
    for chat in (HOME, OTHER, OWNER.user_id):
        heard = [each for each in desk.heard if row.id in each.of and each.chat_id == chat]
        loud = [each for each in heard if each.sound and each.kind == "incident-card"]
        if loud and (chat != HOME or "urgent" in loud[-1].severities):
            assert heard[-1].kind == "incident-over", f"{row.id}: its end is not told in {chat}"


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.integers(17, 23), st.lists(STEP, min_size=8, max_size=24))
async def test_whatever_becomes_of_incidents_quiet_hours_are_quiet_and_nothing_is_lost(
    database: Database,
    clock: ManualClock,
    access: Access,
    outbox: Outbox,
    audit: Audit,
    hour: int,
    steps: list[tuple[str, ...]],
) -> None:
    """In any order of signals, ends, what people do, rights, restarts and hours."""
    clock.now = (clock.now + timedelta(days=2)).replace(hour=hour, minute=0, second=0)
    desk = NightDesk(database, clock, access, outbox, audit)
    await desk.open()
    for step in [*steps, ("pass", "900")]:
        await take(desk, step)
        await desk.settle()
        await desk.pass_by(1)
        await look(desk)
    for each in desk.heard:
        if each.sound:
            assert "urgent" in each.severities or not each.by_night, f"it wakes people: {each}"
