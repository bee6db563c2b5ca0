"""/stock without words: price and stock of a page of products as read last, and all of them asked anew."""

import asyncio
from contextlib import suppress
from datetime import timedelta

from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.lists import pager
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.taps import STOCK_AGAIN, STOCK_PAGE, STOCK_PRODUCT
from handlers.words.markup import Html, join
from handlers.words.provider_words import short_trouble
from handlers.words.texts import Texts
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
    lines = [_line(turn, each) for each in page.items]
    rows: list[list[AnyButton]] = [
        [Button(each.product.name, STOCK_PRODUCT, each.product.id)] for each in page.items
    ]
    again = Button(t.plain("button-refresh"), STOCK_AGAIN, page.number)
    return Card(join([head, "", *lines]), [*rows, pager(t, STOCK_PAGE, page), [again]])


def _line(turn: Turn, each: ProductStock) -> Html:
    t, name = turn.t, each.product.name
    if each.read_at is None:
        words = _trouble(t, each) or t.plain("stock-not-read")
        return t.get("stock-glance-none", product=name, words=words)
    price = t.listing([t.money(price) for price in each.prices])
    text, facts = "stock-glance", {"product": name, "price": price, "stock": each.stock or 0}
    if each.is_sold_out:
        text = "stock-glance-out" if price else "stock-glance-never"
    elif each.stock is None:
        text = "stock-glance-unlimited"
    line = t.get(text, **facts, age=_age(t, turn.services.clock() - each.read_at))
    trouble = _trouble(t, each)
    return line if not trouble else join([line, t.get("stock-glance-trouble", words=trouble)], " ")


def _age(t: Texts, age: timedelta) -> str:
    """To the minute, so that a page has few ages to be put into words."""
    return (
        t.plain("stock-just-now")
        if age < _A_MINUTE
        else t.plain("stock-ago", age=age - age % _A_MINUTE)
    )


def _trouble(t: Texts, each: ProductStock) -> str:
    """Why the last try read nothing."""
    return "" if each.trouble is None else short_trouble(t, each.trouble)
