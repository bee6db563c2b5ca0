"""Customers: claim a key by a link, find one's keys again."""

from collections import Counter
from functools import partial

import structlog
from aiogram.exceptions import TelegramAPIError

from handlers.delivery.key_card import OF_CUSTOMER, all_in_file, key_card, kind_of_file
from handlers.delivery.key_pages import pages_of
from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.departure import Holds
from handlers.frame.errors import error_text
from handlers.frame.lists import total, turned, turner
from handlers.frame.registry import PRIVATE
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.taps import KEY_FILE, KEY_OPEN, KEY_PAGE, KEY_PROBLEM, MYKEYS_PAGE
from handlers.words.markup import bold, code, join
from services.delivery import Keys
from services.delivery.errors import KeysLetGoError
from services.floods.allowances import CLAIM

routes = Routes()

_ON_A_PAGE = 6
_log = structlog.get_logger(__name__)


@routes.start_payload(permission="keys.own", rate=CLAIM)
async def claim(turn: Turn) -> None:
    """``/start <token>``: the claim is honoured, or refused without saying why.

    It is used up by now: where Telegram does not take the keys, a notice brings them.
    """
    await turn.services.people.started(turn.actor.user_id)
    keys = await turn.services.claims.honour(turn.actor.user_id, turn.args.strip())
    turn.services.strangers.has_keys(turn.actor.user_id)
    if (
        len(pages_of(keys.numbered)) > 1
    ):  # they are turned through with all of the order that is theirs
        keys = await turn.services.shelf.my_keys(turn.actor.user_id, keys.order.number)
    try:
        await turn.reply(Card(turn.t.get("claim-welcome", product=bold(keys.order.product))))
        await turn.reply(key_card(turn.t, keys, OF_CUSTOMER, _good(turn, keys), problem=True))
    except TelegramAPIError as error:
        number = keys.order.number
        _log.warning("claimed keys not shown", order=number, problem=error.message)
        await turn.services.delivery.bring(turn.actor.user_id, number)


@routes.command("mykeys", permission="keys.own", where=PRIVATE)
async def my_keys(turn: Turn) -> None:
    """Everything this customer has claimed."""
    await _page(turn)


@routes.tap(MYKEYS_PAGE, permission="keys.own", where=PRIVATE)
async def my_keys_page(turn: Turn) -> None:
    """Another page."""
    await _page(turn, *turned(turn.values, 0))


@routes.command("key", permission="keys.own", where=PRIVATE, in_menu=False)
async def key(turn: Turn) -> None:
    """``/key <order>``; without it, everything to choose from."""
    number = turn.args.strip()
    if not number:
        await _page(turn)
        return
    await _show(turn, number)


@routes.tap(KEY_OPEN, permission="keys.own", where=PRIVATE)
async def key_open(turn: Turn) -> None:
    """An order was chosen from the list."""
    await _show(turn, turn.values.text(0))


async def _show(turn: Turn, number: str) -> None:
    try:
        keys = await turn.services.delivery.show_own(turn.actor, number)
    except KeysLetGoError as error:
        report = Button(turn.t.plain("button-problem"), KEY_PROBLEM, str(error.facts["number"]))
        await turn.reply(Card(error_text(turn.t, error), [[report]]))
        return
    await turn.reply(key_card(turn.t, keys, OF_CUSTOMER, _good(turn, keys), problem=True))


def _good(turn: Turn, keys: Keys) -> Holds:
    """Asks whether they are the customer's own, and good, when the message with them leaves."""
    return partial(turn.services.shelf.still_good, keys, turn.actor.user_id)


@routes.aside("own-key")
async def own_key_said(turn: Turn) -> None:
    """Whoever writes a key of their own reads of which order it is, and how to report it."""
    if turn.album_goes_on:
        return
    t, orders = turn.t, turn.facts["orders"][:_ON_A_PAGE]
    label = "button-problem" if len(orders) == 1 else "button-problem-of"
    rows = [[Button(t.plain(label, number=each), KEY_PROBLEM, each)] for each in orders]
    await turn.reply(Card(t.get("key-own-said", numbers=orders, count=len(orders)), rows))


@routes.tap(KEY_PAGE, permission="keys.own", where=PRIVATE)
async def key_page(turn: Turn) -> None:
    """More keys of the same order."""
    number, page = turn.values.text(0), turn.values.number(1, 1)
    keys = await turn.services.delivery.show_own(turn.actor, number)
    card = key_card(turn.t, keys, OF_CUSTOMER, _good(turn, keys), page=page, problem=True)
    await turn.edit(card)


@routes.tap(KEY_FILE, permission="keys.own", where=PRIVATE)
async def key_file(turn: Turn) -> None:
    """All of one's keys of the order in a file, as text or CSV."""
    number, kind = turn.values.text(0), kind_of_file(turn.values, 1)
    keys = await turn.services.delivery.show_own(turn.actor, number)
    await turn.aside(all_in_file(turn.t, keys, _good(turn, keys), kind=kind))


async def _page(turn: Turn, behind: str | None = None, before: str | None = None) -> None:
    t, shelf = turn.t, turn.services.shelf
    found = await shelf.my_orders(turn.actor.user_id, _ON_A_PAGE, behind=behind, before=before)
    if not found.shown.items:
        await turn.show(Card(t.get("mykeys-none")))
        return
    lines = [t.get("mykeys-title", total=total(t, found.total)), ""]
    rows: list[list[AnyButton]] = []
    products = Counter(order.product for order in found.shown.items)
    for order in found.shown.items:
        lines.append(
            t.get(
                "mykeys-line",
                product=bold(order.product),
                number=code(order.number),
                count=order.keys,
                at=order.at,
            )
        )
        several = products[order.product] > 1
        words = "button-open-order-number" if several else "button-open-order"
        label = t.plain(words, product=order.product, number=order.number)
        rows.append([Button(label, KEY_OPEN, order.number)])
    rows.append(turner(t, MYKEYS_PAGE, found.shown, lambda each: each.number))
    await turn.show(Card(join(lines), rows))
