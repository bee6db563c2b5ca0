"""Asked before it is done: what spends, changes or deletes is held until Confirm, and done once.

How it ended is told until that has arrived: services/deeds.py keeps the notice of it, and the edit of the
question's card is only the quick way.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar, Protocol, TypeVar

import structlog
from aiogram.exceptions import TelegramAPIError

from handlers.frame.cards import Button, Card
from handlers.frame.deeds import deed_card
from handlers.frame.errors import error_text, new_reference, trouble_text
from handlers.frame.held_texts import read
from handlers.frame.holding import FORGOTTEN, GONE, drop, hold
from handlers.frame.isolation import let_others_in
from handlers.frame.registry import OPEN, Routes
from handlers.frame.stale import StaleButtonError
from handlers.frame.turn import Turn
from handlers.words.markup import Html
from handlers.words.texts import Texts
from providers.errors import ProviderError
from services.deeds import Deed, Standing
from services.errors import DeskError
from storage.errors import TroubleError

routes = Routes()
log = structlog.get_logger(__name__)


class Wish(Protocol):
    """What can be confirmed: a frozen dataclass of plain parts.

    ``deed`` names the words for it: ``deed-<deed>``, and ``deed-look-<deed>`` for where one looks when
    nobody knows what came of it.
    """

    deed: ClassVar[str]

    def about(self, t: Texts) -> Mapping[str, str]:
        """What these words need, without any secret: it is written down as it is."""


W = TypeVar("W", bound=Wish)


class _ComeAgainError(Exception):
    """The tap is one that was taken up before: how that ended is told anyway."""


@dataclass(frozen=True, slots=True)
class _End:
    """The card of what came of it. ``refused``: why not; ``reference`` of a mistake of ours."""

    card: Card
    refused: DeskError | ProviderError | None = None
    reference: str = ""


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


async def carry_out(
    turn: Turn, make: Callable[[Turn, W], Awaitable[Card]], *kinds: type[W]
) -> None:
    """Do what was confirmed, once, and put the card of what came of it in place of the question.

    A refusal is such an outcome too. The person may go on with other things meanwhile. Raises
    StaleButtonError where it was confirmed before, or is forgotten.
    """
    key = turn.values.text(0)
    try:
        what = await _confirmed(turn, key, *kinds)
    except _ComeAgainError:
        log.info("deed confirmed by a process that has ended")
        return
    let_others_in()
    with turn.desk.deeds.in_hand(key):
        # Beside it: in a busy group the words may have to wait for their turn, and the deed has not to.
        working = asyncio.create_task(turn.progress(Card(turn.t.get("confirm-working"))))
        try:
            end = await _made(turn, key, make, what)
            await working
        finally:
            working.cancel()
        await _tell(turn, key, end)


async def _confirmed(turn: Turn, key: str, *kinds: type[W]) -> W:
    """What was confirmed; from now on its end is told, whatever happens."""
    secret = turn.frame.held_secrets.is_key(key)
    try:
        return await (_secret if secret else _held)(turn, key, *kinds)
    except StaleButtonError:
        await _not_again(turn, key)
        raise


async def _held(turn: Turn, key: str, *kinds: type[W]) -> W:
    found: list[W] = []

    def deed_in(text: str) -> Deed:
        what = read(text, *kinds)
        if what is None:
            raise StaleButtonError(GONE)
        found.append(what)
        return _deed(turn, key, what)

    confirming = turn.desk.deeds.confirming(deed_in)
    if await turn.desk.held.take(turn.actor, key, confirming) is None:
        raise StaleButtonError(GONE)
    return found[-1]


async def _secret(turn: Turn, key: str, *kinds: type[W]) -> W:
    secrets = turn.frame.held_secrets
    what = secrets.look(turn.actor, key)
    if what is None and secrets.is_of_earlier(key):
        raise StaleButtonError(FORGOTTEN)
    if not isinstance(what, kinds) or not await turn.desk.deeds.confirm(_deed(turn, key, what)):
        raise StaleButtonError(GONE)
    secrets.take(turn.actor, key)
    return what


def _deed(turn: Turn, key: str, what: Wish) -> Deed:
    return Deed(key, turn.actor, what.deed, what.about(turn.t), turn.standing, _tap(turn))


def _tap(turn: Turn) -> str:
    return turn.callback.id if turn.callback else ""


async def _not_again(turn: Turn, key: str) -> None:
    """Raises StaleButtonError with kinder words where it was confirmed before, or _ComeAgainError."""
    standing = await turn.desk.deeds.stands(turn.actor, key, _tap(turn))
    if standing is Standing.THIS:
        raise _ComeAgainError
    if standing is not None:
        raise StaleButtonError(f"confirm-{standing}")


async def _made(turn: Turn, key: str, make: Callable[[Turn, W], Awaitable[Card]], what: W) -> _End:
    try:
        with turn.desk.deeds.doing(key, what):
            return _End(await make(turn, what))
    except (DeskError, ProviderError) as error:
        return _End(Card(error_text(turn.t, error)), refused=error)
    except Exception as error:  # noqa: BLE001 - what was done before it broke must be told all the same
        return await _broken(turn, key, error)


async def _broken(turn: Turn, key: str, error: Exception) -> _End:
    """Never an apology for something that was done: what is written down is what is told."""
    reference = ""
    if isinstance(error, TelegramAPIError):
        log.warning("deed cut short by Telegram", problem=error.message)
    elif not isinstance(error, TroubleError):
        reference = new_reference()
        log.error("deed broke", reference=reference, exc_info=error)
    facts = None
    with suppress(TroubleError):
        facts = await turn.desk.deeds.written(key)
    if facts is None:
        return _End(Card(turn.t.get("confirm-broken")), reference=reference)
    if isinstance(error, TroubleError) and not facts["steps"]:
        return _End(Card(trouble_text(turn.t, error)))
    facts = {**facts, "reference": reference}
    return _End(deed_card(turn.t, facts, in_group=not turn.chat.is_private), reference=reference)


async def _tell(turn: Turn, key: str, end: _End) -> None:
    """Tell it, and take the notice back; where Telegram does not take it the notice tells it."""
    try:
        await turn.edit(end.card)
    except TelegramAPIError as error:
        log.warning("end of a deed not taken", problem=error.message)
    except Exception:
        log.exception("end of a deed not told")
    else:
        await turn.desk.deeds.told(key)
        return
    await turn.desk.deeds.tell(key, refused=end.refused, reference=end.reference)


@routes.tap("confirm.cancel", permission=OPEN)
async def cancel(turn: Turn) -> None:
    """Forget it. Whoever might ask may also think better of it, until it was confirmed."""
    key = turn.values.text(0)
    if not await drop(turn, key):
        await _not_again(turn, key)
    await turn.show(Card(turn.t.get("confirm-cancelled")))
