"""The question before something is done: what spends, changes or deletes waits for Confirm, and is done once.

Confirm writes the wish for it into a row and returns: a worker does it
(:mod:`handlers.frame.confirmation.deed_maker`), and how it ended is told by a notice, in place of the
question's card.
"""

from typing import TypeVar

import structlog

from handlers.frame.callback import StaleButtonError, Tap
from handlers.frame.cards import Button, Card
from handlers.frame.confirmation.pending import FORGOTTEN, GONE, drop, hold
from handlers.frame.confirmation.serializing import read, text_of
from handlers.frame.confirmation.wishes import Wish, line_of
from handlers.frame.errors import error_text
from handlers.frame.incoming.isolation import let_others_in
from handlers.frame.registry import OPEN
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.words.markup import Html
from services.deeds import Deed, DeedUnderWayError, Standing
from storage.transaction import Tx

routes = Routes()
CANCEL = Tap("confirm.cancel")
log = structlog.get_logger(__name__)
W = TypeVar("W", bound=Wish)


class _ComeAgainError(Exception):
    """The tap is one that was taken up before: how that ended is told anyway."""


def question(
    turn: Turn, text: Html, tap: Tap, what: object, *, danger: bool = False, secret: bool = False
) -> Card:
    """The card that states the effect; its Confirm carries the key of ``what`` to ``tap``.

    ``secret``: until it is confirmed it is not written down, not even sealed.
    """
    key = hold(turn, what, secret=secret)
    yes = Button(turn.t.plain("button-confirm"), tap, key, style="danger" if danger else "success")
    no = Button(turn.t.plain("button-cancel"), CANCEL, key)
    return Card(text, [[yes, no]])


async def carry_out(turn: Turn, *kinds: type[W]) -> None:
    """Have what was confirmed done, once, and say that it is under way.

    Raises StaleButtonError where it was confirmed before, or is forgotten, and DeedUnderWayError.
    """
    key = turn.values.text(0)
    try:
        begun = await _confirmed(turn, key, *kinds)
    except _ComeAgainError:
        log.info("deed confirmed by a process that has ended")
        return
    let_others_in()
    if not begun:
        await turn.edit(Card(error_text(turn.t, DeedUnderWayError())))
        return
    # Right behind the commit, and waited for by nobody: it must not come after the words on the end.
    turn.services.deeds.kick()
    await turn.progress(Card(turn.t.get("confirm-working")))


async def _confirmed(turn: Turn, key: str, *kinds: type[W]) -> bool:
    """Write the wish for it down. False: the very same is under way."""
    secret = turn.frame.pending_secrets.is_key(key)
    try:
        return await (_secret if secret else _held)(turn, key, *kinds)
    except StaleButtonError:
        await _not_again(turn, key)
        raise


async def _held(turn: Turn, key: str, *kinds: type[W]) -> bool:
    begun: list[bool] = []

    async def beside(tx: Tx, text: str) -> None:
        what = read(text, *kinds)
        if what is None:
            raise StaleButtonError(GONE)
        deed, line = _deed(turn, key, what)
        begun.append(await turn.services.deeds.wish(tx, deed, text, line))

    if await turn.services.pending_confirmations.take(turn.actor, key, beside) is None:
        raise StaleButtonError(GONE)
    return begun[-1]


async def _secret(turn: Turn, key: str, *kinds: type[W]) -> bool:
    secrets = turn.frame.pending_secrets
    what = secrets.look(turn.actor, key)
    if what is None and secrets.is_of_earlier(key):
        raise StaleButtonError(FORGOTTEN)
    if not isinstance(what, kinds):
        raise StaleButtonError(GONE)
    deed, line = _deed(turn, key, what)
    begun = await turn.services.deeds.confirm(deed, text_of(what), line)
    secrets.take(turn.actor, key)
    return begun


def _deed(turn: Turn, key: str, what: Wish) -> tuple[Deed, str]:
    """The deed, and the provider at which it is done."""
    tap, about = turn.callback.id if turn.callback else "", what.about(turn.t)
    deed = Deed(key, turn.actor, what.deed, about, turn.standing, tap)
    return deed, line_of(turn.frame, what, about)


async def _not_again(turn: Turn, key: str) -> None:
    """Raises StaleButtonError with kinder words where it was confirmed before, or _ComeAgainError."""
    tap = turn.callback.id if turn.callback else ""
    standing = await turn.services.deeds.stands(turn.actor, key, tap)
    if standing is Standing.THIS:
        raise _ComeAgainError
    if standing is not None:
        raise StaleButtonError(f"confirm-{standing}")


@routes.tap(CANCEL, permission=OPEN)
async def cancel(turn: Turn) -> None:
    """Forget it. Whoever might ask may also think better of it, until it was confirmed."""
    key = turn.values.text(0)
    if not await drop(turn, key):
        await _not_again(turn, key)
    await turn.show(Card(turn.t.get("confirm-cancelled")))
