"""**Show to me**: the keys of an order, to the person who asked, in their private chat."""

from functools import partial

from handlers.delivery.key_card import OF_STAFF, all_in_file, key_card, kind_of_file
from handlers.delivery.privately import privately, reachable
from handlers.delivery.twin_words import seen_twins
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.taps import ORDER_FILE, ORDER_SHOW

routes = Routes()


@routes.tap(ORDER_SHOW, permission="keys.reveal", opener_only=False, of_order=True)
async def show(turn: Turn) -> None:
    """Show the keys to the person who asked, in their private chat only."""
    if not await reachable(turn):
        return
    page = turn.values.number(1, 1) if len(turn.values) > 1 else 1
    keys = await turn.services.delivery.reveal(turn.admitted)
    holds = partial(turn.services.shelf.still_good, keys)
    twins = await seen_twins(turn, keys.order, keys.twins, privately=True)
    card = key_card(turn.t, keys, OF_STAFF, holds, twins, page=page)
    if len(turn.values) > 1 and turn.chat.is_private:
        await turn.edit(card)
    else:
        await privately(turn, card)


@routes.tap(ORDER_FILE, permission="keys.reveal", opener_only=False, of_order=True)
async def show_file(turn: Turn) -> None:
    """All keys in a file, as text or CSV, to the person who asked, in their private chat only."""
    kind = kind_of_file(turn.values, 1)
    if not await reachable(turn):
        return
    keys = await turn.services.delivery.reveal(turn.admitted)
    holds = partial(turn.services.shelf.still_good, keys)
    twins = await seen_twins(turn, keys.order, keys.twins, privately=True)
    await privately(turn, all_in_file(turn.t, keys, holds, twins, kind))
