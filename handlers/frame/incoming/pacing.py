"""The pace that people may have, and the one answer a day of groups that nobody set up."""

from contextlib import suppress

from handlers.frame.frame import Frame
from handlers.frame.turn import Turn
from storage.errors import TroubleError


async def spend(turn: Turn, what: str) -> None:
    """Spend one of what this person may do (services/floods/allowances.py). Raises TooFastError.

    Where nothing can be written down it goes unpaid: what the person may still read then, they may read.
    """
    with suppress(TroubleError):
        await turn.services.allowances.spend(turn.actor, what)


async def answers_there(frame: Frame, user_id: int | None, chat_id: int) -> bool:
    """Whether anything may be said in a chat: where nobody set a group up, to owners, else once a day."""
    access = frame.services.access
    if access.chat_is_set_up(chat_id) or (user_id is not None and access.is_owner(user_id)):
        return True
    try:
        return await frame.services.allowances.may_answer_unset(chat_id)
    except TroubleError:
        return False
