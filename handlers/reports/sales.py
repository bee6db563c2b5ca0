"""/sales: what was ordered today, yesterday, in a week, in a month."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from handlers.frame.blocks import Block, Paragraph
from handlers.frame.cards import AnyButton, Button, Card, in_columns, laid_out
from handlers.frame.outgoing.notices import Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.frame.turn import Turn
from handlers.frame.usage import no_period
from handlers.reports.late import made_late
from handlers.reports.sales_card import amounts, report_blocks, report_of
from handlers.reports.sales_chart import chart_of
from handlers.taps import SALES_COST, SALES_NOW, SALES_SHOW
from handlers.words.markup import join
from handlers.words.periods import PERIODS, period, wanted_period
from handlers.words.texts import Texts
from services.charts import Chart

routes = Routes(area="reports")


@routes.command("sales", permission="sales.view")
async def sales(turn: Turn) -> None:
    """``/sales [today | yesterday | week | month]``; today where none is named."""
    name = wanted_period(turn.t, turn.args or "today")
    if not isinstance(name, str):
        raise no_period("sales", turn.t, turn.args)
    await turn.typing()
    await _show(turn, name)


@routes.tap(SALES_SHOW, permission="sales.view")
async def show(turn: Turn) -> None:
    """Another period, or the same once more."""
    await _show(turn, turn.values.one_of(0, PERIODS))


@routes.notice("digest")
async def digest(notice: Notice, services: Services, t: Texts) -> Card:
    """What the day before brought, by the days of the schedule's zone."""
    facts = await services.digest.as_of_now(notice.facts)
    lines = [t.get("alert-is-test")] if facts.get("test") else []
    lines += [t.get("sales-again")] if facts.get("again") else []
    lines += made_late(t, facts)
    report, zone = report_of(facts), str(facts["timezone"])
    chart = await services.charts.draw(chart_of(t, report, zone))
    blocks: list[Block] = [Paragraph(join(lines))] if lines else []
    blocks += report_blocks(t, report, zone, chart)
    now = Button(t.plain("sales-button-now"), SALES_NOW)
    return laid_out(blocks, [[now]], shared=True)


@routes.tap(SALES_NOW, permission="sales.view", opener_only=False)
async def now(turn: Turn) -> None:
    """From a digest, which stays as it is: today so far."""
    await _show(turn, "today", anew=True)


@routes.tap(SALES_COST, permission="sales.cost")
async def cost(turn: Turn) -> None:
    """What it cost, and what the prices are above that: to nobody but who has pressed.

    In a group it is a box that nobody else sees. Where the tap was answered already, which is that box's one
    place, it is not said at all: another press says it.
    """
    t, name = turn.t, turn.values.one_of(0, PERIODS)
    asked = period(name, turn.services.clock(), ZoneInfo(t.zone))
    reach = await turn.services.access.reach(turn.actor.user_id, "sales.cost")
    report = await turn.services.sales.costs(asked.since, asked.until, reach)
    facts = {
        "period": t.plain(f"period-{name}"),
        "cost": amounts(t, report.cost),
        "margin": amounts(t, report.margin),
        "missing": report.keys - report.known,
    }
    if turn.chat.is_private:
        await turn.reply(Card(t.get("sales-cost", **facts)))
    elif not turn.answered:
        await turn.alert(t.plain("sales-cost", **facts))


async def _show(turn: Turn, name: str, *, anew: bool = False) -> None:
    """Show the numbers at once, and their chart as soon as it is drawn."""
    card, wanted = await _card(turn, name)
    charts = turn.services.charts
    chart = charts.at_hand(wanted)
    await (turn.reply if anew else turn.show)(card(chart))
    if chart is None and (chart := await charts.draw(wanted)) is not None:
        await turn.progress(card(chart))


async def _card(turn: Turn, name: str) -> tuple[Callable[[bytes | None], Card], Chart]:
    t, at = turn.t, turn.services.clock()
    asked = period(name, at, ZoneInfo(t.zone))
    reach = await turn.services.access.reach(turn.actor.user_id, "sales.view")
    report = await turn.services.sales.report(asked.since, asked.until, reach)
    foot = [] if reach.anywhere else [t.get("sales-of-yours", count=len(reach.chats))]
    foot.append(t.get("read-at", at=at))
    others: list[AnyButton] = [
        Button(t.plain(f"period-{other}"), SALES_SHOW, other) for other in PERIODS if other != name
    ]
    refresh = Button(t.plain("button-refresh"), SALES_SHOW, name)
    costs: list[AnyButton] = []
    if turn.may("sales.cost"):
        costs.append(Button(t.plain("sales-button-cost"), SALES_COST, name))
    rows = [*in_columns([*others, refresh]), costs]
    wanted = chart_of(t, report, t.zone)
    small = Paragraph(join(foot), small=True)

    def card(chart: bytes | None) -> Card:
        return laid_out([*report_blocks(t, report, t.zone, chart), small], rows)

    return card, wanted
