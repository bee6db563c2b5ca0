"""Whose an update is: which lane it waits in, and what its sender is to the desk."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from aiogram.types import Chat, Message, Update

from bot.telegram.lanes import Lane
from bot.telegram.priority import Priority
from handlers.frame.senders import is_person, person_of
from services.floods import Standing


class Judge(Protocol):
    """Who tells staff, customers and strangers apart; all but ``look`` from memory."""

    def standing(self, user_id: int | None, chat_id: int | None) -> Standing:
        """What a person (None: somebody who is none) is to the desk in that chat."""

    def chat_is_known(self, chat_id: int | None) -> bool:
        """Whether what happens to the chat matters to the desk."""

    async def look(self, user_id: int) -> None:
        """Learn about a person what is not in memory."""


@dataclass(frozen=True, slots=True)
class Whose:
    """The lane of an update. ``keep``: it tells of a chat that is known, and is never dropped."""

    lane: Lane
    standing: Standing = Standing.STAFF
    keep: bool = False

    @property
    def place(self) -> tuple[int | None, int | None]:
        """The person and the chat."""
        return self.lane.person, self.lane.chat

    def priority(self, judge: Judge | None) -> Callable[[], Priority]:
        """With what priority it is answered, worked out anew each time: strangers become customers."""

        def now() -> Priority:
            if judge is None or judge.standing(*self.place) is not Standing.STRANGER:
                return Priority.PERSON
            return Priority.STRANGER

        return now


def whose(update: Update, judge: Judge | None) -> Whose:
    """Tell whose an update is. Without a judge everybody is staff."""
    lane = lane_of(update)
    if judge is None:
        return Whose(lane)
    told = (
        update.my_chat_member is not None
        or update.chat_member is not None
        or (update.message is not None and _tells(update.message))
    )
    keep = told and judge.chat_is_known(lane.chat)
    standing = Standing.STAFF if keep else judge.standing(lane.person, lane.chat)
    return Whose(lane, standing, keep)


def _tells(message: Message) -> bool:
    """Whether a message tells what happened to its chat: a new id, somebody who came or left."""
    came, left = message.new_chat_members, message.left_chat_member
    return message.migrate_to_chat_id is not None or bool(came) or left is not None


def lane_of(update: Update) -> Lane:
    """The person and the chat of an update. Who writes in a chat's name is nobody in particular."""
    event = update.event
    if isinstance(event, Message):
        user = person_of(event)
        return Lane(None if user is None else user.id, event.chat.id)
    user = getattr(event, "from_user", None)
    person = user.id if user is not None and is_person(user) else None
    chat = getattr(event, "chat", None) or getattr(getattr(event, "message", None), "chat", None)
    return Lane(person, chat.id if isinstance(chat, Chat) else person)
