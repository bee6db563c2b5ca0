"""/stock without words: price and stock of a page of products as read last, and all of them asked anew."""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta

from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.lists import pager
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.taps import STOCK_AGAIN, STOCK_PAGE, STOCK_PRODUCT
from handlers.words.markup import Html, join
from handlers.words.provider_words import short_trouble
from handlers.words.texts import Texts
from services.money import Money
from services.page import Page
from services.stock_overview import ProductStock

routes = Routes()
PAGE = 8
"""Products on a page."""
_A_MINUTE = timedelta(minutes=1)
PROGRESS_EVERY = 2.0
"""Seconds between two words of how far it is."""


@routes.number_tap(STOCK_PAGE, permission="stock.view")
async def show_overview(turn: Turn, number: int = 1) -> None:
    """Show a page of all products; a tap on one reads its stock."""
    page = await turn.services.stock_overview.page(number, PAGE)
    await turn.show(_card(turn, page))


@routes.number_tap(STOCK_AGAIN, permission="stock.view", slow=True)
async def ask_again(turn: Turn, number: int = 1) -> None:
    """Ask all providers of a page at once, say how far that is, and show what they said."""
    overview = turn.services.stock_overview
    far = [0, 0]

    def told(done: int, total: int) -> None:
        far[:] = [done, total]

    asking = asyncio.ensure_future(overview.refresh(number, PAGE, told))
    try:
        while not asking.done():
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(asking), PROGRESS_EVERY)
                break
            done, total = far
            await turn.progress(Card(turn.t.get("stock-asking", done=done, total=total)))
        await asking
    finally:
        asking.cancel()
    await show_overview(turn, number)


def _card(turn: Turn, page: Page[ProductStock]) -> Card:
    t = turn.t
    if not page.total:
        return Card(t.get("stock-empty"))
    head = t.get("stock-list", total=page.total, page=page.number, pages=page.pages)
    now = turn.services.clock()
    lines = [_line(t, each, now) for each in page.items]
    rows: list[list[AnyButton]] = [
        [Button(each.product.name, STOCK_PRODUCT, each.product.id)] for each in page.items
    ]
    again = Button(t.plain("button-refresh"), STOCK_AGAIN, page.number)
    return Card(join([head, "", *lines]), [*rows, pager(t, STOCK_PAGE, page), [again]])


def _line(t: Texts, each: ProductStock, now: datetime) -> Html:
    """A product in a line: put into words once while it, and its age in minutes, are the same."""
    name, trouble = each.product.name, each.trouble
    if each.read_at is None:
        return t.once(_never_read, name, trouble)
    minutes = max(0, (now - each.read_at) // _A_MINUTE)
    return t.once(_read, name, each.prices, each.stock, each.is_sold_out, minutes, trouble)


def _never_read(t: Texts, name: str, trouble: str | None) -> Html:
    words = t.plain("stock-not-read") if trouble is None else short_trouble(t, trouble)
    return t.get("stock-glance-none", product=name, words=words)


def _read(
    t: Texts,
    name: str,
    prices: tuple[Money, ...],
    stock: int | None,
    is_sold_out: bool,
    minutes: int,
    trouble: str | None,
) -> Html:
    price = t.listing([t.money(each) for each in prices])
    text, facts = "stock-glance", {"product": name, "price": price, "stock": stock or 0}
    if is_sold_out:
        text = "stock-glance-out" if price else "stock-glance-never"
    elif stock is None:
        text = "stock-glance-unlimited"
    age = t.plain("stock-ago", age=minutes * _A_MINUTE) if minutes else t.plain("stock-just-now")
    line = t.get(text, **facts, age=age)
    if trouble is None:
        return line
    return join([line, t.get("stock-glance-trouble", words=short_trouble(t, trouble))], " ")
