"""Sightings of people in groups: who speaks, comes and goes, and the bot itself, taken in."""

from datetime import datetime

from services.access.chats_now import DefaultFor
from services.access.rights import Rights
from services.access.standing import CannotTellError, Openness, Standing


class Sightings(Rights):
    """Keeps what the questions are answered from."""

    async def met(self, user_id: int, chat_id: int, *, public: bool, wrote: bool) -> None:
        """Somebody is at work in a group. Afterwards memory knows where they stand, if anything hangs on it.

        ``public``: it has a public name. ``wrote``: a message, just now, which in a closed group shows
        that they are in it. A tap shows nothing, and where strangers may write a message neither: there
        Telegram is asked.
        """
        chat = self._book.chat(chat_id)
        if chat is not None and public:
            await self._opened(chat, Openness.PUBLIC)
        if chat is None or not self._book.depends(user_id, chat_id):
            return
        openness = Openness.PUBLIC if public else await self._look(chat)
        if (
            wrote
            and openness is Openness.CLOSED
            and chat.default_role_for != DefaultFor.ADMINISTRATORS
        ):
            self._membership.spoke(user_id, chat_id)
        try:
            await self._stands(user_id, chat_id, fresh=False)
        except CannotTellError:
            return  # whoever asks for the right is told why it cannot be known

    async def told(self, user_id: int, chat_id: int, standing: Standing) -> None:
        """Telegram tells by itself that somebody came, left, or changed."""
        if self._book.depends(user_id, chat_id):
            await self._membership.told(user_id, chat_id, standing)
            self._book.see(user_id, chat_id, standing)

    def bot_left(self, chat_id: int, at: datetime) -> None:
        """The bot is not in a group any more: nothing of it is served anywhere."""
        self._book.leave(chat_id, at)
        self._membership.forget_chat(chat_id)
        self._openings.forget(chat_id)

    def bot_silenced(self, chat_id: int, at: datetime) -> None:
        """The bot cannot write in a group: nobody is told anything there."""
        self._book.hush(chat_id, at)

    def bot_is_out_of(self, chat_id: int) -> bool:
        """Whether the bot was in a group and is not any more."""
        chat = self._book.chat(chat_id)
        return chat is not None and chat.left_at is not None

    def bot_back(self, chat_id: int) -> None:
        """The bot is in a group (again); who else is in it is asked anew."""
        chat = self._book.chat(chat_id)
        if chat is not None and chat.left_at is not None:
            self._membership.forget_chat(chat_id)
            self._book.leave(chat_id, None)
        self._book.hush(chat_id, None)

    async def forget_old(self) -> int:
        """Drop what is known of people without a role who were not seen for long."""
        return await self._membership.prune()
