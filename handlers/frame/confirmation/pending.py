"""Pending confirmations behind buttons: what does not fit into 64 bytes is kept, and the button has its key.

What is held is a frozen dataclass. It is sealed in a row, for an hour, and only its person has it in
its chat; a ``secret`` is never written down and a restart forgets it.
"""

from dataclasses import replace
from typing import TypeVar

from handlers.frame.callback import StaleButtonError
from handlers.frame.confirmation.serializing import read, text_of
from handlers.frame.turn import Turn
from services.pending_confirmations import Thing, new_key

T = TypeVar("T")
GONE = "confirm-gone"
FORGOTTEN = "confirm-secret-gone"


def hold(turn: Turn, what: object, *, secret: bool = False, chat_id: int | None = None) -> str:
    """Hold something for this person here, or in that chat of theirs, and give its key for a button.

    It is written down when the turn next shows a card, however many are held, in one statement.
    """
    if secret:
        return turn.frame.pending_secrets.keep(turn.actor, what)
    actor = turn.actor if chat_id is None else replace(turn.actor, chat_id=chat_id)
    thing = Thing(new_key(), actor, text_of(what))
    turn.to_keep_pending.append(thing)
    return thing.key


async def look(turn: Turn, key: str, *kinds: type[T], gone: str = GONE) -> T:
    """What is held, which stays. Raises StaleButtonError with the words ``gone``."""
    text = await turn.services.pending_confirmations.look(turn.actor, key)
    found = None if text is None else read(text, *kinds)
    if found is None:
        raise StaleButtonError(gone)
    return found


async def take(turn: Turn, key: str, *kinds: type[T], gone: str = GONE) -> T:
    """What was held, given once. Raises StaleButtonError with the words ``gone``."""
    held: object | None
    secrets = turn.frame.pending_secrets
    if secrets.is_key(key):
        held = secrets.take(turn.actor, key)
        if held is None and secrets.is_of_earlier(key):
            raise StaleButtonError(FORGOTTEN)
    else:
        text = await turn.services.pending_confirmations.take(turn.actor, key)
        held = None if text is None else read(text, *kinds)
    if not isinstance(held, kinds):
        raise StaleButtonError(gone)
    return held


async def drop(turn: Turn, key: str) -> bool:
    """Hold it no more. False: it was not held."""
    secrets = turn.frame.pending_secrets
    if secrets.is_key(key):
        return secrets.take(turn.actor, key) is not None
    return await turn.services.pending_confirmations.take(turn.actor, key) is not None
