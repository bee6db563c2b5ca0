"""**Keep in stock**: what is left of a bulk order goes into own stock; asked first."""

from handlers.frame.cards import Button, Card
from handlers.frame.errors import error_text
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.taps import ORDER_KEEP, ORDER_KEPT, ORDER_REFRESH
from handlers.words.markup import bold, code
from services.own_stock.errors import KeptSinceError

routes = Routes()


@routes.tap(ORDER_KEEP, permission="keys.stock", opener_only=False, of_order=True)
async def ask(turn: Turn) -> None:
    """Say how many keys would go, and that they go for good."""
    t, number = turn.t, turn.admitted.number
    kept = await turn.services.keeping.keepable(turn.admitted)
    facts = {"count": kept.keys, "product": bold(kept.product), "cost": kept.cost}
    meant = (number, kept.keys, kept.since)
    yes = Button(t.plain("button-confirm"), ORDER_KEPT, *meant, style="success")
    no = Button(t.plain("button-back"), ORDER_REFRESH, number)
    await turn.edit(Card(t.get("keep-question", number=code(number), **facts), [[yes, no]]))


@routes.tap(ORDER_KEPT, permission="keys.stock", of_order=True)
async def keep(turn: Turn) -> None:
    """Do it, once: what was kept since this was asked is said instead."""
    t, number = turn.t, turn.admitted.number
    count, since = turn.values.number(1, 1), turn.values.number(2)
    order = Button(t.plain("keep-back"), ORDER_REFRESH, number)
    try:
        kept = await turn.services.keeping.keep(turn.admitted, count, since)
    except KeptSinceError as error:
        await turn.edit(Card(error_text(t, error), [[order]]))
        return
    facts = {"count": kept.keys, "product": bold(kept.product), "cost": kept.cost}
    await turn.edit(Card(t.get("keep-done", number=code(number), **facts), [[order]]))
