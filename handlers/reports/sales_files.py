"""A sales report as a file: its orders as CSV, or all its tables as a workbook.

It is made one at a time, apart from what else its person does; a long one says how far it is, and ends
where it is called off.
"""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from handlers.frame.callback import StaleButtonError
from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.confirmation.confirm import CANCEL
from handlers.frame.confirmation.pending import drop, hold
from handlers.frame.incoming.isolation import let_others_in
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.reports.sales_card import days_of_report
from handlers.reports.sales_parts import in_sight
from handlers.reports.sales_tables import Asked, orders_sheet, sheets
from handlers.taps import SALES_FILE
from handlers.words.csv_files import csv_file
from handlers.words.markup import Html, join
from handlers.words.report_workbooks import Cell, report_workbook
from services.access import Reach
from services.page import COUNTED
from services.periods import Period, points
from services.sales import More
from services.sales.sold import OrderSold

routes = Routes(area="reports")
KINDS = ("csv", "xlsx")
LONG = 400
"""Orders of which a file takes a while."""
_BETWEEN = 2.0
"""Seconds between two words on how far it is."""
_EARLIEST = 315532800


@dataclass(frozen=True, slots=True)
class LongReport:
    """A report that is being made: whoever drops it has called it off."""

    kind: str


@dataclass(frozen=True, slots=True)
class Made:
    """A file and what it is made of: where its person might see sales and orders, and, where it says what
    they cost, that.
    """

    content: bytes
    orders: list[OrderSold]
    reaches: list[Reach]


def file_buttons(since: datetime, until: datetime) -> list[AnyButton]:
    """The two files of a span of time."""
    span = int(since.timestamp()), int(until.timestamp())
    return [Button(kind.upper(), SALES_FILE, kind, *span) for kind in KINDS]


@routes.tap(SALES_FILE, permission="sales.view", opener_only=False, slow=True)
async def file(turn: Turn) -> None:
    """Make it for whoever presses: it has what they may see."""
    kind, asked = turn.values.one_of(0, KINDS), _span(turn)
    reaches = await in_sight(turn)
    let_others_in()
    sold = turn.services.sold_orders
    most = sold.bounds.of(kind, private=turn.chat.is_private)
    count = await sold.count(asked, reaches, most + 1)
    key = None
    if count > LONG or sold.busy:
        key = hold(turn, LongReport(kind))
        await turn.reply(_under_way(turn, key, 0, min(count, most)))
    async with sold.alone():
        orders = await _orders(turn, asked, reaches, min(count, most), key)
        made = None if orders is None else await _made(turn, kind, asked, reaches, orders)
    refused = await turn.file_refused() or (None if made is None else await _narrowed(turn, made))
    if key is not None:
        held = await drop(turn, key)
        if refused is None and (made is None or not held):
            return  # called off
        count_made = 0 if made is None else len(made.orders)
        await turn.progress(refused or Card(turn.t.get("sales-file-made", orders=count_made)))
    elif refused is not None:
        await turn.reply(refused)
    if made is not None and refused is None:
        await turn.send_file(*_named(turn, kind, asked, made, most if count > most else None))


def _named(
    turn: Turn, kind: str, asked: Period, made: Made, most: int | None
) -> tuple[str, bytes, Html]:
    """As it is sent; ``most``: it has no more than so many orders."""
    t = turn.t
    days = days_of_report(t, asked.since, asked.until, t.zone)
    lines = [t.get("sales-file", days=days, orders=len(made.orders), zone=t.zone)]
    lines += [] if most is None else [t.get("sales-file-cut", most=most)]
    first = asked.since.astimezone(ZoneInfo(t.zone))
    return f"sales-{first:%Y-%m-%d}.{kind}", made.content, join(lines)


async def _orders(
    turn: Turn, asked: Period, reaches: list[Reach], total: int, key: str | None
) -> list[OrderSold] | None:
    """The orders, oldest first; None where they are not wanted any more."""
    orders: list[OrderSold] = []
    told = asyncio.get_running_loop().time()
    async for some in turn.services.sold_orders.all(asked, reaches):
        if key is not None:
            if await turn.services.pending_confirmations.look(turn.actor, key) is None:
                return None
            now = asyncio.get_running_loop().time()
            if now - told >= _BETWEEN:
                told = now
                await turn.progress(_under_way(turn, key, len(orders), total))
        orders += some[: total - len(orders)]
        if len(orders) >= total:
            break
    return orders


async def _made(
    turn: Turn, kind: str, asked: Period, reaches: list[Reach], orders: list[OrderSold]
) -> Made:
    t, access, me = turn.t, turn.services.access, turn.actor.user_id
    costs = await access.reach(me, "sales.cost")
    more = More(
        products=COUNTED,
        buyers=COUNTED,
        buyers_in=reaches[1],
        points=points(asked, ZoneInfo(t.zone)),
    )
    report = await turn.services.sales.report(asked.since, asked.until, reaches[0], more)
    with_costs = turn.chat.is_private and all(costs.covers(each.chat_id) for each in orders)
    with_costs = with_costs and costs != _NOWHERE
    buyers = reaches[1].anywhere or bool(reaches[1].chats)
    tables = Asked(t, report, orders, with_costs, buyers)
    if kind == "xlsx":
        total = t.plain("sales-file-total")
        content = await asyncio.to_thread(lambda: report_workbook(sheets(tables), total))
    else:
        content = await asyncio.to_thread(_csv, tables)
    return Made(content, orders, [*reaches, *([costs] if with_costs else [])])


async def _narrowed(turn: Turn, made: Made) -> Card | None:
    """That its person may see less by now than is in the file; None: they may see all of it."""
    now = await in_sight(turn)
    now.append(await turn.services.access.reach(turn.actor.user_id, "sales.cost"))
    if all(then.within(still) == then for then, still in zip(made.reaches, now, strict=False)):
        return None
    return Card(turn.t.get("sales-file-narrowed"))


_NOWHERE = Reach(anywhere=False, chats=frozenset())


def _csv(tables: Asked) -> bytes:
    sheet = orders_sheet(tables)
    return csv_file(sheet.head, [[_text(cell) for cell in row] for row in sheet.rows])


def _text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return "" if cell is None else str(cell)


def _under_way(turn: Turn, key: str, done: int, total: int) -> Card:
    t = turn.t
    cancel = Button(t.plain("button-cancel"), CANCEL, key)
    return Card(t.get("sales-file-under-way", done=done, total=total), [[cancel]])


def _span(turn: Turn) -> Period:
    """The span that a button carries. Raises StaleButtonError."""
    since, until = turn.values.number(1, _EARLIEST), turn.values.number(2, _EARLIEST)
    try:
        period = Period(datetime.fromtimestamp(since, UTC), datetime.fromtimestamp(until, UTC))
    except (ValueError, OverflowError, OSError):
        raise StaleButtonError from None
    if period.since >= period.until:
        raise StaleButtonError
    return period
