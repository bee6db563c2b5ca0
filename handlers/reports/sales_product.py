"""/sales of one product: how much of it was sold in a period, and the way to its orders."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from handlers.catalog.stock import PAGE, product_pressed
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import no_period, period_and_rest
from handlers.reports.sales_card import amounts
from handlers.reports.sales_parts import PRODUCTS, in_sight, parts, period_at
from handlers.taps import SALES_OF, SALES_PRODUCT, SALES_SHOW
from handlers.words.lengths import cut
from handlers.words.markup import Html, bold, join
from handlers.words.periods import PERIODS, Wanted, days_of, days_text, period
from handlers.words.spoken_periods import period_problem
from services.catalog import Product
from services.periods import Period

routes = Routes(area="reports")
_LONGEST = 40
_USUAL = "month"
"""Of one product today alone says little."""


async def typed(turn: Turn, said: str, named: tuple[str, Sequence[Product], Wanted] | None) -> None:
    """``/sales <product> [period]``, in any order; ``named``: the product's whole name is among the words.

    Raises UsageError where no product is meant.
    """
    catalog, wanted, words = turn.services.catalog, None, said
    found: Sequence[Product] = catalog.whole_name(said)  # "FIFA 2026" is no year of "FIFA"
    if not found and named is not None:
        words, found, wanted = named
    if not found and period_problem(turn.t, said) is None:
        wanted, rest = period_and_rest("sales", turn.t, said.split())
        words = " ".join(rest)
        found = catalog.whole_name(words) or catalog.search(words, PAGE)
    if not found:
        raise no_period("sales", turn.t, said)
    if len(found) == 1:
        await turn.typing()
        await _show(turn, found[0].id, wanted or _USUAL)
        return
    buttons = [
        Button(cut(each.name, _LONGEST), SALES_PRODUCT, each.id, str(wanted or _USUAL))
        for each in found
    ]
    text = turn.t.get("stock-which", words=said, count=len(found))
    await turn.show(Card(text, in_columns(buttons, 1)))


@routes.tap(SALES_PRODUCT, permission="sales.view")
async def product(turn: Turn) -> None:
    """It was chosen, or another period of it."""
    await _show(turn, await product_pressed(turn, 0), period_at(turn, 1)[0])


async def _show(turn: Turn, product_id: int, wanted: Wanted) -> None:
    t, now, zone = turn.t, turn.services.clock(), ZoneInfo(turn.t.zone)
    name = turn.services.catalog.product(product_id).name
    asked: Period = period(wanted, now, zone)
    mark = str(product_id)
    sold = [each for each in await parts(turn, PRODUCTS, asked) if each.mark == mark]
    days = days_text(t, days_of(wanted, now, zone))
    lines = [t.get("sales-of-product", name=bold(name), days=days), Html("")]
    for each in sold:
        sales = each.sales
        lines.append(t.get("sales-orders", orders=sales.orders, keys=sales.keys))
        lines.append(t.get("sales-money", money=amounts(t, sales.money)))
    if not sold:
        lines.append(t.get("sales-none"))
    sales_in, orders_in = await in_sight(turn)
    if not sales_in.anywhere:
        lines.append(t.get("sales-of-yours", count=len(sales_in.chats)))
    lines.append(t.get("read-at", at=now))
    said = str(wanted)
    first: list[AnyButton] = []
    if sold and (orders_in.anywhere or orders_in.chats):
        first.append(Button(t.plain("sales-button-orders"), SALES_OF, PRODUCTS, mark, said, 1))
    first.append(Button(t.plain("button-refresh"), SALES_PRODUCT, mark, said))
    others: list[AnyButton] = [
        Button(t.plain(f"period-{other}"), SALES_PRODUCT, mark, other)
        for other in PERIODS
        if other != wanted
    ]
    back: list[AnyButton] = [Button(t.plain("button-back"), SALES_SHOW, said)]
    await turn.show(Card(join(lines), [first, *in_columns(others), back]))
