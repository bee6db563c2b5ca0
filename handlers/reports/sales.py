"""/sales: what was ordered today, yesterday, in a week, in a month."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from handlers.frame.blocks import Block, Details, Paragraph
from handlers.frame.callback import StaleButtonError
from handlers.frame.cards import AnyButton, Button, Card, in_columns, laid_out
from handlers.frame.outgoing.notices import Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.frame.turn import Turn
from handlers.reports.late import made_late, wrong_clock
from handlers.reports.lessened import lessened_lines
from handlers.reports.product_period import named_in_period
from handlers.reports.sales_books import books_button, books_lines
from handlers.reports.sales_card import cost_words, report_blocks
from handlers.reports.sales_chart import chart_names, chart_of
from handlers.reports.sales_files import file_buttons
from handlers.reports.sales_parts import part_buttons
from handlers.reports.sales_product import typed
from handlers.taps import SALES_COST, SALES_LAYOUT, SALES_NOW, SALES_SHOW
from handlers.words.alert_tests import lines_of_test
from handlers.words.markup import join
from handlers.words.periods import (
    PERIODS,
    Wanted,
    days_of,
    days_text,
    period,
    wanted_period,
)
from handlers.words.spoken_periods import spoken_past
from handlers.words.texts import Texts
from services.access.layout import Layout
from services.charts import Chart
from services.periods import before, points
from services.reconciliation import reconciled_of
from services.sales import More
from services.sales.facts import cost_of, report_of
from services.schedules.digest import ROWS

routes = Routes(area="reports")


@routes.command("sales", permission="sales.view")
async def sales(turn: Turn) -> None:
    """``/sales [product] [week | last month | q3 | 2026 | from..to]``; today where nothing is said."""
    said = turn.args or "today"
    named = named_in_period(turn.services.catalog, turn.t, said)
    wanted = spoken_past(turn.t, said)
    if named is not None or wanted is None:
        await typed(turn, said, named)
        return
    await turn.typing()
    await _show(turn, wanted)


@routes.tap(SALES_SHOW, permission="sales.view")
async def show(turn: Turn) -> None:
    """Another period, or the same once more."""
    await _show(turn, pressed_period(turn))


@routes.notice("digest")
async def digest(notice: Notice, services: Services, t: Texts) -> Card:
    """What the day before brought, by the days of the schedule's zone."""
    facts = await services.digest.as_of_now(notice.facts)
    lines = lines_of_test(t, facts)
    lines += wrong_clock(t, facts, services.clock())
    lines += made_late(t, facts)
    lines += await lessened_lines(services, t, facts)
    report, zone = report_of(facts), str(facts["timezone"])
    chart = await services.charts.draw(chart_of(t, report, zone))
    blocks: list[Block] = [Paragraph(join(lines))] if lines else []
    cost = cost_of(facts["cost"]) if "cost" in facts else None
    blocks += report_blocks(t, report, zone, chart, cost, chart_names(t, report))
    now = Button(t.plain("sales-button-now"), SALES_NOW)
    if books := books_lines(t, reconciled_of(facts.get("books", ()))):
        blocks.append(Details(t.plain("sales-books-title"), [Paragraph(join(books))]))
    files = file_buttons(report.since, report.until)
    return laid_out(blocks, [[now], files], shared=True)


@routes.tap(SALES_NOW, permission="sales.view", opener_only=False)
async def now(turn: Turn) -> None:
    """From a digest, which stays as it is: today so far."""
    await _show(turn, "today", anew=True)


@routes.tap(SALES_COST, permission="sales.cost")
async def cost(turn: Turn) -> None:
    """What it cost, and what the prices are above that: to nobody but who has pressed.

    Of keys of chats where they may see sales, and no cost, it says that these are left out.
    In a group it is a box that nobody else sees. Where the tap was answered already, which is that box's one
    place, it is not said at all: another press says it.
    """
    t, wanted = turn.t, pressed_period(turn)
    now, zone = turn.services.clock(), ZoneInfo(t.zone)
    asked = period(wanted, now, zone)
    access, sales, me = turn.services.access, turn.services.sales, turn.actor.user_id
    seen = await access.reach(me, "sales.view")
    reach = (await access.reach(me, "sales.cost")).within(seen)
    report = await sales.costs(asked.since, asked.until, reach)
    unseen = 0
    if reach != seen:
        unseen = (await sales.report(asked.since, asked.until, seen)).keys - report.keys
    days = days_text(t, days_of(wanted, now, zone))
    facts = {"period": days, "unseen": unseen, **cost_words(t, report, report.keys)}
    if turn.chat.is_private:
        await turn.reply(Card(t.get("sales-cost", **facts)))
    elif not turn.answered:
        await turn.alert(t.plain("sales-cost", **facts))


@routes.tap(SALES_LAYOUT, permission="alerts.edit")
async def layout(turn: Turn) -> None:
    """How reports look in this chat from now on: this one first."""
    wanted, chosen = pressed_period(turn), turn.values.one_of(1, tuple(Layout))
    await turn.services.access.set_layout(turn.actor, Layout(chosen))
    await turn.toast(turn.t.plain(f"sales-layout-{chosen}"))
    await _show(turn, wanted)


def pressed_period(turn: Turn) -> Wanted:
    """The period that a button carries. Raises StaleButtonError."""
    wanted = wanted_period(turn.t, turn.values.text(0))
    if wanted is None:
        raise StaleButtonError
    return wanted


async def _show(turn: Turn, name: Wanted, *, anew: bool = False) -> None:
    """Show the numbers at once, and their chart as soon as it is drawn."""
    card, wanted = await _card(turn, name)
    charts = turn.services.charts
    chart = charts.at_hand(wanted)
    await (turn.reply if anew else turn.show)(card(chart))
    if chart is None and (chart := await charts.draw(wanted)) is not None:
        await turn.progress(card(chart))


async def _card(turn: Turn, name: Wanted) -> tuple[Callable[[bytes | None], Card], Chart]:
    t, at = turn.t, turn.services.clock()
    zone = ZoneInfo(t.zone)
    asked = period(name, at, zone)
    reach = await turn.services.access.reach(turn.actor.user_id, "sales.view")
    more = More(
        products=ROWS,
        buyers=ROWS,
        buyers_in=await turn.services.access.reach(turn.actor.user_id, "orders.view"),
        points=points(asked, zone),
        before=before(asked, zone, at),
        now=at,
    )
    report = await turn.services.sales.report(asked.since, asked.until, reach, more)
    foot = [] if reach.anywhere else [t.get("sales-of-yours", count=len(reach.chats))]
    foot.append(t.get("read-at", at=at))
    others: list[AnyButton] = [
        Button(t.plain(f"period-{other}"), SALES_SHOW, other) for other in PERIODS if other != name
    ]
    refresh = Button(t.plain("button-refresh"), SALES_SHOW, str(name))
    costs: list[AnyButton] = []
    if turn.may("sales.cost"):
        costs.append(Button(t.plain("sales-button-cost"), SALES_COST, str(name)))
    rows = [
        *in_columns([*others, refresh]),
        part_buttons(turn, name),
        costs + file_buttons(asked.since, asked.until),
        books_button(turn, str(name)),
        _layouts(turn, name),
    ]
    wanted = chart_of(t, report, t.zone)
    small = Paragraph(join(foot), small=True)

    def card(chart: bytes | None) -> Card:
        blocks = report_blocks(t, report, t.zone, chart, under=chart_names(t, report))
        return laid_out([*blocks, small], rows)

    return card, wanted


def _layouts(turn: Turn, name: Wanted) -> list[AnyButton]:
    """A button for the layout that the chat has not, for whoever may choose."""
    if not turn.may("alerts.edit"):
        return []
    now = turn.services.access.layout(turn.chat.id)
    other = Layout.RICH if now is Layout.CLASSIC else Layout.CLASSIC
    return [Button(turn.t.plain(f"sales-button-{other}"), SALES_LAYOUT, str(name), other)]
