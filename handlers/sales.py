"""Sales: what was ordered today, yesterday, in a week, in a month."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.cards import AnyButton, Button, Card, in_columns
from handlers.desk import Desk
from handlers.markup import join
from handlers.notices import Notice
from handlers.registry import Routes
from handlers.sales_card import report_lines, report_of
from handlers.texts import Texts
from handlers.turn import Turn
from handlers.usage import UsageError
from services.periods import Period, local_day

routes = Routes()

PERIODS = {"today": (0, 1), "yesterday": (1, 1), "week": (6, 7), "month": (29, 30)}
"""The first day, counted back from today, and how many days. Week and month end with today."""


@routes.command("sales", permission="sales.view")
async def sales(turn: Turn) -> None:
    """``/sales [today | yesterday | week | month]``; today where none is named."""
    said = turn.args.strip().lower()
    named = {turn.t.plain(f"sales-period-{name}").lower(): name for name in PERIODS}
    name = said if said in PERIODS else named.get(said)
    if said and name is None:
        raise UsageError("sales")
    await turn.typing()
    await _show(turn, name or "today")


@routes.tap("sales.show", permission="sales.view")
async def show(turn: Turn) -> None:
    """Another period, or the same once more."""
    (name,) = turn.values
    if name not in PERIODS:
        await turn.alert(turn.t.plain("old-menu"))
        return
    await _show(turn, name)


@routes.notice("digest")
async def digest(notice: Notice, desk: Desk, t: Texts) -> Card:
    """What the day before brought, by the days of the schedule's zone."""
    facts = notice.facts
    lines = [t.get("alert-is-test")] if facts.get("test") else []
    lines.extend(report_lines(t, report_of(facts), str(facts["timezone"])))
    now = Button(t.plain("sales-button-now"), "sales.now")
    return Card(join(lines), [[now]], shared=True)


@routes.tap("sales.now", permission="sales.view", opener_only=False)
async def now(turn: Turn) -> None:
    """From a digest, which stays as it is: today so far."""
    await turn.reply(await _card(turn, "today"))


def period(name: str, now: datetime, zone: ZoneInfo) -> Period:
    """Whole days where the zone is; today's has its end before it."""
    back, days = PERIODS[name]
    first = now.astimezone(zone).date() - timedelta(days=back)
    last = first + timedelta(days=days - 1)
    return Period(local_day(first, zone).since, local_day(last, zone).until)


async def _show(turn: Turn, name: str) -> None:
    await turn.show(await _card(turn, name))


async def _card(turn: Turn, name: str) -> Card:
    t, at = turn.t, turn.desk.clock()
    asked = period(name, at, ZoneInfo(t.zone))
    report = await turn.desk.sales.report(asked.since, asked.until)
    lines = [*report_lines(t, report, t.zone), "", t.get("read-at", at=at)]
    others: list[AnyButton] = [
        Button(t.plain(f"sales-period-{other}"), "sales.show", other)
        for other in PERIODS
        if other != name
    ]
    refresh = Button(t.plain("button-refresh"), "sales.show", name)
    return Card(join(lines), [*in_columns(others, 3), [refresh]])
