"""Who is in a group, as Telegram says (Bot API: getChatMember, getChat).

Whoever is not in it has the status ``left``, in a public group too; somebody whom the bot never saw, or may
not see because the group hides its members from all but administrators, is an error (td:
DialogParticipantManager, do_get_dialog_participant; MEMBER_NOT_FOUND, PARTICIPANT_ID_INVALID,
CHAT_ADMIN_REQUIRED).
"""

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

from handlers.frame.incoming.standing import standing_of
from handlers.frame.outgoing.refusals import Kind, Reason, why
from services.access import CannotTellError, Openness, Standing, Why

_BOT_AWAY = {Reason.KICKED, Reason.DELETED, Reason.NOT_FOUND}


class TelegramMembership:
    """Asks by this bot."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def standing(self, user_id: int, chat_id: int) -> Standing:
        """Where a person stands with a group at this moment. Raises CannotTellError."""
        try:
            return standing_of(await self._bot.get_chat_member(chat_id, user_id))
        except TelegramAPIError as error:
            raise CannotTellError(_why(error)) from error

    async def openness(self, chat_id: int) -> Openness:
        """How open a group is at this moment. Raises CannotTellError."""
        try:
            chat = await self._bot.get_chat(chat_id)
        except TelegramAPIError as error:
            raise CannotTellError(_why(error)) from error
        if chat.username or chat.active_usernames or chat.location is not None:
            return Openness.PUBLIC
        # Only the comments of a channel can be open to who has not joined (td: get_channel_join_to_send).
        linked = chat.linked_chat_id is not None and not chat.join_to_send_messages
        return Openness.DISCUSSION if linked else Openness.CLOSED


def _why(error: TelegramAPIError) -> Why:
    reason = why(error)
    if reason in _BOT_AWAY:
        return Why.BOT_AWAY
    return Why.NO_ANSWER if reason.kind is Kind.PASSING else Why.HIDDEN
