"""Asked before it is done: what spends, changes or deletes is held until Confirm, and done once."""

from collections.abc import Awaitable
from typing import TypeVar

from handlers.frame.cards import Button, Card
from handlers.frame.errors import error_text
from handlers.frame.holding import drop, hold, take
from handlers.frame.registry import OPEN, Routes
from handlers.frame.turn import Turn
from handlers.words.markup import Html
from providers.errors import ProviderError
from services.errors import DeskError

routes = Routes()
T = TypeVar("T")


def question(
    turn: Turn, text: Html, verb: str, what: object, *, danger: bool = False, secret: bool = False
) -> Card:
    """The card that states the effect; its Confirm carries the key of ``what`` to the tap ``verb``.

    ``secret``: there is something in it that must never be written down, not even sealed.
    """
    key = hold(turn, what, secret=secret)
    yes = Button(turn.t.plain("button-confirm"), verb, key, style="danger" if danger else "success")
    no = Button(turn.t.plain("button-cancel"), "confirm.cancel", key)
    return Card(text, [[yes, no]])


async def confirmed(turn: Turn, *kinds: type[T]) -> T:
    """What was confirmed, once. Raises StaleButtonError where it was before, or is forgotten."""
    what = await take(turn, turn.values.text(0), *kinds)
    await turn.edit(Card(turn.t.get("confirm-working")))
    return what


async def outcome(turn: Turn, work: Awaitable[Card]) -> None:
    """Put what came of it in place of the question; a refusal is such an outcome too."""
    try:
        card = await work
    except (DeskError, ProviderError) as error:
        card = Card(error_text(turn.t, error))
    except Exception:
        # The apology comes in a message of its own; this card must not say "under way" for ever.
        await turn.edit(Card(turn.t.get("confirm-broken")))
        raise
    await turn.edit(card)


@routes.tap("confirm.cancel", permission=OPEN)
async def cancel(turn: Turn) -> None:
    """Forget it. Whoever might ask may also think better of it."""
    await drop(turn, turn.values.text(0))
    await turn.show(Card(turn.t.get("confirm-cancelled")))
