"""/forecast: how long stock lasts by the last weeks' sales, of a product or of all that are sold."""

from contextlib import suppress
from decimal import ROUND_HALF_UP, Decimal

from handlers.catalog.stock import PAGE, means_all, product_meant, product_pressed
from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.lists import pager
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.reports.product_period import named_in_period
from handlers.taps import FORECAST_ALL, FORECAST_PRODUCT
from handlers.words.lengths import cut
from handlers.words.markup import Html, bold, join
from handlers.words.periods import NoPeriodError
from handlers.words.spoken_periods import period_among
from handlers.words.texts import Texts
from services.forecast import DAYS, FARTHEST, Estimate
from services.page import page_of
from services.stock_forecast import Forecast

routes = Routes(area="reports")
_LONGEST = 40


@routes.command("forecast", permission="sales.view")
async def forecast(turn: Turn) -> None:
    """``/forecast [product]``; a period besides is let be: it goes by the last weeks, and says so."""
    words = turn.args
    names = turn.services.catalog
    if not names.whole_name(words):
        named = named_in_period(names, turn.t, words, also_ahead=True)
        words = _without_period(turn.t, words) if named is None else named[0]
    if not words or means_all(turn, words):
        await show_all(turn)
        return
    product_id = await product_meant(turn, FORECAST_PRODUCT, words, FORECAST_ALL)
    if product_id is not None:
        await _show(turn, product_id)


@routes.tap(FORECAST_PRODUCT, permission="sales.view", slow=True)
async def product_chosen(turn: Turn) -> None:
    """Ask all offers of a product; also what Refresh does."""
    await _show(turn, await product_pressed(turn, 0))


@routes.number_tap(FORECAST_ALL, permission="sales.view")
async def show_all(turn: Turn, number: int = 1) -> None:
    """What runs out first, by stock as it was last read."""
    t, found = turn.t, await turn.services.forecasts.overview()
    page = page_of(found.ahead, number, PAGE)
    lines = [t.get("forecast-all"), Html("")]
    for each in page.items:
        facts = {"product": bold(each.product.name), "stock": each.stock, "at": each.read_at}
        lines.append(t.get("forecast-line", lasts=lasts(t, each.estimate, each.stock), **facts))
    if not page.items:
        lines.append(t.get("forecast-nothing"))
    lines.append(Html(""))
    if found.silent:
        lines.append(t.get("forecast-silent", count=found.silent))
    if found.unread:
        lines.append(t.get("forecast-unread", count=found.unread))
    lines.append(t.get("forecast-how", days=DAYS))
    leads: list[list[AnyButton]] = [
        [Button(cut(each.product.name, _LONGEST), FORECAST_PRODUCT, each.product.id)]
        for each in page.items
    ]
    await turn.show(Card(join(lines), [*leads, pager(t, FORECAST_ALL, page)]))


def _without_period(t: Texts, words: str) -> str:
    """A forecast is of what is to come, so both that and what has been may be said."""
    for ahead in (False, True):
        with suppress(NoPeriodError):
            words = " ".join(period_among(t, words.split(), ahead=ahead)[1])
    return words


async def _show(turn: Turn, product_id: int) -> None:
    t, found = turn.t, await turn.services.forecasts.of(product_id)
    refresh = Button(t.plain("button-refresh"), FORECAST_PRODUCT, product_id)
    back = Button(t.plain("button-back"), FORECAST_ALL, 1)
    await turn.show(Card(join(_lines(t, found)), [[refresh, back]]))


def _lines(t: Texts, found: Forecast) -> list[Html]:
    lines = [t.get("forecast-title", product=bold(found.reading.product.name))]
    if found.stock is None:
        lines.append(t.get("forecast-endless" if found.reading.is_there else "forecast-no-stock"))
    else:
        lines.append(t.get("forecast-stock", count=found.stock))
    if found.partly:
        lines.append(t.get("forecast-partly"))
    if found.estimate is not None and found.stock is not None:
        estimate = found.estimate
        lines.append(bold(lasts(t, estimate, found.stock)))
        lines.append(t.get("forecast-basis", keys=estimate.keys, days=estimate.of_days))
    elif found.stock is not None:
        lines.append(t.get("forecast-too-little", keys=found.sold, days=DAYS))
    if found.today:
        lines.append(t.get("forecast-today", keys=found.today))
    return [*lines, t.get("read-at", at=found.reading.read_at)]


def lasts(t: Texts, estimate: Estimate, stock: int) -> str:
    """How long it lasts, in words: about so many days, with the range; or longer than anybody can see."""
    if not stock:
        return t.plain("forecast-out")
    if estimate.far:
        return t.plain("forecast-far", days=round(FARTHEST))
    low, high = _whole(estimate.low), min(_whole(estimate.high), round(10 * FARTHEST))
    return t.plain("forecast-lasts", days=_whole(estimate.days), low=low, high=max(high, low))


def _whole(days: float) -> int:
    return int(Decimal(days).quantize(Decimal(1), ROUND_HALF_UP))
