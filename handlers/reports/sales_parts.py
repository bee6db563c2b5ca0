"""What a sales report is made of: its products, providers and buyers as buttons, and the orders of each."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from handlers.catalog.stock import product_pressed
from handlers.frame.callback import StaleButtonError, mark_of
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.lists import pager
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.reports.sales_card import amounts
from handlers.taps import ORDER_OPEN, SALES_BY, SALES_OF, SALES_SHOW
from handlers.words.lengths import cut
from handlers.words.markup import Html, bold, code, join
from handlers.words.periods import Wanted, days_of, days_text, period, wanted_period
from handlers.words.provider_words import provider_name
from services.access import Reach
from services.errors import UnknownProductError
from services.page import COUNTED, page_of
from services.periods import Period
from services.sales import More, SalesNumbers
from services.sales.sold import OrdersOf
from services.sales.tally import money

routes = Routes(area="reports")
PRODUCTS, PROVIDERS, BUYERS = "p", "v", "b"
_WORDS = {PRODUCTS: "product", PROVIDERS: "provider", BUYERS: "buyer"}
_ON_A_PAGE = 8
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Part:
    """A row of a table: what a button names it by, what it is called, its numbers, and whose orders."""

    mark: str
    name: str
    sales: SalesNumbers
    of: OrdersOf


@routes.tap(SALES_BY, permission="sales.view")
async def by(turn: Turn) -> None:
    """The products, providers or buyers of a period; each leads to its orders."""
    t, kind = turn.t, turn.values.one_of(0, _WORDS)
    wanted, asked = period_at(turn, 1)
    page = page_of(await parts(turn, kind, asked), turn.values.number(2, 1), _ON_A_PAGE)
    days = days_text(t, days_of(wanted, turn.services.clock(), ZoneInfo(t.zone)))
    lines = [t.get(f"sales-parts-{_WORDS[kind]}", days=days), Html("")]
    for part in page.items:
        sales = part.sales
        facts = {"orders": sales.orders, "keys": sales.keys, "money": amounts(t, sales.money)}
        lines.append(t.get("sales-line", name=part.name, **facts))
    if not page.items:
        lines.append(t.get("sales-none"))
    orders = (await in_sight(turn))[1]
    leads: list[AnyButton] = [
        Button(cut(part.name, _LONGEST), SALES_OF, kind, part.mark, str(wanted), 1)
        for part in (page.items if orders.anywhere or orders.chats else ())
    ]
    back = Button(t.plain("button-back"), SALES_SHOW, str(wanted))
    pages = pager(t, SALES_BY, page, kind, str(wanted))
    await turn.show(Card(join(lines), [*in_columns(leads), pages, [back]]))


@routes.tap(SALES_OF, permission="sales.view")
async def of(turn: Turn) -> None:
    """The orders of one of them, in the chats where the person may see sales and orders."""
    t, kind, mark = turn.t, turn.values.one_of(0, _WORDS), turn.values.text(1)
    wanted, asked = period_at(turn, 2)
    part = await _which(turn, kind, mark, asked)
    sold = turn.services.sold_orders
    page = await sold.page(
        asked, await in_sight(turn), part.of, turn.values.number(3, 1), _ON_A_PAGE
    )
    total = t.plain("lines-over", count=COUNTED - 1) if page.total >= COUNTED else page.total
    lines = [t.get("sales-orders-of", name=part.name, total=total), Html("")]
    for each in page.items:
        spent = money((code, tally.spent, tally.keys) for code, tally in each.tallies.items())
        lines.append(
            t.get(
                "sales-order",
                number=code(each.number),
                product=bold(each.product),
                count=each.count,
                status=t.plain(f"order-status-{each.status}"),
                money=amounts(t, spent),
                at=each.confirmed_at,
            )
        )
    opens: list[AnyButton] = [Button(each.number, ORDER_OPEN, each.number) for each in page.items]
    back = Button(t.plain("button-back"), SALES_BY, kind, str(wanted), 1)
    pages = pager(t, SALES_OF, page, kind, mark, str(wanted))
    await turn.show(Card(join(lines), [*in_columns(opens), pages, [back]]))


def part_buttons(turn: Turn, wanted: Wanted) -> list[AnyButton]:
    """The ways from a report to its parts; who bought is for those who may see orders."""
    kinds = [PRODUCTS, PROVIDERS, *([BUYERS] if turn.may("orders.view") else [])]
    return [
        Button(turn.t.plain(f"sales-button-{_WORDS[kind]}"), SALES_BY, kind, str(wanted), 1)
        for kind in kinds
    ]


def period_at(turn: Turn, index: int) -> tuple[Wanted, Period]:
    """The period that a button carries in this place, and its span. Raises StaleButtonError."""
    wanted = wanted_period(turn.t, turn.values.text(index))
    if wanted is None:
        raise StaleButtonError
    return wanted, period(wanted, turn.services.clock(), ZoneInfo(turn.t.zone))


async def in_sight(turn: Turn) -> list[Reach]:
    """Where the person may see sales, and where orders."""
    access, me = turn.services.access, turn.actor.user_id
    return [await access.reach(me, each) for each in ("sales.view", "orders.view")]


async def parts(turn: Turn, kind: str, asked: Period) -> Sequence[Part]:
    """The products, providers or buyers of a period, as far as the person may see them."""
    sales, orders = await in_sight(turn)
    more = More(
        products=COUNTED if kind == PRODUCTS else 0,
        buyers=COUNTED if kind == BUYERS else 0,
        buyers_in=orders,
    )
    report = await turn.services.sales.report(asked.since, asked.until, sales, more)
    if kind == PRODUCTS:
        return [
            Part(str(each.product_id), each.product, each, OrdersOf(product_id=each.product_id))
            for each in report.by_product
        ]
    if kind == BUYERS:
        return [
            Part(str(each.buyer_id), each.buyer, each, OrdersOf(buyer_id=each.buyer_id))
            for each in report.by_buyer
        ]
    return [
        Part(
            mark_of(each.provider),
            provider_name(turn.t, each.provider),
            each,
            OrdersOf(provider=each.provider),
        )
        for each in report.by_provider
    ]


async def _which(turn: Turn, kind: str, mark: str, asked: Period) -> Part:
    """The part that a button names; of a product also the one it was merged into since.

    Raises StaleButtonError where it is none of that report.
    """
    found = {part.mark: part for part in await parts(turn, kind, asked)}
    if kind == PRODUCTS and mark not in found:
        with suppress(UnknownProductError):
            mark = str(await product_pressed(turn, 1))
    if mark not in found:
        raise StaleButtonError
    return found[mark]
